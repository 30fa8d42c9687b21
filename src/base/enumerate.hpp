// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace caucus_tally {

/// As many names as a sentence can hold.
inline constexpr std::size_t most_named = 8;

/// "Ann, Bo and Cy"; of more than most_named the first ones "and 3 others".
std::string enumerate(const std::vector<std::string>& names);

}  // namespace caucus_tally
