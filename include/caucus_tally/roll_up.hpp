// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/contest.hpp>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace caucus_tally {

/// A candidate's figures in a unit, as stated there or added up from the units inside it.
struct CandidateSum {
    std::vector<std::optional<Votes>> votes;  ///< one for each round; nothing where nobody reports any
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

/// The votes of a stated total beyond those of the candidates. A total that is too small is somebody else's finding:
/// the candidates' votes count, and there are none beyond them.
Votes unlisted_votes(Votes total, std::span<const std::optional<Votes>> candidates);

/// The units of one level with their figures, in the order of the file: votes of a round, delegates and SDE each as the
/// unit states them, or where it states nobody's, added up from the units inside it. A level that only stands beside
/// the units (the congressional district of a precinct) gets the sums of the units that lie in it. What is added up is
/// what units report, as in the returns of a night: a unit that reports nothing yet, or not this candidate, adds
/// nothing, and a sum is unknown only where no unit reports any. Sums that exceed the bounds of Votes or Decimal are
/// unknown.
std::vector<UnitSum> roll_up(const Contest& contest, std::size_t level);

/// All units together: the sums of those that lie in no other. Units of levels that stand side by side (districts
/// beside counties) count the same people: those of the outermost level count, and the others only where these state
/// nobody's votes, delegates or SDE.
UnitSum roll_up(const Contest& contest);

}  // namespace caucus_tally
