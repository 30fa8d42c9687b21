// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/numbers.hpp>
#include <caucus_tally/rules.hpp>
#include <compare>
#include <cstdint>

namespace caucus_tally {

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
