// SPDX-License-Identifier: MIT
#include "allocate/implied.hpp"

#include <algorithm>
#include <caucus_tally/tally.hpp>

namespace caucus_tally {
namespace {

/// a - b, or nothing where that is below zero.
std::optional<Decimal> checked_subtract(Decimal a, Decimal b) {
    if (a < b) return std::nullopt;
    return normalized(difference(a, b));
}

/// The delegates of all pools but the computed ones.
std::optional<Decimal> uncomputed_delegates(const Contest& contest, const ContestAllocation& allocation) {
    std::optional<Decimal> left = Decimal(Votes{0});
    for (const Pool& pool : contest.allocation->pools)
        if (left) left = checked_add(*left, pool.delegates);
    for (const AllocatedPool& pool : allocation.pools)
        if (left) left = checked_subtract(*left, pool.delegates);
    return left;
}

std::vector<bool> left_to_chance(const Contest& contest, const ContestAllocation& allocation) {
    std::vector<bool> open(contest.candidates.size());
    for (const AllocatedPool& pool : allocation.pools) {
        if (!pool.steps.tie || !pool.steps.tie->open()) continue;
        for (const std::size_t row : pool.steps.tie->rows) open[row] = true;
    }
    return open;
}

}  // namespace

std::vector<std::optional<Decimal>> sum_pools(const Contest& contest, const ContestAllocation& allocation) {
    std::vector<std::optional<Decimal>> sums(contest.candidates.size(), Decimal(Votes{0}));
    for (const AllocatedPool& pool : allocation.pools)
        for (std::size_t i = 0; i < sums.size(); ++i)
            if (sums[i]) sums[i] = checked_add(*sums[i], delegates_won(pool, pool.steps.rows[i].delegates));
    for (auto& sum : sums)
        if (sum) sum = normalized(*sum);
    return sums;
}

std::optional<ImpliedDelegates> find_implied(const Contest& contest, const ContestAllocation& allocation) {
    const std::vector<std::optional<Decimal>> computed = sum_pools(contest, allocation);
    const std::vector<bool> open = left_to_chance(contest, allocation);
    const std::vector<Figures> figures = candidate_figures(contest);
    if (std::ranges::none_of(figures, [](const Figures& each) { return each.delegates.has_value(); }))
        return std::nullopt;
    ImpliedDelegates implied;
    implied.delegates = uncomputed_delegates(contest, allocation);
    std::optional<Decimal> together = Decimal(Votes{0});
    for (std::size_t i = 0; i < contest.candidates.size(); ++i) {
        ImpliedRow& row = implied.rows.emplace_back();
        row.computed = computed[i].value_or(Decimal());
        row.stated = figures[i].delegates;
        if (row.stated && computed[i] && !open[i]) row.rest = checked_subtract(*row.stated, *computed[i]);
        const bool some = row.rest && *row.rest > Decimal();
        const bool may_win = is_preference(contest.candidates[i].kind) && figures[i].votes != Votes{0};
        row.possible = !(row.stated && *row.stated < row.computed) && (!some || may_win);
        implied.possible = implied.possible && row.possible;
        implied.complete = implied.complete && row.rest;
        if (together && row.rest) together = checked_add(*together, *row.rest);
    }
    if (!implied.delegates || !together || *together > *implied.delegates ||
        (implied.complete && *together != *implied.delegates))
        implied.possible = false;
    return implied;
}

}  // namespace caucus_tally
