// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/contest.hpp>
#include <caucus_tally/finding.hpp>
#include <optional>
#include <string_view>

namespace caucus_tally {

/// Makes a finding one about a unit: its id, and the pointer to a field of it ("attendance", "total" of a round). If
/// the unit stands in a table, locate() finds the pointer's figure there.
void place_at_unit(Finding& finding, const Contest& contest, std::size_t unit, std::string_view field,
                   std::optional<std::size_t> round = std::nullopt);

/// Makes a finding one about a candidate's votes of a round in a unit.
void place_at_votes(Finding& finding, const Contest& contest, std::size_t unit, const UnitResult& result,
                    std::size_t round);

/// Makes a finding one about a candidate's percentage in a unit.
void place_at_percent(Finding& finding, const Contest& contest, std::size_t unit, const UnitResult& result);

/// Makes a finding one about what a candidate won in a unit: delegates, or SDE if only those are stated.
void place_at_won(Finding& finding, const Contest& contest, std::size_t unit, const UnitResult& result);

/// Names the contest, and the candidate or pool whose figure the finding's pointer leads to.
void name_subject(Finding& finding, const Contest& contest);

/// " in the first round", by its title if it has one; empty in a contest without rounds.
std::string in_round(const Contest& contest, std::size_t round);

}  // namespace caucus_tally
