// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/contest.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace caucus_tally {

/// A place in the order of votes, from 1. Those with equal votes share it ("1, 2, 2, 4") and are marked as tied.
struct Rank {
    std::size_t place = 0;
    bool tied = false;
    bool operator==(const Rank&) const = default;
};

/// What a contest's candidates add up to.
struct Tally {
    std::vector<std::optional<Rank>> ranks;  ///< of each candidate; nothing where the votes are unknown
    std::optional<Votes> votes;        ///< nothing where a candidate's votes are unknown or the sum exceeds 2^64 - 1
    std::optional<Decimal> delegates;  ///< likewise, below 10^18
};

/// Adds up and ranks candidates by these figures of theirs.
Tally tally(const std::vector<Figures>& figures);

/// Whether the contest states anybody's votes as a whole; else its units tell them.
bool states_votes(const Contest& contest);

/// Each candidate's figures: those the contest states; where it states nobody's votes, those its units add up to in the
/// last round.
std::vector<Figures> candidate_figures(const Contest& contest);

/// The share part / whole in percent with `digits` digits after the point, rounded once, half up: (27025, 163769, 2)
/// is "16.50". Exact for any counts and any number of digits; `whole` must not be 0.
std::string percent_of(Votes part, Votes whole, unsigned digits);

}  // namespace caucus_tally
