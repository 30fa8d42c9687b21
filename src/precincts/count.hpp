// SPDX-License-Identifier: MIT
#pragma once

#include "csv/wide.hpp"

#include <caucus_tally/finding.hpp>
#include <caucus_tally/numbers.hpp>
#include <cstdint>
#include <string_view>

namespace caucus_tally {

/// What a cell that should hold a count holds. A masked one was withheld ("*", "<10", "n/a"), mostly because few votes
/// would give a voter away. A spreadsheet's spellings of a count are as exact as digits alone.
enum class CountKind : std::uint8_t {
    count,
    decimal,     ///< "13.0"
    separators,  ///< "1,234"
    empty,
    masked,
    too_large,
    no_count,
};

struct CountCell {
    CountKind kind = CountKind::no_count;
    Votes votes = 0;  ///< 0 unless the kind is a count or a spelling of one
};

/// Reads an unescaped cell. With `thousands`, groups of three after commas are a plain count.
CountCell parse_count(std::string_view cell, bool thousands);

/// Whether the cell holds a count that is not written in digits alone: a warning for each column, and the count is
/// used.
constexpr bool is_spelling(CountKind kind) {
    return kind == CountKind::decimal || kind == CountKind::separators;
}

constexpr bool is_stated(CountKind kind) {
    return kind == CountKind::count || is_spelling(kind);
}

/// Whether the count is only not known, as far as the cell tells: a warning. What else is no count is an error.
constexpr bool is_unknown(CountKind kind) {
    return kind == CountKind::empty || kind == CountKind::masked;
}

/// What is to be said of a cell that is no plain count, still without its place: CT108 if it is unknown, else CT007.
/// `column` is the column's name. The message of a spelling is the same for every cell of a column.
Finding count_finding(CountCell cell, std::string_view text, std::string_view column);

/// Reads up to seven digits at once. Returns how many there are; 0 or more than 7 mean that it was no such number.
/// Eight bytes must be readable.
inline unsigned parse_short_count(const char* bytes, Votes& votes) {
    std::uint64_t digits = wide::portable::load_little_endian(bytes) ^ 0x3030303030303030U;
    // The top bit marks bytes that are no digits; carries spoil only what follows the first of them.
    const std::uint64_t others = ((digits + 0x7676767676767676U) | digits) & 0x8080808080808080U;
    const unsigned size = static_cast<unsigned>(std::countr_zero(others | std::uint64_t{1} << 63)) / 8;
    // Leading zeros move in from the left (the low end): then the eight digits are summed in pairs, fours, eights.
    digits <<= (64 - 8 * size) & 63;
    digits = (digits * 10 + (digits >> 8)) & 0x00FF00FF00FF00FFU;
    digits = (digits * 100 + (digits >> 16)) & 0x0000FFFF0000FFFFU;
    votes = (digits * 10000 + (digits >> 32)) & 0xFFFFFFFFU;
    return size;
}

/// The size of a count in quotes, with them, or 0 if there is none of at most 18 digits. As many bytes as the
/// quotes go on, and eight more, must be readable.
unsigned parse_quoted_count(const char* bytes, bool thousands, Votes& votes);

}  // namespace caucus_tally
