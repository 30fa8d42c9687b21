// SPDX-License-Identifier: MIT
#include "format/html.hpp"

#include "catch.hpp"
#include "format/html_script.hpp"
#include "format/html_style.hpp"

using namespace caucus_tally;

TEST_CASE("a table for people becomes one with caption, scoped headers and a foot") {
    const std::vector<TextColumn> columns{{.header = "#", .right_aligned = true, .expendable = ornament},
                                          {.header = "Name"},
                                          {.header = "Votes", .right_aligned = true},
                                          {.header = "", .bar = true}};
    const std::vector<TextRow> rows{
        {.cells = {"1", "<Ann>", "3", ""}, .bar = {3, 3, "#00539f"}, .leading = {2}},
        {.cells = {"", "", "0", ""}, .emphasis = Emphasis::faint, .bar = {0, 3}},
        {.cells = {"", "Total", "3", ""}, .emphasis = Emphasis::strong, .rule_above = true}};
    CHECK(
        html_table(columns, rows, {.caption = "Who & how", .named_by = 1, .sortable = true}) ==
        "<div class=\"scroll\" role=\"region\" aria-label=\"Who &amp; how\" tabindex=\"0\">\n"
        "<table class=\"sortable\">\n<caption>Who &amp; how</caption>\n<thead>\n"
        "<tr><th scope=\"col\" class=\"number least\">#</th><th scope=\"col\">Name</th>"
        "<th scope=\"col\" class=\"number\">Votes</th></tr>\n</thead>\n<tbody>\n"
        "<tr><td class=\"number least\">1</td><th scope=\"row\"><svg class=\"chip\" viewBox=\"0 0 12 12\" "
        "aria-hidden=\"true\"><rect class=\"mark deep\" fill=\"#00539f\" width=\"12\" height=\"12\"/></svg>"
        "<bdi>&lt;Ann&gt;</bdi></th><td class=\"number\"><strong>3</strong></td></tr>\n"
        "<tr class=\"faint\"><td class=\"number least\"></td><td></td><td class=\"number\">0</td></tr>\n"
        "</tbody>\n<tfoot>\n"
        "<tr><td class=\"number least\"></td><th scope=\"row\"><bdi>Total</bdi></th><td class=\"number\">3</td></tr>\n"
        "</tfoot>\n</table>\n</div>\n");
}

TEST_CASE("a page escapes its title and keeps to what XML allows in style and script") {
    const std::string page = html_page("</title><b>", "<p>x</p>\n");
    CHECK(page.find("<title>&lt;/title&gt;&lt;b&gt;</title>") != std::string::npos);
    for (const std::string_view text : {palette_style, chart_style, page_style, page_script})
        CHECK(text.find_first_of("<&") == std::string_view::npos);
}

TEST_CASE("headings and paragraphs escape their text") {
    CHECK(html_heading(2, "A & B") == "<h2>A &amp; B</h2>\n");
    CHECK(html_paragraph("A < B", "bad") == "<p class=\"bad\">A &lt; B</p>\n");
    CHECK(html_paragraph("") == "<p></p>\n");
}
