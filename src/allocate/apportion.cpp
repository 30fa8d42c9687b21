// SPDX-License-Identifier: MIT
#include "allocate/apportion.hpp"

#include "allocate/claim.hpp"

#include <algorithm>
#include <numeric>

namespace caucus_tally {
namespace {

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

Apportionment apportion_to_winner(std::span<const Votes> votes, std::uint64_t delegates) {
    Apportionment result = nobody(votes.size());
    if (votes.empty() || delegates == 0) return result;
    const Votes most = std::ranges::max(votes);
    for (std::size_t i = 0; i < votes.size(); ++i)
        if (votes[i] == most) result.tied.push_back(i);
    result.winners = 1;
    result.each = delegates;
    if (result.tied.size() > 1) return result;
    result.extra[result.tied.front()] = delegates;
    result.tied.clear();
    result.winners = 0;
    return result;
}

Apportionment apportion(const DelegateRules& rules, std::span<const Votes> votes, Votes sum, std::uint64_t delegates) {
    if (votes.empty()) return {};
    switch (rules.method) {
        case Method::largest_remainder:
            // Quotas of all the qualified votes never exceed the delegates, so there is always a result.
            return *apportion_by_remainder(votes, quota_scale(rules.quota, sum, delegates), delegates);
        case Method::divisor:
            return apportion_by_claims(votes, rules.signposts, delegates);
        case Method::winner_take_all:
            return apportion_to_winner(votes, delegates);
    }
    return {};
}

}  // namespace caucus_tally
