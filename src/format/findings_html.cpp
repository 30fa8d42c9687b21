// SPDX-License-Identifier: MIT
#include "format/findings.hpp"
#include "format/html.hpp"
#include "format/markup.hpp"

#include <caucus_tally/check.hpp>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

std::string excerpt(const Location& location) {
    const auto [before, marked, after] = split_excerpt(location);
    return fmt::format("<pre><code>{} │ {}<mark>{}</mark>{}</code></pre>\n", location.line, escape_markup(before),
                       escape_markup(marked), escape_markup(after));
}

std::string finding_part(const Finding& finding, std::size_t number) {
    const Location& location = finding.location;
    const std::string_view severity = to_string(finding.severity);
    std::string text = fmt::format(
        "<section class=\"finding {0}\" id=\"{1}-{2}\">\n"
        "<p><span class=\"severity\">{0}</span> <a href=\"#{1}-{2}\">{1} {3}</a></p>\n{4}",
        severity, code_text(finding.code), number, check_of(finding.code).slug, html_paragraph(finding.message));
    if (!location.file.empty()) text += html_paragraph(place_text(location, true), "place");
    if (!location.excerpt.empty() && location.column > 0) text += excerpt(location);
    for (const std::string& note : finding.notes) text += html_paragraph(note, "aside");
    return text + fmt::format("<p class=\"help\"><code>{}</code></p>\n</section>\n", help_of(finding.code));
}

/// Links to the first finding of each code that is on the page.
std::string contents(const FindingNumbers& numbers) {
    std::string text = "<nav aria-label=\"Findings by check\">\n<p>";
    for (const auto& [code, last] : numbers)
        text +=
            fmt::format("<a href=\"#{0}-1\">{0}</a>{1}", code_text(code), code == numbers.rbegin()->first ? "" : " ");
    return text + "</p>\n</nav>\n";
}

}  // namespace

std::string html_findings(std::span<const Finding> findings, FindingNumbers& numbers) {
    std::string text;
    for (const Finding& finding : findings) text += finding_part(finding, ++numbers[finding.code]);
    return text;
}

std::string findings_html(const Report& report) {
    FindingNumbers numbers;
    std::string parts;
    for (const FileReport& file : report.files) {
        if (file.findings.empty()) continue;
        parts += html_heading(2, file.name) + html_findings(file.findings, numbers);
    }
    std::string body = html_heading(1, "Findings");
    const Emphasis verdict = report.counts[Severity::error] > 0     ? Emphasis::bad
                             : report.counts[Severity::warning] > 0 ? Emphasis::caution
                                                                    : Emphasis::good;
    const std::string closing = closing_lines(report);
    std::string_view lines = closing;
    while (!lines.empty()) {
        const std::size_t end = lines.find('\n');
        body += html_paragraph(lines.substr(0, end), class_of(verdict));
        lines.remove_prefix(end + 1);
    }
    if (!report.codes.empty()) {
        const TextTable table = summary_table(report);
        body += html_table(table.columns, table.rows,
                           {.caption = "How often each check found something", .sortable = true});
    }
    if (!numbers.empty()) body += contents(numbers);
    return html_page("Findings", body + parts);
}

}  // namespace caucus_tally
