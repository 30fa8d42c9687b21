// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace caucus_tally {

/// What colors the reader's terminal can show. `basic` means weight only (bold, dim).
enum class ColorDepth : std::uint8_t { none, basic, indexed, true_color };

/// What people's formats are written for. The command line asks the system once and hands it down.
struct Terminal {
    unsigned width = 80;  ///< columns
    bool unicode = false;
    ColorDepth color = ColorDepth::none;
};

}  // namespace caucus_tally
