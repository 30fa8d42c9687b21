// SPDX-License-Identifier: MIT
#include "format/allocate.hpp"
#include "format/allocation_text.hpp"

#include <algorithm>
#include <caucus_tally/tally.hpp>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

using Sums = std::vector<std::optional<Decimal>>;

std::optional<Decimal> add(const std::optional<Decimal>& a, const std::optional<Decimal>& b) {
    const auto sum = a && b ? checked_add(*a, *b) : std::nullopt;
    return sum ? std::optional(normalized(*sum)) : std::nullopt;
}

std::optional<Decimal> total_of(const Sums& sums) {
    std::optional<Decimal> total = Decimal();
    for (const auto& sum : sums) total = add(total, sum);
    return total;
}

/// A column of the table of totals: what everybody won in the pools of one name.
struct TotalColumn {
    std::string name;
    Sums won;
};

std::vector<TotalColumn> total_columns(const ShownAllocation& shown) {
    std::vector<TotalColumn> columns;
    std::vector<std::size_t> pools;
    for (const AllocatedPool& pool : shown.allocation.pools) {
        if (pools.empty() || pools.back() != pool.place.pool) {
            pools.push_back(pool.place.pool);
            columns.push_back({shown.contest.allocation->pools[pool.place.pool].name,
                               Sums(shown.contest.candidates.size(), Decimal())});
        }
        Sums& won = columns.back().won;
        for (std::size_t i = 0; i < won.size(); ++i)
            won[i] = add(won[i], delegates_won(pool, pool.steps.rows[i].delegates));
    }
    return columns;
}

/// The names of the pools that are not computed, each once.
std::vector<std::string> uncomputed_names(const ShownAllocation& shown) {
    std::vector<std::string> names;
    for (const UncomputedPool& pool : shown.allocation.uncomputed) {
        const std::string& name = shown.contest.allocation->pools[pool.place.pool].name;
        if (names.empty() || names.back() != name) names.push_back(name);
    }
    return names;
}

void tell_uncomputed(const ShownAllocation& shown, std::vector<Line>& lines) {
    constexpr std::size_t told = 10;
    const auto& uncomputed = shown.allocation.uncomputed;
    for (std::size_t i = 0; i < std::min(uncomputed.size(), told); ++i) {
        const UncomputedPool& pool = uncomputed[i];
        lines.push_back({fmt::format("{} ({}) is not computed: {}.", pool_title(shown.contest, pool.place),
                                     pool.delegates ? counted(*pool.delegates) : "an unknown number of delegates",
                                     not_computed_text(shown.contest, pool))});
    }
    if (uncomputed.size() > told) lines.push_back({fmt::format("Nor are {} other pools.", uncomputed.size() - told)});
}

/// Who is below the threshold of the whole contest and yet left with delegates of the districts.
std::vector<std::string> below_statewide(const ShownAllocation& shown) {
    std::vector<std::string> names;
    const auto& pools = shown.allocation.pools;
    const auto whole =
        std::ranges::find_if(pools, [](const AllocatedPool& pool) { return pool.place.unit_id.empty(); });
    if (whole == pools.end() || whole->steps.total == 0) return names;
    for (std::size_t i = 0; i < shown.contest.candidates.size(); ++i) {
        const auto& rest = shown.allocation.implied->rows[i].rest;
        if (whole->steps.rows[i].qualified || !whole->votes[i] || !rest || *rest == Decimal()) continue;
        names.push_back(fmt::format("{} ({}%)", shown.contest.candidates[i].name,
                                    percent_of(*whole->votes[i], whole->steps.total, 2)));
    }
    return names;
}

void tell_implied(const ShownAllocation& shown, std::vector<Line>& lines) {
    const ImpliedDelegates& implied = *shown.allocation.implied;
    const std::string pools = enumerate(uncomputed_names(shown));
    lines.push_back(
        {fmt::format("What {} gave is implied, not computed: the stated delegates less those of the "
                     "computed pools.",
                     pools)});
    for (std::size_t i = 0; i < implied.rows.size(); ++i) {
        const ImpliedRow& row = implied.rows[i];
        if (row.possible) continue;
        lines.push_back(
            {row.rest
                 ? fmt::format("It is impossible: {} of them would go to {}, who cannot win any.",
                               with_separators(*row.rest), shown.contest.candidates[i].name)
                 : fmt::format("It is impossible: {} is stated with {}, but the computed pools alone give {}.",
                               shown.contest.candidates[i].name, counted(*row.stated), with_separators(row.computed)),
             Emphasis::bad});
    }
    if (!implied.complete) lines.push_back({"It is incomplete: not everybody's share of them is known."});
    if (implied.possible) {
        lines.push_back({fmt::format("It is possible: nobody is left with fewer than none, and together it is {}{}.",
                                     implied.complete ? "" : "no more than ", counted(*implied.delegates)),
                         Emphasis::good});
        const std::vector<std::string> below = below_statewide(shown);
        if (!below.empty())
            lines.push_back(
                {fmt::format("Below the threshold in the whole contest, yet with delegates of {}: {}. That "
                             "is within the rules: each unit's pool has a threshold of its own.",
                             pools, enumerate(below))});
    } else if (std::ranges::all_of(implied.rows, &ImpliedRow::possible)) {
        lines.push_back({fmt::format("It is impossible: what is left does not make {}.",
                                     implied.delegates ? counted(*implied.delegates) : "the pools' delegates"),
                         Emphasis::bad});
    }
}

/// Whether the stated results of the pools and the stated totals are the computed ones.
void tell_agreement(const ShownAllocation& shown, const Sums& totals, std::vector<Line>& lines) {
    std::size_t pools = 0;
    const std::size_t before = lines.size();
    for (const AllocatedPool& pool : shown.allocation.pools) {
        const Sums stated = stated_awards(shown.contest, pool.place, pool.delegates);
        bool any = false;
        for (std::size_t i = 0; i < stated.size(); ++i) {
            any = any || stated[i];
            const Decimal won = delegates_won(pool, pool.steps.rows[i].delegates);
            if (!stated[i] || *stated[i] == won) continue;
            lines.push_back(
                {fmt::format("{}: {} is stated with {}, the rules give {}.", pool_title(shown.contest, pool.place),
                             shown.contest.candidates[i].name, with_separators(*stated[i]), with_separators(won)),
                 Emphasis::bad});
        }
        if (any) ++pools;
    }
    if (shown.allocation.whole && shown.allocation.uncomputed.empty()) {
        for (std::size_t i = 0; i < totals.size(); ++i) {
            const auto& stated = shown.contest.candidates[i].stated.delegates;
            if (!stated || !totals[i] || *stated == *totals[i]) continue;
            lines.push_back(
                {fmt::format("{} is stated with {} in all, the rules give {}.", shown.contest.candidates[i].name,
                             with_separators(*stated), with_separators(*totals[i])),
                 Emphasis::bad});
        }
    }
    if (lines.size() == before && pools > 0)
        lines.push_back({fmt::format("The stated results of {} agree with the computed ones.", counted(pools, "pool")),
                         Emphasis::good});
}

}  // namespace

std::string change_text(Decimal before, Decimal after) {
    if (before == after) return "0";
    return (after > before ? "+" : "-") + with_separators(normalized(difference(before, after)));
}

Section totals_section(const ShownAllocation& shown) {
    const ContestAllocation& allocation = shown.allocation;
    std::vector<TotalColumn> columns = total_columns(shown);
    Sums totals = sum_pools(shown.contest, allocation);
    const std::string implied_name = enumerate(uncomputed_names(shown));
    if (allocation.implied) {
        TotalColumn& column = columns.emplace_back(TotalColumn{implied_name + " (implied)", {}});
        for (std::size_t i = 0; i < totals.size(); ++i) {
            column.won.push_back(allocation.implied->rows[i].rest);
            totals[i] = add(totals[i], column.won.back());
        }
    }
    Section section{.depth = 1};
    section.heading = "Total";
    section.table.columns.push_back({.header = "Candidate", .shrink_to = shortest_name});
    for (const TotalColumn& column : columns)
        section.table.columns.push_back({.header = column.name, .right_aligned = true, .expendable = 1});
    section.table.columns.push_back({.header = "Total", .right_aligned = true});
    for (std::size_t i = 0; i < totals.size(); ++i) {
        if (totals[i] && *totals[i] == Decimal()) continue;
        TextRow& row = section.table.rows.emplace_back();
        row.cells.emplace_back(shown.contest.candidates[i].name);
        for (const TotalColumn& column : columns) row.cells.emplace_back(column.won[i]);
        row.cells.emplace_back(totals[i]);
    }
    TextRow& last = section.table.rows.emplace_back();
    last.cells.emplace_back("Total");
    for (const TotalColumn& column : columns) last.cells.emplace_back(total_of(column.won));
    last.cells.emplace_back(total_of(totals));
    last.rule_above = true;
    last.emphasis = Emphasis::strong;

    if (has_open_tie(allocation))
        section.after.push_back({"Delegates left to chance are in nobody's figure.", Emphasis::caution});
    tell_uncomputed(shown, section.after);
    if (allocation.implied) tell_implied(shown, section.after);
    if (!allocation.what_if) tell_agreement(shown, totals, section.after);
    return section;
}

Section comparison_section(const ShownAllocation& shown) {
    const std::size_t candidates = shown.contest.candidates.size();
    Sums before(candidates, Decimal());
    Sums after(candidates, Decimal());
    std::vector<std::string> pools;
    std::size_t stated = 0;
    std::size_t implied = 0;
    for (const PoolComparison& pool : shown.comparison) {
        stated += pool.baseline == Baseline::stated ? 1 : 0;
        implied += pool.baseline == Baseline::implied ? 1 : 0;
        std::vector<std::string> changes;
        for (std::size_t i = 0; i < candidates; ++i) {
            before[i] = add(before[i], pool.before[i]);
            after[i] = add(after[i], pool.after[i]);
            if (pool.before[i] && *pool.before[i] != pool.after[i])
                changes.push_back(fmt::format("{} {}", shown.contest.candidates[i].name,
                                              change_text(*pool.before[i], pool.after[i])));
        }
        if (!changes.empty())
            pools.push_back(fmt::format("{}: {}.", pool_title(shown.contest, pool.place), enumerate(changes)));
    }
    Section section{.depth = 1};
    section.heading = "Compared";
    const std::string_view header = stated == shown.comparison.size() ? "Stated"
                                    : stated == 0 && implied == 0     ? "By default"
                                                                      : "Before";
    section.table.columns = {{.header = "Candidate", .shrink_to = shortest_name},
                             {.header = std::string(header), .short_header = "Before", .right_aligned = true},
                             {.header = shown.allocation.what_if ? "Tried" : "Computed", .right_aligned = true},
                             {.header = "Change", .right_aligned = true}};
    for (std::size_t i = 0; i < candidates; ++i) {
        if (before[i] == Decimal() && after[i] == Decimal()) continue;
        TextRow& row = section.table.rows.emplace_back();
        const bool known = before[i] && after[i];
        row.cells = {shown.contest.candidates[i].name, before[i], after[i],
                     known ? Cell(change_text(*before[i], *after[i])) : Cell()};
    }
    if (header == "Before") {
        std::vector<std::string> sources;
        const std::size_t computed = shown.comparison.size() - stated - implied;
        if (stated > 0) sources.push_back("stated for " + counted(stated, "pool"));
        if (implied > 0) sources.push_back("implied for " + counted(implied, "pool"));
        if (computed > 0) sources.push_back("by the contest's own rules for " + counted(computed, "pool"));
        section.after.push_back({fmt::format("Before: {}.", enumerate(sources))});
    }
    for (std::string& pool : pools) section.after.push_back({std::move(pool)});
    if (pools.empty()) section.after.push_back({"Nobody gains or loses in any pool."});
    return section;
}

}  // namespace caucus_tally
