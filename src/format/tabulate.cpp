// SPDX-License-Identifier: MIT
#include "format/tabulate.hpp"

#include "format/results.hpp"
#include "json/json_values.hpp"
#include "precincts/columns.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <numeric>
#include <span>

namespace caucus_tally {
namespace {

constexpr std::size_t names_shown = 6;

std::size_t votes_of(const Tabulation& totals) {
    return static_cast<std::size_t>(std::ranges::find(totals.counts, "votes") - totals.counts.begin());
}

std::span<const std::uint32_t> keys_of(const Tabulation& totals, std::uint32_t group) {
    return std::span(totals.keys).subspan(group * totals.by.size(), totals.by.size());
}

std::string counted_rows(std::uint64_t rows) {
    return fmt::format("{} row{}", with_separators(rows), rows == 1 ? "" : "s");
}

/// "left out 12 rows of no candidate: Over Votes 8, Registered Voters 4".
void add_kept_out(const Tabulation& totals, bool total, std::string_view what, std::vector<std::string>& lines) {
    std::uint64_t rows = 0;
    std::size_t names = 0;
    std::vector<std::string> shown;
    for (const KeptOutRows& kept : totals.kept_out) {
        if (kept.total != total) continue;
        rows += kept.rows;
        if (++names <= names_shown)
            shown.push_back(
                fmt::format("{} {}", kept.name.empty() ? "(no name)" : kept.name, with_separators(kept.rows)));
    }
    if (rows == 0) return;
    if (names > names_shown) shown.push_back(fmt::format("{} other names", with_separators(names - names_shown)));
    lines.push_back(fmt::format("left out {} {}: {}", counted_rows(rows), what, fmt::join(shown, ", ")));
}

/// What a column is called for people: "Early voting".
std::string column_title(const std::string& column) {
    std::string title = column;
    std::ranges::replace(title, '_', ' ');
    if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 'a' + 'A');
    return title;
}

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

/// The groups' places in the contest by falling votes; equal ones stay in the order of first appearance.
std::vector<std::size_t> by_rank(const TotalsContest& contest) {
    std::vector<std::size_t> order(contest.groups.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) {
        return contest.tally.ranks[i] ? contest.tally.ranks[i]->place : order.size();
    });
    return order;
}

std::string heading_of(const Tabulation& totals, const ArrangedTotals& arranged, const TotalsContest& contest) {
    std::string heading;
    for (const std::size_t column : arranged.contest_columns) {
        const std::string& name = totals.name(contest.groups.front(), column);
        if (name.empty()) continue;
        if (!heading.empty()) heading += " · ";
        heading += name;
    }
    return heading;
}

/// The sum of a count over the contest; nullopt if somebody's is unknown or it exceeds 2^64 - 1.
std::optional<Votes> sum_of(const Tabulation& totals, const TotalsContest& contest, std::size_t count) {
    std::optional<Votes> sum = 0;
    for (const std::uint32_t group : contest.groups) {
        const std::optional<Votes> part = totals.sum(group, count);
        if (!sum || !part) return std::nullopt;
        sum = checked_add(*sum, *part);
    }
    return sum;
}

/// The delegates of all who can win some.
std::optional<Decimal> sum_delegates(const TotalsContest& contest,
                                     const std::vector<std::optional<Decimal>>& delegates) {
    std::optional<Decimal> sum = Decimal(Votes{0});
    for (const std::uint32_t group : contest.groups)
        if (sum && delegates[group]) sum = checked_add(*sum, *delegates[group]);
    return sum;
}

TextTable contest_table(const Tabulation& totals, const ArrangedTotals& arranged, const TotalsContest& contest,
                        const TotalsView& view) {
    const bool has_votes = arranged.has_votes;
    const bool has_delegates = view.delegates.has_value();
    const std::vector<std::size_t> names = row_columns(totals, arranged);
    const auto is_votes = [&](std::size_t count) { return has_votes && count == arranged.counts.front(); };
    TextTable table{.named_by = 1};
    table.columns = {{.header = "#", .right_aligned = true, .expendable = ornament, .shown = has_votes}};
    for (const std::size_t name : names)
        table.columns.push_back({.header = column_title(totals.by[name]), .shrink_to = shortest_name});
    for (const std::size_t count : arranged.counts) {
        const unsigned expendable = count == arranged.counts.front() ? 0 : 1;
        table.columns.push_back(
            {.header = column_title(totals.counts[count]), .right_aligned = true, .expendable = expendable});
        table.columns.push_back({.header = "%", .right_aligned = true, .expendable = 2, .shown = is_votes(count)});
    }
    table.columns.push_back(
        {.header = "Delegates", .short_header = "Del.", .right_aligned = true, .shown = has_delegates});
    table.columns.push_back({.header = "", .bar = true, .expendable = ornament + 1, .shown = has_votes});

    Votes longest_bar = 0;
    for (const std::size_t i : by_rank(contest)) {
        const std::uint32_t group = contest.groups[i];
        TextRow& row = table.rows.emplace_back();
        row.cells = {rank_text(contest.tally.ranks[i])};
        for (const std::size_t name : names) row.cells.push_back(Cell::view(totals.name(group, name)));
        for (const std::size_t count : arranged.counts) {
            row.cells.emplace_back(totals.sum(group, count));
            row.cells.emplace_back(share_text(totals, contest, group, view.digits));
        }
        row.cells.push_back(has_delegates ? Cell((*view.delegates)[group]) : Cell());
        row.cells.emplace_back("");
        if (has_votes) row.bar.part = totals.sum(group, arranged.counts.front()).value_or(0);
        longest_bar = std::max(longest_bar, row.bar.part);
    }
    for (TextRow& row : table.rows) row.bar.whole = longest_bar;
    if (contest.groups.size() == 1) return table;
    TextRow total{.cells = {""}, .emphasis = Emphasis::strong, .rule_above = true};
    for (const std::size_t name : names) total.cells.emplace_back(name == names.front() ? "Total" : "");
    const Votes whole = contest.tally.votes.value_or(0);
    for (const std::size_t count : arranged.counts) {
        total.cells.emplace_back(sum_of(totals, contest, count));
        total.cells.emplace_back(whole > 0 ? percent_of(whole, whole, view.digits) : "");
    }
    total.cells.push_back(has_delegates ? Cell(sum_delegates(contest, *view.delegates)) : Cell());
    total.cells.emplace_back("");
    table.rows.push_back(std::move(total));
    return table;
}

std::string list_of(const std::vector<std::string>& names) {
    return Json(names).dump();
}

std::string number_or_null(std::optional<Votes> number) {
    return number ? fmt::format_int(*number).str() : "null";
}

std::string rows_of(const Tabulation& totals) {
    Json kept_out = Json::array();
    for (const KeptOutRows& rows : totals.kept_out)
        kept_out.push_back({{"name", rows.name}, {"kind", rows.total ? "total" : "ballots"}, {"rows", rows.rows}});
    Json rows{{"read", totals.rows},
              {"summed", totals.summed_rows},
              {"bad", totals.bad_rows},
              {"unwanted", totals.unwanted_rows},
              {"unknown", totals.unknown_rows},
              {"undecided", totals.undecided_rows}};
    rows["kept_out"] = std::move(kept_out);
    return rows.dump();
}

}  // namespace

std::vector<std::size_t> contest_columns(const Tabulation& totals, const TotalsView& view) {
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < totals.by.size(); ++i) {
        const std::string& name = totals.by[i];
        const ColumnRole role = role_named(name);
        const bool wanted = view.percent_of_given ? std::ranges::find(view.percent_of, name) != view.percent_of.end()
                                                  : role != ColumnRole::candidate && role != ColumnRole::party;
        if (wanted) columns.push_back(i);
    }
    if (!view.percent_of_given && columns.size() == totals.by.size() && !columns.empty()) columns.pop_back();
    return columns;
}

std::vector<std::size_t> order_counts(const Tabulation& totals) {
    std::vector<std::size_t> order(totals.counts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_partition(order.begin(), order.end(),
                          [votes = votes_of(totals)](std::size_t count) { return count == votes; });
    return order;
}

ArrangedTotals arrange_totals(const Tabulation& totals, const TotalsView& view) {
    ArrangedTotals arranged;
    arranged.contest_columns = contest_columns(totals, view);
    arranged.counts = order_counts(totals);
    const std::size_t votes = votes_of(totals);
    arranged.has_votes = votes < totals.counts.size();

    std::vector<std::uint32_t> order(totals.groups());
    std::iota(order.begin(), order.end(), 0U);
    const auto compare = [&](std::uint32_t a, std::uint32_t b) {
        for (const std::size_t column : arranged.contest_columns)
            if (keys_of(totals, a)[column] != keys_of(totals, b)[column])
                return keys_of(totals, a)[column] < keys_of(totals, b)[column] ? -1 : 1;
        return 0;
    };
    std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) { return compare(a, b) < 0; });
    for (auto first = order.begin(); first != order.end();) {
        const auto last =
            std::find_if(first, order.end(), [&](std::uint32_t group) { return compare(*first, group) != 0; });
        TotalsContest& contest = arranged.contests.emplace_back();
        contest.groups.assign(first, last);
        std::vector<Figures> figures(contest.groups.size());
        for (std::size_t i = 0; i < figures.size() && arranged.has_votes; ++i)
            figures[i].votes = totals.sum(contest.groups[i], votes);
        contest.tally = tally(figures);
        first = last;
    }
    std::ranges::sort(arranged.contests, {}, [](const TotalsContest& contest) { return contest.groups.front(); });
    return arranged;
}

std::string share_text(const Tabulation& totals, const TotalsContest& contest, std::uint32_t group, unsigned digits) {
    const std::optional<Votes> whole = contest.tally.votes;
    if (!whole || *whole == 0) return {};
    return percent_of(totals.sum(group, votes_of(totals)).value_or(0), *whole, digits);
}

bool leaves_rows_out(const Tabulation& totals) {
    const auto is_partial = [&](std::uint64_t rows) { return rows < totals.summed_rows; };
    return std::ranges::any_of(totals.stated_rows, is_partial) ||
           totals.summed_rows + totals.unwanted_rows < totals.rows || totals.refused_files > 0 || totals.truncated ||
           totals.undecided_rows > 0 || !totals.passed_over.empty();
}

std::vector<std::string> tabulate_account(const Tabulation& totals) {
    std::vector<std::string> lines;
    lines.push_back(fmt::format("added up {} of {} file{}", counted_rows(totals.summed_rows),
                                with_separators(totals.files), totals.files == 1 ? "" : "s"));
    std::vector<std::string> partial;
    for (const std::size_t count : order_counts(totals))
        if (totals.stated_rows[count] < totals.summed_rows)
            partial.push_back(fmt::format("{} {}", totals.counts[count], with_separators(totals.stated_rows[count])));
    if (!partial.empty()) lines.push_back(fmt::format("stated in only some of them: {}", fmt::join(partial, ", ")));
    if (totals.unwanted_rows > 0)
        lines.push_back(fmt::format("left out {} by --where", counted_rows(totals.unwanted_rows)));
    add_kept_out(totals, false, "of no candidate", lines);
    add_kept_out(totals, true, "of totals", lines);
    if (totals.unknown_rows > 0)
        lines.push_back(fmt::format("left out {} whose votes are masked or empty", counted_rows(totals.unknown_rows)));
    if (totals.undecided_rows > 0)
        lines.push_back(fmt::format("{} may be totals of others, or not: --totals keep or drop decides",
                                    counted_rows(totals.undecided_rows)));
    if (totals.bad_rows > 0)
        lines.push_back(fmt::format("left out {} with errors ({}% of all)", counted_rows(totals.bad_rows),
                                    percent_of(totals.bad_rows, totals.rows, 1)));
    if (totals.refused_files > 0)
        lines.push_back(fmt::format("left out {} file{} that cannot be used", with_separators(totals.refused_files),
                                    totals.refused_files == 1 ? "" : "s"));
    if (!totals.passed_over.empty()) {
        std::vector<std::string> shown(
            totals.passed_over.begin(),
            totals.passed_over.begin() + static_cast<std::ptrdiff_t>(std::min(totals.passed_over.size(), names_shown)));
        if (totals.passed_over.size() > names_shown)
            shown.push_back(fmt::format("{} others", with_separators(totals.passed_over.size() - names_shown)));
        lines.push_back(fmt::format("passed over {} file{} without candidates or counts: {}",
                                    with_separators(totals.passed_over.size()),
                                    totals.passed_over.size() == 1 ? "" : "s", fmt::join(shown, ", ")));
    }
    if (totals.truncated) lines.emplace_back("left out what follows where a file could not be read on");
    return lines;
}

Document tabulate_document(const Tabulation& totals, const TotalsView& view, bool account) {
    return {.title = "Totals",
            .sections =
                [&totals, &view, account](Format) {
                    const ArrangedTotals arranged = arrange_totals(totals, view);
                    std::vector<Section> sections;
                    for (const TotalsContest& contest : arranged.contests)
                        sections.push_back({.heading = heading_of(totals, arranged, contest),
                                            .table = contest_table(totals, arranged, contest, view),
                                            .sortable = true});
                    if (!account) return sections;
                    Section& last = sections.emplace_back(Section{.depth = 1});
                    for (std::string& line : tabulate_account(totals)) last.before.push_back({std::move(line)});
                    return sections;
                },
            .table = [&totals, &view] { return tabulate_rows(totals, view); },
            .json = [&totals, &view] { return tabulate_json(totals, view); }};
}

ScriptTable tabulate_rows(const Tabulation& totals, const TotalsView& view) {
    const std::vector<std::size_t> counts = order_counts(totals);
    std::vector<ScriptColumn> columns;
    for (std::size_t column = 0; column < totals.by.size(); ++column)
        columns.push_back({.name = totals.by[column], .names = totals.names[column]});
    for (const std::size_t count : counts) columns.push_back({totals.counts[count]});
    if (view.delegates) columns.push_back({"delegates"});
    return {std::move(columns), [&totals, &view, counts](RowSink& rows) {
                std::vector<Cell> cells;
                for (std::uint32_t group = 0; group < totals.groups(); ++group) {
                    cells.clear();
                    for (std::size_t column = 0; column < totals.by.size(); ++column)
                        cells.emplace_back(keys_of(totals, group)[column]);
                    for (const std::size_t count : counts) cells.emplace_back(totals.sum(group, count));
                    if (view.delegates) cells.emplace_back((*view.delegates)[group]);
                    rows.take(cells);
                }
            }};
}

// Groups may be many: a document in memory would take many times their size.
std::string tabulate_json(const Tabulation& totals, const TotalsView& view) {
    const ArrangedTotals arranged = arrange_totals(totals, view);
    std::vector<const TotalsContest*> contest_of(totals.groups());
    std::vector<std::size_t> place(totals.groups());
    for (const TotalsContest& contest : arranged.contests) {
        for (std::size_t i = 0; i < contest.groups.size(); ++i) {
            contest_of[contest.groups[i]] = &contest;
            place[contest.groups[i]] = i;
        }
    }
    std::vector<std::vector<std::string>> names(totals.by.size());
    for (std::size_t column = 0; column < totals.by.size(); ++column)
        for (const std::string& name : totals.names[column])
            names[column].push_back(Json(totals.by[column]).dump() + ": " + Json(name).dump());
    std::vector<std::string> counts;
    std::vector<std::string> count_names;
    for (const std::size_t count : arranged.counts) {
        counts.push_back(Json(totals.counts[count]).dump() + ": ");
        count_names.push_back(totals.counts[count]);
    }
    std::vector<std::string> contest_columns;
    for (const std::size_t column : arranged.contest_columns) contest_columns.push_back(totals.by[column]);

    std::string text = fmt::format(
        "{{\n  \"format\": 1,\n  \"by\": {},\n  \"counts\": {},\n  \"percent_of\": {},\n"
        "  \"files\": {},\n  \"rows\": {},\n  \"groups\": [",
        list_of(totals.by), list_of(count_names), list_of(contest_columns), totals.files, rows_of(totals));
    for (std::uint32_t group = 0; group < totals.groups(); ++group) {
        text += group == 0 ? "\n    {\"by\": {" : ",\n    {\"by\": {";
        for (std::size_t column = 0; column < totals.by.size(); ++column) {
            if (column > 0) text += ", ";
            text += names[column][totals.keys[group * totals.by.size() + column]];
        }
        text += "}, \"counts\": {";
        for (std::size_t i = 0; i < counts.size(); ++i) {
            if (i > 0) text += ", ";
            text += counts[i] + number_or_null(totals.sum(group, arranged.counts[i]));
        }
        const std::string share = share_text(totals, *contest_of[group], group, view.digits);
        const std::optional<Rank> rank = contest_of[group]->tally.ranks[place[group]];
        text += fmt::format("}}, \"percent\": {}, \"rank\": {}", share.empty() ? "null" : '"' + share + '"',
                            rank ? fmt::format_int(rank->place).str() : "null");
        if (view.delegates) text += ", \"delegates\": " + json_of((*view.delegates)[group]).dump();
        text += '}';
    }
    return text + "\n  ]\n}\n";
}

}  // namespace caucus_tally
