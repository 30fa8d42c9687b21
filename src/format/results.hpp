// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/contest.hpp>
#include <caucus_tally/tally.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace caucus_tally {

enum class SortOrder : std::uint8_t { file, votes, delegates, name };

/// How a contest's results are to be looked at.
struct ResultsView {
    std::optional<SortOrder> sort;   ///< file order, or by votes where only the leading ones are wanted
    std::optional<std::size_t> top;  ///< the rest is summed up as one row
    unsigned digits = 2;             ///< of percentages, after the point
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

/// A contest's results in the order and extent asked for.
struct Results {
    std::vector<ResultRow> rows;
    ResultRow total;
    std::optional<Votes> whole;  ///< what percentages are of
};

Results arrange_results(const Contest& contest, const ResultsView& view);

}  // namespace caucus_tally
