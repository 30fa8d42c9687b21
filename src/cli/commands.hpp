// SPDX-License-Identifier: MIT
#pragma once

#include "cli/options.hpp"

namespace caucus_tally {

// Each command runs with the arguments behind its name and returns the exit status; one file each.

int run_show(Arguments arguments);
int run_list(Arguments arguments);
int run_allocate(Arguments arguments);
int run_validate(Arguments arguments);
int run_explain(Arguments arguments);
int run_precinct(Arguments arguments);
int run_tabulate(Arguments arguments);

/// The help page of a command: usage, examples, options.
std::string show_help();
std::string list_help();
std::string allocate_help();
std::string validate_help();
std::string explain_help();
std::string precinct_help();
std::string tabulate_help();

}  // namespace caucus_tally
