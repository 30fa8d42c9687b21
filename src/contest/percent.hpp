// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/votes.hpp>
#include <string>

namespace caucus_tally {

/// As percent_of, but cut off instead of rounded.
std::string truncated_percent_of(Votes part, Votes whole, unsigned digits);

}  // namespace caucus_tally
