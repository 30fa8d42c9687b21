// SPDX-License-Identifier: MIT
#include "base/sha256.hpp"
#include "format/chart.hpp"
#include "format/display.hpp"
#include "format/findings.hpp"
#include "format/html_parts.hpp"
#include "format/markup.hpp"

#include <algorithm>
#include <caucus_tally/check.hpp>
#include <caucus_tally/version.hpp>
#include <fmt/format.h>
#include <map>

namespace caucus_tally {
namespace {

/// "'sha256-…'": how a Content Security Policy names a text that is allowed, by its digest in Base64 (RFC 4648).
std::string allowed_text(std::string_view text) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    constexpr unsigned digest_bits = 256;
    const auto digest = sha256(text);
    std::string base64;
    for (unsigned bit = 0; bit < digest_bits; bit += 6) {
        unsigned value = 0;
        for (unsigned i = bit; i < bit + 6; ++i)
            value = value * 2 + (i < digest_bits ? digest[i / 32] >> (31 - i % 32) & 1U : 0);
        base64 += alphabet[value];
    }
    return fmt::format("'sha256-{}='", base64);
}

/// The class that an emphasis has in the style sheet; empty for the normal one.
std::string_view class_of(Emphasis emphasis) {
    switch (emphasis) {
        case Emphasis::normal:
            return {};
        case Emphasis::strong:
            return "lead";
        case Emphasis::faint:
            return "faint";
        case Emphasis::good:
            return "good";
        case Emphasis::caution:
            return "caution";
        case Emphasis::bad:
            return "bad";
    }
    return {};
}

/// In a narrow window the least columns go, as in a terminal.
std::string class_of(const TextColumn& column) {
    std::string style = column.right_aligned ? "number" : "";
    if (column.expendable >= ornament) style += style.empty() ? "least" : " least";
    return style;
}

/// An element of a class, or of none where it is empty, around markup.
std::string element(std::string_view tag, std::string_view style, std::string_view content) {
    const std::string_view name = tag.substr(0, tag.find(' '));
    return style.empty() ? fmt::format("<{}>{}</{}>", tag, content, name)
                         : fmt::format("<{} class=\"{}\">{}</{}>", tag, style, content, name);
}

std::string paragraph(std::string_view text, std::string_view style = {}) {
    return element("p", style, escape_markup(text)) + '\n';
}

std::string heading(unsigned level, std::string_view text, std::string_view id = {}) {
    return fmt::format("<h{0}{2}>{1}</h{0}>\n", level, escape_markup(text),
                       id.empty() ? "" : fmt::format(" id=\"{}\"", id));
}

std::string table_row(const TextTable& table, const TextRow& row, bool has_colors) {
    std::string text = row.emphasis == Emphasis::strong || class_of(row.emphasis).empty()
                           ? "<tr>"
                           : fmt::format("<tr class=\"{}\">", class_of(row.emphasis));
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const TextColumn& column = table.columns[i];
        if (column.bar || !column.shown) continue;
        std::string content = escape_markup(row.cells[i].text());
        const bool names = i == table.named_by && !content.empty();
        // A name may run the other way than the page: it must not take figures beside it along.
        if (!column.right_aligned && !content.empty()) content = element("bdi", {}, content);
        if (std::ranges::find(row.leading, i) != row.leading.end()) content = element("strong", {}, content);
        if (names && !row.link.empty())
            content = fmt::format("<a href=\"{}\">{}</a>", escape_markup(row.link), content);
        if (names && has_colors && row.bar.whole > 0) content.insert(0, color_chip(row.bar.color));
        text += element(names ? "th scope=\"row\"" : "td", class_of(column), content);
    }
    return text + "</tr>\n";
}

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
        severity, code_text(finding.code), number, check_of(finding.code).slug, paragraph(finding.message));
    if (!location.file.empty()) text += paragraph(place_text(location, true), "place");
    if (!location.excerpt.empty() && location.column > 0) text += excerpt(location);
    for (const std::string& note : finding.notes) text += paragraph(note, "aside");
    return text + fmt::format("<p class=\"help\"><code>{}</code></p>\n</section>\n", help_of(finding.code));
}

/// The findings of one code that are folded.
struct Folded {
    std::size_t findings = 0;
    std::string parts;
};

/// What runs on from one section to the next, so that ids stay unique.
struct PageNumbers {
    unsigned charts = 0;
    std::map<Code, std::size_t> findings;
};

/// Findings, each with an id of its code and a running number, "CT201-1"; many of one code are folded.
std::string findings_part(std::span<const Finding> findings, std::map<Code, std::size_t>& numbers) {
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

std::string lines_part(const std::vector<Line>& lines, Lines kind) {
    if (lines.empty()) return {};
    std::string text;
    for (const Line& line : lines)
        text += kind == Lines::paragraphs ? paragraph(line.text, class_of(line.emphasis))
                                          : element("li", {}, escape_markup(line.text)) + '\n';
    if (kind == Lines::paragraphs) return text;
    return element(kind == Lines::steps ? "ol" : "ul", {}, '\n' + text) + '\n';
}

std::string charts_part(const std::vector<Chart>& charts, PageNumbers& numbers) {
    std::string text;
    for (const Chart& chart : charts)
        if (chart.height > 0) text += html_chart(chart, ++numbers.charts);
    return text.empty() ? text : "<div class=\"charts\">\n" + text + "</div>\n";
}

std::string code_part(std::string_view code) {
    std::string text;
    for (const std::string_view line : lines_of(code)) text += (text.empty() ? "" : "\n") + escape_markup(line);
    return text;
}

/// What stands below a section's heading, which is the caption of a table without one.
std::string section_body(const Section& section, std::string_view caption, PageNumbers& numbers) {
    std::string text = lines_part(section.before, section.lines);
    if (!section.table.columns.empty()) text += html_table(section.table, caption, section.sortable);
    text += charts_part(section.charts, numbers);
    if (!section.code.empty()) text += "<pre><code>" + code_part(section.code) + "</code></pre>\n";
    return text + findings_part(section.findings, numbers.findings) + lines_part(section.after, Lines::paragraphs);
}

/// A section below a heading of this level; the title says what one without a heading is about.
std::string section_part(const Section& section, unsigned level, std::string_view title, PageNumbers& numbers) {
    const std::string_view caption = section.heading.empty() ? title : section.heading;
    const std::string body = section_body(section, caption, numbers);
    if (section.fold != Fold::never)
        return fmt::format("<details{}>\n<summary>{}{}</summary>\n{}</details>\n",
                           section.fold == Fold::open ? " open=\"open\"" : "", escape_markup(caption),
                           section.aside.empty() ? "" : " " + element("span", {}, escape_markup(section.aside)), body);
    if (section.depth > 0) return (section.heading.empty() ? "" : heading(level, section.heading, section.id)) + body;
    std::string text = "<header>\n" + heading(level, caption, section.id);
    for (const std::string& fact : section.facts) text += paragraph(fact, "facts");
    return text + "</header>\n" + body;
}

std::string around(std::string_view title, std::string_view body) {
    const std::string style = fmt::format("{}{}{}", palette_style, chart_style, page_style);
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {}; script-src {}; "
        "img-src data:; base-uri 'none'; form-action 'none'\"/>\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        "<meta name=\"generator\" content=\"caucus-tally {}\"/>\n"
        // Else a browser would ask the page's server for an icon.
        "<link rel=\"icon\" href=\"data:,\"/>\n"
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n{}</main>\n"
        "<footer>Written by caucus-tally {}.</footer>\n<script>{}</script>\n</body>\n</html>\n",
        allowed_text(style), allowed_text(page_script), version, escape_markup(title), style, body, version,
        page_script);
}

}  // namespace

std::string escape_markup(std::string_view text) {
    std::string result;
    const std::string shown = visible(text, true);
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const std::string_view rest = std::string_view(shown).substr(i);
        switch (shown[i]) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            default:
                // XML 1.0 allows neither U+FFFE nor U+FFFF.
                if (rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF")) {
                    result += "\xEF\xBF\xBD";
                    i += 2;
                } else {
                    result += shown[i];
                }
        }
    }
    return result;
}

std::string html_page(std::string_view title, std::span<const Section> sections) {
    const auto titles = std::ranges::count(sections, 0U, &Section::depth);
    PageNumbers numbers;
    std::string body;
    if (titles <= 1) {
        for (const Section& section : sections) body += section_part(section, section.depth + 1, title, numbers);
        return around(title, body);
    }
    std::string links;
    std::size_t parts = 0;
    for (const Section& section : sections) {
        if (section.depth == 0) {
            const std::string_view name = section.heading.empty() ? title : section.heading;
            body += fmt::format("{}<article id=\"part-{}\">\n", parts == 0 ? "" : "</article>\n", parts + 1);
            ++parts;
            links += fmt::format("<li><a href=\"#part-{}\">{}</a></li>\n", parts, escape_markup(name));
        }
        body += section_part(section, section.depth + 2, title, numbers);
    }
    return around(title, fmt::format("{}<nav aria-label=\"Contents\">\n<ul>\n{}</ul>\n</nav>\n{}</article>\n",
                                     heading(1, title), links, body));
}

std::string html_table(const TextTable& table, std::string_view heading, bool sortable) {
    const std::string caption = escape_markup(table.caption.empty() ? heading : table.caption);
    std::string text = fmt::format(
        "<div class=\"scroll\" role=\"region\" aria-label=\"{0}\" tabindex=\"0\">\n<table{1}>\n"
        "<caption{2}>{0}</caption>\n<thead>\n<tr>",
        caption, sortable ? " class=\"sortable\"" : "", table.caption.empty() ? " class=\"unseen\"" : "");
    for (const TextColumn& column : table.columns) {
        if (column.bar || !column.shown) continue;
        text +=
            element(column.header.empty() ? "td" : "th scope=\"col\"", class_of(column), escape_markup(column.header));
    }
    text += "</tr>\n</thead>\n";
    std::string body;
    std::string foot;
    const bool has_colors = std::ranges::any_of(table.rows, [](const TextRow& row) { return !row.bar.color.empty(); });
    for (const TextRow& row : table.rows) {
        const bool is_total = row.rule_above && row.emphasis == Emphasis::strong;
        if (row.rule_above && !is_total) body += "</tbody>\n<tbody>\n";
        (is_total ? foot : body) += table_row(table, row, has_colors);
    }
    text += fmt::format("<tbody>\n{}</tbody>\n", body);
    if (!foot.empty()) text += fmt::format("<tfoot>\n{}</tfoot>\n", foot);
    return text + "</table>\n</div>\n";
}

}  // namespace caucus_tally
