// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/caucus_math.hpp>
#include <caucus_tally/contest.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// A precinct with what its rules give. Groups, ids, first, won and won_sde have the order of the precinct's groups.
struct PrecinctReport {
    std::string name;  ///< may be empty; with the seed it makes a lot's draw
    const RuleSet& rules;
    Precinct precinct;
    std::vector<std::string> groups;
    std::vector<std::string> ids = {};                 ///< by which ties are settled; empty: the groups' names
    std::vector<Votes> first = {};                     ///< people in the first alignment; empty: not known
    bool delegates_known = true;                       ///< else the precinct's number of delegates is 0
    bool attendance_stated = true;                     ///< else the first alignment's total stands in for it
    std::vector<std::uint64_t> won = {};               ///< delegates as published; empty: not known
    std::optional<Decimal> sde = {};                   ///< state delegate equivalents of so many delegates:
    std::uint64_t sde_delegates = 0;                   ///< those of the precinct, or of the county it lies in
    std::vector<std::optional<Decimal>> won_sde = {};  ///< as published; empty: not known
    TieBreak tie_break = {};
    PrecinctAllocation computed = {};
    std::vector<std::size_t> settled = {};  ///< groups that win the tie, in that order
    bool settled_as_published = false;      ///< not by a choice or a lot, but by what is published
};

/// Computes the precinct and settles its tie: published delegates that are one of its outcomes say how it ended, else
/// the tie break does as far as it can.
PrecinctReport report_precinct(PrecinctReport report);

bool has_open_tie(const PrecinctReport& report);

/// Whether the rules give a split for these groups: not where the smallest viable ones ought to have realigned.
bool gives_split(const PrecinctReport& report);

/// A group's delegates with those of a settled tie; nothing where the tie is open for it, or nothing can be computed.
std::optional<std::uint64_t> delegates_of(const PrecinctReport& report, std::size_t group);

/// The state delegate equivalents of so many of the precinct's delegates as parties publish them, to four decimals;
/// nothing where the worth of a delegate is not known.
std::optional<Decimal> sde_of(const PrecinctReport& report, std::uint64_t delegates);

}  // namespace caucus_tally
