// SPDX-License-Identifier: MIT
#pragma once

#include "json/json_fields.hpp"

#include <caucus_tally/contest.hpp>

namespace caucus_tally {

/// Reads the array of a contest's candidates; ids and names that do not say which one is meant are CT103.
void read_candidates(FieldReader& reader, std::uint32_t array, Contest& contest);

}  // namespace caucus_tally
