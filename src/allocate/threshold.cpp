// SPDX-License-Identifier: MIT
#include "allocate/threshold.hpp"

#include <algorithm>

namespace caucus_tally {
namespace {

// A count times one side of a fraction: both below 2^64, so the product fits 128 bits.
Ratio share_of(Votes count, Fraction fraction) {
    return {Uint128{count} * fraction.numerator, fraction.denominator};
}

// The threshold is at most the total (or the leader's votes), so the ceiling fits 64 bits.
Votes whole_votes(Ratio votes) {
    return std::max<Votes>(1, static_cast<Votes>(ceiling(votes)));
}

// leader × factor - total × points, on one denominator. The table's factor and points are small (below 2^10), so that
// every product stays below 2^64 × 2^20.
Ratio fallback_votes(const Fallback& fallback, Votes total, Votes leader) {
    const Uint128 own = Uint128{leader} * fallback.factor.numerator * fallback.points.denominator;
    const Uint128 points = Uint128{total} * fallback.points.numerator * fallback.factor.denominator;
    return {own > points ? own - points : 0, Uint128{fallback.factor.denominator} * fallback.points.denominator};
}

}  // namespace

Votes ordinary_threshold(const DelegateRules& rules, Votes total) {
    return whole_votes(share_of(total, rules.threshold));
}

Threshold find_threshold(const DelegateRules& rules, Votes total, Votes leader) {
    const Ratio ordinary = share_of(total, rules.threshold);
    const Votes needed = whole_votes(ordinary);
    if (leader >= needed || leader == 0 || !rules.fallback) return {ordinary, needed, false};
    const Ratio lowered = fallback_votes(*rules.fallback, total, leader);
    return {lowered, whole_votes(lowered), true};
}

}  // namespace caucus_tally
