// SPDX-License-Identifier: MIT
#pragma once

#include "format/document.hpp"

#include <caucus_tally/numbers.hpp>
#include <caucus_tally/precincts.hpp>
#include <caucus_tally/tally.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace caucus_tally {

/// How totals are to be looked at.
struct TotalsView {
    /// The group columns whose values make a contest, whose votes together are 100%. If there are none: see
    /// contest_columns().
    std::vector<std::string> percent_of;
    bool percent_of_given = false;
    unsigned digits = 2;  ///< of percentages, after the point
    /// If delegates were allocated, those of each group; nullopt for a group that can win none.
    std::optional<std::vector<std::optional<Decimal>>> delegates = {};
};

/// The groups of a contest, in the order of first appearance, with their ranks and their votes together.
struct TotalsContest {
    std::vector<std::uint32_t> groups;
    Tally tally;  ///< its ranks are those of `groups`
};

/// Totals by contest. Columns are indices into the tabulation's `by`, counts into its `counts`.
struct ArrangedTotals {
    std::vector<std::size_t> contest_columns;
    std::vector<std::size_t> counts;  ///< the votes first, where there are any
    bool has_votes = false;
    std::vector<TotalsContest> contests;  ///< in the order of first appearance
};

/// The group columns whose values make a contest: those of `percent_of`, or else all but the party's and the
/// candidate's, or, without these, all but the last.
std::vector<std::size_t> contest_columns(const Tabulation& totals, const TotalsView& view);

ArrangedTotals arrange_totals(const Tabulation& totals, const TotalsView& view);

/// The counts in the order of writing: the votes first, the vote types in the order of first appearance.
std::vector<std::size_t> order_counts(const Tabulation& totals);

/// The group's share of its contest's votes, "" where it is unknown.
std::string share_text(const Tabulation& totals, const TotalsContest& contest, std::uint32_t group, unsigned digits);

/// Totals in every format; for people with an account of the rows, if it is wanted.
Document tabulate_document(const Tabulation& totals, const TotalsView& view, bool account);

/// No percentages, no ranks, no totals: what is written can be tabulated again.
ScriptTable tabulate_rows(const Tabulation& totals, const TotalsView& view);
std::string tabulate_json(const Tabulation& totals, const TotalsView& view);

/// How many rows were added up, and how many were left out and why: one sentence a line. Names are not yet visible
/// text.
std::vector<std::string> tabulate_account(const Tabulation& totals);

/// Whether rows were left out that nobody asked to leave out, or lack a count.
bool leaves_rows_out(const Tabulation& totals);

}  // namespace caucus_tally
