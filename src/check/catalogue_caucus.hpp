// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <caucus_tally/check.hpp>

namespace caucus_tally {

/// CT5, and CT405 in precincts: do a caucus's precincts follow their rules?
inline constexpr auto caucus_checks = std::to_array<Check>({
    {.code = Code::more_in_final,
     .slug = "more-in-final",
     .severity = Severity::error,
     .summary = "more people in the last round than the first",
     .guards = "People who came late and were counted, or figures of another room. Whoever is counted in the final "
               "alignment was there in the first.",
     .example = R"("votes": {"first": {"a": 10, "b": 5}, "final": {"a": 11, "b": 5}})",
     .solution = "Compare both counts with the precinct's worksheet."},
    {.code = Code::left_early,
     .slug = "left-early",
     .severity = Severity::note,
     .summary = "fewer people in the last round than the first",
     .guards = "Nothing is wrong: people may go home. A great difference is worth a look.",
     .example = R"("votes": {"first": {"a": 10, "b": 5}, "final": {"a": 10, "b": 4}})",
     .solution = "None is needed."},
    {.code = Code::viable_shrank,
     .slug = "viable-shrank",
     .severity = Severity::error,
     .summary = "a viable, locked group that lost members",
     .guards = "People who moved although they were locked, or figures that were mistyped. Not where there were more "
               "viable groups than delegates: then the smallest must realign.",
     .example = R"("votes": {"first": {"a": 50, "b": 30, "c": 20}, "final": {"a": 55, "b": 25, "c": 20}})",
     .solution = "Compare both counts with the precinct's worksheet."},
    {.code = Code::viable_vanished,
     .slug = "viable-vanished",
     .severity = Severity::error,
     .summary = "a viable group that nobody is left in",
     .guards = "Figures that were left out, or moved to another candidate's column.",
     .example = R"("votes": {"first": {"a": 50, "b": 30, "c": 20}, "final": {"a": 70, "b": 30, "c": 0}})",
     .solution = "Compare both counts with the precinct's worksheet."},
    {.code = Code::nonviable_in_final,
     .slug = "nonviable-in-final",
     .severity = Severity::warning,
     .summary = "a group below viability that is still there",
     .guards = "A group that was viable by the chair's arithmetic, but not by the rules' (a threshold rounded down), "
               "or people who stayed where they were.",
     .example = R"("final": {"a": 60, "b": 36, "c": 4})",
     .solution = "Compare the threshold on the worksheet with the attendance."},
    {.code = Code::nonviable_delegates,
     .slug = "nonviable-delegates",
     .severity = Severity::error,
     .summary = "delegates for a group below viability",
     .guards = "A threshold that was rounded down, or a delegate in the wrong column.",
     .example = R"("awarded": {"a": 2, "b": 1, "c": 1})",
     .solution = "Compare the threshold on the worksheet with the attendance."},
    {.code = Code::viable_without,
     .slug = "viable-without",
     .severity = Severity::error,
     .summary = "a viable group without a delegate",
     .guards = "A group's only delegate taken away to meet the precinct's number, which the rules forbid, or a "
               "delegate in the wrong column.",
     .example = R"("awarded_sde": {"a": "0.3", "b": "0.1", "c": "0"})",
     .solution = "Compute the precinct again: caucus-tally precinct."},
    {.code = Code::over_awarded,
     .slug = "over-awarded",
     .severity = Severity::error,
     .summary = "more delegates than the precinct elects",
     .guards = "Too many delegates where a group had one to lose. The rules exceed a precinct's number only where "
               "every group is left with its only delegate.",
     .example =
         R"("delegates": 1, "votes": {"first": {"a": 6, "b": 4}, "final": {"a": 6, "b": 4}}, "awarded": {"a": 2})",
     .solution = "Compute the precinct again: caucus-tally precinct."},
    {.code = Code::under_awarded,
     .slug = "under-awarded",
     .severity = Severity::error,
     .summary = "fewer delegates than the precinct elects",
     .guards = "A delegate that nobody was given after rounding down, or a group left out.",
     .example = R"("awarded": {"a": 1, "b": 1})",
     .solution = "Compute the precinct again: caucus-tally precinct."},
    {.code = Code::caucus_math,
     .slug = "caucus-math",
     .severity = Severity::error,
     .summary = "delegates that the rules do not give",
     .guards = "Shares of those who are left instead of those who came, a wrong rounding, the odd delegate given to or "
               "taken from the wrong group, columns exchanged. The message has the reckoning. Where a tie is "
               "involved, every outcome of the lot is accepted.",
     .example = R"("awarded": {"a": 4, "b": 4, "c": 2})",
     .solution = "Compare with the worksheet: where it has the same error, the delegates were elected by it, and a "
                 "waiver can say so."},
    {.code = Code::inversion,
     .slug = "inversion",
     .severity = Severity::error,
     .summary = "more people, fewer delegates",
     .guards = "Two candidates' delegates exchanged.",
     .example = R"("awarded_sde": {"a": "0.1", "b": "0.2"})",
     .solution = "Compare with the worksheet."},
    {.code = Code::equal_votes,
     .slug = "equal-votes",
     .severity = Severity::note,
     .summary = "equal groups with unequal delegates",
     .guards = "Nothing is wrong where chance decided, but it should be on record.",
     .example = R"("awarded_sde": {"a": "0.2", "b": "0.1"})",
     .solution = "Look for the coin, the cards or the lots in the minutes."},
    {.code = Code::delegates_from_nothing,
     .slug = "delegates-from-nothing",
     .severity = Severity::error,
     .summary = "delegates for a group with nobody in it",
     .guards = "A delegate in the wrong column, or a group's people left out.",
     .example = R"("awarded_sde": {"a": "0.2", "b": "0.1"})",
     .solution = "Compare with the worksheet."},
    {.code = Code::missing_round,
     .slug = "missing-round",
     .severity = Severity::error,
     .summary = "one alignment is empty, the other is not",
     .guards = "A worksheet of which only one half was entered.",
     .example = R"("votes": {"first": {"a": 0, "b": 0}, "final": {"a": 5, "b": 3}})",
     .solution =
         "Enter the other half. Where it is lost or not published yet, leave its figures out: what is not known "
         "is not zero."},
    {.code = Code::votes_without_delegates,
     .slug = "votes-without-delegates",
     .severity = Severity::error,
     .summary = "people in groups, but no delegate is won",
     .guards = "A worksheet whose delegates were not entered.",
     .example = R"("awarded_sde": {"a": "0", "b": "0"})",
     .solution = "Enter the delegates, or leave them out while nobody knows them."},
    {.code = Code::not_whole,
     .slug = "not-whole",
     .severity = Severity::error,
     .summary = "SDE of no whole number of delegates",
     .guards =
         "A digit mistyped, or the equivalents of another county or of another number of delegates than is stated. "
         "Published ones are rounded to four decimals, "
         "so 0.00005 are let pass.",
     .example = R"("awarded_sde": {"a": "0.2345"})",
     .solution = "Multiply the delegates by the unit's state delegate equivalents and divide by its delegates."},
});

}  // namespace caucus_tally
