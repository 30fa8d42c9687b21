// SPDX-License-Identifier: MIT
#include "format/terminal.hpp"

#include "catch.hpp"
#include "format/display.hpp"

#include <sstream>

using namespace caucus_tally;

namespace {

const std::vector<TextColumn> columns{
    {.header = "#", .right_aligned = true, .expendable = ornament},
    {.header = "Candidate", .shrink_to = 6},
    {.header = "Votes", .right_aligned = true},
    {.header = "Delegates", .short_header = "Del.", .right_aligned = true, .expendable = 1},
    {.header = "", .bar = true, .expendable = ornament + 1}};
const std::vector<TextRow> rows{{.cells = {"1", "John Kerry", "84,818", "93", ""}, .bar = {3, 4, "#00539f"}},
                                {.cells = {"", "Total", "84,818", "93", ""}, .rule_above = true}};

std::string drawn(unsigned width, bool unicode = true) {
    return draw_table({.columns = columns, .rows = rows},
                      {.width = width, .unicode = unicode, .color = ColorDepth::none});
}

}  // namespace

TEST_CASE("what does not fit into a wrapping column goes on below") {
    Terminal terminal;
    terminal.width = 24;
    terminal.unicode = false;
    CHECK(draw_table({.columns = {{.header = "Code"}, {.header = "Meaning", .shrink_to = 8, .wraps = true}},
                      .rows = {{.cells = {"A", "one two three four"}}, {.cells = {"B", "five"}}}},
                     terminal) ==
          "+----------------------+\n"
          "| Code  Meaning        |\n"
          "+----------------------+\n"
          "| A     one two three  |\n"
          "|       four           |\n"
          "| B     five           |\n"
          "+----------------------+\n");
}

TEST_CASE("a table gives up its least columns in narrow windows") {
    CHECK(drawn(50) ==
          "╭────────────────────────────────────────────────╮\n"
          "│ #  Candidate    Votes  Delegates               │\n"
          "├────────────────────────────────────────────────┤\n"
          "│ 1  John Kerry  84,818         93  █████████    │\n"
          "├────────────────────────────────────────────────┤\n"
          "│    Total       84,818         93               │\n"
          "╰────────────────────────────────────────────────╯\n");
    CHECK(drawn(28, false) ==
          "+--------------------------+\n"
          "| Candidate    Votes  Del. |\n"
          "+--------------------------+\n"
          "| John Kerry  84,818    93 |\n"
          "+--------------------------+\n"
          "| Total       84,818    93 |\n"
          "+--------------------------+\n");
}

TEST_CASE("room that a dropped column leaves is given back to figures, then to names") {
    Terminal terminal;
    terminal.width = 34;
    terminal.unicode = false;
    CHECK(draw_table({.columns = {{.header = "Candidate", .shrink_to = 4},
                                  {.header = "Votes", .right_aligned = true},
                                  {.header = "%", .right_aligned = true, .expendable = 2},
                                  {.header = "Delegates", .right_aligned = true, .expendable = 1}},
                      .rows = {{.cells = {"Hillary Clinton", 84'818U, "51.79", *parse_decimal("100000000000000000")}}}},
                     terminal) ==
          "+--------------------------------+\n"
          "| Candidate         Votes      % |\n"
          "+--------------------------------+\n"
          "| Hillary Clinton  84,818  51.79 |\n"
          "+--------------------------------+\n");
}

TEST_CASE("a column that is cut inside tells units apart that differ at the end") {
    Terminal terminal;
    terminal.width = 16;
    terminal.unicode = false;
    CHECK(draw_table({.columns = {{.header = "precinct", .shrink_to = 8, .cut_inside = true}},
                      .rows = {{.cells = {"Polk/DES MOINES-14"}}, {.cells = {"Polk/DES MOINES-80"}}}},
                     terminal) ==
          "+--------------+\n"
          "| precinct     |\n"
          "+--------------+\n"
          "| Polk/D~ES-14 |\n"
          "| Polk/D~ES-80 |\n"
          "+--------------+\n");
}

TEST_CASE("no line of a table is wider than the window") {
    for (unsigned width = 20; width <= 200; ++width) {
        std::istringstream lines(drawn(width));
        std::string line;
        while (std::getline(lines, line)) {
            CAPTURE(width, line);
            CHECK(display_width(line) <= width);
        }
    }
}

TEST_CASE("bars are drawn in the color that the terminal can show") {
    const auto first_row = [](ColorDepth color) {
        return draw_table({.columns = columns, .rows = rows}, {.width = 50, .unicode = false, .color = color});
    };
    CHECK(first_row(ColorDepth::true_color).find("\x1b[38;2;0;83;159m#########\x1b[0m") != std::string::npos);
    CHECK(first_row(ColorDepth::indexed).find("\x1b[38;5;31m#########\x1b[0m") != std::string::npos);
    CHECK(first_row(ColorDepth::basic).find("38;") == std::string::npos);
    CHECK(first_row(ColorDepth::none).find('\x1b') == std::string::npos);
}

TEST_CASE("a short name stands in for one that would be cut, and what it means is said below") {
    const TextTable table{.columns = {{.header = "Name", .shrink_to = 5}},
                          .rows = {{.cells = {"Ann Alder (withdrawn)"}, .short_name = "†Ann Alder"}, {.cells = {"Bo"}}},
                          .short_note = "† withdrawn"};
    CHECK(draw_table(table, {.width = 16, .unicode = true}) ==
          "╭──────────────╮\n"
          "│ Name         │\n"
          "├──────────────┤\n"
          "│ †Ann Alder   │\n"
          "│ Bo           │\n"
          "╰──────────────╯\n"
          "† withdrawn\n");
    const std::string ascii = draw_table(table, {.width = 16, .unicode = false});
    CHECK(ascii.find("| *Ann Alder   |\n") != std::string::npos);
    CHECK(ascii.ends_with("* withdrawn\n"));
    CHECK(draw_table(table, {.width = 60, .unicode = true}).find("†") == std::string::npos);
}

TEST_CASE("sections in a terminal are set apart by blank lines, and parts without a heading go on") {
    const std::vector<Section> sections{{.heading = "One",
                                         .facts = {"2004 · Michigan"},
                                         .before = {{"First."}},
                                         .lines = Lines::steps,
                                         .after = {{"Last."}}},
                                        {.depth = 1, .before = {{"added up"}}},
                                        {.heading = "Two", .depth = 1, .code = "a\x1b\nb"}};
    CHECK(draw_sections(sections, {.unicode = true}) ==
          "One\n2004 · Michigan\nFirst.\nLast.\nadded up\n\nTwo\n\n  a␛\n  b\n\n");
    CHECK(draw_sections(sections, {.unicode = false}) ==
          "One\n2004, Michigan\nFirst.\nLast.\nadded up\n\nTwo\n\n  a\\x1b\n  b\n\n");
}
