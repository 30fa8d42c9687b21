// SPDX-License-Identifier: MIT
#include "format/display.hpp"
#include "format/report.hpp"

namespace caucus_tally {

std::string draw_sections(std::vector<ReportSection> sections, const Terminal& terminal) {
    std::string text;
    const auto append_line = [&](const ReportLine& line) { text += draw_sentence(line.text, terminal, line.emphasis); };
    for (ReportSection& section : sections) {
        if (!text.empty()) text += '\n';
        append_line(section.heading);
        for (const ReportLine& line : section.before) append_line(line);
        for (TextColumn& column : section.columns) column.header = visible(column.header, terminal.unicode);
        for (TextRow& row : section.rows)
            for (std::string& cell : row.cells) cell = visible(cell, terminal.unicode);
        if (!section.columns.empty()) text += draw_table(section.columns, section.rows, terminal);
        for (const ReportLine& line : section.after) append_line(line);
    }
    return text;
}

}  // namespace caucus_tally
