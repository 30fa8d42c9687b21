// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <caucus_tally/check.hpp>

namespace caucus_tally {

/// CT2 to CT4: do the stated figures agree with each other?
inline constexpr auto figure_checks = std::to_array<Check>({
    {.code = Code::sum,
     .slug = "sum",
     .severity = Severity::error,
     .summary = "parts that do not add up to the whole",
     .guards = "A digit mistyped or transposed, a candidate or precinct left out or counted twice. Candidates are held "
               "against the total, and units against their parent and the contest, for every level, candidate and "
               "round. A difference that one exchange of neighboring digits explains is noted.",
     .example = R"("total": {"votes": 18571})",
     .solution = "Look both figures up in the source. Where the source itself is wrong, keep its figures and waive the "
                 "finding with a reason."},
    {.code = Code::vote_types,
     .slug = "vote-types",
     .severity = Severity::error,
     .summary = "vote types that do not add up to the votes",
     .guards = "A column that was moved, left out or corrected alone: election day, early, absentee and the other vote "
               "types of a row are its votes.",
     .example = "1,Governor,Ann Adler,12,10,3",
     .solution = "Look the row up in the source; where a column is a part of another one, leave it out."},
    {.code = Code::over_ballots,
     .slug = "over-ballots",
     .severity = Severity::error,
     .summary = "more votes than ballots, attendees or voters",
     .guards =
         "Votes of another unit, counted twice, or with a digit too many. Votes, ballots, attendees and registered "
         "voters of a unit are each no more than the next. Of a precinct table only ballots cast and registered "
         "voters are compared: a voter may have several votes for one office.",
     .example = "Adair,5,6",
     .solution = "Look both figures up in the unit's own report. Where people registered on the spot, the registered "
                 "voters are those of before: leave them out."},
    {.code = Code::pool_sum,
     .slug = "pool-sum",
     .severity = Severity::error,
     .summary = "pools that do not add up to the delegates",
     .guards = "A pool that was forgotten, or delegates without a vote (superdelegates) counted among the pledged.",
     .example = R"({"name": "PLEO", "delegates": 3})",
     .solution = "Compare the pools with the party's delegate selection plan."},
    {.code = Code::percent,
     .slug = "percent",
     .severity = Severity::error,
     .summary = "a percentage that is not the computed one",
     .guards =
         "Votes or percentages that were typed anew or updated without the other. The share is computed exactly and "
         "rounded once, half up, to as many digits as are stated; one that was cut off instead is noted.",
     .example = R"("percent": "66.66")",
     .solution = "Correct the percentage, or the votes it was computed from."},
    {.code = Code::percent_base,
     .slug = "percent-base",
     .severity = Severity::error,
     .summary = "percentages that fit another whole",
     .guards =
         "Percentages of the listed candidates only, without write-ins or those who withdrew, beside a total of all "
         "votes.",
     .example = R"("percent": "60.00")",
     .solution = "State percentages of all votes, or state the total they were computed of."},
    {.code = Code::percent_total,
     .slug = "percent-total",
     .severity = Severity::note,
     .summary = "rounded shares that do not add up to 100",
     .guards =
         "Nothing is wrong: rounded shares need not add up to 100, and shares that were made to do so are no longer "
         "right.",
     .example = R"("percent": "33.33")",
     .solution = "Leave them as they are, or state more digits."},
    {.code = Code::delegate_sum,
     .slug = "delegate-sum",
     .severity = Severity::error,
     .summary = "candidates' delegates that do not add up",
     .guards = "Delegates of a candidate who withdrew, moved or left out; half delegates rounded.",
     .example = R"("total": {"votes": 30, "delegates": 4})",
     .solution = "Look the delegates up in the source. Delegates of nobody belong to a candidate \"uncommitted\"."},
});

}  // namespace caucus_tally
