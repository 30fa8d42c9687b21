// SPDX-License-Identifier: MIT
#include "format/allocate.hpp"

#include "format/allocation_text.hpp"
#include "format/chart.hpp"
#include "format/show.hpp"

#include <algorithm>
#include <caucus_tally/tally.hpp>
#include <fmt/format.h>
#include <numeric>

namespace caucus_tally {
namespace {

/// The candidates with votes by falling votes; equal ones and those without stay in file order.
std::vector<std::size_t> by_votes(const AllocatedPool& pool) {
    std::vector<std::size_t> order(pool.votes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::ranges::greater(), [&](std::size_t i) { return pool.votes[i]; });
    return order;
}

bool is_tied(const AllocatedPool& pool, std::size_t row) {
    return pool.steps.tie && pool.steps.tie->open() &&
           std::ranges::find(pool.steps.tie->rows, row) != pool.steps.tie->rows.end();
}

/// Yes, or how many votes are missing; empty for what is no preference.
std::string qualified_text(const Candidate& candidate, const AllocatedPool& pool, const RowAllocation& row) {
    if (row.qualified) return "yes";
    return is_preference(candidate.kind) && row.missing > 0 ? "-" + votes_text(pool, row.missing) : "";
}

std::vector<TextColumn> pool_columns(const ContestAllocation& allocation, bool of_sde) {
    std::vector<TextColumn> columns;
    const DelegateRules& rules = allocation.applied;
    columns.push_back({.header = "Candidate", .shrink_to = shortest_name});
    columns.push_back({.header = of_sde ? "SDE" : "Votes", .right_aligned = true});
    columns.push_back({.header = "%", .right_aligned = true, .expendable = 4});
    if (rules.threshold.numerator > 0)
        columns.push_back({.header = "Qualified", .short_header = "Qual.", .right_aligned = true, .expendable = 1});
    columns.push_back({.header = "Quota", .right_aligned = true, .expendable = 2});
    if (rules.method == Method::largest_remainder)
        columns.push_back({.header = "Whole + extra", .short_header = "Whole", .right_aligned = true, .expendable = 3});
    columns.push_back({.header = "Delegates", .short_header = "Del.", .right_aligned = true});
    if (allocation.request.margins) {
        columns.push_back({.header = "To gain", .short_header = "Gain", .right_aligned = true, .expendable = 3});
        columns.push_back({.header = "To spare", .short_header = "Spare", .right_aligned = true, .expendable = 3});
    }
    return columns;
}

TextRow pool_row(const ShownAllocation& shown, const AllocatedPool& pool, std::size_t i) {
    const ContestAllocation& allocation = shown.allocation;
    const Candidate& candidate = shown.contest.candidates[i];
    const RowAllocation& row = pool.steps.rows[i];
    const auto& votes = pool.votes[i];
    TextRow text;
    text.cells.emplace_back(candidate.name);
    text.cells.emplace_back(votes ? Cell(votes_text(pool, *votes)) : Cell());
    text.cells.emplace_back(votes && pool.steps.total > 0 ? Cell(percent_of(*votes, pool.steps.total, 2)) : Cell());
    if (allocation.applied.threshold.numerator > 0) text.cells.emplace_back(qualified_text(candidate, pool, row));
    text.cells.emplace_back(row.qualified ? quota_text(row.quota) : "");
    if (allocation.applied.method == Method::largest_remainder)
        text.cells.emplace_back(
            row.qualified ? with_separators(row.whole) + (row.extra > 0 ? " +" + with_separators(row.extra) : "") : "");
    text.cells.emplace_back(with_separators(delegates_won(pool, row.delegates)) + (is_tied(pool, i) ? "?" : ""));
    if (allocation.request.margins) {
        const Margin& margin = pool.margins.rows[i];
        text.cells.emplace_back(margin.to_gain ? votes_text(pool, *margin.to_gain) : "");
        text.cells.emplace_back(margin.to_lose ? votes_text(pool, *margin.to_lose - 1) : "");
    }
    if (row.delegates == 0 && !is_tied(pool, i)) text.emphasis = Emphasis::faint;
    return text;
}

Section pool_section(const ShownAllocation& shown, const AllocatedPool& pool) {
    constexpr std::size_t few = 60;
    Section section;
    section.heading = fmt::format("{}: {}", pool_title(shown.contest, pool.place), counted(pool.delegates));
    section.depth = 1;
    section.fold = shown.allocation.pools.size() > few ? Fold::closed : Fold::open;
    section.aside = winners_text(shown.contest, pool);
    if (shown.explain) {
        section.lines = Lines::steps;
        for (std::string& sentence : explain_pool(shown.contest, shown.allocation, pool))
            section.before.push_back({std::move(sentence)});
    } else {
        std::string threshold = threshold_text(shown.allocation.applied, pool);
        if (threshold.front() == 'n') threshold.front() = 'N';
        section.before.push_back({threshold + '.'});
        if (pool.worth != Decimal(Votes{1})) section.before.push_back({parts_text(pool)});
    }
    section.table.columns = pool_columns(shown.allocation, pool.of_sde);
    for (const std::size_t i : by_votes(pool)) section.table.rows.push_back(pool_row(shown, pool, i));
    if (pool.unlisted > 0)
        section.after.push_back(
            {fmt::format("The total holds {} for nobody on the list.", counted_votes(pool, pool.unlisted))});
    if (pool.steps.unallocated > 0)
        section.after.push_back(
            {fmt::format("Nobody qualifies: {} not allocated.", counted(delegates_won(pool, pool.steps.unallocated))),
             Emphasis::caution});
    if (!pool.margins.complete)
        section.after.push_back({"Some margins are left out: finding them would take too long.", Emphasis::caution});
    if (pool.steps.tie && !shown.explain)
        section.after.push_back({tie_text(shown.contest, shown.allocation, pool), Emphasis::caution});
    if (pool.steps.tie && pool.steps.tie->open())
        section.after.push_back({shown.allocation.request.tie_break.rule == TieRule::open
                                     ? "--tie candidate:ID or --tie lot:SEED settles the tie."
                                     : "Those whom --tie names do not settle it.",
                                 Emphasis::caution});
    if (pool.steps.rounded_first && !shown.explain)
        section.after.push_back({rounding_text(shown.contest, shown.allocation.applied, pool), Emphasis::caution});
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
    title.before.push_back({fmt::format("Rules {}: {}.", allocation.rules->id, allocation.rules->title)});
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

}  // namespace caucus_tally
