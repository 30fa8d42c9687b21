// SPDX-License-Identifier: MIT
#include "format/html.hpp"
#include "format/report.hpp"

namespace caucus_tally {

std::string html_lines(std::span<const ReportLine> lines) {
    std::string text;
    for (const ReportLine& line : lines) text += html_paragraph(line.text, class_of(line.emphasis));
    return text;
}

std::string html_section_table(const ReportSection& section) {
    if (section.columns.empty()) return {};
    return html_table(section.columns, section.rows, {.caption = section.heading.text, .headed = true});
}

std::string html_sections(std::span<const ReportSection> sections, unsigned level) {
    std::string text;
    for (const ReportSection& section : sections) {
        text += html_heading(level, section.heading.text) + html_lines(section.before);
        text += html_section_table(section) + html_lines(section.after);
    }
    return text;
}

}  // namespace caucus_tally
