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
/// Case, punctuation and blanks do not matter. "None of These Candidates" and write-ins are choices.
RowKind kind_by_choice(std::string_view name);

/// What the row is by the name of its precinct or county: `total` ("County Total", "TOTALS") or `candidate`.
RowKind kind_by_unit(std::string_view name);

namespace row_kind_detail {

constexpr bool is_word_byte(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           static_cast<unsigned char>(c) > 127;
}

constexpr std::size_t byte_of(char c) {
    return static_cast<unsigned char>(c);
}

// Totals begin with "to", or end in "total", "totals", "cumulative", "all precincts". Which bytes can stand at an end
// of a field with such a name; quotes, blanks and stops may stand around it.
inline constexpr unsigned char first = 1;
inline constexpr unsigned char last = 2;
inline constexpr auto ends = [] {
    std::array<unsigned char, 256> table{};
    for (std::size_t byte = 0; byte < 256; ++byte)
        if (!is_word_byte(static_cast<char>(byte))) table[byte] = first | last;
    for (const char c : {'t', 'T'}) table[byte_of(c)] = first;
    for (const char c : {'l', 'L', 's', 'S', 'e', 'E'}) table[byte_of(c)] = last;
    return table;
}();

/// Looks at the letters at both ends.
bool may_be_total_word(std::string_view raw);

}  // namespace row_kind_detail

/// False where kind_by_unit certainly says `candidate`, from a look at a field's ends, quoted or not. It is asked of
/// every row: most units end in a digit or a letter that no total ends in.
inline bool may_be_total_unit(std::string_view raw) {
    using namespace row_kind_detail;
    if (raw.empty() || ((ends[byte_of(raw.front())] & first) | (ends[byte_of(raw.back())] & last)) == 0) return false;
    return may_be_total_word(raw);
}

}  // namespace caucus_tally
