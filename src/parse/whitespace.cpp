// SPDX-License-Identifier: MIT
#include "parse/whitespace.hpp"

#include <algorithm>

namespace caucus_tally {

namespace {

constexpr unsigned char delete_character = 0x7F;
constexpr unsigned char lead_of_c1 = 0xC2;  // U+0080 to U+009F are 0xC2 and a byte of the same number

bool has_control(std::string_view value) {
    for (std::size_t i = 0; i < value.size(); ++i) {
        const auto byte = static_cast<unsigned char>(value[i]);
        if (byte < ' ' && byte != '\t' && byte != '\r' && byte != '\n') return true;
        if (byte == delete_character) return true;
        if (byte == lead_of_c1 && i + 1 < value.size() && static_cast<unsigned char>(value[i + 1]) < 0xA0) return true;
    }
    return false;
}

}  // namespace

std::string_view whitespace_fault(std::string_view value) {
    // Most values hold none of these, which one pass over them shows.
    const auto is_suspect = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= ' ' || byte == delete_character || byte == lead_of_c1;
    };
    if (std::ranges::none_of(value, is_suspect)) return {};
    if (has_control(value)) return control_character;
    if (value.find_first_of("\r\n") != std::string_view::npos) return "a line break";
    if (value.find('\t') != std::string_view::npos) return "a tab";
    if (value.front() == ' ') return "a blank at the start";
    if (value.back() == ' ') return "a blank at the end";
    if (value.find("  ") != std::string_view::npos) return "two blanks in a row";
    return {};
}

}  // namespace caucus_tally
