// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/finding.hpp>
#include <caucus_tally/numbers.hpp>
#include <string_view>

namespace caucus_tally {

/// CT201: `what` ("candidates") add up to something else than `whole` ("the total") says, with the difference, and
/// whether digits look transposed. Without a place.
Finding sum_finding(Votes computed, Votes stated, std::string_view what, std::string_view whole);

}  // namespace caucus_tally
