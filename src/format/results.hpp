// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/contest.hpp>
#include <caucus_tally/tally.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace caucus_tally {

enum class SortOrder : std::uint8_t { file, votes, delegates, name };

/// How a contest's results are to be looked at.
struct ResultsView {
    std::optional<SortOrder> sort;     ///< file order, or by votes where only the leading ones are wanted
    std::optional<std::size_t> top;    ///< the rest is summed up as one row
    unsigned digits = 2;               ///< of percentages, after the point
    std::optional<std::string> by;     ///< the level whose units are wanted; the whole contest where there is none
    std::optional<std::string> round;  ///< the round of the votes; the last where it is not said
};

/// The contest has no such level or round as the view asks for. The message names those it has.
struct ViewError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// One line of results, ready to be written in any format.
struct ResultRow {
    std::string id;  ///< empty for the others together
    std::string name;
    std::string kind;
    std::string status;  ///< "withdrawn" or empty
    std::string home_state;
    std::string color;
    std::optional<Rank> rank;
    std::optional<Votes> votes;
    std::string percent;  ///< computed from votes; as stated where there are none; empty: unknown
    std::optional<Decimal> delegates;
    std::size_t together = 1;  ///< how many candidates the row stands for
};

/// "Ann Alder (withdrawn)", "Others (3 together)".
std::string name_text(const ResultRow& row);

/// "2", "2=" if the place is shared, "" without one.
std::string rank_text(const std::optional<Rank>& rank);

/// Results of the whole contest or of a unit, in the order and extent asked for.
struct Results {
    std::string unit;  ///< the unit's id; empty for the whole contest
    std::string name;  ///< the unit's name behind those of the units around it, "Polk/DES MOINES-14"
    std::vector<ResultRow> rows;
    ResultRow total;
};

/// The round whose votes the view shows, or null in a contest without rounds. Throws ViewError.
const Round* shown_round(const Contest& contest, const ResultsView& view);

/// The whole contest's results, or those of every unit of the level that the view names. Throws ViewError.
std::vector<Results> arrange_results(const Contest& contest, const ResultsView& view);

}  // namespace caucus_tally
