// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace caucus_tally {

/// Comma-separated values are quoted where RFC 4180 asks for it; tab-separated ones have no quotes, so a tab, line
/// break or backslash in a value is written as \t, \n, \r or \\.
struct SeparatedStyle {
    char separator = ',';
    /// Put an apostrophe before values that a spreadsheet would run as a formula (= + - @, tab, carriage return).
    bool defuse_formulas = false;
};

/// Appends one value, without a separator.
void append_value(std::string& text, std::string_view value, const SeparatedStyle& style);

/// Appends one record, ended by a line feed.
void append_record(std::string& text, std::initializer_list<std::string_view> values, const SeparatedStyle& style);

}  // namespace caucus_tally
