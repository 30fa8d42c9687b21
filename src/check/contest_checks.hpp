// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/contest.hpp>
#include <caucus_tally/finding.hpp>
#include <vector>

namespace caucus_tally {

/// CT201: the candidates' votes against the stated total.
void check_sums(const Contest& contest, std::vector<Finding>& findings);

/// CT301, CT302, CT303: stated percentages against votes.
void check_percents(const Contest& contest, std::vector<Finding>& findings);

/// CT204, CT401: pools and candidates' delegates against the delegates at stake.
void check_delegates(const Contest& contest, std::vector<Finding>& findings);

}  // namespace caucus_tally
