// SPDX-License-Identifier: MIT
#pragma once

#include "precincts/ledger.hpp"

#include <caucus_tally/precincts.hpp>
#include <span>

namespace caucus_tally {

/// tabulate() with blocks and rows of other sizes; its result does not depend on the blocks'.
Tabulation tabulate(std::span<const TableInput> inputs, const TabulateOptions& options, const RowLimits& limits);

/// check_precinct_table() likewise.
CheckedTable check_precinct_table(const TableInput& input, const PrecinctCheckOptions& options,
                                  const RowLimits& limits);

/// Counts a finding, and keeps it while there are fewer than `max_findings`.
void report(Tabulation& totals, Finding finding, std::size_t max_findings);

}  // namespace caucus_tally
