// SPDX-License-Identifier: MIT
#include "check/contest_checks.hpp"
#include "contest/unit_place.hpp"

#include <caucus_tally/check.hpp>

namespace caucus_tally {

std::vector<Finding> check(const Contest& contest) {
    std::vector<Finding> findings;
    for (ContestCheck* const run : contest_checks) run(contest, findings);
    for (Finding& finding : findings) name_subject(finding, contest);
    return findings;
}

}  // namespace caucus_tally
