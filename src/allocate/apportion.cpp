// SPDX-License-Identifier: MIT
#include "allocate/steps.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

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

Apportionment nobody(std::size_t size) {
    Apportionment result;
    result.whole.assign(size, 0);
    result.extra.assign(size, 0);
    return result;
}

/// Gives one more to the `count` largest of the keys; who is equal at the cut is tied. `count` is below their number.
void give_to_largest(std::span<const Uint128> keys, std::size_t count, Apportionment& result) {
    if (count == 0) return;
    std::vector<Uint128> sorted(keys.begin(), keys.end());
    std::ranges::nth_element(sorted, sorted.begin() + static_cast<std::ptrdiff_t>(count - 1), std::greater<>{});
    const Uint128 cut = sorted[count - 1];
    std::size_t above = 0;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (keys[i] > cut) {
            ++result.extra[i];
            ++above;
        } else if (keys[i] == cut) {
            result.tied.push_back(i);
        }
    }
    result.winners = count - above;
    if (result.winners < result.tied.size()) return;
    for (const std::size_t i : result.tied) ++result.extra[i];
    result.tied.clear();
    result.winners = 0;
}

/// The delegates that each surely wins: with claims at least as strong as Q / (D - n) there cannot be more than
/// Σ(votes / that + 1) ≤ D, because every signpost is above k - 1. It leaves at most 2n to be handed out one by one.
std::vector<std::uint64_t> sure_by_claims(std::span<const Votes> votes, std::uint64_t delegates) {
    std::vector<std::uint64_t> sure(votes.size(), 0);
    if (delegates <= votes.size()) return sure;
    const Uint128 sum = std::accumulate(votes.begin(), votes.end(), Uint128{0});
    std::ranges::transform(votes, sure.begin(), [&](Votes count) {
        return static_cast<std::uint64_t>(Uint128{count} * (delegates - votes.size()) / sum);
    });
    return sure;
}

}  // namespace

QuotaScale quota_scale(Quota quota, Votes qualified, std::uint64_t delegates) {
    if (quota == Quota::droop) return {1, Uint128{qualified} / (delegates + 1) + 1};
    return {delegates, qualified};
}

std::optional<Apportionment> apportion_by_remainder(std::span<const Votes> votes, QuotaScale scale,
                                                    std::uint64_t delegates) {
    Apportionment result = nobody(votes.size());
    std::vector<Uint128> remainders(votes.size());
    Uint128 given = 0;
    for (std::size_t i = 0; i < votes.size(); ++i) {
        const Uint128 scaled = votes[i] * scale.multiplier;  // below 2^64 × 2^20
        const Uint128 whole = scaled / scale.unit;
        given += whole;
        if (given > delegates) return std::nullopt;
        result.whole[i] = static_cast<std::uint64_t>(whole);
        remainders[i] = scaled % scale.unit;
    }
    // The Hare quota leaves fewer delegates than preferences; the Droop quota may leave more where votes are few.
    const std::uint64_t left = delegates - static_cast<std::uint64_t>(given);
    if (!votes.empty()) {
        std::ranges::fill(result.extra, left / votes.size());
        give_to_largest(remainders, left % votes.size(), result);
    }
    return result;
}

Apportionment apportion_by_claims(std::span<const Votes> votes, Signposts signposts, std::uint64_t delegates) {
    Apportionment result = nobody(votes.size());
    result.extra = sure_by_claims(votes, delegates);
    std::uint64_t left = delegates - std::accumulate(result.extra.begin(), result.extra.end(), std::uint64_t{0});
    if (left == 0 || votes.empty()) return result;

    const auto claim = [&](std::size_t i) { return Claim{votes[i], result.extra[i] + 1}; };
    const auto weaker = [&](std::size_t a, std::size_t b) {
        return std::is_lt(compare_claims(signposts, claim(a), claim(b)));
    };
    std::vector<std::size_t> heap(votes.size());
    std::iota(heap.begin(), heap.end(), std::size_t{0});
    std::ranges::make_heap(heap, weaker);
    // All who claim equally are taken together: they win together or are tied.
    while (left > 0) {
        const Claim strongest = claim(heap.front());
        std::vector<std::size_t> equal;
        auto end = heap.end();
        while (end != heap.begin() && std::is_eq(compare_claims(signposts, claim(heap.front()), strongest))) {
            std::ranges::pop_heap(heap.begin(), end, weaker);
            equal.push_back(*--end);
        }
        if (equal.size() > left) {
            std::ranges::sort(equal);
            result.tied = std::move(equal);
            result.winners = left;
            return result;
        }
        left -= equal.size();
        for (const std::size_t i : equal) ++result.extra[i];
        while (end != heap.end()) std::ranges::push_heap(heap.begin(), ++end, weaker);
    }
    return result;
}

std::vector<std::uint64_t> round_shares(std::span<const Votes> votes, QuotaScale scale, ShareRounding rounding) {
    std::vector<std::uint64_t> rounded(votes.size());
    std::ranges::transform(votes, rounded.begin(), [&](Votes count) {
        const Ratio share{count * scale.multiplier, scale.unit};
        switch (rounding) {
            case ShareRounding::half_up:
                return static_cast<std::uint64_t>(nearest(share));
            case ShareRounding::up:
                return static_cast<std::uint64_t>(ceiling(share));
            case ShareRounding::down:
                break;
        }
        return static_cast<std::uint64_t>(share.part / share.whole);
    });
    return rounded;
}

Apportionment level_out(std::span<const Votes> votes, QuotaScale scale, std::vector<std::uint64_t> rounded,
                        std::uint64_t delegates) {
    Apportionment result = nobody(votes.size());
    result.whole = std::move(rounded);
    const std::uint64_t given = std::accumulate(result.whole.begin(), result.whole.end(), std::uint64_t{0});
    // How much each share exceeds its rounding, plus a delegate, so that it is never negative.
    std::vector<Uint128> keys(votes.size());
    for (std::size_t i = 0; i < keys.size(); ++i)
        keys[i] = votes[i] * scale.multiplier + scale.unit - result.whole[i] * scale.unit;
    if (given <= delegates) {
        std::ranges::fill(result.extra, (delegates - given) / votes.size());
        give_to_largest(keys, (delegates - given) % votes.size(), result);
        return result;
    }
    // A share that was rounded up exceeds by less than a delegate, so that more of them were than there are too many;
    // those that were not have nothing to give up and the largest keys.
    std::vector<std::size_t> places;
    std::vector<Uint128> exceeding;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (keys[i] >= scale.unit) continue;
        --result.whole[i];
        places.push_back(i);
        exceeding.push_back(keys[i]);
    }
    Apportionment kept = nobody(places.size());
    give_to_largest(exceeding, places.size() - (given - delegates), kept);
    for (std::size_t k = 0; k < places.size(); ++k) result.extra[places[k]] = kept.extra[k];
    for (const std::size_t k : kept.tied) result.tied.push_back(places[k]);
    result.winners = kept.winners;
    return result;
}

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
