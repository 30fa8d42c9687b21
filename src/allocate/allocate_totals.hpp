// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/contest_allocation.hpp>
#include <caucus_tally/precincts.hpp>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace caucus_tally {

/// The totals hold rows of other contests than the candidates' own, which these values of columns tell apart.
struct MixedContests : AllocationError {
    MixedContests(const std::string& message, std::vector<std::pair<std::string, std::string>> choice_)
        : AllocationError(Fault::call, message), choice(std::move(choice_)) {}
    std::vector<std::pair<std::string, std::string>> choice;
};

/// What a contest's rules make of totals.
struct TabulatedAllocation {
    Contest contest;  ///< with the votes that were added up, and without its units' and stated figures
    ContestAllocation allocation;
    std::vector<std::optional<Decimal>> delegates;  ///< of each group, surely won; nullopt if it is no candidate's
    std::vector<std::string> strangers;             ///< groups of nobody on the contest's list; they count in the total
    std::vector<std::string> missing;               ///< candidates without a group; they have no votes
};

/// Allocates the delegates of a contest's pools by votes that were added up. Candidates are known by name or id, in any
/// spelling that differs in case, punctuation and blanks alone. Pools of units are not computed. Throws AllocationError
/// where the contest has no allocation, where the totals have no candidates or votes, several groups of one
/// candidate, or groups of other contests, which the group columns `contest_columns` tell apart. Where all candidates
/// are missing nothing is allocated.
TabulatedAllocation allocate_totals(Contest contest, const Tabulation& totals,
                                    std::span<const std::size_t> contest_columns);

}  // namespace caucus_tally
