// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace caucus_tally {

/// Whether the whole text matches: `*` stands for any bytes, also none, `?` for exactly one byte.
bool matches_glob(std::string_view text, std::string_view pattern);

}  // namespace caucus_tally
