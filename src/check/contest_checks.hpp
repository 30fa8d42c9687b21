// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/contest.hpp>
#include <caucus_tally/finding.hpp>
#include <vector>

namespace caucus_tally {

/// CT201: candidates against totals, units against what they lie in, for every level, candidate and round.
void check_sums(const Contest& contest, std::vector<Finding>& findings);

/// CT301, CT302, CT303: stated percentages against votes.
void check_percents(const Contest& contest, std::vector<Finding>& findings);

/// CT204, CT401: pools and candidates' delegates against the delegates at stake.
void check_delegates(const Contest& contest, std::vector<Finding>& findings);

/// CT402 to CT407: the stated delegates of pools and candidates against those the rules give.
void check_allocation(const Contest& contest, std::vector<Finding>& findings);

/// CT203: votes, ballots, attendees and registered voters of a unit, each no more than the next.
void check_turnout(const Contest& contest, std::vector<Finding>& findings);

/// CT701: units with the very same figures.
void check_duplicate_vectors(const Contest& contest, std::vector<Finding>& findings);

/// CT702: a candidate's figures that look moved to a neighbor's column.
void check_swapped(const Contest& contest, std::vector<Finding>& findings);

}  // namespace caucus_tally
