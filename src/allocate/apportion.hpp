// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/numbers.hpp>
#include <caucus_tally/rules.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace caucus_tally {

/// The delegates of those who qualified, by their place in the list of votes; what a tie leaves open is not included.
struct Apportionment {
    std::vector<std::uint64_t> whole;
    std::vector<std::uint64_t> extra;
    std::vector<std::size_t> tied;  ///< by rising place
    std::size_t winners = 0;        ///< how many of the tied win
    std::uint64_t each = 1;         ///< what each of them wins
};

/// votes × multiplier ÷ unit is what somebody's votes are worth in delegates. multiplier ≤ max_delegates.
struct QuotaScale {
    Uint128 multiplier = 1;
    Uint128 unit = 1;
};

/// The scale for so many qualified votes, above 0.
QuotaScale quota_scale(Quota quota, Votes qualified, std::uint64_t delegates);

/// Whole quotas, then one more to the largest remainders, round after round while delegates are left. Nothing where the
/// whole quotas alone exceed the delegates, which only votes that do not add up to the scale can cause.
std::optional<Apportionment> apportion_by_remainder(std::span<const Votes> votes, QuotaScale scale,
                                                    std::uint64_t delegates);

/// One delegate at a time to the strongest claim.
Apportionment apportion_by_claims(std::span<const Votes> votes, Signposts signposts, std::uint64_t delegates);

/// Everything to the most votes.
Apportionment apportion_to_winner(std::span<const Votes> votes, std::uint64_t delegates);

/// What the method gives to these votes, none of which is 0, with this sum.
Apportionment apportion(const DelegateRules& rules, std::span<const Votes> votes, Votes sum, std::uint64_t delegates);

}  // namespace caucus_tally
