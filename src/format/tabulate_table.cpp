// SPDX-License-Identifier: MIT
#include "format/display.hpp"
#include "format/tabulate.hpp"
#include "format/text_table.hpp"

#include <algorithm>
#include <caucus_tally/votes.hpp>

namespace caucus_tally {
namespace {

/// What stands in a contest's rows: the group columns that do not make the contest, the candidate's first.
std::vector<std::size_t> row_columns(const Tabulation& totals, const ArrangedTotals& arranged) {
    std::vector<std::size_t> columns;
    for (std::size_t column = 0; column < totals.by.size(); ++column)
        if (std::ranges::find(arranged.contest_columns, column) == arranged.contest_columns.end())
            columns.push_back(column);
    std::stable_partition(columns.begin(), columns.end(),
                          [&](std::size_t column) { return totals.by[column] == "candidate"; });
    return columns;
}

std::vector<TextColumn> columns_for(const Tabulation& totals, const ArrangedTotals& arranged,
                                    const std::vector<std::size_t>& names, bool has_delegates) {
    std::vector<TextColumn> columns;
    if (arranged.has_votes) columns.push_back({.header = "#", .right_aligned = true, .expendable = ornament});
    for (const std::size_t name : names)
        columns.push_back({.header = column_title(totals.by[name]), .shrink_to = shortest_name});
    for (const std::size_t count : arranged.counts) {
        const bool is_votes = count == arranged.counts.front();
        columns.push_back(
            {.header = column_title(totals.counts[count]), .right_aligned = true, .expendable = is_votes ? 0U : 1U});
        if (!is_votes || !arranged.has_votes) continue;
        columns.push_back({.header = "%", .right_aligned = true, .expendable = 2});
    }
    if (has_delegates) columns.push_back({.header = "Delegates", .short_header = "Del.", .right_aligned = true});
    if (arranged.has_votes) columns.push_back({.header = "", .bar = true, .expendable = ornament + 1});
    return columns;
}

/// The groups' places in the contest by falling votes; who has equally many stays in the order of first appearance.
std::vector<std::size_t> by_rank(const TotalsContest& contest) {
    std::vector<std::size_t> order(contest.groups.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, {}, [&](std::size_t i) {
        return contest.tally.ranks[i] ? contest.tally.ranks[i]->place : order.size();
    });
    return order;
}

std::string heading_of(const Tabulation& totals, const ArrangedTotals& arranged, const TotalsContest& contest,
                       bool unicode) {
    std::string heading;
    for (const std::size_t column : arranged.contest_columns) {
        const std::string& name = totals.name(contest.groups.front(), column);
        if (name.empty()) continue;
        if (!heading.empty()) heading += unicode ? " · " : ", ";
        heading += name;
    }
    return visible(heading, unicode);
}

std::string count_text(std::optional<Votes> count, bool unicode) {
    return count ? with_separators(*count) : std::string(unknown_mark(unicode));
}

/// The sum of a count over the contest; nothing where somebody's is unknown or it exceeds 2^64 - 1.
std::optional<Votes> sum_of(const Tabulation& totals, const TotalsContest& contest, std::size_t count) {
    std::optional<Votes> sum = 0;
    for (const std::uint32_t group : contest.groups) {
        const std::optional<Votes> part = totals.sum(group, count);
        if (!sum || !part) return std::nullopt;
        sum = checked_add(*sum, *part);
    }
    return sum;
}

std::string delegates_text(std::optional<Decimal> delegates, bool unicode) {
    return delegates ? with_separators(*delegates) : std::string(unknown_mark(unicode));
}

/// The delegates of all who can win some.
std::optional<Decimal> sum_delegates(const TotalsContest& contest,
                                     const std::vector<std::optional<Decimal>>& delegates) {
    std::optional<Decimal> sum = Decimal(Votes{0});
    for (const std::uint32_t group : contest.groups)
        if (sum && delegates[group]) sum = checked_add(*sum, *delegates[group]);
    return sum;
}

std::string draw_contest(const Tabulation& totals, const ArrangedTotals& arranged, const TotalsContest& contest,
                         const TotalsView& view, const Terminal& terminal) {
    const std::vector<std::size_t> names = row_columns(totals, arranged);
    const bool unicode = terminal.unicode;
    Votes longest_bar = 0;
    if (arranged.has_votes)
        for (const std::uint32_t group : contest.groups)
            longest_bar = std::max(longest_bar, totals.sum(group, arranged.counts.front()).value_or(0));
    std::vector<TextRow> rows;
    for (const std::size_t i : by_rank(contest)) {
        const std::uint32_t group = contest.groups[i];
        TextRow& row = rows.emplace_back();
        if (arranged.has_votes) {
            const std::optional<Rank> rank = contest.tally.ranks[i];
            row.cells.push_back(rank ? std::to_string(rank->place) + (rank->tied ? "=" : "") : "");
        }
        for (const std::size_t name : names) row.cells.push_back(visible(totals.name(group, name), unicode));
        for (const std::size_t count : arranged.counts) {
            row.cells.push_back(count_text(totals.sum(group, count), unicode));
            if (count == arranged.counts.front() && arranged.has_votes)
                row.cells.push_back(share_text(totals, contest, group, view.digits));
        }
        if (view.delegates) row.cells.push_back(delegates_text((*view.delegates)[group], unicode));
        if (!arranged.has_votes) continue;
        row.cells.emplace_back();
        row.bar = {totals.sum(group, arranged.counts.front()).value_or(0), longest_bar, {}};
    }
    if (contest.groups.size() > 1) {
        TextRow& row = rows.emplace_back();
        row.emphasis = Emphasis::strong;
        row.rule_above = true;
        if (arranged.has_votes) row.cells.emplace_back();
        for (const std::size_t name : names) row.cells.emplace_back(name == names.front() ? "Total" : "");
        for (const std::size_t count : arranged.counts) {
            row.cells.push_back(count_text(sum_of(totals, contest, count), unicode));
            if (count != arranged.counts.front() || !arranged.has_votes) continue;
            const std::optional<Votes> whole = contest.tally.votes;
            row.cells.push_back(whole && *whole > 0 ? percent_of(*whole, *whole, view.digits) : "");
        }
        if (view.delegates) row.cells.push_back(delegates_text(sum_delegates(contest, *view.delegates), unicode));
        if (arranged.has_votes) row.cells.emplace_back();
    }
    return draw_table(columns_for(totals, arranged, names, view.delegates.has_value()), rows, terminal);
}

}  // namespace

std::string tabulate_table(const Tabulation& totals, const TotalsView& view, const Terminal& terminal) {
    const ArrangedTotals arranged = arrange_totals(totals, view);
    std::string text;
    for (const TotalsContest& contest : arranged.contests) {
        if (!text.empty()) text += '\n';
        const std::string heading = heading_of(totals, arranged, contest, terminal.unicode);
        for (const std::string& line : wrap(heading, terminal.width))
            if (!heading.empty()) text += paint(line, Emphasis::strong, terminal) + '\n';
        text += draw_contest(totals, arranged, contest, view, terminal);
    }
    return text;
}

}  // namespace caucus_tally
