// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace caucus_tally {

/// What a row of a precinct table counts.
enum class RowKind : std::uint8_t {
    candidate,
    ballots,  ///< registered voters, ballots cast, over and under votes, blanks: no choice of the contest
    total,    ///< a sum of other rows, which would be counted twice
};

/// What the row is by its candidate's name, or by its office's: archives write "Registered Voters" in either column.
/// Case, punctuation and blanks do not matter. "None of These Candidates" and write-ins are choices, and so is
/// "Write-In Totals", which is mostly the only row of the write-ins.
RowKind kind_by_choice(std::string_view name);

/// Whether the name is that of all write-ins together, which would count those listed beside it twice.
bool is_write_in_total(std::string_view name);

/// Whether an office or a candidate is the vote for a whole party ("Straight Party", "STRAIGHT TICKET"): the party is
/// the choice then, and a candidate or an office may be missing.
bool is_straight_party(std::string_view name);

/// What the row is by the name of its precinct or county: `total` ("County Total", "TOTALS") or `candidate`.
RowKind kind_by_unit(std::string_view name);

namespace row_kind_detail {

constexpr bool is_word_byte(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           static_cast<unsigned char>(c) > 127;
}

/// For every byte, since comparisons would branch on whether it is a digit or a letter.
inline constexpr auto word_bytes = [] {
    std::array<unsigned char, 256> table{};
    for (std::size_t byte = 0; byte < 256; ++byte) table[byte] = is_word_byte(static_cast<char>(byte));
    return table;
}();

/// Two letters without their case, as a number.
constexpr unsigned letters(char a, char b) {
    return (static_cast<unsigned char>(a) | 0x20U) << 8 | (static_cast<unsigned char>(b) | 0x20U);
}

/// Totals begin with "to", or end in "total", "totals", "cumulative", "all precincts".
constexpr bool has_ends_of_total(std::string_view word) {
    const unsigned head = letters(word[0], word[1]);
    const unsigned tail = letters(word[word.size() - 2], word[word.size() - 1]);
    constexpr unsigned to = letters('t', 'o');
    constexpr unsigned al = letters('a', 'l');
    constexpr unsigned ls = letters('l', 's');
    constexpr unsigned ve = letters('v', 'e');
    constexpr unsigned ts = letters('t', 's');
    return (head == to) | (tail == al) | (tail == ls) | (tail == ve) | (tail == ts);
}

/// The same for a field with quotes, blanks or stops around the word.
bool may_be_total_word(std::string_view raw);

}  // namespace row_kind_detail

/// False where kind_by_unit certainly says `candidate`, from a look at a field's ends, quoted or not. It is asked of
/// every row, of rows in no order too: where it branches it mostly goes the same way.
inline bool may_be_total_unit(std::string_view raw) {
    using namespace row_kind_detail;
    if (raw.size() < 2) return false;
    const bool is_word =
        (word_bytes[static_cast<unsigned char>(raw.front())] & word_bytes[static_cast<unsigned char>(raw.back())]) != 0;
    return is_word ? has_ends_of_total(raw) : may_be_total_word(raw);
}

}  // namespace caucus_tally
