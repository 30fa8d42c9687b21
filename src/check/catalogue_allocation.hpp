// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <caucus_tally/check.hpp>

namespace caucus_tally {

/// CT4 beyond sums: do the stated delegates follow from the votes by the stated rules?
inline constexpr auto allocation_checks = std::to_array<Check>({
    {.code = Code::allocation,
     .slug = "allocation",
     .severity = Severity::error,
     .summary = "a pool's delegates that the rules do not give",
     .guards =
         "A remainder given to the wrong candidate, at-large and party leader delegates allocated as one pool, or "
         "votes that were updated and delegates that were not. Each pool whose votes are known is allocated anew by "
         "the contest's rules, exactly.",
     .example = R"("awarded": {"a": 2, "b": 3})",
     .solution = "Follow the steps that `caucus-tally allocate --explain` prints for this pool. Where the party itself "
                 "decided otherwise, waive the finding with the reason."},
    {.code = Code::below_threshold,
     .slug = "below-threshold",
     .severity = Severity::error,
     .summary = "delegates for somebody below the threshold",
     .guards = "A threshold taken of another total, without write-ins or those who withdrew. Delegates won in "
               "districts by somebody below the threshold of the whole contest are within the rules: then it is a "
               "note.",
     .example = R"("awarded": {"a": 4, "b": 1})",
     .solution = "Compare the pool's total vote with the source: every vote counts in it, also those for nobody who "
                 "can win."},
    {.code = Code::impossible_split,
     .slug = "impossible-split",
     .severity = Severity::error,
     .summary = "a total that no split of the pools can make",
     .guards =
         "Totals of another count than the votes. Where the votes of some pools are not known, the computed pools are "
         "taken from the stated totals; what is left must be possible.",
     .example = R"("votes": 60, "delegates": 4)",
     .solution = "Look up the candidate's delegates, and the votes that decide the pools of the whole contest."},
    {.code = Code::tie,
     .slug = "tie",
     .severity = Severity::warning,
     .summary = "a delegate that the rules leave to chance",
     .guards =
         "A tie that was broken in silence, in a pool or in a precinct. The stated winner is accepted, whoever it is.",
     .example = R"("awarded": {"a": 2, "b": 1})",
     .solution =
         "Find out how the tie was broken (a coin, cards, lots) and keep it on record; waive the finding with that."},
    {.code = Code::rounding_matters,
     .slug = "rounding-matters",
     .severity = Severity::note,
     .summary = "a result that hangs on rounding percentages",
     .guards =
         "The rules' text speaks of percentages to three decimals. Whoever rounds first comes to another result than "
         "exact arithmetic here.",
     .example = R"("votes": 5971})",
     .solution = "Ask the party which reading holds."},
    {.code = Code::fallback_threshold,
     .slug = "fallback-threshold",
     .severity = Severity::note,
     .summary = "a pool in which nobody reached the threshold",
     .guards = "Rules that are easily confused: until 2016 the threshold then is the front-runner's share minus 10 "
               "points, from 2020 half of it.",
     .example = R"("rules": "dnc-2020")",
     .solution = "Make sure that the contest names the rules of its year."},
});

}  // namespace caucus_tally
