// SPDX-License-Identifier: MIT
#pragma once

#include "json/json_values.hpp"

#include <caucus_tally/contest.hpp>

namespace caucus_tally {

/// Adds what is known of the contest besides its results, under the names that the contest file gives it.
void add_facts(Json& object, const Contest& contest);

}  // namespace caucus_tally
