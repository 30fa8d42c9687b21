// SPDX-License-Identifier: MIT
#include "base/whitespace.hpp"

namespace caucus_tally {

namespace {

constexpr unsigned char delete_character = 0x7F;
constexpr unsigned char lead_of_c1 = 0xC2;  // U+0080 to U+009F are 0xC2 and a byte of the same number

}  // namespace

std::string_view whitespace_fault(std::string_view value) {
    bool line_break = false;
    bool tab = false;
    bool two_blanks = false;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const auto byte = static_cast<unsigned char>(value[i]);
        if (byte > ' ' && byte != delete_character && byte != lead_of_c1) continue;  // nearly all are such
        const unsigned char next = i + 1 < value.size() ? static_cast<unsigned char>(value[i + 1]) : 0xFF;
        if (byte == ' ') {
            two_blanks = two_blanks || next == ' ';
        } else if (byte == '\t') {
            tab = true;
        } else if (byte == '\r' || byte == '\n') {
            line_break = true;
        } else if (byte != lead_of_c1 || next < 0xA0) {
            return control_character;
        }
    }
    if (line_break) return "a line break";
    if (tab) return "a tab";
    if (value.starts_with(' ')) return "a blank at the start";
    if (value.ends_with(' ')) return "a blank at the end";
    return two_blanks ? "two blanks in a row" : std::string_view();
}

}  // namespace caucus_tally
