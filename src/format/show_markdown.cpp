// SPDX-License-Identifier: MIT
#include "format/headline.hpp"
#include "format/markdown.hpp"
#include "format/show.hpp"

#include <fmt/format.h>

namespace caucus_tally {
namespace {

std::string table_line(const ResultRow& row, std::string_view mark) {
    const std::string status = row.status.empty() ? "" : fmt::format(" ({})", row.status);
    const std::string together = row.together > 1 ? fmt::format(" ({} together)", row.together) : "";
    return fmt::format("| {0}{1}{2}{3}{0} | {0}{4}{0} | {0}{5}{0} | {0}{6}{0} |\n", mark, escape_markdown(row.name),
                       status, together, row.votes ? with_separators(*row.votes) : "–",
                       row.percent.empty() ? "–" : row.percent, row.delegates ? with_separators(*row.delegates) : "–");
}

}  // namespace

std::string show_markdown(std::span<const ShownContest> contests, const ResultsView& view) {
    std::string text;
    for (const ShownContest& shown : contests) {
        if (!text.empty()) text += '\n';
        text += fmt::format("## {}\n\n", escape_markdown(shown.contest.title));
        const std::vector<std::string> lines = headline(shown.contest, " · ", shown_round(shown.contest, view));
        for (const std::string& line : lines) text += escape_markdown(line) + "  \n";
        if (!lines.empty()) text += '\n';
        for (const Results& results : arrange_results(shown.contest, view)) {
            if (view.by) text += fmt::format("### {}\n\n", escape_markdown(results.name));
            text += "| Candidate | Votes | % | Delegates |\n|:--|--:|--:|--:|\n";
            for (const ResultRow& row : results.rows) text += table_line(row, "");
            text += table_line(results.total, "**") + '\n';
        }
        for (const std::string& line : agreement(shown.contest, shown.findings).lines)
            text += escape_markdown(line) + "  \n";
    }
    return text;
}

}  // namespace caucus_tally
