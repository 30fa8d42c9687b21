// SPDX-License-Identifier: MIT
#include "precincts/precinct_layout.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

// Columns beside the known roles, by their names. Whatever else there is may tell units apart.
constexpr std::array choice_names = {
    "contest"sv,   "date"sv,   "dataverse"sv,   "first"sv,          "incumbent"sv,        "last"sv,
    "magnitude"sv, "middle"sv, "office_name"sv, "party_detailed"sv, "party_simplified"sv, "race"sv,
    "special"sv,   "stage"sv,  "suffix"sv,      "vote_for"sv,       "writein"sv,          "year"sv,
};
constexpr std::array figure_names = {
    "id"sv,         "notes"sv,      "over_votes"sv,        "pct"sv,     "percent"sv, "readme_check"sv,
    "reg_voters"sv, "registered"sv, "registered_voters"sv, "status"sv,  "total"sv,   "total_votes"sv,
    "totalvotes"sv, "turnout"sv,    "under_votes"sv,       "updated"sv, "vacancy"sv, "version"sv,
    "winner"sv,
};

ColumnPart part_of(const PrecinctColumn& column) {
    switch (column.role) {
        case ColumnRole::county:
        case ColumnRole::precinct:
        case ColumnRole::reporting_level:
            return ColumnPart::unit;
        case ColumnRole::office:
        case ColumnRole::district:
        case ColumnRole::party:
        case ColumnRole::candidate:
        case ColumnRole::mode:
            return ColumnPart::choice;
        case ColumnRole::votes:
        case ColumnRole::vote_type:
            return ColumnPart::count;
        case ColumnRole::unnamed:
            return ColumnPart::figure;
        case ColumnRole::other:
        case ColumnRole::unknown:
            break;
    }
    if (std::ranges::find(choice_names, column.name) != choice_names.end()) return ColumnPart::choice;
    if (std::ranges::find(figure_names, column.name) != figure_names.end()) return ColumnPart::figure;
    return ColumnPart::unit;
}

}  // namespace

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
        const ColumnPart part = part_of(column);
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
