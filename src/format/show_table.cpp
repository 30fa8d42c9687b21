// SPDX-License-Identifier: MIT
#include "format/display.hpp"
#include "format/headline.hpp"
#include "format/show.hpp"
#include "format/text_table.hpp"

#include <algorithm>

namespace caucus_tally {
namespace {

constexpr unsigned shortest_name = 12;

/// Stands before a withdrawn candidate's name where "(withdrawn)" finds no room behind it.
std::string withdrawn_mark(bool unicode) {
    return unicode ? "†" : "*";
}

bool has_home_states(const Results& results) {
    return std::ranges::any_of(results.rows, [](const ResultRow& row) { return !row.home_state.empty(); });
}

std::vector<TextColumn> columns_for(const Results& results) {
    std::vector<TextColumn> columns;
    columns.push_back({.header = "#", .right_aligned = true, .expendable = 3});
    columns.push_back({.header = "Candidate", .shrink_to = shortest_name});
    if (has_home_states(results)) columns.push_back({.header = "Home state", .expendable = 5});
    columns.push_back({.header = "Votes", .right_aligned = true});
    columns.push_back({.header = "%", .right_aligned = true, .expendable = 2});
    columns.push_back({.header = "Delegates", .short_header = "Del.", .right_aligned = true, .expendable = 1});
    columns.push_back({.header = "", .bar = true, .expendable = 4});
    return columns;
}

TextRow text_row(const ResultRow& row, const Results& results, bool unicode) {
    const std::string unknown = unicode ? "–" : "-";
    std::string name = row.name;
    if (row.status == "withdrawn") name += " (withdrawn)";
    if (row.together > 1) name += " (" + std::to_string(row.together) + " together)";

    TextRow text;
    text.cells.push_back(row.rank ? std::to_string(row.rank->place) + (row.rank->tied ? "=" : "") : "");
    text.cells.push_back(visible(name, unicode));
    if (has_home_states(results)) text.cells.push_back(visible(row.home_state, unicode));
    text.cells.push_back(row.votes ? with_separators(*row.votes) : unknown);
    text.cells.push_back(row.percent.empty() ? unknown : row.percent);
    text.cells.push_back(row.delegates ? to_string(*row.delegates) : unknown);
    text.cells.emplace_back();
    if (row.status == "withdrawn") {
        text.emphasis = Emphasis::faint;
        text.short_cells = {"", visible(withdrawn_mark(unicode) + row.name, unicode)};
    }
    return text;
}

void append_wrapped(std::string& text, const std::string& line, Emphasis emphasis, const Terminal& terminal) {
    for (const std::string& part : wrap(visible(line, terminal.unicode), terminal.width))
        text += paint(part, emphasis, terminal) + '\n';
}

std::string candidates_table(const Results& results, const Terminal& terminal) {
    std::optional<Votes> longest_bar;
    for (const ResultRow& row : results.rows) longest_bar = std::max(longest_bar, row.votes);
    std::vector<TextRow> rows;
    for (const ResultRow& row : results.rows) {
        rows.push_back(text_row(row, results, terminal.unicode));
        rows.back().bar = {row.votes.value_or(0), longest_bar.value_or(0), row.color};
    }
    rows.push_back(text_row(results.total, results, terminal.unicode));
    rows.back().rule_above = true;
    rows.back().emphasis = Emphasis::strong;

    std::string table = draw_table(columns_for(results), rows, terminal);
    const bool marked = std::ranges::any_of(results.rows, [&](const ResultRow& row) {
        return row.status == "withdrawn" &&
               table.find(withdrawn_mark(terminal.unicode) + row.name.substr(0, 1)) != std::string::npos;
    });
    if (marked) table += withdrawn_mark(terminal.unicode) + " withdrawn\n";
    return table;
}

std::string votes_cell(const ResultRow& row, bool unicode) {
    if (row.votes) return with_separators(*row.votes);
    return unicode ? "–" : "-";
}

/// One line a unit, one column a candidate: the leading ones of the whole contest, the others together.
std::string units_table(const Contest& contest, ResultsView view, const Terminal& terminal) {
    constexpr std::size_t usual_columns = 5;
    constexpr unsigned shortest_unit = 12;
    ResultsView whole_view = view;
    whole_view.by.reset();
    whole_view.top = view.top.value_or(usual_columns);
    const Results whole = arrange_results(contest, whole_view).front();
    std::vector<TextColumn> columns{{.header = *view.by, .shrink_to = shortest_unit}};
    for (std::size_t i = 0; i < whole.rows.size(); ++i) {
        const std::string name = visible(whole.rows[i].name, terminal.unicode);
        columns.push_back(
            {.header = name, .short_header = name.substr(name.rfind(' ') + 1), .right_aligned = true, .expendable = 2});
    }
    columns.push_back({.header = "Total", .right_aligned = true});

    view.top.reset();
    std::vector<TextRow> rows;
    const auto add_row = [&](const std::string& name, const Results& results) {
        TextRow& text = rows.emplace_back();
        text.cells.push_back(visible(name, terminal.unicode));
        for (const ResultRow& column : whole.rows) {
            if (column.id.empty()) continue;
            const auto row = std::ranges::find(results.rows, column.id, &ResultRow::id);
            text.cells.push_back(votes_cell(*row, terminal.unicode));
        }
        if (whole.rows.back().id.empty()) {
            ResultRow others;
            for (const ResultRow& row : results.rows)
                if (row.votes && std::ranges::find(whole.rows, row.id, &ResultRow::id) == whole.rows.end())
                    others.votes = checked_add(others.votes.value_or(0), *row.votes);
            text.cells.push_back(votes_cell(others, terminal.unicode));
        }
        text.cells.push_back(votes_cell(results.total, terminal.unicode));
    };
    for (const Results& unit : arrange_results(contest, view)) add_row(unit.unit, unit);
    whole_view.top.reset();
    add_row("Total", arrange_results(contest, whole_view).front());
    rows.back().rule_above = true;
    rows.back().emphasis = Emphasis::strong;
    return draw_table(std::move(columns), rows, terminal);
}

std::string show_one(const ShownContest& shown, const ResultsView& view, const Terminal& terminal) {
    std::string text;
    append_wrapped(text, shown.contest.title, Emphasis::strong, terminal);
    for (const std::string& line : headline(shown.contest, terminal.unicode ? " · " : ", "))
        append_wrapped(text, line, Emphasis::normal, terminal);
    text += view.by ? units_table(shown.contest, view, terminal)
                    : candidates_table(arrange_results(shown.contest, view).front(), terminal);
    const Emphasis verdict = has_errors(shown.findings) ? Emphasis::bad : Emphasis::good;
    for (const std::string& line : agreement(shown.contest, shown.findings))
        append_wrapped(text, line, verdict, terminal);
    return text;
}

}  // namespace

std::string show_table(std::span<const ShownContest> contests, const ResultsView& view, const Terminal& terminal) {
    std::string text;
    for (const ShownContest& shown : contests) {
        if (!text.empty()) text += '\n';
        text += show_one(shown, view, terminal);
    }
    return text;
}

}  // namespace caucus_tally
