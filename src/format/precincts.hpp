// SPDX-License-Identifier: MIT
#pragma once

#include "caucus/precinct_summary.hpp"
#include "format/report.hpp"
#include "format/separated_values.hpp"

#include <caucus_tally/contest_precincts.hpp>
#include <caucus_tally/roll_up.hpp>
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

/// Precincts or their sums for people.
std::vector<ReportSection> precincts_report(const ShownPrecincts& shown, bool unicode);

// Each writes precincts or their sums as one machine format; one file each.

std::string precincts_separated(const ShownPrecincts& shown, const SeparatedStyle& style);
std::string precincts_json(const ShownPrecincts& shown);

}  // namespace caucus_tally
