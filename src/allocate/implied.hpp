// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/contest_allocation.hpp>

namespace caucus_tally {

/// What the candidates' stated delegates leave for the pools that are not computed; nothing where none are stated.
std::optional<ImpliedDelegates> find_implied(const Contest& contest, const ContestAllocation& allocation);

}  // namespace caucus_tally
