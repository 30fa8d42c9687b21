// SPDX-License-Identifier: MIT
#pragma once

#include "cli/options.hpp"

#include <caucus_tally/contest.hpp>

namespace caucus_tally {

/// allocate --by and --precinct: delegates by the rules for precincts, and what they add up to. Returns the exit
/// status.
int run_allocate_precincts(Contest contest, const AllocateOptions& options);

}  // namespace caucus_tally
