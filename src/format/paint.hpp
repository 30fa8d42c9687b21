// SPDX-License-Identifier: MIT
#pragma once

#include "format/terminal.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace caucus_tally {

/// How much a piece of text matters to the reader.
enum class Emphasis : std::uint8_t { normal, strong, faint, good, caution, bad };

/// The text with the terminal's sequences around it; as it is where there is no color.
std::string paint(std::string_view text, Emphasis emphasis, const Terminal& terminal);

/// The text in a color "#rrggbb": exact in true color, the nearest of the 6×6×6 cube with 256 colors, plain otherwise.
std::string paint(std::string_view text, std::string_view color, const Terminal& terminal);

/// A sentence of the data or about it, made visible, broken to the window's width and painted: lines with their ends.
std::string draw_sentence(std::string_view sentence, const Terminal& terminal, Emphasis emphasis = Emphasis::normal);

}  // namespace caucus_tally
