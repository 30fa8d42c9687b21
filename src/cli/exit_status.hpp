// SPDX-License-Identifier: MIT
#pragma once

namespace caucus_tally {

/// What the program's exit status means. Stable: scripts rely on it.
enum ExitStatus : int {
    exit_ok = 0,
    exit_findings = 1,  ///< something at or above --fail-on was found
    exit_usage = 2,     ///< the call itself is wrong
    exit_file = 3,      ///< an input cannot be read or parsed, nothing was checked, or the output cannot be written
    exit_tie = 4,       ///< a tie is left open
    exit_internal = 5,  ///< a fault of the program
};

}  // namespace caucus_tally
