// SPDX-License-Identifier: MIT
#pragma once

#include "format/paint.hpp"
#include "format/terminal.hpp"

#include <caucus_tally/votes.hpp>
#include <cstddef>
#include <string>
#include <vector>

namespace caucus_tally {

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
    std::vector<std::string> cells;  ///< one for each column, visible text; a bar's is not looked at
    std::vector<std::string> short_cells =
        {};  ///< where there is one, it is what gets cut in a column that had to shrink
    Emphasis emphasis = Emphasis::normal;
    Bar bar = {};
    bool rule_above = false;
    std::string link = {};                  ///< where on the page there is more about what names the row; for HTML
    std::vector<std::size_t> leading = {};  ///< cells with the row's highest figure, for formats that mark them
};

struct TextTable {
    std::vector<TextColumn> columns;
    std::vector<TextRow> rows;
};

/// A framed table of at most the terminal's width, as lines that end with a line feed.
std::string draw_table(std::vector<TextColumn> columns, const std::vector<TextRow>& rows, const Terminal& terminal);

}  // namespace caucus_tally
