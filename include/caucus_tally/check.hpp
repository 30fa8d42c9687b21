// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/contest.hpp>
#include <caucus_tally/finding.hpp>
#include <vector>

namespace caucus_tally {

/// Compares what a contest states with what its own figures imply. Findings name their place by JSON Pointer.
std::vector<Finding> check(const Contest& contest);

}  // namespace caucus_tally
