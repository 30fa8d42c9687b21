// SPDX-License-Identifier: MIT
#include "base/words.hpp"
#include "format/display.hpp"
#include "format/findings.hpp"
#include "format/markup.hpp"

#include <algorithm>
#include <cctype>
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

bool is_name_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// Whether the text begins with ":smile:". A number between colons is a place; there are emoji that are called so, too.
bool begins_emoji(std::string_view text) {
    const std::string_view name = text.substr(1, text.find(':', 1) - 1);
    const auto belongs = [](char c) { return is_name_character(c) || c == '_' || c == '+' || c == '-'; };
    return 1 + name.size() < text.size() && !name.empty() && std::ranges::all_of(name, belongs) &&
           (name == "100" || name == "1234" || name.find_first_not_of("0123456789") != std::string_view::npos);
}

/// Whether what stands here is made a mention ("@name", "a@b.example"), a link ("https://", "www."), a reference to an
/// issue ("#1") or an emoji.
bool begins_reference(std::string_view text) {
    const bool name_follows = text.size() > 1 && is_name_character(text[1]);
    switch (text.front()) {
        case '@':
            return name_follows;
        case '#':
            return name_follows && text[1] <= '9';
        case ':':
            return text.starts_with("://") || begins_emoji(text);
        case 'w':
        case 'W':
            return lower_case(text.substr(0, 4)) == "www.";
        default:
            return false;
    }
}

}  // namespace

std::string escape_markdown(std::string_view value) {
    // Sites make links of these although they are escaped. Something invisible within keeps them from that.
    constexpr std::string_view invisible = "&#8203;";
    std::string text;
    const std::string shown = visible(value, true);
    for (std::size_t i = 0; i < shown.size(); ++i) {
        if (std::string_view("\\`*_{}[]<>#|~&").find(shown[i]) != std::string_view::npos) text += '\\';
        text += shown[i];
        if (begins_reference(std::string_view(shown).substr(i))) text += invisible;
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
