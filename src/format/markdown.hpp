// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace caucus_tally {

/// Text that Markdown shows as it is, in a paragraph as in a table's cell.
std::string escape_markdown(std::string_view value);

}  // namespace caucus_tally
