// SPDX-License-Identifier: MIT
#include "format/allocate.hpp"
#include "format/chart.hpp"
#include "format/findings.hpp"
#include "format/headline.hpp"
#include "format/html.hpp"
#include "format/markup.hpp"
#include "format/results_table.hpp"
#include "format/show.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

/// What runs on from one contest of the page to the next, so that ids stay unique.
struct PageNumbers {
    unsigned charts = 0;
    FindingNumbers findings;
};

std::string results_part(const Contest& contest, ResultsView view, PageNumbers& numbers) {
    view.by.reset();
    const Results results = arrange_results(contest, view).front();
    const TextTable table = results_table(results, true);
    std::string text =
        html_table(table.columns, table.rows, {.caption = "Results by candidate", .named_by = 1, .sortable = true});
    std::vector<WonDelegates> winners;
    for (const ResultRow& row : results.rows) winners.push_back({row.name, row.color, row.delegates});
    const Chart votes = draw_votes(results.rows, "Votes");
    const Chart delegates = draw_delegates(winners, "Delegates");
    text += "<div class=\"charts\">\n";
    for (const Chart* const chart : {&votes, &delegates})
        if (chart->height > 0) text += html_chart(*chart, ++numbers.charts);
    return text + "</div>\n";
}

/// A table of every level that has units, or of the one that is asked for. Long ones are folded.
std::string units_part(const Contest& contest, const ResultsView& view, unsigned level) {
    constexpr std::size_t usual_columns = 8;
    constexpr std::size_t few = 60;
    std::string text;
    for (const std::string& name : contest.levels) {
        if (view.by && name != *view.by) continue;
        ResultsView by_level = view;
        by_level.by = name;
        const TextTable table = units_table(contest, by_level, usual_columns, true);
        if (table.rows.size() < 2 && !view.by) continue;  // the total alone
        const std::string drawn =
            html_table(table.columns, table.rows,
                       {.caption = "Votes; the highest of each " + name + " in bold", .sortable = true});
        text += html_heading(level, "Results by " + name);
        text += table.rows.size() <= few || view.by
                    ? drawn
                    : fmt::format("<details>\n<summary>{} units</summary>\n{}</details>\n",
                                  with_separators(table.rows.size() - 1), drawn);
    }
    return text;
}

/// Pools go by the last round; a page about another one leaves them out.
std::string delegates_part(const Contest& contest, const ResultsView& view, unsigned level) {
    if (!contest.allocation || view.round || find_rules(contest.allocation->rules) == nullptr) return {};
    ShownAllocation shown{contest, {}, {}, true};
    try {
        shown.allocation = allocate_contest(contest);
    } catch (const AllocationError&) {
        return {};  // it states pools that its rules are not for
    }
    return html_heading(level, "How the delegates are won") + html_allocation(shown, level + 1);
}

std::string findings_part(const ShownContest& shown, unsigned level, PageNumbers& numbers) {
    if (shown.findings.empty()) return {};
    return html_heading(level, "Findings") + html_findings(shown.findings, numbers.findings);
}

std::string sources_part(const Contest& contest, unsigned level) {
    if (contest.sources.empty()) return {};
    std::string text = html_heading(level, "Sources") + "<ul>\n";
    for (const std::string& source : contest.sources) text += fmt::format("<li>{}</li>\n", escape_markup(source));
    return text + "</ul>\n";
}

/// Whether the stated figures agree; what does not stands among the findings.
std::string verdict_part(const ShownContest& shown) {
    Agreement verdict = agreement(shown.contest, shown.findings);
    if (verdict.emphasis == Emphasis::bad) {
        verdict.lines.resize(1);
        verdict.lines.front().back() = '.';  // instead of a colon
    }
    std::string text;
    for (const std::string& line : verdict.lines) text += html_paragraph(line, class_of(verdict.emphasis));
    return text;
}

std::string contest_part(const ShownContest& shown, const ResultsView& view, unsigned level, PageNumbers& numbers) {
    const Contest& contest = shown.contest;
    std::string text = html_header(contest, level, shown_round(contest, view));
    if (!contest.summary.empty()) text += html_paragraph(contest.summary, "lead");
    text += verdict_part(shown);
    text += results_part(contest, view, numbers) + units_part(contest, view, level + 1);
    text += delegates_part(contest, view, level + 1) + findings_part(shown, level + 1, numbers);
    return text + sources_part(contest, level + 1);
}

}  // namespace

std::string show_html(std::span<const ShownContest> contests, const ResultsView& view) {
    PageNumbers numbers;
    if (contests.size() == 1)
        return html_page(contests.front().contest.title, contest_part(contests.front(), view, 1, numbers));
    const std::string title = fmt::format("{} contests", contests.size());
    std::string links;
    std::string parts;
    for (std::size_t i = 0; i < contests.size(); ++i) {
        links +=
            fmt::format("<li><a href=\"#contest-{}\">{}</a></li>\n", i + 1, escape_markup(contests[i].contest.title));
        parts += fmt::format("<article id=\"contest-{}\">\n{}</article>\n", i + 1,
                             contest_part(contests[i], view, 2, numbers));
    }
    return html_page(
        title, html_heading(1, title) + "<nav aria-label=\"Contests\">\n<ul>\n" + links + "</ul>\n</nav>\n" + parts);
}

}  // namespace caucus_tally
