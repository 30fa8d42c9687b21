// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace caucus_tally {

/// The offset of the first byte at or after `from` that is not part of a well-formed UTF-8 sequence (Unicode 15, table
/// 3-7: no overlong forms, no surrogates, nothing above U+10FFFF), or the text's size.
std::size_t find_invalid_utf8(std::string_view text, std::size_t from = 0);

/// How many code points a text has; bytes that are not UTF-8 count as one each where they could start a sequence.
std::size_t count_code_points(std::string_view text);

}  // namespace caucus_tally
