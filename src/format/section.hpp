// SPDX-License-Identifier: MIT
#pragma once

#include "format/cell.hpp"

#include <caucus_tally/finding.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

// What commands hand over for people. terminal.cpp, markdown.cpp and html.cpp each draw any list of sections.

namespace caucus_tally {

/// How much a piece of text matters to the reader.
enum class Emphasis : std::uint8_t { normal, strong, faint, good, caution, bad };

/// A sentence or a line of its own, as the data has it: not yet visible text.
struct Line {
    std::string text;
    Emphasis emphasis = Emphasis::normal;
};

/// Columns that are as expendable as this, or more, go before anything is shortened.
inline constexpr unsigned ornament = 10;

/// People are told apart in this many columns.
inline constexpr unsigned shortest_name = 12;

/// A column of a table for people.
struct TextColumn {
    std::string header;
    std::string short_header = {};  ///< used before the column has to go
    bool right_aligned = false;
    bool bar = false;         ///< drawn from the rows' bars in the room that is left
    unsigned shrink_to = 0;   ///< a text column may be cut to this many columns; 0: never
    bool cut_inside = false;  ///< what is cut keeps its end, too: names of units often differ only there
    bool wraps = false;       ///< what does not fit goes on below instead of being cut
    /// Where the window is too narrow the column with the highest number goes first; those with 0 stay.
    unsigned expendable = 0;
};

/// A part of a whole in a color ("#rrggbb" or empty), drawn as a bar.
struct Bar {
    Votes part = 0;
    Votes whole = 0;
    std::string color = {};
};

struct TextRow {
    std::vector<Cell> cells;      ///< one for each column; a bar's is not looked at
    std::string short_name = {};  ///< instead of the name that would have to be cut
    Emphasis emphasis = Emphasis::normal;
    Bar bar = {};
    bool rule_above = false;
    std::string link = {};                  ///< "#id" of the section that says more about what names the row
    std::vector<std::size_t> leading = {};  ///< cells with the row's highest figure, for formats that mark them
};

struct TextTable {
    std::vector<TextColumn> columns = {};  ///< none: there is no table
    std::vector<TextRow> rows = {};
    std::size_t named_by = 0;     ///< the column whose cells name their rows
    std::string caption = {};     ///< for pages; empty: the section's heading
    std::string short_note = {};  ///< below the table where short names were used
};

/// A drawing as SVG elements. Coordinates are whole numbers or exact quotients rounded once, to tenths.
struct Chart {
    std::string title;        ///< text, not yet escaped
    std::string description;  ///< every figure in words, for those who do not see it; not yet escaped
    std::string elements;
    unsigned height = 0;  ///< 0: there is nothing to draw
};

enum class Lines : std::uint8_t { paragraphs, steps, list };

/// Whether a page folds a section, and how it is at first.
enum class Fold : std::uint8_t { never, open, closed };

/// A heading and what stands below it, in this order. What is empty is left out.
struct Section {
    std::string heading = {};
    unsigned depth = 0;                   ///< a title has 0, its parts have 1, and so on
    std::string id = {};                  ///< by which links on a page find it
    std::vector<std::string> facts = {};  ///< when, where and whose
    std::vector<Line> before = {};
    Lines lines = Lines::paragraphs;  ///< what `before` is
    TextTable table = {};
    bool sortable = false;  ///< by the reader of a page, where its script may run
    std::vector<Chart> charts = {};
    std::string code = {};  ///< lines that stay as they are
    std::vector<Finding> findings = {};
    std::vector<Line> after = {};
    Fold fold = Fold::never;
    std::string aside = {};  ///< beside the heading of what is folded
};

}  // namespace caucus_tally
