// SPDX-License-Identifier: MIT
#pragma once

#include "format/text_table.hpp"

#include <caucus_tally/contest.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// One HTML file that needs nothing else, readable without its script and well-formed as XML. A Content Security Policy
/// allows it the style sheet and the script of our own, by their digests, and nothing besides. The body is markup.
std::string html_page(std::string_view title, std::string_view body);

/// A heading of level 1 to 6; the text is escaped.
std::string html_heading(unsigned level, std::string_view text);

/// A paragraph of a class (or of none where it is empty); the text is escaped.
std::string html_paragraph(std::string_view text, std::string_view style = {});

/// What is known about a contest, below its title, and the round whose votes are shown, if any.
std::string html_header(const Contest& contest, unsigned level, const Round* round = nullptr);

/// The class that an emphasis has in the style sheet; empty for the normal one.
std::string_view class_of(Emphasis emphasis);

struct TableMarkup {
    std::string_view caption;
    std::size_t named_by = 0;  ///< the column whose cells name their rows
    bool sortable = false;     ///< by who reads it, where the script may run
    bool headed = false;       ///< a heading says what the caption says: it is for those who hear the table only
};

/// A table for people as HTML: rows with a rule above stand in its foot, a bar's color as a chip before the row's name,
/// bars themselves are left out.
std::string html_table(const std::vector<TextColumn>& columns, const std::vector<TextRow>& rows,
                       const TableMarkup& markup);

}  // namespace caucus_tally
