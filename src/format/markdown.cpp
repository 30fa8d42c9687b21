// SPDX-License-Identifier: MIT
#include "format/display.hpp"
#include "format/findings.hpp"
#include "format/markup.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

/// Rows link to sections only where there are such: links to other places are for pages.
std::string table_text(const TextTable& table, std::span<const Section> sections) {
    std::string text = "|";
    std::string rule = "|";
    for (const TextColumn& column : table.columns) {
        if (column.bar || !column.shown) continue;
        text += fmt::format(" {} |", escape_markdown(column.header));
        rule += column.right_aligned ? "--:|" : ":--|";
    }
    text += '\n' + rule + '\n';
    for (const TextRow& row : table.rows) {
        text += '|';
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (table.columns[i].bar || !table.columns[i].shown) continue;
            std::string cell = escape_markdown(row.cells[i].text());
            if (i == table.named_by && !row.link.empty() &&
                std::ranges::find(sections, row.link.substr(1), &Section::id) != sections.end())
                cell = fmt::format("[{}]({})", cell, row.link);
            const bool strong = row.emphasis == Emphasis::strong || std::ranges::count(row.leading, i) > 0;
            const std::string_view mark = strong && !cell.empty() ? "**" : "";
            text += cell.empty() ? " |" : fmt::format(" {0}{1}{0} |", mark, cell);
        }
        text += '\n';
    }
    return text;
}

std::string lines_text(const std::vector<Line>& lines, Lines kind) {
    std::string text;
    for (const Line& line : lines) {
        const std::string content = escape_markdown(line.text);
        switch (kind) {
            case Lines::paragraphs:
                text += content + "  \n";
                break;
            case Lines::steps:
                text += "1. " + content + '\n';
                break;
            case Lines::list:
                text += "- " + content + '\n';
                break;
        }
    }
    return text;
}

std::string findings_list(const std::vector<Finding>& findings) {
    std::string text;
    for (const Finding& finding : findings) {
        const std::string place = place_text(finding.location, true);
        text += fmt::format("- **{} {}** {}{}\n", to_string(finding.severity), code_text(finding.code),
                            escape_markdown(full_message(finding)),
                            place.empty() ? "" : fmt::format(" ({})", escape_markdown(place)));
    }
    return text;
}

}  // namespace

std::string escape_markdown(std::string_view value) {
    std::string text;
    for (const char c : visible(value, true)) {
        if (std::string_view("\\`*_{}[]<>#|~&").find(c) != std::string_view::npos) text += '\\';
        text += c;
    }
    return text;
}

std::string markdown_sections(std::span<const Section> sections, unsigned level) {
    std::string text;
    for (const Section& section : sections) {
        std::string facts;
        for (const std::string& fact : section.facts) facts += escape_markdown(fact) + "  \n";
        const std::string heading =
            section.heading.empty()
                ? ""
                : fmt::format("{} {}\n", std::string(section.depth + level, '#'), escape_markdown(section.heading));
        const std::string parts[] = {heading,
                                     facts,
                                     lines_text(section.before, section.lines),
                                     section.table.columns.empty() ? "" : table_text(section.table, sections),
                                     section.code.empty() ? "" : fmt::format("```\n{}\n```\n", section.code),
                                     findings_list(section.findings),
                                     lines_text(section.after, Lines::paragraphs)};
        for (const std::string& part : parts) {
            if (part.empty()) continue;
            if (!text.empty()) text += '\n';
            text += part;
        }
    }
    return text;
}

}  // namespace caucus_tally
