// SPDX-License-Identifier: MIT
#include "format/separated_values.hpp"

#include <algorithm>

namespace caucus_tally {
namespace {

constexpr bool needs_quotes(char c) {
    return c == ',' || c == '"' || c == '\r' || c == '\n';
}

constexpr bool begins_formula(char c) {
    return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r';
}

void append_quoted(std::string& text, std::string_view value) {
    if (std::ranges::none_of(value, needs_quotes)) {
        text += value;
        return;
    }
    text += '"';
    for (const char c : value) {
        if (c == '"') text += '"';
        text += c;
    }
    text += '"';
}

void append_escaped(std::string& text, std::string_view value) {
    for (const char c : value) {
        switch (c) {
            case '\t':
                text += "\\t";
                break;
            case '\n':
                text += "\\n";
                break;
            case '\r':
                text += "\\r";
                break;
            case '\\':
                text += "\\\\";
                break;
            default:
                text += c;
        }
    }
}

}  // namespace

void append_value(std::string& text, std::string_view value, const SeparatedStyle& style) {
    std::string defused;
    if (style.defuse_formulas && !value.empty() && begins_formula(value.front()))
        value = defused.append(1, '\'').append(value);
    if (style.separator == ',')
        append_quoted(text, value);
    else
        append_escaped(text, value);
}

void append_record(std::string& text, std::initializer_list<std::string_view> values, const SeparatedStyle& style) {
    bool first = true;
    for (const std::string_view value : values) {
        if (!first) text += style.separator;
        first = false;
        append_value(text, value, style);
    }
    text += '\n';
}

}  // namespace caucus_tally
