// SPDX-License-Identifier: MIT
#pragma once

#include "precincts/ledger.hpp"
#include "precincts/tally.hpp"

#include <caucus_tally/precincts.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace caucus_tally {

/// Units whose votes are the sums of all others' in their area, whatever their names: to be read again with sums of
/// their own, as suspects.
RowTally::Suspects find_hidden_totals(const RowTally& tally);

/// Rows that are totals of others, by the name that they have in one column.
struct TotalRows {
    std::size_t column = 0;
    std::string name;
    bool by_figures = false;  ///< their name does not tell
    std::uint64_t rows = 0;
    Location first;
};

/// Rows that may be totals of others, or not: their figures say both.
struct UndecidedRows {
    std::size_t column = 0;
    std::string name;
    bool counted = false;      ///< they may be counted twice; else votes that they alone state may be left out
    std::uint64_t rows = 0;    ///< all that are called so
    std::uint64_t unlike = 0;  ///< those of them that differ from the sum of what may be their parts
    Location first;
};

/// What a table's rows are, when all of them are known.
struct Settlement {
    std::vector<bool> is_total_unit;  ///< by unit
    std::vector<bool> is_total_cell;  ///< by cell: its rows are totals of others
    std::vector<TotalRows> totals;
    std::vector<UndecidedRows> undecided;  ///< by column and name
    /// CT201: total rows that are not the sum of their parts, which were all understood.
    std::vector<Finding> differences;
};

/// CT105: that it cannot be decided, and what was done.
Finding undecided_finding(const UndecidedRows& rows);

/// Decides which of the units and choices that may be totals are some.
Settlement settle(const RowTally& tally, TotalsChoice choice, const Ledger& ledger);

}  // namespace caucus_tally
