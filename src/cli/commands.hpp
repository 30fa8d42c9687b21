// SPDX-License-Identifier: MIT
#pragma once

#include "cli/options.hpp"

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

// Each command runs with the arguments behind its name and returns the exit status; one file each. Throws UsageError,
// FileError, and HelpRequest if the arguments ask for help.

int run_show(Arguments arguments);
int run_import(Arguments arguments);
int run_list(Arguments arguments);
int run_allocate(Arguments arguments);
int run_validate(Arguments arguments);
int run_explain(Arguments arguments);
int run_precinct(Arguments arguments);
int run_tabulate(Arguments arguments);
int run_compare(Arguments arguments);

}  // namespace caucus_tally
