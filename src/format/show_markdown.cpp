// SPDX-License-Identifier: MIT
#include "format/display.hpp"
#include "format/headline.hpp"
#include "format/show.hpp"

#include <fmt/format.h>

namespace caucus_tally {
namespace {

/// Text that Markdown shows as it is, in a paragraph as in a table's cell.
std::string escaped(std::string_view value) {
    std::string text;
    for (const char c : visible(value, true)) {
        if (std::string_view("\\`*_{}[]<>#|~&").find(c) != std::string_view::npos) text += '\\';
        text += c;
    }
    return text;
}

std::string table_line(const ResultRow& row, std::string_view mark) {
    const std::string status = row.status.empty() ? "" : fmt::format(" ({})", row.status);
    const std::string together = row.together > 1 ? fmt::format(" ({} together)", row.together) : "";
    return fmt::format("| {0}{1}{2}{3}{0} | {0}{4}{0} | {0}{5}{0} | {0}{6}{0} |\n", mark, escaped(row.name), status,
                       together, row.votes ? with_separators(*row.votes) : "–", row.percent.empty() ? "–" : row.percent,
                       row.delegates ? to_string(*row.delegates) : "–");
}

}  // namespace

std::string show_markdown(std::span<const ShownContest> contests, const ResultsView& view) {
    std::string text;
    for (const ShownContest& shown : contests) {
        if (!text.empty()) text += '\n';
        text += fmt::format("## {}\n\n", escaped(shown.contest.title));
        const std::vector<std::string> lines = headline(shown.contest, " · ");
        for (const std::string& line : lines) text += escaped(line) + "  \n";
        if (!lines.empty()) text += '\n';
        for (const Results& results : arrange_results(shown.contest, view)) {
            if (view.by) text += fmt::format("### {}\n\n", escaped(results.unit));
            text += "| Candidate | Votes | % | Delegates |\n|:--|--:|--:|--:|\n";
            for (const ResultRow& row : results.rows) text += table_line(row, "");
            text += table_line(results.total, "**") + '\n';
        }
        for (const std::string& line : agreement(shown.contest, shown.findings)) text += escaped(line) + "  \n";
    }
    return text;
}

}  // namespace caucus_tally
