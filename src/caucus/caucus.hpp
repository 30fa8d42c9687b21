// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/caucus.hpp>
#include <caucus_tally/contest.hpp>
#include <caucus_tally/finding.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

// What the other rooms use of this one besides its public face.

namespace caucus_tally {

/// CT405 and CT501 to CT516: the precincts of a contest against its rules; CT101 if those are unknown.
void check_caucus(const Contest& contest, std::vector<Finding>& findings);

/// How many precincts are counted, but not held against the rules. 0 if the contest has no such rules.
std::size_t count_unjudged(const Contest& contest);

/// The units that no others lie in, as indices into Contest::units.
std::vector<std::size_t> precinct_units(const Contest& contest);

/// The people of a round in a unit, as stated, else of the groups; nullopt if that exceeds 2^64 - 1.
std::optional<Votes> round_total(const Unit& unit, std::size_t round);

/// The contest with this figure of every group in place of its delegates and SDE, and none stated above the precincts,
/// so that all sums are sums of precincts. `count` is `counted` or `published`.
Contest with_counts(Contest contest, const ContestPrecincts& precincts,
                    GroupCount (*count)(const PrecinctResult&, std::size_t));

// The words in which findings and reports say how a precinct's delegates come about.

/// Digits after the point in which parties publish shares and state delegate equivalents.
inline constexpr unsigned published_digits = 4;

/// "one" to "ten", then digits.
std::string count_word(Uint128 count);

/// "a coin", "cards", "lots"; and that it decides: "a coin decides".
std::string chance_text(TieProcedure procedure, bool decides);

/// "1 person", "1,234 people".
std::string people_text(Votes people);

/// How many digits after the point tell the shares of the viable groups apart and keep each on its side of a half: two
/// as a rule, at most eight.
unsigned share_digits(const PrecinctResult& result);

/// A share of delegates as the tables of party rules print it: "1.86", ".60".
std::string share_text(Ratio share, unsigned digits);

/// The whole reckoning in a sentence, groups by falling people: "1.80, .60, .60 round to 2, 1, 1, one too many for 3,
/// and only Buttigieg has one to lose". Empty unless the viable groups share the delegates.
std::string explain_split(const PrecinctResult& result);

}  // namespace caucus_tally
