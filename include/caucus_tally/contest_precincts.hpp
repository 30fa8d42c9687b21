// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/contest.hpp>
#include <caucus_tally/precinct_report.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace caucus_tally {

/// Why a unit's delegates are not held against the rules.
enum class UnitCase : std::uint8_t {
    judged,
    unknown_delegates,  ///< how many it elects is not stated: satellite sites
    no_figures,         ///< nobody is counted and nothing is won
    too_many_votes,     ///< a total exceeds 2^64 - 1
};

/// A unit that no other lies in. Its groups are its results, in their order.
struct PrecinctUnit {
    std::size_t unit = 0;  ///< index into Contest::units
    UnitCase outcome = UnitCase::judged;
    PrecinctReport report;
};

struct PrecinctsRequest {
    std::string rules;   ///< the id of a rule set for precincts; empty: the contest's
    TieBreak tie_break;  ///< for ties that the published delegates do not settle
};

/// Every precinct of a contest, in the order of the file. Refers to a rule set of the table.
struct ContestPrecincts {
    const RuleSet* rules = nullptr;  ///< never null
    std::vector<PrecinctUnit> units;
};

/// Computes every unit that no other lies in. Throws AllocationError where there are no such rules.
ContestPrecincts allocate_precincts(const Contest& contest, const PrecinctsRequest& request = {});

/// Leaves only the units of these names: an id ("Polk/DES MOINES-14") or a name that only one of them has. Throws
/// AllocationError for any other.
void select_precincts(const Contest& contest, std::span<const std::string> names, ContestPrecincts& precincts);

/// Whether the rules say who has the unit's delegates; else what is published counts as it is.
bool counts_as_computed(const PrecinctUnit& precinct);

/// Whether what is published is something else than what the rules give.
bool differs_from_rules(const PrecinctUnit& precinct);

/// A group's delegates and state delegate equivalents; those of an open tie are in nobody's figure.
struct GroupCount {
    std::optional<Decimal> delegates;
    std::optional<Decimal> sde;
};

/// What the rules give a group; what is published where they give nothing.
GroupCount counted(const PrecinctUnit& precinct, std::size_t group);

/// What is published of a group: delegates by its SDE where only those are, and the other way round.
GroupCount published(const PrecinctUnit& precinct, std::size_t group);

/// The contest with this figure of every group in place of its delegates and SDE, and none stated above the precincts,
/// so that all sums are sums of precincts.
Contest with_counts(Contest contest, const ContestPrecincts& precincts,
                    GroupCount (*count)(const PrecinctUnit&, std::size_t));

}  // namespace caucus_tally
