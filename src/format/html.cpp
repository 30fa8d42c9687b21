// SPDX-License-Identifier: MIT
#include "format/html.hpp"

#include "base/sha256.hpp"
#include "format/chart.hpp"
#include "format/headline.hpp"
#include "format/html_script.hpp"
#include "format/html_style.hpp"
#include "format/markup.hpp"

#include <algorithm>
#include <caucus_tally/version.hpp>
#include <fmt/format.h>

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

std::string cell(std::string_view tag, std::string_view style, std::string_view content) {
    return style.empty() ? fmt::format("<{0}>{1}</{2}>", tag, content, tag.substr(0, 2))
                         : fmt::format("<{0} class=\"{3}\">{1}</{2}>", tag, content, tag.substr(0, 2), style);
}

/// In a narrow window the least columns go, as in a terminal.
std::string class_of(const TextColumn& column) {
    std::string style = column.right_aligned ? "number" : "";
    if (column.expendable >= ornament) style += style.empty() ? "least" : " least";
    return style;
}

std::string table_row(const std::vector<TextColumn>& columns, const TextRow& row, const TableMarkup& markup,
                      bool has_colors) {
    const std::string_view style = class_of(row.emphasis);
    std::string text = style.empty() ? "<tr>" : fmt::format("<tr class=\"{}\">", style);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].bar) continue;
        // A name may run the other way than the page: it must not take figures beside it along.
        std::string content = columns[i].right_aligned ? escape_markup(row.cells[i])
                              : row.cells[i].empty()   ? std::string()
                                                       : fmt::format("<bdi>{}</bdi>", escape_markup(row.cells[i]));
        if (std::ranges::find(row.leading, i) != row.leading.end())
            content = fmt::format("<strong>{}</strong>", content);
        const bool names = i == markup.named_by && !row.cells[i].empty();
        if (names && !row.link.empty())
            content = fmt::format("<a href=\"{}\">{}</a>", escape_markup(row.link), content);
        if (names && has_colors && row.bar.whole > 0) content.insert(0, color_chip(row.bar.color));
        text += cell(names ? "th scope=\"row\"" : "td", class_of(columns[i]), content);
    }
    return text + "</tr>\n";
}

}  // namespace

std::string html_page(std::string_view title, std::string_view body) {
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

std::string html_heading(unsigned level, std::string_view text) {
    return fmt::format("<h{0}>{1}</h{0}>\n", level, escape_markup(text));
}

std::string html_paragraph(std::string_view text, std::string_view style) {
    return cell("p", style, escape_markup(text)) + '\n';
}

std::string html_header(const Contest& contest, unsigned level, const Round* round) {
    std::string text = "<header>\n" + html_heading(level, contest.title);
    for (const std::string& line : headline(contest, " · ", round)) text += html_paragraph(line, "facts");
    return text + "</header>\n";
}

std::string_view class_of(Emphasis emphasis) {
    switch (emphasis) {
        case Emphasis::normal:
        case Emphasis::strong:
            return {};
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

std::string html_table(const std::vector<TextColumn>& columns, const std::vector<TextRow>& rows,
                       const TableMarkup& markup) {
    const std::string caption = escape_markup(markup.caption);
    std::string text = fmt::format(
        "<div class=\"scroll\" role=\"region\" aria-label=\"{0}\" tabindex=\"0\">\n<table{1}>\n"
        "<caption{2}>{0}</caption>\n<thead>\n<tr>",
        caption, markup.sortable ? " class=\"sortable\"" : "", markup.headed ? " class=\"unseen\"" : "");
    for (const TextColumn& column : columns) {
        if (column.bar) continue;
        text += cell(column.header.empty() ? "td" : "th scope=\"col\"", class_of(column), escape_markup(column.header));
    }
    text += "</tr>\n</thead>\n";
    std::string body;
    std::string foot;
    const bool has_colors = std::ranges::any_of(rows, [](const TextRow& row) { return !row.bar.color.empty(); });
    for (const TextRow& row : rows) (row.rule_above ? foot : body) += table_row(columns, row, markup, has_colors);
    text += fmt::format("<tbody>\n{}</tbody>\n", body);
    if (!foot.empty()) text += fmt::format("<tfoot>\n{}</tfoot>\n", foot);
    return text + "</table>\n</div>\n";
}

}  // namespace caucus_tally
