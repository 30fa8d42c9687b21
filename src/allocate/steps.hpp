// SPDX-License-Identifier: MIT
// The steps of a pool that its allocation and its margins share: who qualifies, who takes all, what the methods give.
#pragma once

#include <caucus_tally/allocate.hpp>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace caucus_tally {

struct Threshold {
    Ratio votes;
    Votes needed = 1;       ///< never below 1: nobody wins a delegate without a vote
    std::size_t level = 0;  ///< 0: the ordinary one; k: the k-th of if_none, or if_none_places
};

/// The threshold that applies where the front-runner has `leader` of `total` votes. Exactly the share qualifies, as in
/// DNC Rule 13.F / 14.F.
Threshold find_threshold(const DelegateRules& rules, Votes total, Votes leader);

/// Whether `votes` of `total` meet a condition for taking all that only looks at the share: more than half, or so much.
bool has_share(const TakesAll& condition, Votes votes, Votes total);

/// Those who win of the tied choices with these ids, as places among them, in the order of the choice or the lot: at
/// most `winners`. Fewer or none if the tie break leaves them open: a choice may name nobody of this tie.
std::vector<std::size_t> settle(const TieBreak& tie_break, std::string_view name, std::span<const std::string_view> ids,
                                std::size_t winners);

/// The delegates of those who qualified, by their place in the list of votes; what a tie leaves open is not included.
struct Apportionment {
    std::vector<std::uint64_t> whole;
    std::vector<std::uint64_t> extra;
    std::vector<std::size_t> tied;  ///< by rising place
    std::size_t winners = 0;        ///< how many of the tied win one more
};

/// votes × multiplier ÷ unit is what somebody's votes are worth in delegates. multiplier ≤ max_delegates.
struct QuotaScale {
    Uint128 multiplier = 1;
    Uint128 unit = 1;
};

/// The scale if shares are taken of so many votes, above 0.
QuotaScale quota_scale(Quota quota, Votes votes, std::uint64_t delegates);

/// Whole quotas, then one more to the largest remainders, round after round while delegates are left. nullopt if the
/// whole quotas alone exceed the delegates, which only votes that do not add up to the scale can cause.
std::optional<Apportionment> apportion_by_remainder(std::span<const Votes> votes, QuotaScale scale,
                                                    std::uint64_t delegates);

/// One delegate at a time to the strongest claim.
Apportionment apportion_by_claims(std::span<const Votes> votes, Signposts signposts, std::uint64_t delegates);

/// Each share of the delegates, rounded; these need not add up to them.
std::vector<std::uint64_t> round_shares(std::span<const Votes> votes, QuotaScale scale, ShareRounding rounding);

/// One more each to those of the rounded shares that fall short most, round after round while delegates are left; or
/// one less each from those that exceed most, where there are more than the delegates: `whole` has lost one then, and
/// `extra` gives it back to all but these. At most one is taken from each.
Apportionment level_out(std::span<const Votes> votes, QuotaScale scale, std::vector<std::uint64_t> rounded,
                        std::uint64_t delegates);

/// What a preference brings forward for its next delegate under a divisor method: its votes over the signpost of that
/// delegate. The votes are above 0; `delegate` counts from 1 and is at most max_delegates + 1.
struct Claim {
    Votes votes = 0;
    std::uint64_t delegate = 1;
};

/// Which claim is stronger, exactly. Where the first signpost is 0 a first claim beats every later one, and among first
/// claims more votes win.
std::strong_ordering compare_claims(Signposts signposts, Claim a, Claim b);

/// How many delegates of a preference with so many votes claim at least as strongly as `against`; never more than
/// `limit`, at which the count stops.
std::uint64_t count_claims(Signposts signposts, Votes votes, Claim against, std::uint64_t limit);

}  // namespace caucus_tally
