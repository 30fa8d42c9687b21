// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace caucus_tally {

inline constexpr std::string_view control_character = "a control character";

/// What is wrong with a value's blanks: "a blank at the start", "a blank at the end", "two blanks in a row", "a tab",
/// "a line break", "a control character" (of C0 or C1, or U+007F); empty where nothing is (CT104).
std::string_view whitespace_fault(std::string_view value);

}  // namespace caucus_tally
