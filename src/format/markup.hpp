// SPDX-License-Identifier: MIT
#pragma once

#include "format/document.hpp"

#include <span>
#include <string>
#include <string_view>

namespace caucus_tally {

/// Text from the data for HTML, SVG and XML 1.0, between tags as in a double-quoted attribute's value: markup is
/// escaped, and what could steer a reader or hide (controls, bidirectional overrides, bytes that are not UTF-8) is made
/// visible, since XML has no way to write most of it.
std::string escape_markup(std::string_view text);

/// One HTML file that needs nothing else, readable without its script and well-formed as XML. A Content Security Policy
/// allows it the style sheet and the script of our own, by their digests, and nothing besides. Several titles among the
/// sections are listed at the top, below the page's own.
std::string html_page(std::string_view title, std::span<const Section> sections);

/// A table for people as HTML: totals stand in its foot, a bar's color as a chip before the row's name,
/// bars themselves are left out. A table without a caption takes the heading above it as one, for those who only hear
/// the table.
std::string html_table(const TextTable& table, std::string_view heading, bool sortable);

/// Text that Markdown shows as it is, in a paragraph as in a table's cell.
std::string escape_markdown(std::string_view value);

/// The sections below headings of this level and deeper.
std::string markdown_sections(std::span<const Section> sections, unsigned level);

}  // namespace caucus_tally
