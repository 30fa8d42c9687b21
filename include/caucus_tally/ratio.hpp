// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/decimal.hpp>
#include <caucus_tally/votes.hpp>
#include <cstdint>
#include <optional>
#include <string>

namespace caucus_tally {

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

/// The quotient rounded half up to this many digits after the point (at most Decimal::max_scale), or nothing where it
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
