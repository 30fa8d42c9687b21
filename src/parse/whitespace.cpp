// SPDX-License-Identifier: MIT
#include "parse/whitespace.hpp"

#include <algorithm>

namespace caucus_tally {

std::string_view whitespace_fault(std::string_view value) {
    // Most values hold none of these, which one pass over them shows.
    const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    if (std::ranges::none_of(value, is_blank)) return {};
    if (value.find_first_of("\r\n") != std::string_view::npos) return "a line break";
    if (value.find('\t') != std::string_view::npos) return "a tab";
    if (value.front() == ' ') return "a blank at the start";
    if (value.back() == ' ') return "a blank at the end";
    if (value.find("  ") != std::string_view::npos) return "two blanks in a row";
    return {};
}

}  // namespace caucus_tally
