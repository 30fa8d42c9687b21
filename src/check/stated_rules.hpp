// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/contest_allocation.hpp>
#include <optional>

namespace caucus_tally {

/// The contest's pools by its own rules, without margins; nothing where it has no pools or no rules that are known.
inline std::optional<ContestAllocation> allocate_as_stated(const Contest& contest) {
    if (!contest.allocation || contest.allocation->pools.empty()) return std::nullopt;
    const RuleSet* const rules = find_rules(contest.allocation->rules);
    if (rules == nullptr || !rules->delegates) return std::nullopt;
    AllocationRequest request;
    request.margins = false;
    return allocate_contest(contest, request);
}

}  // namespace caucus_tally
