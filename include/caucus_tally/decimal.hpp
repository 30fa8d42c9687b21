// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/votes.hpp>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace caucus_tally {

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
/// of the point. Nothing where the text is anything else or exceeds the bounds of Decimal.
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

/// a + b, or nothing where the sum reaches 10^18.
std::optional<Decimal> checked_add(Decimal a, Decimal b);

/// The absolute difference |a - b|.
Decimal difference(Decimal a, Decimal b);

}  // namespace caucus_tally
