// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <caucus_tally/check.hpp>

namespace caucus_tally {

/// CT7: nothing contradicts itself, but it looks like a slip.
inline constexpr auto plausibility_checks = std::to_array<Check>({
    {.code = Code::duplicate_vector,
     .slug = "duplicate-vector",
     .severity = Severity::warning,
     .summary = "two units with the very same figures",
     .guards =
         "A precinct's report that was entered under its neighbor's name too. Units with no more than 20 votes are "
         "left out: they do report the same now and then. Precinct tables without a contest file are not looked "
         "through: they are read unit by unit, and the figures of the units before are not kept.",
     .example = "Boone,a,15\nBoone,b,13",
     .solution = "Compare both with their own reports."},
    {.code = Code::swapped,
     .slug = "swapped",
     .severity = Severity::warning,
     .summary = "figures that look moved to another column",
     .guards = "In the last round a candidate's people are gone, and the neighbor in the table, whom nobody had "
               "supported, has as many: the figures slipped by one column.",
     .example = "Adair,b,9,0\nAdair,c,0,10",
     .solution = "Look at the unit's own report. Where people really moved, waive the finding."},
});

}  // namespace caucus_tally
