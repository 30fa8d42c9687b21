// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/caucus_math.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The words in which findings and the story of a precinct say how its delegates come about.

namespace caucus_tally {

/// "one" to "ten", then digits.
std::string count_word(Uint128 count);

/// "a coin", "cards", "lots"; and that it decides: "a coin decides".
std::string chance_text(TieProcedure procedure, bool decides);

/// "1 person", "1,234 people".
std::string people_text(Votes people);

/// Digits after the point in which parties publish shares and state delegate equivalents.
inline constexpr unsigned published_digits = 4;

/// How many digits after the point tell the shares of the viable groups apart and keep each on its side of a half: two
/// as a rule, at most eight.
unsigned share_digits(const PrecinctAllocation& allocation);

/// A share of delegates as the tables of party rules print it: "1.86", ".60".
std::string share_text(Ratio share, unsigned digits);

/// The whole reckoning in a sentence, groups by falling members: "1.80, .60, .60 round to 2, 1, 1, one too many for 3,
/// and only Buttigieg has one to lose". Empty unless the viable groups share the delegates.
std::string explain_split(const CaucusRules& rules, const Precinct& precinct, const PrecinctAllocation& allocation,
                          std::span<const std::string> names);

}  // namespace caucus_tally
