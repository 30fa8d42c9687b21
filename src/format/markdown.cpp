// SPDX-License-Identifier: MIT
#include "format/markdown.hpp"

#include "format/display.hpp"

namespace caucus_tally {

std::string escape_markdown(std::string_view value) {
    std::string text;
    for (const char c : visible(value, true)) {
        if (std::string_view("\\`*_{}[]<>#|~&").find(c) != std::string_view::npos) text += '\\';
        text += c;
    }
    return text;
}

}  // namespace caucus_tally
