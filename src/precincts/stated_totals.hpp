// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/precincts.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace caucus_tally {

/// Totals that were added up beside totals that somebody states.
struct StatedComparison {
    Tabulation stated;              ///< the file, tabulated by the columns that it shares with the totals
    std::uint64_t differences = 0;  ///< errors (CT201)
    std::uint64_t unstated = 0;     ///< groups that no stated total was found for
    std::vector<Finding> findings;  ///< the first of them, with both numbers and the place of the stated one
};

/// Compares totals with those that the table `path` states: group by group of the columns that it has, and every count
/// that both have. `options` are those that the totals were made with.
StatedComparison compare_with_stated(const Tabulation& totals, const std::string& path, TabulateOptions options);

}  // namespace caucus_tally
