// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/finding.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// What a column of a precinct table holds.
enum class ColumnRole : std::uint8_t {
    county,
    precinct,
    office,
    district,
    party,
    candidate,
    votes,            ///< the count that is meant when nothing else is said
    vote_type,        ///< a part of the votes: election day, absentee, provisional...
    mode,             ///< the name of the vote type, where each has its own row
    reporting_level,  ///< "precinct", "county": the level of the row's unit
    other,            ///< known not to be any of these
    unknown,
    unnamed,
};

/// What a column has to do with the naming of a row. Two rows of one unit and one choice are duplicates.
enum class ColumnPart : std::uint8_t {
    unit,    ///< where: county, precinct, and whatever is not known to be anything else
    choice,  ///< for whom: office, district, party, candidate, and the like
    count,
    figure,  ///< computed or remarked: it names nothing
};

struct PrecinctColumn {
    std::string name;  ///< normalized, and for the roles up to `votes` the role's own name
    ColumnRole role = ColumnRole::unknown;
    std::string own;      ///< the name the table itself gives it, normalized
    std::string written;  ///< the same as it stands there
    ColumnPart part = ColumnPart::unit;
};

/// The columns of a precinct table in file order: OpenElections' layout, MEDSL's, and those of states' own files.
struct PrecinctHeader {
    std::vector<PrecinctColumn> columns;

    /// The index of the column with this name, in any spelling of it ("Early Voting"), else the one that the
    /// table itself calls so ("county_name"), else the one whose role is also called so ("race"); nullopt if there is
    /// none.
    std::optional<std::size_t> find(std::string_view name) const;
    std::optional<std::size_t> find(ColumnRole role) const;
    /// Whether rows of this header hold votes of candidates.
    bool is_precinct_table() const { return find(ColumnRole::candidate) && has_counts(); }
    bool has_counts() const { return find(ColumnRole::votes) || find(ColumnRole::vote_type); }
};

constexpr bool is_count(ColumnRole role) {
    return role == ColumnRole::votes || role == ColumnRole::vote_type;
}

/// A column that makes the header unusable, or one that is not used; always CT101.
struct HeaderProblem {
    std::size_t column = 0;
    Case when = Case::usual;
    std::string message;
};

/// The role that a column of this normalized name can have; unknown if it can have none.
ColumnRole role_named(std::string_view name);

/// Gives each column its role by its name. Never fails: whether the table can be used is for check_header to say.
PrecinctHeader recognize_header(std::span<const std::string_view> names);

/// Repeated, misspelt, unknown and unnamed columns, in file order. That a column is missing is for missing_columns.
std::vector<HeaderProblem> check_header(const PrecinctHeader& header);

/// What a table of votes lacks ("no column for the candidate"), and the column that was probably meant to be it.
struct MissingColumns {
    std::string message;
    std::optional<std::size_t> misspelt;
};

/// A table of votes needs a count, and mostly a candidate; nullopt if nothing is missing.
std::optional<MissingColumns> missing_columns(const PrecinctHeader& header, bool needs_candidate);

/// The names that columns are known by: a line for each role.
struct AcceptedColumns {
    std::string_view role;
    std::vector<std::string_view> names;  ///< where a table has several of one role, the first of these is taken
};
std::vector<AcceptedColumns> accepted_columns();

}  // namespace caucus_tally
