// SPDX-License-Identifier: MIT
#include "format/allocate.hpp"
#include "format/display.hpp"

namespace caucus_tally {
namespace {

void append_line(std::string& text, const ReportLine& line, const Terminal& terminal) {
    for (const std::string& part : wrap(visible(line.text, terminal.unicode), terminal.width))
        text += paint(part, line.emphasis, terminal) + '\n';
}

}  // namespace

std::string draw_sections(std::vector<ReportSection> sections, const Terminal& terminal) {
    std::string text;
    for (ReportSection& section : sections) {
        if (!text.empty()) text += '\n';
        append_line(text, section.heading, terminal);
        for (const ReportLine& line : section.before) append_line(text, line, terminal);
        for (TextColumn& column : section.columns) column.header = visible(column.header, terminal.unicode);
        for (TextRow& row : section.rows)
            for (std::string& cell : row.cells) cell = visible(cell, terminal.unicode);
        if (!section.columns.empty()) text += draw_table(section.columns, section.rows, terminal);
        for (const ReportLine& line : section.after) append_line(text, line, terminal);
    }
    return text;
}

std::string allocate_table(const ShownAllocation& shown, const Terminal& terminal) {
    return draw_sections(allocation_report(shown, terminal.unicode ? "–" : "-"), terminal);
}

}  // namespace caucus_tally
