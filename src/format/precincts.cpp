// SPDX-License-Identifier: MIT
#include "format/precincts.hpp"

#include "caucus/caucus.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <numeric>
#include <utility>

namespace caucus_tally {
namespace {

bool is_some(const std::optional<Decimal>& number) {
    return number && *number > Decimal();
}

/// The groups worth a line, by falling people: those who are viable or hold a delegate by the rules or as published.
std::vector<std::size_t> groups_to_show(const PrecinctResult& result) {
    std::vector<std::size_t> groups;
    for (std::size_t i = 0; i < result.groups.size(); ++i) {
        const GroupCount stated = published(result, i);
        if (result.groups[i].viable || result.groups[i].delegates > 0 || is_some(stated.delegates) ||
            is_some(stated.sde))
            groups.push_back(i);
    }
    std::ranges::stable_sort(groups, std::ranges::greater(),
                             [&](std::size_t i) { return result.precinct.groups[i].people; });
    return groups;
}

/// Why a unit has no computed delegates: a few words for a cell.
std::string_view no_split_text(const PrecinctResult& result) {
    if (result.precinct.judged == Judged::no_figures) return "(no figures)";
    if (result.precinct.judged != Judged::yes) return "(not judged)";
    switch (result.outcome) {
        case PrecinctCase::too_many_groups:
            return "(too many viable)";
        case PrecinctCase::nobody_viable:
            return "(nobody viable)";
        case PrecinctCase::majority:
            return "(no majority)";
        case PrecinctCase::no_delegates:
            return "(no delegates)";
        case PrecinctCase::no_attendance:
            return "(no attendance)";
        case PrecinctCase::out_of_range:
            return "(out of range)";
        case PrecinctCase::shared:
            break;
    }
    return "";
}

void add_precinct(const PrecinctResult& result, std::vector<TextRow>& rows) {
    const bool computed = counts_as_computed(result);
    const bool judged = result.precinct.judged == Judged::yes;
    std::string unit = result.precinct.name;
    Cell elects = judged ? Cell(*result.precinct.delegates) : Cell();
    if (!computed) {
        rows.push_back(
            {.cells = {unit, elects, no_split_text(result), "", "", "", "", ""}, .emphasis = Emphasis::caution});
        unit.clear();
        elects = "";
    }
    const unsigned digits = share_digits(result);
    const bool differs = differs_from_rules(result);
    for (const std::size_t i : groups_to_show(result)) {
        const PrecinctGroup& stated = result.precinct.groups[i];
        const GroupResult& group = result.groups[i];
        const bool amiss = differs && !may_hold(result, i, *stated.won);
        TextRow& row = rows.emplace_back();
        row.cells = {unit,
                     elects,
                     stated.name,
                     stated.people,
                     group.viable ? share_text(group.exact, digits) : "",
                     computed ? Cell(delegates_text(result, i)) : Cell(),
                     Cell(stated.won),
                     amiss ? "*" : ""};
        if (amiss) row.emphasis = Emphasis::bad;
        unit.clear();
        elects = "";
    }
}

/// What the rules say of the units, and which units they say nothing of.
std::vector<Line> summary_lines(const ShownPrecincts& shown) {
    const PrecinctSummary summary = sum_up(shown.precincts);
    const CaucusRules& rules = *shown.precincts.rules;
    std::vector<Line> lines;
    const auto units = [](std::size_t count) {
        return fmt::format("{} unit{}", with_separators(count), count == 1 ? "" : "s");
    };
    const auto say_in = [&](std::size_t count, std::string_view rest, Emphasis emphasis = Emphasis::normal) {
        if (count > 0) lines.push_back({fmt::format("In {} {}.", units(count), rest), emphasis});
    };
    say_in(summary.as_ruled, "the published delegates are what the rules give", Emphasis::good);
    say_in(summary.differ,
           shown.each ? "the published delegates are not what the rules give (*)"
                      : "the published delegates are not what the rules give",
           Emphasis::bad);
    say_in(summary.unpublished, "no delegates are published: those that the rules give count");
    if (summary.ties > 0) {
        const std::size_t settled = summary.ties - summary.ties_as_published - summary.ties_open;
        std::vector<std::string> outcomes;
        const auto add = [&](std::size_t count, std::string_view what) {
            if (count > 0) outcomes.push_back(fmt::format("{} {}", with_separators(count), what));
        };
        add(summary.ties_as_published, "as published");
        add(settled, "settled as asked for");
        add(summary.ties_open, "left open, with delegates in nobody's figure");
        say_in(summary.ties, fmt::format("{}: {}", chance_text(rules.tie, true), fmt::join(outcomes, ", ")),
               summary.ties_open > 0 ? Emphasis::caution : Emphasis::normal);
    }
    const auto say_uncomputed = [&](std::size_t count, std::string_view why) {
        say_in(count, fmt::format("{}: what is published counts as it is", why), Emphasis::caution);
    };
    say_uncomputed(summary.too_many_groups, "more groups are viable than delegates are elected");
    say_uncomputed(summary.nobody_viable, "nobody is viable");
    say_uncomputed(summary.no_majority, "nobody has the majority that a single delegate takes");
    say_uncomputed(summary.others, "nobody attended, there are no delegates to share, or figures are beyond all range");
    say_uncomputed(summary.unknown_delegates, "the number of delegates is not known");
    say_in(summary.no_figures, "there are no figures");
    say_in(summary.too_many_votes, "nothing is computed: their votes exceed 2^64 - 1", Emphasis::caution);
    say_in(summary.attendance_assumed, "no attendance is stated: the first alignment's total stands in");
    return lines;
}

TextTable each_table(const ShownPrecincts& shown) {
    TextTable table;
    table.columns = {{.header = "Precinct", .shrink_to = 8, .cut_inside = true},
                     {.header = "Elects", .right_aligned = true, .expendable = 2},
                     {.header = "Group", .shrink_to = 8},
                     {.header = "People", .right_aligned = true, .expendable = 1},
                     {.header = "Share", .right_aligned = true, .expendable = 1},
                     {.header = "Delegates", .short_header = "Rules", .right_aligned = true},
                     {.header = "Published", .short_header = "Publ.", .right_aligned = true},
                     {.header = ""}};
    for (const PrecinctResult& result : shown.precincts.results)
        if (result.precinct.judged == Judged::yes || shown.selected) add_precinct(result, table.rows);
    return table;
}

/// "+0.2798", "-0.2798", or nothing where they are equal or unknown.
std::string change_text(const std::optional<Decimal>& from, const std::optional<Decimal>& to) {
    if (!from || !to || *from == *to) return "";
    return (*to > *from ? "+" : "-") + with_separators(difference(*from, *to));
}

TextTable sums_table(const ShownPrecincts& shown) {
    const bool whole = shown.counted.size() == 1 && shown.counted.front().id == shown.contest.id;
    TextTable table;
    if (!whole) table.columns.push_back({.header = shown.level, .shrink_to = 8, .cut_inside = true});
    table.columns.push_back({.header = "Candidate", .shrink_to = 8});
    table.columns.push_back({.header = "People", .right_aligned = true, .expendable = 1});
    table.columns.push_back({.header = "Delegates", .short_header = "Del.", .right_aligned = true, .expendable = 2});
    table.columns.push_back({.header = "Published", .short_header = "Publ.", .right_aligned = true, .expendable = 2});
    table.columns.push_back({.header = "SDE", .right_aligned = true});
    table.columns.push_back({.header = "Published SDE", .short_header = "Publ. SDE", .right_aligned = true});
    table.columns.push_back({.header = "Change", .right_aligned = true, .expendable = 1});
    for (std::size_t u = 0; u < shown.counted.size(); ++u) {
        const UnitSum& now = shown.counted[u];
        const UnitSum& before = shown.published[u];
        std::vector<std::size_t> order(now.candidates.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(order, std::ranges::greater(), [&](std::size_t i) { return now.candidates[i].sde; });
        bool first = true;
        for (const std::size_t i : order) {
            const CandidateSum& sum = now.candidates[i];
            const CandidateSum& stated = before.candidates[i];
            if (!is_some(sum.delegates) && !is_some(sum.sde) && !is_some(stated.delegates) && !is_some(stated.sde))
                continue;
            TextRow& row = table.rows.emplace_back();
            if (!whole) row.cells.emplace_back(first ? now.id : "");
            row.cells.emplace_back(shown.contest.candidates[i].name);
            row.cells.emplace_back(sum.votes.back());
            for (const auto& number : {sum.delegates, stated.delegates, sum.sde, stated.sde})
                row.cells.emplace_back(number);
            row.cells.emplace_back(change_text(stated.sde, sum.sde));
            row.rule_above = first && u > 0;
            first = false;
        }
    }
    return table;
}

}  // namespace

ShownPrecincts show_precincts(Contest contest, ContestPrecincts precincts, std::string level) {
    ShownPrecincts shown{std::move(contest), std::move(precincts), std::move(level), false, false, false, {}, {}};
    const auto found = std::ranges::find(shown.contest.levels, shown.level);
    const auto add_up = [&](GroupCount (*count)(const PrecinctResult&, std::size_t)) {
        const Contest counts = with_counts(shown.contest, shown.precincts, count);
        if (found == shown.contest.levels.end()) return std::vector{roll_up(counts)};
        return roll_up(counts, static_cast<std::size_t>(found - shown.contest.levels.begin()));
    };
    shown.counted = add_up(counted);
    shown.published = add_up(published);
    return shown;
}

Document precincts_document(const ShownPrecincts& shown) {
    return {.title = shown.contest.title,
            .sections =
                [&shown](Format) {
                    std::vector<Section> sections;
                    if (shown.explain) {
                        for (const PrecinctResult& result : shown.precincts.results)
                            sections.push_back(precinct_section(result));
                        return sections;
                    }
                    const CaucusRules& rules = *shown.precincts.rules;
                    sections.push_back({.heading = shown.contest.title,
                                        .before = {{fmt::format("Rules {}: {}.", rules.id, rules.title)}},
                                        .table = shown.each ? each_table(shown) : sums_table(shown),
                                        .after = summary_lines(shown)});
                    return sections;
                },
            .table = [&shown] { return precincts_table(shown); },
            .json = [&shown] { return precincts_json(shown); }};
}

}  // namespace caucus_tally
