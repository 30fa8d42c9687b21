// SPDX-License-Identifier: MIT
#include "format/allocate.hpp"

#include "contest/rules_text.hpp"
#include "format/allocation_text.hpp"
#include "format/chart.hpp"
#include "format/show.hpp"

#include <algorithm>
#include <caucus_tally/tally.hpp>
#include <fmt/format.h>
#include <numeric>

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
    std::optional<Decimal> unbound = Decimal();
};

std::vector<TotalColumn> total_columns(const ShownAllocation& shown) {
    std::vector<TotalColumn> columns;
    std::vector<std::size_t> pools;
    for (const AllocatedPool& pool : shown.allocation.pools) {
        if (pools.empty() || pools.back() != pool.place.pool) {
            pools.push_back(pool.place.pool);
            columns.push_back({shown.contest.allocation->pools[pool.place.pool].name,
                               Sums(shown.contest.candidates.size(), Decimal()), Decimal()});
        }
        columns.back().unbound = add(columns.back().unbound, delegates_won(pool, pool.unbound().least));
        Sums& won = columns.back().won;
        for (std::size_t i = 0; i < won.size(); ++i) won[i] = add(won[i], delegates_won(pool, pool.won(i).least));
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

std::string range_text(Decimal least, Decimal most) {
    const std::string text = with_separators(normalized(least));
    return least == most ? text : fmt::format("{} to {}", text, with_separators(normalized(most)));
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
            const Decimal least = delegates_won(pool, pool.won(i).least);
            const Decimal most = delegates_won(pool, pool.won(i).most);
            if (!stated[i] || (*stated[i] >= least && *stated[i] <= most)) continue;
            lines.push_back(
                {fmt::format("{}: {} is stated with {}, the rules give {}.", pool_title(shown.contest, pool.place),
                             shown.contest.candidates[i].name, with_separators(*stated[i]), range_text(least, most)),
                 Emphasis::bad});
        }
        if (any) ++pools;
    }
    if (shown.allocation.whole && shown.allocation.uncomputed.empty()) {
        for (std::size_t i = 0; i < totals.size(); ++i) {
            const auto& stated = shown.contest.candidates[i].stated.delegates;
            std::optional<Decimal> most = Decimal();
            for (const AllocatedPool& pool : shown.allocation.pools)
                most = add(most, delegates_won(pool, pool.won(i).most));
            if (!stated || !totals[i] || !most || (*stated >= *totals[i] && *stated <= *most)) continue;
            lines.push_back(
                {fmt::format("{} is stated with {} in all, the rules give {}.", shown.contest.candidates[i].name,
                             with_separators(*stated), range_text(*totals[i], *most)),
                 Emphasis::bad});
        }
    }
    if (lines.size() == before && pools > 0)
        lines.push_back({fmt::format("The stated results of {} agree with the computed ones.", counted(pools, "pool")),
                         Emphasis::good});
}

/// Yes, or how many votes are missing; empty for what is no preference.
std::string qualified_text(const Candidate& candidate, const AllocatedPool& pool, const RowAllocation& row) {
    if (row.qualified) return "yes";
    return is_preference(candidate.kind) && row.missing > 0 ? "-" + votes_text(pool, row.missing) : "";
}

TextRow pool_row(const ShownAllocation& shown, const AllocatedPool& pool, std::size_t i) {
    const Candidate& candidate = shown.contest.candidates[i];
    const RowAllocation& row = pool.steps.rows[i];
    const Margin& margin = pool.margins.rows[i];
    const auto& votes = pool.votes[i];
    const std::uint64_t first = row.guaranteed + row.whole;
    std::string extra = row.extra > 0 ? " +" + with_separators(row.extra) : "";
    if (row.given_up > 0) extra += " -" + with_separators(row.given_up);
    return {.cells = {candidate.name, votes ? Cell(votes_text(pool, *votes)) : Cell(),
                      votes && pool.steps.total > 0 ? Cell(percent_of(*votes, pool.steps.total, 2)) : Cell(),
                      qualified_text(candidate, pool, row), row.qualified ? quota_text(row.quota) : "",
                      row.qualified ? with_separators(first) + extra : "",
                      with_separators(delegates_won(pool, pool.won(i).least)) + (pool.won(i).is_open() ? "?" : ""),
                      margin.to_gain ? votes_text(pool, *margin.to_gain) : "",
                      margin.to_lose ? votes_text(pool, *margin.to_lose - 1) : ""},
            .emphasis = pool.won(i).most == 0 ? Emphasis::faint : Emphasis::normal};
}

TextTable pool_table(const ShownAllocation& shown, const AllocatedPool& pool) {
    const DelegateRules& rules = rules_of(shown.allocation, pool);
    const bool margins = shown.allocation.request.margins;
    const auto figures = [](const char* header, const char* short_header, unsigned expendable, bool is_shown = true) {
        return TextColumn{.header = header,
                          .short_header = short_header,
                          .right_aligned = true,
                          .expendable = expendable,
                          .shown = is_shown};
    };
    const bool by_leader = !rules.takes_all.empty() && rules.takes_all[0].kind == TakesAll::Kind::leader;
    const bool shows_whole = rules.method != Method::divisor && !by_leader;
    TextTable table;
    table.columns = {{.header = "Candidate", .shrink_to = shortest_name},
                     figures(pool.of_sde ? "SDE" : "Votes", "", 0),
                     figures("%", "", 4),
                     figures("Qualified", "Qual.", 1, rules.threshold.numerator > 0),
                     figures("Quota", "", 2),
                     figures("Whole + extra", "Whole", 3, shows_whole),
                     figures("Delegates", "Del.", 0),
                     figures("To gain", "Gain", 3, margins),
                     figures("To spare", "Spare", 3, margins)};
    for (const std::size_t i : by_votes(pool)) table.rows.push_back(pool_row(shown, pool, i));
    return table;
}

/// What the table cannot show: rules of the pool's own, who takes all, what is bound to nobody.
void tell_rules(const ShownAllocation& shown, const AllocatedPool& pool, std::vector<Line>& lines) {
    const AppliedRules& applied = shown.allocation.applied[pool.place.pool];
    const bool asked = !shown.allocation.request.rules.empty();
    if (!asked && !shown.contest.allocation->pools[pool.place.pool].rules.empty())
        lines.push_back({fmt::format("This pool's rules are {}{}{}.", applied.id, applied.title.empty() ? "" : ": ",
                                     applied.title)});
    if (pool.hangs_on_unknown()) return;  // what these say holds with none of the unknown votes
    const bool only_leader =
        applied.rules.takes_all.size() == 1 && applied.rules.takes_all[0].kind == TakesAll::Kind::leader;
    for (const std::string& text : {take_all_text(shown.contest, shown.allocation, pool), unbound_text(pool)})
        if (!text.empty() && !(only_leader && pool.steps.unbound == 0)) lines.push_back({text});
}

Section pool_section(const ShownAllocation& shown, const AllocatedPool& pool) {
    constexpr std::size_t few = 60;
    Section section;
    section.heading = fmt::format("{}: {}", pool_title(shown.contest, pool.place), counted(pool.delegates));
    section.depth = 1;
    section.fold = shown.allocation.pools.size() > few ? Fold::closed : Fold::open;
    section.aside = winners_text(shown.contest, pool);
    if (pool.unknown) section.before.push_back({unknown_text(shown.contest, pool), Emphasis::caution});
    if (shown.explain) {
        section.lines = Lines::steps;
        for (std::string& sentence : explain_pool(shown.contest, shown.allocation, pool))
            section.before.push_back({std::move(sentence)});
    } else {
        std::string threshold = threshold_text(rules_of(shown.allocation, pool), pool);
        if (threshold.front() == 'n') threshold.front() = 'N';
        section.before.push_back({threshold + '.'});
        if (pool.worth != Decimal(Votes{1})) section.before.push_back({parts_text(pool)});
        tell_rules(shown, pool, section.before);
    }
    section.table = pool_table(shown, pool);
    if (pool.unlisted > 0)
        section.after.push_back({fmt::format("The total holds {} {}.", counted_votes(pool, pool.unlisted),
                                             unlisted_text(shown.contest, pool))});
    if (pool.steps.unallocated > 0)
        section.after.push_back(
            {fmt::format("Nobody qualifies: {} not allocated.", counted(delegates_won(pool, pool.steps.unallocated))),
             Emphasis::caution});
    if (!pool.margins.complete)
        section.after.push_back({"Some margins are left out: finding them would take too long.", Emphasis::caution});
    if (!shown.explain)
        for (const Tie& tie : pool.steps.ties)
            section.after.push_back({tie_text(shown.contest, shown.allocation, pool, tie), Emphasis::caution});
    if (pool.steps.has_open_tie())
        section.after.push_back({shown.allocation.request.tie_break.rule == TieRule::open
                                     ? "--tie candidate:ID or --tie lot:SEED settles the tie."
                                     : "Those whom --tie names do not settle it.",
                                 Emphasis::caution});
    if (pool.steps.rounded_first && !shown.explain)
        section.after.push_back(
            {rounding_text(shown.contest, rules_of(shown.allocation, pool), pool), Emphasis::caution});
    return section;
}

Chart draw_totals(const ShownAllocation& shown) {
    const std::vector<std::optional<Decimal>> totals = sum_pools(shown.contest, shown.allocation);
    std::vector<WonDelegates> winners;
    for (std::size_t i = 0; i < totals.size(); ++i)
        winners.push_back({shown.contest.candidates[i].name, shown.contest.candidates[i].color, totals[i]});
    const bool all = shown.allocation.uncomputed.empty() && shown.allocation.whole;
    return draw_delegates(winners, all ? "Delegates" : "Delegates of the computed pools");
}

}  // namespace

std::vector<Section> allocation_sections(const ShownAllocation& shown) {
    const ContestAllocation& allocation = shown.allocation;
    std::vector<Section> sections(1);
    Section& title = sections.front();
    title.heading = shown.contest.title;
    title.before.push_back({allocation.rules == own_rules ? "Rules: those that the contest spells out."
                            : allocation.title.empty()
                                ? fmt::format("Rules: {}.", allocation.rules)
                                : fmt::format("Rules {}: {}.", allocation.rules, allocation.title)});
    if (allocation.request.margins && !allocation.pools.empty())
        title.before.push_back({fmt::format(
            "To gain: how many more {0} win one more delegate, all others unchanged; to spare: how many can be lost "
            "without losing a delegate.",
            votes_noun(shown.contest))});
    if (allocation.what_if) title.before.push_back({what_if_text(shown.contest, allocation), Emphasis::caution});
    for (const AllocatedPool& pool : allocation.pools) sections.push_back(pool_section(shown, pool));
    if (allocation.pools.size() + allocation.uncomputed.size() != 1 || !allocation.uncomputed.empty())
        sections.push_back(totals_section(shown));
    if (!shown.comparison.empty()) sections.push_back(comparison_section(shown));
    if (!shown.alternatives.empty()) sections.push_back(alternatives_section(shown));
    return sections;
}

Document allocation_document(const ShownAllocation& shown) {
    return {.title = shown.contest.title,
            .sections =
                [&shown](Format format) {
                    std::vector<Section> sections = allocation_sections(shown);
                    if (format != Format::html) return sections;
                    sections.front().facts = contest_facts(shown.contest);
                    sections.front().charts = {draw_totals(shown)};
                    return sections;
                },
            .table = [&shown] { return allocation_table(shown); },
            .json = [&shown] { return allocation_json(shown); }};
}

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
        TotalColumn& column = columns.emplace_back(TotalColumn{implied_name + " (implied)", {}, Decimal()});
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
    const std::optional<Decimal> unbound = sum_unbound(allocation);
    if (unbound != Decimal()) {
        TextRow& row = section.table.rows.emplace_back();
        row.cells.emplace_back("Unbound");
        for (const TotalColumn& column : columns) row.cells.emplace_back(column.unbound);
        row.cells.emplace_back(unbound);
    }
    TextRow& last = section.table.rows.emplace_back();
    last.cells.emplace_back("Total");
    for (const TotalColumn& column : columns) last.cells.emplace_back(add(total_of(column.won), column.unbound));
    last.cells.emplace_back(add(total_of(totals), unbound));
    last.rule_above = true;
    last.emphasis = Emphasis::strong;

    if (is_open(allocation))
        section.after.push_back({"Delegates that are open are in nobody's figure.", Emphasis::caution});
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

Section alternatives_section(const ShownAllocation& shown) {
    std::vector<Sums> sums{sum_pools(shown.contest, shown.allocation)};
    Section section{.depth = 1};
    section.heading = "Side by side";
    section.table.columns = {{.header = "Candidate", .shrink_to = shortest_name},
                             {.header = shown.allocation.rules, .right_aligned = true}};
    for (const Alternative& alternative : shown.alternatives) {
        sums.push_back(sum_pools(shown.contest, alternative.allocation));
        section.table.columns.push_back(
            {.header = alternative.allocation.rules, .right_aligned = true, .expendable = 1});
    }
    for (std::size_t i = 0; i < shown.contest.candidates.size(); ++i) {
        if (std::ranges::all_of(sums, [i](const Sums& each) { return each[i] == Decimal(); })) continue;
        TextRow& row = section.table.rows.emplace_back();
        row.cells.emplace_back(shown.contest.candidates[i].name);
        for (const Sums& each : sums) row.cells.emplace_back(each[i]);
    }
    for (const Alternative& alternative : shown.alternatives) {
        const std::size_t before = section.after.size();
        for (const PoolComparison& pool : alternative.changes) {
            std::vector<std::string> changes;
            for (std::size_t i = 0; i < pool.after.size(); ++i)
                if (*pool.before[i] != pool.after[i])
                    changes.push_back(fmt::format("{} {}", shown.contest.candidates[i].name,
                                                  change_text(*pool.before[i], pool.after[i])));
            if (!changes.empty())
                section.after.push_back({fmt::format("{}, {}: {}.", alternative.allocation.rules,
                                                     pool_title(shown.contest, pool.place), enumerate(changes))});
        }
        if (section.after.size() == before)
            section.after.push_back(
                {fmt::format("{}: nobody gains or loses in any pool.", alternative.allocation.rules)});
        if (is_open(alternative.allocation))
            section.after.push_back(
                {fmt::format("{}: delegates that are open are in nobody's figure.", alternative.allocation.rules),
                 Emphasis::caution});
    }
    return section;
}

}  // namespace caucus_tally
