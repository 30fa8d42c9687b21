// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/numbers.hpp>
#include <caucus_tally/rules.hpp>

namespace caucus_tally {

struct Threshold {
    Ratio votes;
    Votes needed = 1;  ///< never below 1: nobody wins a delegate without a vote
    bool fallback = false;
};

/// The ordinary threshold in whole votes, DNC Rule 13.F / 14.F: exactly the share qualifies.
Votes ordinary_threshold(const DelegateRules& rules, Votes total);

/// The threshold that applies where the front-runner has `leader` of `total` votes.
Threshold find_threshold(const DelegateRules& rules, Votes total, Votes leader);

}  // namespace caucus_tally
