// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// The text with everything that could steer a terminal or hide text made visible: C0 and C1 controls, DEL, line and
/// paragraph separators, bidirectional overrides and bytes that are not UTF-8. "␛" or "<U+009B>", in ASCII "\x1b".
std::string visible(std::string_view text, bool unicode);

/// The text without lines that runners of continuous integration take for commands: "::error::" at the start of a line
/// and "##[error]" anywhere get a backslash, as in "\::error::".
std::string without_commands(std::string_view text);

/// Each from 0 to 255.
struct Rgb {
    unsigned red, green, blue;
};

/// nullopt if the text is not "#rrggbb".
std::optional<Rgb> read_color(std::string_view color);

/// How many columns a visible text takes: wide characters two, combining ones none, an emoji sequence as one character.
unsigned display_width(std::string_view text);

/// The text in exactly `width` columns, padded on the right or on the left; a longer one is cut with an ellipsis.
std::string fit(std::string_view text, unsigned width, bool right_aligned, bool unicode);

/// The end of the text, in at most `width` columns (at least one), behind an ellipsis if something is cut.
std::string fit_end(std::string_view text, unsigned width, bool unicode);

/// The text in exactly `width` columns, padded on the right; of a longer one the beginning and the end, with an
/// ellipsis between them.
std::string fit_inside(std::string_view text, unsigned width, bool unicode);

/// The text broken at blanks into lines of at most `width` columns; a longer word is cut where the line ends.
std::vector<std::string> wrap(std::string_view text, unsigned width);

/// The lines of a text, which has to outlive them, without their ends.
std::vector<std::string_view> lines_of(std::string_view text);

}  // namespace caucus_tally
