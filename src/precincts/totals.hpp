// SPDX-License-Identifier: MIT
#pragma once

#include "precincts/groups.hpp"
#include "precincts/ledger.hpp"

#include <caucus_tally/tabulate.hpp>

namespace caucus_tally {

/// Counts a finding, and keeps it while there are fewer than `max_findings`.
void report(Tabulation& totals, Finding finding, std::size_t max_findings);

/// Writes groups and names in the order of their first appearance, whichever thread met them, and what is to be said of
/// them: sums that overflowed (CT007), names with stray blanks (CT104), at their `places`. `totals` has its `by` and
/// `counts`.
void write_groups(Tabulation& totals, const Groups& groups, const NamePlaces& places, std::size_t max_findings);

}  // namespace caucus_tally
