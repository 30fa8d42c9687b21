// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace caucus_tally {

/// Offset of the first byte, at or after `from`, that is not part of well-formed UTF-8 (Unicode 15, table 3-7: no
/// overlong forms, no surrogates, nothing above U+10FFFF); npos where all is well. A character begins at `from`.
std::size_t find_invalid_utf8(std::string_view text, std::size_t from = 0);

/// Code points of a text; a byte that is not UTF-8 counts as one.
std::size_t count_code_points(std::string_view text);

}  // namespace caucus_tally
