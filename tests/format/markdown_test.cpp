// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "format/markup.hpp"

using namespace caucus_tally;

TEST_CASE("a section in Markdown is a heading, lines, a table and lines") {
    const std::vector<Section> sections{
        {.heading = "A *b*",
         .facts = {"2004"},
         .before = {{"Rules."}},
         .table = {.columns = {{.header = "Name"},
                               {.header = "Votes", .right_aligned = true},
                               {.header = "", .bar = true}},
                   .rows = {{.cells = {"Ann|Bo", 1234U, ""}, .leading = {1}},
                            {.cells = {"Cy", Cell(), ""}},
                            {.cells = {"", 0U, ""}, .emphasis = Emphasis::strong}}},
         .after = {{"Done."}}},
        {.heading = "Steps", .depth = 1, .before = {{"One."}, {"Two."}}, .lines = Lines::steps, .code = "a_b"}};
    CHECK(markdown_sections(sections, 2) ==
          "## A \\*b\\*\n\n2004  \n\nRules.  \n\n| Name | Votes |\n|:--|--:|\n| Ann\\|Bo | **1,234** |\n| Cy | – |\n"
          "| | **0** |\n\nDone.  \n\n### Steps\n\n1. One.\n1. Two.\n\n```\na_b\n```\n");
}

TEST_CASE("rows link to the sections there are, and to nothing else") {
    const std::vector<Section> sections{
        {.heading = "Checks",
         .table = {.columns = {{.header = "Code"}},
                   .rows = {{.cells = {"CT201"}, .link = "#ct201-sum"}, {.cells = {"CT202"}, .link = "#CT202-1"}}}},
        {.heading = "CT201 sum", .depth = 1, .id = "ct201-sum"}};
    const std::string text = markdown_sections(sections, 1);
    CHECK(text.find("| [CT201](#ct201-sum) |\n| CT202 |\n") != std::string::npos);
    CHECK(text.starts_with("# Checks\n"));
}
