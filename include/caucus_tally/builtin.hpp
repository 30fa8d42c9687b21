// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace caucus_tally {

/// A contest compiled into the library: its id and the text of its contest file.
struct BuiltinContest {
    std::string_view id;
    std::string_view text;
};

/// All of them, sorted by id.
std::span<const BuiltinContest> builtin_contests();

}  // namespace caucus_tally
