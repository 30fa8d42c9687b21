// SPDX-License-Identifier: MIT
#pragma once

#include "format/section.hpp"

#include <span>
#include <string>
#include <string_view>

namespace caucus_tally {

/// Text that Markdown shows as it is, in a paragraph as in a table's cell.
std::string escape_markdown(std::string_view value);

/// The sections below headings of this level and deeper.
std::string markdown_sections(std::span<const Section> sections, unsigned level);

}  // namespace caucus_tally
