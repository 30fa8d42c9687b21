// SPDX-License-Identifier: MIT
#include <algorithm>
#include <caucus_tally/contest_allocation.hpp>

namespace caucus_tally {
namespace {

bool any_known(const std::vector<std::optional<Decimal>>& delegates) {
    return std::ranges::any_of(delegates, [](const std::optional<Decimal>& each) { return each.has_value(); });
}

std::vector<Decimal> won_in(const AllocatedPool& pool) {
    std::vector<Decimal> won;
    for (std::size_t i = 0; i < pool.steps.rows.size(); ++i) won.push_back(delegates_won(pool, pool.won(i).least));
    return won;
}

/// Whether every pool's rules are known.
bool has_rules(const Contest& contest) {
    return std::ranges::all_of(contest.allocation->pools, [&](const Pool& pool) {
        return find_rules(pool.rules.empty() ? contest.allocation->rules : pool.rules) != nullptr;
    });
}

}  // namespace

std::vector<std::optional<Decimal>> stated_awards(const Contest& contest, const PoolPlace& place, Decimal delegates) {
    std::vector<std::optional<Decimal>> awards(contest.candidates.size());
    if (place.unit) {
        for (const UnitResult& result : contest.units[*place.unit].results) awards[result.candidate] = result.delegates;
    } else if (place.unit_id.empty()) {
        for (const Award& award : contest.allocation->pools[place.pool].awarded)
            awards[award.candidate] = award.delegates;
    }
    std::optional<Decimal> sum = Decimal(Votes{0});
    for (const auto& award : awards)
        if (sum && award) sum = checked_add(*sum, *award);
    if (any_known(awards) && sum == delegates)
        for (auto& award : awards) award = award.value_or(Decimal());
    return awards;
}

std::vector<PoolComparison> compare_with_contest(const Contest& contest, const ContestAllocation& tried) {
    ContestAllocation usual = tried;
    if (tried.what_if && has_rules(contest)) {
        AllocationRequest request;
        request.tie_break = tried.request.tie_break;
        request.margins = false;
        usual = allocate_contest(contest, request);
    }
    std::vector<PoolComparison> comparisons;
    std::size_t from = 0;  // both are in the order of the plan
    for (const AllocatedPool& pool : tried.pools) {
        PoolComparison& comparison = comparisons.emplace_back();
        comparison.place = pool.place;
        comparison.after = won_in(pool);
        const auto same_place = [&](const auto& other) { return other.place == pool.place; };
        const auto begin = usual.pools.begin() + static_cast<std::ptrdiff_t>(from);
        const auto found = std::find_if(begin, usual.pools.end(), same_place);
        const Decimal held =
            found == usual.pools.end() ? contest.allocation->pools[pool.place.pool].delegates : found->delegates;
        comparison.before = stated_awards(contest, pool.place, held);
        if (any_known(comparison.before)) {
            comparison.baseline = Baseline::stated;
        } else if (found != usual.pools.end()) {
            const std::vector<Decimal> won = won_in(*found);
            comparison.before.assign(won.begin(), won.end());
        } else if (usual.implied && usual.uncomputed.size() == 1 && same_place(usual.uncomputed.front())) {
            comparison.baseline = Baseline::implied;
            for (std::size_t i = 0; i < comparison.before.size(); ++i)
                comparison.before[i] = usual.implied->rows[i].rest;
        }
        if (found != usual.pools.end()) from = static_cast<std::size_t>(found - usual.pools.begin()) + 1;
    }
    return comparisons;
}

std::vector<PoolComparison> compare_pools(const ContestAllocation& usual, const ContestAllocation& tried) {
    std::vector<PoolComparison> comparisons;
    for (const AllocatedPool& pool : tried.pools) {
        const auto same_place = [&](const AllocatedPool& other) { return other.place == pool.place; };
        const auto found = std::ranges::find_if(usual.pools, same_place);
        if (found == usual.pools.end()) continue;
        const std::vector<Decimal> won = won_in(*found);
        comparisons.push_back({pool.place, Baseline::computed, {won.begin(), won.end()}, won_in(pool)});
    }
    return comparisons;
}

}  // namespace caucus_tally
