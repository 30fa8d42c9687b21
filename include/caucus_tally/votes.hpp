// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace caucus_tally {

/// People who voted or stood in a corner: a whole number, never negative. 64 bits hold every electorate.
using Votes = std::uint64_t;

/// Wide enough for every product of two 64-bit counts.
__extension__ typedef unsigned __int128 Uint128;

/// a + b, or nothing where the sum exceeds 2^64 - 1.
constexpr std::optional<Votes> checked_add(Votes a, Votes b) {
    Votes sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) return std::nullopt;
    return sum;
}

/// The count as people read it: 163769 becomes "163,769".
std::string with_separators(Votes count);

}  // namespace caucus_tally
