// SPDX-License-Identifier: MIT
#include "format/display.hpp"
#include "format/headline.hpp"
#include "format/results_table.hpp"
#include "format/show.hpp"

#include <algorithm>

namespace caucus_tally {
namespace {

std::string candidates_table(const Results& results, const Terminal& terminal) {
    const TextTable drawn = results_table(results, terminal.unicode);
    std::string table = draw_table(drawn.columns, drawn.rows, terminal);
    const bool marked = std::ranges::any_of(results.rows, [&](const ResultRow& row) {
        return row.status == "withdrawn" &&
               table.find(withdrawn_mark(terminal.unicode) + row.name.substr(0, 1)) != std::string::npos;
    });
    if (marked) table += withdrawn_mark(terminal.unicode) + " withdrawn\n";
    return table;
}

std::string drawn_units(const Contest& contest, const ResultsView& view, const Terminal& terminal) {
    constexpr std::size_t usual_columns = 5;
    TextTable table = units_table(contest, view, usual_columns, terminal.unicode);
    return draw_table(std::move(table.columns), table.rows, terminal);
}

std::string show_one(const ShownContest& shown, const ResultsView& view, const Terminal& terminal) {
    std::string text;
    text += draw_sentence(shown.contest.title, terminal, Emphasis::strong);
    const Round* const round = shown_round(shown.contest, view);
    for (const std::string& line : headline(shown.contest, terminal.unicode ? " · " : ", ", round))
        text += draw_sentence(line, terminal);
    text += view.by ? drawn_units(shown.contest, view, terminal)
                    : candidates_table(arrange_results(shown.contest, view).front(), terminal);
    const Agreement verdict = agreement(shown.contest, shown.findings);
    for (const std::string& line : verdict.lines) text += draw_sentence(line, terminal, verdict.emphasis);
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
