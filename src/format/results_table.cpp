// SPDX-License-Identifier: MIT
#include "format/results_table.hpp"

#include "format/display.hpp"

#include <algorithm>
#include <caucus_tally/tally.hpp>

namespace caucus_tally {
namespace {

bool has_home_states(const Results& results) {
    return std::ranges::any_of(results.rows, [](const ResultRow& row) { return !row.home_state.empty(); });
}

std::vector<TextColumn> columns_for(const Results& results) {
    std::vector<TextColumn> columns;
    columns.push_back({.header = "#", .right_aligned = true, .expendable = ornament});
    columns.push_back({.header = "Candidate", .shrink_to = shortest_name});
    if (has_home_states(results)) columns.push_back({.header = "Home state", .expendable = ornament + 2});
    columns.push_back({.header = "Votes", .right_aligned = true});
    columns.push_back({.header = "%", .right_aligned = true, .expendable = 2});
    columns.push_back({.header = "Delegates", .short_header = "Del.", .right_aligned = true, .expendable = 1});
    columns.push_back({.header = "", .bar = true, .expendable = ornament + 1});
    return columns;
}

TextRow text_row(const ResultRow& row, const Results& results, bool unicode) {
    const std::string unknown(unknown_mark(unicode));
    std::string name = row.name;
    if (row.status == "withdrawn") name += " (withdrawn)";
    if (row.together > 1) name += " (" + std::to_string(row.together) + " together)";

    TextRow text;
    text.cells.push_back(row.rank ? std::to_string(row.rank->place) + (row.rank->tied ? "=" : "") : "");
    text.cells.push_back(visible(name, unicode));
    if (has_home_states(results)) text.cells.push_back(visible(row.home_state, unicode));
    text.cells.push_back(row.votes ? with_separators(*row.votes) : unknown);
    text.cells.push_back(row.percent.empty() ? unknown : row.percent);
    text.cells.push_back(row.delegates ? with_separators(*row.delegates) : unknown);
    text.cells.emplace_back();
    if (row.status == "withdrawn") {
        text.emphasis = Emphasis::faint;
        text.short_cells = {"", visible(withdrawn_mark(unicode) + row.name, unicode)};
    }
    return text;
}

/// Without figures that are known of nobody, and without bars where there is nothing to draw.
void drop_unknown(TextTable& table, std::string_view unknown) {
    for (std::size_t i = table.columns.size(); i-- > 0;) {
        const bool says_something = std::ranges::any_of(table.rows, [&](const TextRow& row) {
            return table.columns[i].bar ? row.bar.whole > 0 : row.cells[i] != unknown;
        });
        if (says_something || table.columns[i].expendable == 0) continue;
        const auto place = static_cast<std::ptrdiff_t>(i);
        table.columns.erase(table.columns.begin() + place);
        for (TextRow& row : table.rows) row.cells.erase(row.cells.begin() + place);
    }
}

/// The rows that the whole contest's table does not show, as one. Its votes are unknown where they exceed 2^64 - 1.
ResultRow sum_up_others(const Results& results, const Results& whole) {
    ResultRow others;
    for (const ResultRow& row : results.rows) {
        if (!row.votes || std::ranges::find(whole.rows, row.id, &ResultRow::id) != whole.rows.end()) continue;
        others.votes = checked_add(others.votes.value_or(0), *row.votes);
        if (!others.votes) break;
    }
    return others;
}

std::string votes_cell(const ResultRow& row, bool unicode) {
    return row.votes ? with_separators(*row.votes) : std::string(unknown_mark(unicode));
}

}  // namespace

std::string withdrawn_mark(bool unicode) {
    return unicode ? "†" : "*";
}

TextTable results_table(const Results& results, bool unicode) {
    std::optional<Votes> longest_bar;
    for (const ResultRow& row : results.rows) longest_bar = std::max(longest_bar, row.votes);
    std::vector<TextRow> rows;
    for (const ResultRow& row : results.rows) {
        rows.push_back(text_row(row, results, unicode));
        rows.back().bar = {row.votes.value_or(0), longest_bar.value_or(0), row.color};
    }
    rows.push_back(text_row(results.total, results, unicode));
    rows.back().rule_above = true;
    rows.back().emphasis = Emphasis::strong;
    TextTable table{columns_for(results), std::move(rows)};
    drop_unknown(table, unknown_mark(unicode));
    return table;
}

TextTable units_table(const Contest& contest, const ResultsView& view, std::size_t most_candidates, bool unicode) {
    constexpr unsigned shortest_unit = 12;
    ResultsView whole_view = view;
    whole_view.by.reset();
    whole_view.top = view.top.value_or(most_candidates);
    const Results whole = arrange_results(contest, whole_view).front();
    std::vector<TextColumn> columns{
        {.header = visible(*view.by, unicode), .shrink_to = shortest_unit, .cut_inside = true}};
    for (std::size_t i = 0; i < whole.rows.size(); ++i) {
        const std::string name = visible(whole.rows[i].name, unicode);
        columns.push_back(
            {.header = name, .short_header = name.substr(name.rfind(' ') + 1), .right_aligned = true, .expendable = 2});
    }
    columns.push_back({.header = "Total", .right_aligned = true});

    ResultsView unit_view = view;
    unit_view.top.reset();
    std::vector<TextRow> rows;
    const auto add_row = [&](const std::string& name, const Results& results) {
        TextRow& text = rows.emplace_back();
        text.cells.push_back(visible(name, unicode));
        for (const ResultRow& column : whole.rows) {
            if (column.id.empty()) continue;
            const auto row = std::ranges::find(results.rows, column.id, &ResultRow::id);
            if (row->rank && row->rank->place == 1 && row->votes > Votes{0}) text.leading.push_back(text.cells.size());
            text.cells.push_back(votes_cell(*row, unicode));
        }
        if (whole.rows.back().id.empty()) {
            text.cells.push_back(votes_cell(sum_up_others(results, whole), unicode));
        }
        text.cells.push_back(votes_cell(results.total, unicode));
    };
    for (const Results& unit : arrange_results(contest, unit_view)) add_row(unit.name, unit);
    whole_view.top.reset();
    add_row("Total", arrange_results(contest, whole_view).front());
    rows.back().rule_above = true;
    rows.back().emphasis = Emphasis::strong;
    return {std::move(columns), std::move(rows)};
}

}  // namespace caucus_tally
