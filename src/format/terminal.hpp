// SPDX-License-Identifier: MIT
#pragma once

#include "format/document.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace caucus_tally {

/// What colors the reader's terminal can show. `basic` means weight only (bold, dim).
enum class ColorDepth : std::uint8_t { none, basic, indexed, true_color };

/// What people's formats are written for. The command line asks the system once and hands it down.
struct Terminal {
    unsigned width = 80;  ///< columns
    bool unicode = false;
    ColorDepth color = ColorDepth::none;
};

/// The text with the terminal's sequences around it; as it is where there is no color.
std::string paint(std::string_view text, Emphasis emphasis, const Terminal& terminal);

/// A sentence of the data or about it, made visible, broken to the window's width and painted: lines with their ends.
std::string draw_sentence(std::string_view sentence, const Terminal& terminal, Emphasis emphasis = Emphasis::normal);

/// A framed table of at most the terminal's width, as lines that end with a line feed.
std::string draw_table(const TextTable& table, const Terminal& terminal);

std::string draw_sections(std::span<const Section> sections, const Terminal& terminal);

}  // namespace caucus_tally
