// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace caucus_tally {

/// Whether a text begins as an object or an array of JSON does, behind blanks and a byte-order mark.
constexpr bool begins_like_json(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

}  // namespace caucus_tally
