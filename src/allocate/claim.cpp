// SPDX-License-Identifier: MIT
#include "allocate/claim.hpp"

#include <algorithm>

namespace caucus_tally {
namespace {

/// A signpost as numerator/denominator; Huntington-Hill's is the square of it. With k ≤ 10^6 + 1 < 2^20 the numerator
/// is below 2^40 and the denominator below 2^21.
struct Signpost {
    std::uint64_t numerator;
    std::uint64_t denominator;
};

constexpr Signpost signpost(Signposts signposts, std::uint64_t k) {
    switch (signposts) {
        case Signposts::dhondt:
            return {k, 1};
        case Signposts::sainte_lague:
            return {2 * k - 1, 2};
        case Signposts::huntington_hill:
            return {k * (k - 1), 1};
        case Signposts::adams:
            return {k - 1, 1};
        case Signposts::dean:
            return {2 * k * (k - 1), 2 * k - 1};
    }
    return {k, 1};
}

/// A product of up to 192 bits. Declaration order makes the comparison lexicographic.
struct Wide {
    Uint128 high = 0;
    std::uint64_t low = 0;
    auto operator<=>(const Wide&) const = default;
};

constexpr Wide multiply(Uint128 a, std::uint64_t b) {
    const Uint128 low = Uint128{static_cast<std::uint64_t>(a)} * b;
    return {(a >> 64U) * b + (low >> 64U), static_cast<std::uint64_t>(low)};
}

}  // namespace

std::strong_ordering compare_claims(Signposts signposts, Claim a, Claim b) {
    const Signpost post_a = signpost(signposts, a.delegate);
    const Signpost post_b = signpost(signposts, b.delegate);
    if (post_a.numerator == 0 || post_b.numerator == 0) {
        if (post_a.numerator != post_b.numerator) return post_b.numerator <=> post_a.numerator;
        return a.votes <=> b.votes;
    }
    // Huntington-Hill compares votes² / (k(k - 1)): 2^128 × 2^40 needs 168 bits.
    if (signposts == Signposts::huntington_hill)
        return multiply(Uint128{a.votes} * a.votes, post_b.numerator) <=>
               multiply(Uint128{b.votes} * b.votes, post_a.numerator);
    // votes × numerator × denominator stays below 2^64 × 2^40 × 2^21 = 2^125.
    return Uint128{a.votes} * post_b.numerator * post_a.denominator <=>
           Uint128{b.votes} * post_a.numerator * post_b.denominator;
}

std::uint64_t count_claims(Signposts signposts, Votes votes, Claim against, std::uint64_t limit) {
    const auto as_strong = [&](std::uint64_t k) {
        return std::is_gteq(compare_claims(signposts, {votes, k}, against));
    };
    // Every signpost lies between k - 1 and k, so the last claim as strong as `against` lies between these two.
    const Uint128 fewest = Uint128{votes} * (against.delegate - 1) / against.votes;
    const Uint128 most = Uint128{votes} * against.delegate / against.votes + 1;
    std::uint64_t low = static_cast<std::uint64_t>(std::min<Uint128>(fewest, limit));
    std::uint64_t high = static_cast<std::uint64_t>(std::min<Uint128>(most, limit));
    while (low < high) {
        const std::uint64_t middle = low + (high - low + 1) / 2;
        if (as_strong(middle)) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}

}  // namespace caucus_tally
