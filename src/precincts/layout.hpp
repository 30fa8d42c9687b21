// SPDX-License-Identifier: MIT
#pragma once

#include "precincts/columns.hpp"

#include <algorithm>
#include <caucus_tally/tabulate.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// What is asked for, with names normalized: the same for all tables.
struct Query {
    std::vector<std::string> by;
    bool default_by = false;  ///< the user named no columns
    /// The last of `by` is not asked for: it tells rows of the mode "TOTAL" from others, which they may be sums of.
    bool marks_totals = false;
    struct Filter {
        std::string column;
        std::vector<RowFilter> tests;
    };
    std::vector<Filter> filters;  ///< all must hold
    bool thousands = false;
};

/// What the group column that tells totals apart holds for them.
inline constexpr std::string_view total_mode = "TOTAL";

Query make_query(const TabulateOptions& options);

/// How the rows of one table are read: its columns in file order, as counts and as segments of neighbouring columns
/// that are looked at together.
struct Layout {
    struct Column {
        std::string name;
        ColumnRole role = ColumnRole::unknown;
        std::optional<std::size_t> by;      ///< which group column it is
        std::optional<std::size_t> filter;  ///< which filter looks at it
        std::optional<std::size_t> count;   ///< which of the sums it goes into
    };
    /// One count (then first + 1 == last), or columns that are no counts.
    struct Step {
        std::size_t first = 0;
        std::size_t last = 0;
        bool is_count = false;
        bool is_keyed = false;   ///< holds group columns
        bool is_needed = false;  ///< holds group, filter, candidate or office columns
    };

    std::vector<Column> columns;
    std::vector<Step> steps;
    std::vector<std::size_t> absent_by;  ///< group columns that the table lacks: their value is empty
    std::size_t sums = 0;                ///< how many sums there are at least

    bool has(ColumnRole role) const { return std::ranges::find(columns, role, &Column::role) != columns.end(); }
};

/// A group, filter or candidate column that the table lacks: for a finding (CT101). Nothing where it can be used.
std::optional<std::string> missing_column(const PrecinctHeader& header, const Query& query);

/// The layout of a usable table. `counts` holds the names of the sums so far; new ones are appended.
Layout make_layout(const PrecinctHeader& header, const Query& query, std::vector<std::string>& counts);

}  // namespace caucus_tally
