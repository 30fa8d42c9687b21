// SPDX-License-Identifier: MIT
#pragma once

#include "caucus/precinct_unit.hpp"

#include <caucus_tally/caucus_math.hpp>
#include <caucus_tally/contest.hpp>
#include <caucus_tally/finding.hpp>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace caucus_tally {

/// A unit of a caucus with what the rules give for it. Results, groups and computed delegates have the same order.
struct CaucusUnit {
    const Contest& contest;
    const CaucusRules& rules;
    std::size_t index = 0;  ///< into Contest::units
    PrecinctFigures figures;
    PrecinctAllocation computed;

    const Unit& unit() const { return contest.units[index]; }
    const std::string& name(std::size_t group) const {
        return contest.candidates[unit().results[group].candidate].name;
    }
    /// Whether a group won anything, by its delegates where they are known.
    bool has_won(std::size_t group) const;
    bool anything_won() const;
    /// Whether anybody's votes or the total of a round are stated. A round that is not published yet is not an empty
    /// one.
    bool reports(std::size_t round) const;
    /// Whether it is stated what anybody won. Then who is not named won nothing; else nobody's delegates are known.
    bool states_awards() const;
    /// Whether the rules give a split for these groups: not where the smallest viable ones ought to have realigned.
    bool is_lawful() const { return computed.outcome == PrecinctCase::shared && !computed.too_many_groups; }
};

/// How many units are counted, but not held against the rules for precincts: their delegates or all their figures are
/// not known. 0 where the contest has no such rules.
std::size_t count_unjudged(const Contest& contest);

/// CT501, CT502, CT514: the totals of the first and the last round.
void check_round_totals(const CaucusUnit& unit, std::vector<Finding>& findings);

/// CT503, CT504, CT505: what became of viable groups, and who is still counted without being viable.
void check_viable_groups(const CaucusUnit& unit, std::vector<Finding>& findings);

/// CT506, CT507, CT513, CT515: who won, against who is there and viable.
void check_winners(const CaucusUnit& unit, std::vector<Finding>& findings);

/// CT511, CT512: groups against each other.
void check_order(const CaucusUnit& unit, std::vector<Finding>& findings);

/// CT508, CT509, CT516: how many delegates there are in all, and whether they are whole.
void check_number(const CaucusUnit& unit, std::vector<Finding>& findings);

/// CT405, CT510: the split against the one that the rules give, and the ties in it.
void check_split(const CaucusUnit& unit, std::vector<Finding>& findings);

/// A finding about the unit, as severe as the catalogue says; `message` goes on from `in "Polk/DES MOINES-14" `.
Finding unit_finding(const CaucusUnit& unit, Code code, const std::string& message);

/// The same, at a group's votes of the last round or at what it won, with its figure as the stated one and the figure
/// that the others imply as the computed one.
Finding votes_finding(const CaucusUnit& unit, Code code, std::size_t group, const std::string& message,
                      std::string computed);
Finding won_finding(const CaucusUnit& unit, Code code, std::size_t group, const std::string& message,
                    std::string computed);

/// The groups that this is true of, in the order of the file.
std::vector<std::size_t> groups_where(const CaucusUnit& unit, const std::function<bool(std::size_t)>& is_wanted);

/// A clause about each of these groups, the first ten of them: "Biden 9; Yang 7".
std::string clauses(const std::vector<std::size_t>& groups, const std::function<std::string(std::size_t)>& clause);

/// Says on what attendance the thresholds and shares rest where none is stated.
void note_attendance(const CaucusUnit& unit, Finding& finding);

/// What is stated that the group won, as a figure; empty where nobody's delegates are known.
std::string won_figure(const CaucusUnit& unit, std::size_t group);

/// "1 delegate", "2 delegates"; SDE where only those are known.
std::string won_text(const CaucusUnit& unit, std::size_t group);

}  // namespace caucus_tally
