// SPDX-License-Identifier: MIT
// What the figures of a contest add up to: totals, ranks and shares of its candidates, sums of its units.
#pragma once

#include <caucus_tally/contest.hpp>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
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
    std::vector<std::optional<Rank>> ranks;  ///< of each candidate; nullopt if the votes are unknown
    std::optional<Votes> votes;              ///< nullopt if a candidate's votes are unknown or the sum exceeds 2^64 - 1
    std::optional<Decimal> delegates;        ///< likewise, below 10^18
};

/// Adds up and ranks candidates by these figures of theirs.
Tally tally(const std::vector<Figures>& figures);

/// Whether the contest itself states any candidate's votes; else they come from its units.
bool states_votes(const Contest& contest);

/// Each candidate's figures: those the contest states; if it states nobody's votes, what its units add up to in the
/// last round.
std::vector<Figures> candidate_figures(const Contest& contest);

/// The share part / whole in percent with `digits` digits after the point, rounded once, half up: (27025, 163769, 2)
/// is "16.50". Exact for any counts and any number of digits; `whole` must not be 0.
std::string percent_of(Votes part, Votes whole, unsigned digits);

/// As percent_of, but cut off instead of rounded.
std::string truncated_percent_of(Votes part, Votes whole, unsigned digits);

/// Totals of votes from the first to the last, both included; none if first > last.
struct TotalRange {
    Votes first = 1;
    Votes last = std::numeric_limits<Votes>::max();

    bool empty() const { return first > last; }
    bool contains(Votes total) const { return first <= total && total <= last; }
};

/// The most digits after the point with which totals_of_share is exact; no publication gives more than a few.
inline constexpr unsigned max_share_digits = 16;

/// The totals of which `part` is `percent`, rounded half up to the digits that are stated: 27,025 with 16.50% fits
/// 163,738 to 163,836. `percent` has at most max_share_digits.
TotalRange totals_of_share(Votes part, const Decimal& percent);

/// A candidate's figures in a unit, as stated there or added up from the units inside it.
struct CandidateSum {
    std::vector<std::optional<Votes>> votes;  ///< one for each round; nullopt if no unit reports any
    std::optional<Decimal> delegates;
    std::optional<Decimal> sde;
};

/// A unit's figures for every candidate of the contest, in their order.
struct UnitSum {
    std::string id;
    std::string name;
    std::vector<CandidateSum> candidates;
    std::vector<Votes> unlisted;  ///< of each round: votes in stated totals beyond those of the candidates
    /// Of each candidate: whether a unit reports others' votes of the last round but not this one's, and states no
    /// total that leaves none, so that the sum is only what is known of it.
    std::vector<bool> partial;
};

/// The votes of a stated total beyond those of the candidates. A total that is too small is a finding of the checks;
/// here there are none beyond the candidates' votes.
Votes unlisted_votes(Votes total, std::span<const std::optional<Votes>> candidates);

/// The units of one level with their figures, in the order of the file: votes of a round, delegates and SDE each as the
/// unit states them, or if it states nobody's, added up from the units inside it. A level that only stands beside the
/// units (the congressional district of a precinct) gets the sums of the units that lie in it. What is added up is
/// what units report, as in the returns of a night: a unit that reports nothing yet, or not this candidate, adds
/// nothing, and a sum is unknown only if no unit reports any. Sums that exceed the bounds of Votes or Decimal are
/// unknown.
std::vector<UnitSum> roll_up(const Contest& contest, std::size_t level);

/// All units together: the sums of those that lie in no other. Units of levels that stand side by side (districts
/// beside counties) count the same people: those of the outermost level count, and the others only if these state
/// nobody's votes, delegates or SDE.
UnitSum roll_up(const Contest& contest);

}  // namespace caucus_tally
