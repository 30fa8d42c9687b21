// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/contest.hpp>
#include <cstddef>
#include <vector>

namespace caucus_tally {

/// Units that together hold every voter once, as indices into Contest::units.
using UnitGroup = std::vector<std::size_t>;

/// How the units of a contest lie in one another. Units in one place that stand side by side (the districts of a state
/// beside its counties) count the same people, so they are groups of their own, the outermost level first. A unit of an
/// inner level (a satellite precinct beside counties that have precincts) belongs to the group it is inside of
/// elsewhere.
struct Nesting {
    std::vector<std::vector<UnitGroup>> inside;  ///< of each unit
    std::vector<UnitGroup> outermost;            ///< the units that lie in no other
};

Nesting find_nesting(const Contest& contest);

/// Which units have others inside.
std::vector<bool> find_parents(const Contest& contest);

}  // namespace caucus_tally
