// SPDX-License-Identifier: MIT
#include "precincts/precinct_layout.hpp"

#include <algorithm>

namespace caucus_tally {
PrecinctLayout make_precinct_layout(const PrecinctHeader& header) {
    PrecinctLayout layout;
    layout.county = header.find(ColumnRole::county);
    layout.precinct = header.find(ColumnRole::precinct);
    layout.office = header.find(ColumnRole::office);
    layout.district = header.find(ColumnRole::district);
    layout.party = header.find(ColumnRole::party);
    layout.candidate = header.find(ColumnRole::candidate);
    layout.votes = header.find(ColumnRole::votes);
    layout.mode = header.find(ColumnRole::mode);
    for (std::size_t i = 0; i < header.columns.size(); ++i) {
        const PrecinctColumn& column = header.columns[i];
        const ColumnPart part = column.part;
        const bool joins = part == ColumnPart::unit || part == ColumnPart::choice;
        if (joins && !layout.steps.empty() && layout.steps.back().part == part)
            layout.steps.back().last = i + 1;
        else
            layout.steps.push_back({i, i + 1, part});
        layout.columns.push_back({column.name, column.role, part});
        if (column.role != ColumnRole::vote_type) continue;
        layout.vote_types.push_back(i);
        const bool extends = std::ranges::any_of(header.columns, [&](const PrecinctColumn& other) {
            return other.role == ColumnRole::vote_type && column.name.starts_with(other.name + "_");
        });
        if (extends) layout.ambiguous_types.push_back(i);
    }
    return layout;
}

}  // namespace caucus_tally
