// SPDX-License-Identifier: MIT
#pragma once

#include "json/json_values.hpp"

#include <caucus_tally/contest.hpp>
#include <string>

namespace caucus_tally {

/// Adds what is known of the contest beside its results, under the names that the contest file gives it.
void add_facts(Json& object, const Contest& contest);

/// The contest as a contest file, format 1, in the one canonical layout. Reading it gives the same contest again.
std::string contest_file(const Contest& contest);

}  // namespace caucus_tally
