// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/contest_allocation.hpp>
#include <caucus_tally/finding.hpp>
#include <vector>

namespace caucus_tally {

/// CT404, and CT403 as a note: what the stated delegates leave for pools whose split is not known.
void check_impossible_split(const Contest& contest, const ContestAllocation& allocation,
                            std::vector<Finding>& findings);

}  // namespace caucus_tally
