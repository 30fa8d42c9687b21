// SPDX-License-Identifier: MIT
#pragma once

#include "precincts/columns.hpp"

#include <caucus_tally/precincts.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// What is asked of the rows, with names normalized: the same for all tables.
struct Query {
    std::vector<std::string> by;
    bool default_by = false;  ///< the user named no columns
    /// The last of `by` is not asked for: it tells rows of the mode "TOTAL" from others, which they may be sums of.
    bool marks_totals = false;
    struct Filter {
        std::string column;
        std::vector<RowFilter> tests;

        /// Whether rows with this value are wanted.
        bool holds(std::string_view value) const;
    };
    std::vector<Filter> filters;          ///< all must hold
    std::vector<std::string> types = {};  ///< the only vote types to be summed; empty: all
    bool thousands = false;
    bool checks = false;  ///< each row is checked, too: duplicates, blanks, vote types
};

/// What the group column that tells totals apart holds for them.
inline constexpr std::string_view total_mode = "TOTAL";

Query make_query(const TabulateOptions& options);

/// How the rows of one table are read: its columns in file order, and the steps in which a row is gone through, since
/// neighbouring columns of a unit or of a choice change together and are looked up together.
struct Layout {
    struct Column {
        std::string name;
        std::string written;  ///< as the header has it
        ColumnRole role = ColumnRole::unknown;
        ColumnPart part = ColumnPart::figure;
        std::optional<std::size_t> by;      ///< which group column it is
        std::optional<std::size_t> filter;  ///< which filter looks at it
        bool overlaps = false;              ///< a vote type named after another one: a part of it, or beside it
    };
    struct Step {
        std::size_t first = 0;
        std::size_t last = 0;  ///< first + 1 for counts and figures
        ColumnPart part = ColumnPart::figure;
    };

    std::vector<Column> columns;
    std::vector<Step> steps;
    std::vector<std::size_t> units;    ///< the columns of a unit
    std::vector<std::size_t> choices;  ///< the columns of a choice
    /// How many of `units`, which come first, tell the areas apart in which units are added up: a table's counties or,
    /// where counties are the units, its states.
    std::size_t area_columns = 0;
    std::vector<std::size_t> counts;   ///< the columns of counts
    std::optional<std::size_t> votes;  ///< which of `counts` holds the votes
    std::optional<std::size_t> county, precinct, office, district, party, candidate;
    bool has_mode = false;
    bool groups_units = false;  ///< a group column tells apart the units of an area

    bool has(ColumnRole role) const;
    /// The column that a finding about a row's votes points at.
    std::size_t votes_column() const { return counts[votes.value_or(0)]; }
};

/// A group or filter column that the table lacks: for a finding (CT101). nullopt if it can be used.
std::optional<std::string> missing_column(const PrecinctHeader& header, const Query& query);

/// The layout of a table that has the columns needed.
Layout make_layout(const PrecinctHeader& header, const Query& query);

}  // namespace caucus_tally
