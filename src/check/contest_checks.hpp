// SPDX-License-Identifier: MIT
#pragma once

#include "caucus/caucus.hpp"

#include <array>
#include <caucus_tally/contest.hpp>
#include <caucus_tally/finding.hpp>
#include <vector>

namespace caucus_tally {

/// Holds what a contest states against what its own figures imply, and adds what it finds. Each is in the file of its
/// subject.
using ContestCheck = void(const Contest& contest, std::vector<Finding>& findings);

ContestCheck check_sums;               // CT201
ContestCheck check_turnout;            // CT203
ContestCheck check_delegates;          // CT204, CT401
ContestCheck check_percents;           // CT301 to CT303
ContestCheck check_allocation;         // CT402 to CT407; CT101 if the rules are unknown
ContestCheck check_duplicate_vectors;  // CT701
ContestCheck check_swapped;            // CT702

/// All of them and check_caucus, in the order in which they run. All other codes are found while files are read.
inline constexpr std::array contest_checks{check_sums,       check_turnout, check_delegates,         check_percents,
                                           check_allocation, check_caucus,  check_duplicate_vectors, check_swapped};

}  // namespace caucus_tally
