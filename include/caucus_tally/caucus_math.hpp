// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/allocate.hpp>
#include <caucus_tally/decimal.hpp>
#include <caucus_tally/ratio.hpp>
#include <caucus_tally/rules.hpp>
#include <caucus_tally/votes.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

// What all caucus rules here share: a group's exact share is members × delegates ÷ divisor, rounded. Where the rounded
// delegates fall short of the precinct's number, one more goes to the group whose exact share exceeds its delegates
// most; where there are too many, one is taken from the group whose share falls short of its delegates most, but never
// its only one, so that a precinct may end above its number. Both go round until the number is met. Between groups that
// are equal, chance decides.

namespace caucus_tally {

/// One precinct and the groups that stand in it when delegates are counted.
struct Precinct {
    Votes attendance = 0;         ///< as the rules count it; it stays the same when people leave
    std::uint64_t delegates = 0;  ///< the delegates it elects
    std::vector<Votes> groups;    ///< members of every group, uncommitted and others included
};

enum class PrecinctCase : std::uint8_t {
    shared,         ///< the viable groups share the delegates
    majority,       ///< a single delegate: whoever has more than half of those who stand in a group
    nobody_viable,  ///< no group is viable, so nobody wins a delegate
    no_delegates,   ///< the precinct elects none
    no_attendance,  ///< without attendance there is neither viability nor a share
    out_of_range,   ///< more delegates than max_delegates, or a group's share of 2^63 or more
};

struct GroupAllocation {
    bool viable = false;
    Ratio exact;                  ///< the share of the delegates; 0 for who is not viable
    std::uint64_t rounded = 0;    ///< before any are added or taken
    std::uint64_t delegates = 0;  ///< those of which the group is sure: a tie's are not included
};

/// Groups that each won or lost `times` delegates, in the order in which their turn came.
struct Adjustment {
    bool added = false;  ///< else taken away
    std::uint64_t times = 1;
    std::vector<std::size_t> groups;
};

/// Equal groups between which chance decides: any `winners` of them hold one delegate more than they are sure of.
struct PrecinctTie {
    bool adding = false;  ///< chance decides who gains one; else, who loses one
    std::vector<std::size_t> groups;
    std::size_t winners = 0;
};

/// One precinct's delegates, step by step.
struct PrecinctAllocation {
    PrecinctCase outcome = PrecinctCase::no_attendance;
    std::optional<Votes> viability;  ///< the members a group needs; nothing with a single delegate by majority
    Uint128 divisor = 0;             ///< what members × delegates is divided by
    std::vector<GroupAllocation> groups;
    std::size_t viable_groups = 0;
    /// More viable groups than the rules admit: the smallest ought to have realigned first, and what is computed from
    /// these groups (one delegate for each, above the precinct's number) is nothing that the rules give.
    bool too_many_groups = false;
    Uint128 rounded_total = 0;
    Uint128 delegates_total = 0;          ///< with those of the tie; may be above the precinct's number
    std::vector<Adjustment> adjustments;  ///< the first hundred, in order; a tie's outcome is not among them
    std::vector<std::size_t> kept_only;   ///< groups whose turn it was to lose one, but it is their only one
    std::optional<PrecinctTie> tie;
};

/// The share of the attendance that a group needs, or nothing where no delegate or only one, by majority, is elected.
std::optional<Fraction> viability_share(const CaucusRules& rules, std::uint64_t delegates);

/// The members a group needs to be viable, never below 1, or nothing where no delegate or only one, by majority, is
/// elected.
std::optional<Votes> find_viability(const CaucusRules& rules, Votes attendance, std::uint64_t delegates);

/// A precinct's delegates from its groups as they stand.
PrecinctAllocation allocate_precinct(const CaucusRules& rules, const Precinct& precinct);

/// Whether these delegates, one figure for each group, are a split that the rules allow: the groups that are in no tie
/// exactly, the tied ones any outcome of the lot. Never where nothing is computed: see PrecinctCase.
bool allows(const PrecinctAllocation& computed, std::span<const std::uint64_t> delegates);

/// State delegate equivalents of `won` delegates, where `unit_delegates` of them together are worth `unit_sde`:
/// of a county or of a precinct. Nothing where the unit has none or more than max_delegates, or the quotient does not
/// fit.
std::optional<Ratio> state_delegate_equivalents(std::uint64_t won, Decimal unit_sde, std::uint64_t unit_delegates);

/// The delegates that a published number of state delegate equivalents stands for, to the nearest whole one, half up.
/// Nothing where the unit has no equivalents, or the quotient does not fit or exceeds max_delegates.
std::optional<std::uint64_t> delegates_from_sde(Decimal sde, Decimal unit_sde, std::uint64_t unit_delegates);

}  // namespace caucus_tally
