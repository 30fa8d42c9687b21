// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/caucus_math.hpp>
#include <caucus_tally/contest.hpp>
#include <cstdint>
#include <optional>
#include <vector>

namespace caucus_tally {

/// A unit's figures as the rules for precincts look at them. Its groups are the unit's results, in their order; who
/// reports nothing in a round has no members in it.
struct PrecinctFigures {
    /// The groups of the last round. Where no attendance is stated the first round's total stands in for it; delegates
    /// are 0 where `elects` is unknown.
    Precinct precinct;
    bool attendance_stated = false;
    std::optional<std::uint64_t> elects;  ///< nothing where it is not stated (satellite sites) or no whole number
    std::vector<Votes> first;             ///< the groups of the first round
    Votes first_total = 0;                ///< as stated, else of the groups
    Votes final_total = 0;
    /// Delegates of each group: as stated, else by its SDE and the unit's, to the nearest whole number. Who is not
    /// named where others are won nothing. Empty where none are stated, or SDE without the worth of a delegate.
    std::vector<std::uint64_t> won;
};

/// The figures of a unit; nothing where a total exceeds 2^64 - 1.
std::optional<PrecinctFigures> precinct_figures(const Unit& unit);

/// Whether the unit reports anybody, or anything won.
bool has_figures(const PrecinctFigures& figures, const Unit& unit);

}  // namespace caucus_tally
