// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "format/html_parts.hpp"
#include "format/markup.hpp"

using namespace caucus_tally;
using namespace std::string_literals;

namespace {

std::string main_of(const std::string& page) {
    const std::size_t start = page.find("<main>\n") + 7;
    return page.substr(start, page.find("</main>") - start);
}

}  // namespace

TEST_CASE("a table for people becomes one with caption, scoped headers and a foot") {
    const std::vector<TextColumn> columns{{.header = "#", .right_aligned = true, .expendable = ornament},
                                          {.header = "Name"},
                                          {.header = "Votes", .right_aligned = true},
                                          {.header = "", .bar = true}};
    const std::vector<TextRow> rows{
        {.cells = {"1", "<Ann>", 3U, ""}, .bar = {3, 3, "#00539f"}, .leading = {2}},
        {.cells = {"", "", 0U, ""}, .emphasis = Emphasis::faint, .bar = {0, 3}},
        {.cells = {"", "Total", "3", ""}, .emphasis = Emphasis::strong, .rule_above = true}};
    const TextTable table{.columns = columns, .rows = rows, .named_by = 1, .caption = "Who & how"};
    CHECK(
        html_table(table, "Results", true) ==
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
    // Without a caption the heading above is one, for those who only hear the table.
    const std::string headed = html_table({.columns = columns, .rows = rows, .named_by = 1}, "Results", false);
    CHECK(headed.find("<table>\n<caption class=\"unseen\">Results</caption>") != std::string::npos);
}

TEST_CASE("a rule within a table begins a body of its own, only a total stands in the foot") {
    const std::string table =
        html_table({.columns = {{.header = "Unit"}}, .rows = {{.cells = {"A"}}, {.cells = {"B"}, .rule_above = true}}},
                   "Units", false);
    CHECK(table.find("<bdi>A</bdi></th></tr>\n</tbody>\n<tbody>\n<tr><th scope=\"row\"><bdi>B</bdi>") !=
          std::string::npos);
    CHECK(table.find("<tfoot>") == std::string::npos);
}

TEST_CASE("a page escapes its title and keeps to what XML allows in style and script") {
    const std::string page = html_page("</title><b>", {});
    CHECK(page.find("<title>&lt;/title&gt;&lt;b&gt;</title>") != std::string::npos);
    for (const std::string_view text : {palette_style, chart_style, page_style, page_script})
        CHECK(text.find_first_of("<&") == std::string_view::npos);
}

TEST_CASE("a page has one title, its parts below, and folds what is to be folded") {
    const std::vector<Section> sections{
        {.heading = "A & B", .facts = {"2004"}, .before = {{"A < B", Emphasis::bad}, {"Lead", Emphasis::strong}}},
        {.heading = "Pool",
         .depth = 1,
         .before = {{"One."}},
         .lines = Lines::steps,
         .fold = Fold::open,
         .aside = "Ann 2"},
        {.heading = "Code", .depth = 1, .id = "code", .code = "x\n<y>"},
        {.depth = 1, .before = {{"S"}}, .lines = Lines::list}};
    CHECK(
        main_of(html_page("Title", sections)) ==
        "<header>\n<h1>A &amp; B</h1>\n<p class=\"facts\">2004</p>\n</header>\n"
        "<p class=\"bad\">A &lt; B</p>\n<p class=\"lead\">Lead</p>\n"
        "<details open=\"open\">\n<summary>Pool <span>Ann 2</span></summary>\n<ol>\n<li>One.</li>\n</ol>\n</details>\n"
        "<h2 id=\"code\">Code</h2>\n<pre><code>x\n&lt;y&gt;</code></pre>\n"
        "<ul>\n<li>S</li>\n</ul>\n");
}

TEST_CASE("several titles on a page are listed below its own") {
    const std::vector<Section> sections{{.heading = "One"}, {.heading = "Part", .depth = 1}, {}};
    CHECK(main_of(html_page("All", sections)) ==
          "<h1>All</h1>\n<nav aria-label=\"Contents\">\n<ul>\n<li><a href=\"#part-1\">One</a></li>\n"
          "<li><a href=\"#part-2\">All</a></li>\n</ul>\n</nav>\n"
          "<article id=\"part-1\">\n<header>\n<h2>One</h2>\n</header>\n<h3>Part</h3>\n</article>\n"
          "<article id=\"part-2\">\n<header>\n<h2>All</h2>\n</header>\n</article>\n");
}

TEST_CASE("text of the data cannot become markup") {
    CHECK(escape_markup("John Kerry") == "John Kerry");
    CHECK(escape_markup("</script><img src=x onerror=\"alert(1)\">") ==
          "&lt;/script&gt;&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
    CHECK(escape_markup("AT&T &amp; ]]>") == "AT&amp;T &amp;amp; ]]&gt;");
    CHECK(escape_markup("candidates' votes") == "candidates' votes");
}

TEST_CASE("what hides or steers in text is made visible in markup") {
    CHECK(escape_markup("a\0b"s) == "a␀b");
    CHECK(escape_markup("\x1b[31m\tx\n") == "␛[31m␉x␊");
    CHECK(escape_markup("a\xE2\x80\xAE"
                        "b\xE2\x81\xA6") == "a&lt;U+202E&gt;b&lt;U+2066&gt;");
    CHECK(escape_markup("\xEF\xBF\xBE\xEF\xBF\xBF") == "\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK(escape_markup("\xFF\xC3") == "\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK(escape_markup("山田 José 😀") == "山田 José 😀");
}
