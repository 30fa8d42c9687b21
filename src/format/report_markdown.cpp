// SPDX-License-Identifier: MIT
#include "format/markdown.hpp"
#include "format/report.hpp"

#include <fmt/format.h>

namespace caucus_tally {
namespace {

std::string table_text(const ReportSection& section) {
    std::string text = "|";
    std::string rule = "|";
    for (const TextColumn& column : section.columns) {
        text += fmt::format(" {} |", escape_markdown(column.header));
        rule += column.right_aligned ? "--:|" : ":--|";
    }
    text += '\n' + rule + '\n';
    for (const TextRow& row : section.rows) {
        text += '|';
        const std::string_view mark = row.emphasis == Emphasis::strong ? "**" : "";
        for (const std::string& cell : row.cells)
            text += cell.empty() ? " |" : fmt::format(" {0}{1}{0} |", mark, escape_markdown(cell));
        text += '\n';
    }
    return text;
}

}  // namespace

std::string markdown_sections(const std::vector<ReportSection>& sections) {
    std::string text;
    for (const ReportSection& section : sections) {
        text += fmt::format("{} {}\n\n", text.empty() ? "##" : "\n###", escape_markdown(section.heading.text));
        for (const ReportLine& line : section.before) text += escape_markdown(line.text) + "  \n";
        if (!section.before.empty() && !section.columns.empty()) text += '\n';
        if (!section.columns.empty()) text += table_text(section);
        if (!section.after.empty()) text += '\n';
        for (const ReportLine& line : section.after) text += escape_markdown(line.text) + "  \n";
    }
    return text;
}

}  // namespace caucus_tally
