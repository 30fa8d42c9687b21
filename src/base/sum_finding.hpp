// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/finding.hpp>
#include <caucus_tally/numbers.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// One part of a sum, by the name it is shown with.
struct NamedVotes {
    std::string name;
    Votes votes = 0;
};

/// CT201: `what` ("candidates") add up to something else than `whole` ("the total") says, with the difference, and
/// whether digits look transposed. Without a place.
Finding sum_finding(Votes computed, Votes stated, std::string_view what, std::string_view whole);

/// The slip in one part, in the order of the file, that explains why the parts miss the whole: a digit too many or too
/// few, or a neighbor's figure repeated. Empty if none does, or more than one.
std::string explain_difference(const std::vector<NamedVotes>& parts, Votes computed, Votes stated);

}  // namespace caucus_tally
