// SPDX-License-Identifier: MIT
#pragma once

#include "precincts/ledger.hpp"
#include "precincts/tally.hpp"

#include <caucus_tally/finding.hpp>
#include <vector>

namespace caucus_tally {

/// Candidates' names of one contest that look like two spellings of one (CT106): a finding for each name that looks
/// like one with more votes.
///
/// Likeness is not enough: brothers run against each other. Names that share a unit's ballot are two candidates; names
/// that never do are reported if they were met in one county, or on ballots that have most other names in common.
/// Without counties, all units are taken to lie in one.
std::vector<Finding> find_near_names(const RowTally& tally, const Ledger& ledger);

}  // namespace caucus_tally
