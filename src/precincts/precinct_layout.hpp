// SPDX-License-Identifier: MIT
#pragma once

#include "precincts/columns.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace caucus_tally {

/// How the rows of one table are read: neighbouring columns of a unit or a choice are looked at together.
struct PrecinctLayout {
    struct Column {
        std::string name;
        ColumnRole role = ColumnRole::unknown;
        ColumnPart part = ColumnPart::figure;
    };
    struct Step {
        std::size_t first = 0;
        std::size_t last = 0;  ///< first + 1 for counts and figures
        ColumnPart part = ColumnPart::figure;
    };

    std::vector<Column> columns;
    std::vector<Step> steps;
    std::optional<std::size_t> county, precinct, office, district, party, candidate, votes, mode;
    std::vector<std::size_t> vote_types;
    /// Those of vote_types whose name goes on from another's: election_day_paper beside election_day may be a part of
    /// it or stand beside it.
    std::vector<std::size_t> ambiguous_types;
};

PrecinctLayout make_precinct_layout(const PrecinctHeader& header);

}  // namespace caucus_tally
