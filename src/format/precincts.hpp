// SPDX-License-Identifier: MIT
#pragma once

#include "format/allocate.hpp"

#include <caucus_tally/contest_precincts.hpp>
#include <caucus_tally/roll_up.hpp>
#include <cstddef>
#include <string>
#include <vector>

namespace caucus_tally {

/// The precincts of a contest, or the units of a level that their delegates add up to.
struct ShownPrecincts {
    Contest contest;
    ContestPrecincts precincts;
    std::string level;               ///< of the units to show; "state": all of them together
    bool each = true;                ///< the precincts themselves
    bool selected = false;           ///< only some of them, which then are no whole
    std::vector<UnitSum> counted;    ///< of each unit of the level: by the rules, as far as these say
    std::vector<UnitSum> published;  ///< the same units as published
};

/// Adds up the precincts of a contest by a level.
ShownPrecincts show_precincts(Contest contest, ContestPrecincts precincts, std::string level);

/// How many units are what.
struct PrecinctSummary {
    std::size_t judged = 0;    ///< held against the rules
    std::size_t as_ruled = 0;  ///< of these: published as the rules give it
    std::size_t differ = 0;    ///< published otherwise
    std::size_t unpublished = 0;
    std::size_t too_many_groups = 0;  ///< the rules give no split: more viable groups than delegates
    std::size_t nobody_viable = 0;
    std::size_t no_majority = 0;
    std::size_t others = 0;  ///< no delegates, no attendance, out of range
    std::size_t ties = 0;
    std::size_t ties_as_published = 0;
    std::size_t ties_open = 0;
    std::size_t attendance_assumed = 0;
    std::size_t unknown_delegates = 0;  ///< not judged
    std::size_t no_figures = 0;         ///< not judged
    std::size_t too_many_votes = 0;     ///< not judged
};

PrecinctSummary sum_up(const ContestPrecincts& precincts);

/// Whether what a group is published with is no outcome of the rules for it.
bool is_amiss(const PrecinctUnit& precinct, std::size_t group);

/// Precincts or their sums for people.
std::vector<ReportSection> precincts_report(const ShownPrecincts& shown, bool unicode);

// Each writes precincts or their sums as one machine format; one file each.

std::string precincts_separated(const ShownPrecincts& shown, const SeparatedStyle& style);
std::string precincts_json(const ShownPrecincts& shown);

}  // namespace caucus_tally
