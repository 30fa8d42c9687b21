// SPDX-License-Identifier: MIT
// The numbers of elections, all exact: whole votes, decimal delegates, ratios that are rounded only when written.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace caucus_tally {

/// People who voted or stood in a corner: a whole number, never negative. 64 bits hold every electorate.
using Votes = std::uint64_t;

/// Wide enough for every product of two 64-bit counts.
__extension__ typedef unsigned __int128 Uint128;

/// a + b, or nullopt if the sum exceeds 2^64 - 1.
constexpr std::optional<Votes> checked_add(Votes a, Votes b) {
    Votes sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) return std::nullopt;
    return sum;
}

/// The count as people read it: 163769 becomes "163,769".
std::string with_separators(Votes count);

/// An exact decimal number, digits × 10^-scale, never negative: delegates (63.5), state delegate equivalents, stated
/// percentages. The scale is kept as stated, so "16.50" remembers its two digits; comparisons are by value.
/// Always below 10^18 with at most 20 digits after the point, so that any two can be brought to one scale in 128 bits.
struct Decimal {
    static constexpr unsigned max_scale = 20;

    Uint128 digits = 0;
    unsigned scale = 0;  ///< digits after the point

    constexpr Decimal() = default;
    /// A whole number; it must be below 10^18.
    explicit constexpr Decimal(Votes whole) : digits(whole) {}
    constexpr Decimal(Uint128 digits_, unsigned scale_) : digits(digits_), scale(scale_) {}
};

/// Reads digits with an optional fraction ("63.5"): no sign, exponent, separator or blank, and a digit on both sides
/// of the point. nullopt if the text is anything else or exceeds the bounds of Decimal.
std::optional<Decimal> parse_decimal(std::string_view text);

/// The number with exactly its own digits after the point: "63.5", "16.50", "93".
std::string to_string(Decimal number);

/// The same with commas between the thousands: "3,121", "1,853.675".
std::string with_separators(Decimal number);

/// The same value without trailing zeros after the point.
Decimal normalized(Decimal number);

/// The digits the number has at this scale, which must be at least its own and at most Decimal::max_scale.
Uint128 digits_at(Decimal number, unsigned scale);

std::strong_ordering operator<=>(Decimal a, Decimal b);
inline bool operator==(Decimal a, Decimal b) {
    return (a <=> b) == std::strong_ordering::equal;
}

/// a + b, or nullopt if the sum reaches 10^18.
std::optional<Decimal> checked_add(Decimal a, Decimal b);

/// The absolute difference |a - b|.
Decimal difference(Decimal a, Decimal b);

/// A fixed proportion out of a rule's text, such as 15/100. 64 bits, so that a count times either side fits 128.
struct Fraction {
    std::uint64_t numerator = 0;
    std::uint64_t denominator = 1;
    bool operator==(const Fraction&) const = default;
};

/// An exact quotient that is rounded only when it is written: a quota, a threshold in votes, a share. Not reduced;
/// the whole is above 0 and below 2^120, which leaves room for every step of the long division.
struct Ratio {
    Uint128 part = 0;
    Uint128 whole = 1;
};

/// The quotient with this many digits after the point (at most Decimal::max_scale), rounded half up, exactly: 3/7
/// with 4 digits is "0.4286".
std::string to_string(Ratio ratio, unsigned digits);

/// The quotient rounded half up to this many digits after the point (at most Decimal::max_scale), or nullopt if it
/// exceeds the bounds of Decimal.
std::optional<Decimal> rounded(Ratio ratio, unsigned digits);

/// The smallest whole number that is not below the quotient.
constexpr Uint128 ceiling(Ratio ratio) {
    return ratio.part / ratio.whole + (ratio.part % ratio.whole == 0 ? 0 : 1);
}

/// The nearest whole number, half up.
constexpr Uint128 nearest(Ratio ratio) {
    const Uint128 rest = ratio.part % ratio.whole;
    return ratio.part / ratio.whole + (rest >= ratio.whole - rest ? 1 : 0);
}

}  // namespace caucus_tally
