// SPDX-License-Identifier: MIT
#pragma once

#include "json/json_fields.hpp"

#include <caucus_tally/contest.hpp>
#include <string>
#include <vector>

namespace caucus_tally {

/// Reads the array of rounds, max_rounds at most; two of one id are CT103.
std::vector<Round> read_rounds(FieldReader& reader, std::uint32_t array);

/// Reads the array of levels, max_levels at most; two of one name are CT103.
std::vector<std::string> read_levels(FieldReader& reader, std::uint32_t array);

/// Levels and rounds are columns of the unit tables: one that is called as another column is CT101. 0 stands for an
/// array that the contest does not have.
void check_column_names(FieldReader& reader, std::uint32_t levels, std::uint32_t rounds, const Contest& contest);

}  // namespace caucus_tally
