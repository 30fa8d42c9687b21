// SPDX-License-Identifier: MIT
// What can be said only when all tables are read: whether they fit together.
#pragma once

#include "precincts/layout.hpp"

#include <caucus_tally/precincts.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace caucus_tally {

/// Which columns the tables had.
struct TableColumns {
    /// How many tables had a column and how many had not.
    struct Column {
        std::uint64_t with = 0;
        std::uint64_t without = 0;
        std::size_t first_without = 0;  ///< the input

        void add(bool is_there, std::size_t input);
    };
    Column votes;
    Column office;
    std::vector<bool> by;  ///< for each group column, whether any table had it

    void add(const Layout& layout, std::size_t input);
};

/// Takes the last group column, which marks rows of the mode "TOTAL", out of the groups, and says where a group has
/// rows of that mode and of others (CT105): it is certain to be counted twice where both add up to the same.
void fold_total_modes(Tabulation& totals, std::size_t max_findings);

/// Takes those group columns out of the groups that no table had.
void drop_absent_columns(Tabulation& totals, const TableColumns& columns);

/// Says where only some tables have votes or offices (CT101).
void report_differences(Tabulation& totals, const TableColumns& columns, std::span<const TableInput> inputs,
                        const Query& query, std::size_t max_findings);

}  // namespace caucus_tally
