// SPDX-License-Identifier: MIT
#pragma once

#include "cli/options.hpp"
#include "format/terminal.hpp"

namespace caucus_tally {

/// Asks the system what standard output (or the file it goes to) can show. --color > NO_COLOR > CLICOLOR_FORCE > is it
/// a terminal.
Terminal detect_terminal(const OutputOptions& output);

/// The same for messages on standard error.
Terminal detect_error_terminal(const OutputOptions& output);

}  // namespace caucus_tally
