// SPDX-License-Identifier: MIT
#include "format/findings.hpp"
#include "format/html.hpp"
#include "format/markup.hpp"

#include <caucus_tally/check.hpp>
#include <caucus_tally/votes.hpp>
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

/// The findings of one code that are folded.
struct Folded {
    std::size_t findings = 0;
    std::string parts;
};

}  // namespace

std::string html_findings(std::span<const Finding> findings, FindingNumbers& numbers) {
    constexpr std::size_t most = 20;
    std::string text;
    std::map<Code, std::size_t> shown;
    std::map<Code, Folded> folded;
    for (const Finding& finding : findings) {
        std::string part = finding_part(finding, ++numbers[finding.code]);
        if (++shown[finding.code] <= most) {
            text += part;
            continue;
        }
        Folded& rest = folded[finding.code];
        ++rest.findings;
        rest.parts += part;
    }
    for (const auto& [code, rest] : folded)
        text += fmt::format("<details>\n<summary>{} more {} {}</summary>\n{}</details>\n",
                            with_separators(rest.findings), code_text(code), check_of(code).slug, rest.parts);
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
        TextTable table = summary_table(report);
        for (std::size_t i = 0; i < table.rows.size(); ++i)
            if (const Code code = report.codes[i].code; numbers.contains(code))
                table.rows[i].link = fmt::format("#{}-1", code_text(code));
        body += html_table(table.columns, table.rows,
                           {.caption = "How often each check found something", .sortable = true});
    }
    return html_page("Findings", body + parts);
}

}  // namespace caucus_tally
