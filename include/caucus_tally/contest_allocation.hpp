// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/allocate.hpp>
#include <caucus_tally/contest.hpp>
#include <caucus_tally/rules.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace caucus_tally {

/// Another number of delegates for a pool: "At-large", or "District/5" for the pool of one unit.
struct PoolSize {
    std::string pool;
    Decimal delegates;
};

/// What to allocate by, where it is not what the contest states.
struct AllocationRequest {
    StatedRules rules;                  ///< for all pools; empty: the contest's and its pools'
    std::optional<Fraction> threshold;  ///< instead of the rules'
    std::vector<PoolSize> sizes;
    TieBreak tie_break;
    bool margins = true;  ///< whether margins are wanted, which take most of the time
    /// Where pools go by state delegate equivalents: those that the rules give in each precinct, not those stated.
    bool computed_sde = false;
};

/// The allocation cannot be computed. The message says what would be right.
struct AllocationError : std::runtime_error {
    enum class Fault : std::uint8_t {
        call,  ///< it asks for rules or pools that there are not
        data,  ///< the contest holds nothing to compute it from
    };
    AllocationError(Fault fault_, const std::string& message) : std::runtime_error(message), fault(fault_) {}
    Fault fault;
};

/// The pool of the whole contest or of one unit of its level.
struct PoolPlace {
    std::size_t pool = 0;             ///< index into AllocationPlan::pools
    std::optional<std::size_t> unit;  ///< index into Contest::units, where the unit is one of them
    std::string unit_id;              ///< empty: the whole contest
    std::string unit_name;            ///< as the contest gives it
    bool operator==(const PoolPlace&) const = default;
};

/// "At-large", or "District/5" for a unit: what a lot is drawn for and what --pool selects.
std::string pool_label(const Contest& contest, const PoolPlace& place);

/// The fewest and the most delegates that somebody can have, in parts of the pool.
struct DelegateRange {
    std::uint64_t least = 0;
    std::uint64_t most = 0;
    bool is_open() const { return least != most; }
    bool operator==(const DelegateRange&) const = default;
};

/// Votes of a pool's jurisdiction that nobody knows: of an "other" without a figure, of choices that are not listed.
/// Whose they are does not matter, only how many there are: they count in the total.
struct UnknownVotes {
    std::vector<std::size_t> of;  ///< the candidates whose votes are unknown, wholly or in part; none: nobody listed
    std::optional<Votes> most;    ///< nullopt: nothing bounds them
    /// With no more of them than this the pool comes out as with none; nullopt: however many there are.
    std::optional<Votes> decided_to;
    std::vector<DelegateRange> won;  ///< of each row, over all numbers of unknown votes and all ends of ties
    DelegateRange unbound;
};

/// A pool with every step. Rows of the steps and margins are the contest's candidates, in their order.
struct AllocatedPool {
    PoolPlace place;
    Decimal delegates;
    Decimal worth{1};                         ///< delegates that one of the steps' whole numbers stands for
    std::vector<std::optional<Votes>> votes;  ///< of each candidate; those unknown are too few to qualify
    Votes unlisted = 0;                       ///< votes in the stated total that no candidate's figure holds
    bool of_sde = false;  ///< state delegate equivalents stand in for votes, brought to whole numbers of one scale:
    unsigned vote_digits = 0;  ///< so many digits after the point belong to everything that counts votes
    PoolAllocation steps;      ///< with none of the unknown votes, if there are any
    Margins margins;           ///< with empty rows where none were requested, and where votes are unknown
    std::optional<UnknownVotes> unknown;

    /// Whether a delegate hangs on unknown votes.
    bool hangs_on_unknown() const { return unknown && unknown->decided_to; }
    /// Whether a delegate is left to chance or hangs on unknown votes.
    bool is_open() const { return steps.has_open_tie() || hangs_on_unknown(); }
    /// What a row wins, whatever is left to chance or unknown.
    DelegateRange won(std::size_t row) const {
        return unknown ? unknown->won[row] : DelegateRange{steps.rows[row].delegates, steps.most(row)};
    }
    /// What is bound to nobody.
    DelegateRange unbound() const { return unknown ? unknown->unbound : DelegateRange{steps.unbound, steps.unbound}; }
};

/// What so many parts of the pool are in delegates.
Decimal delegates_won(const AllocatedPool& pool, std::uint64_t parts);

/// Why a pool is not computed.
enum class NotComputed : std::uint8_t {
    no_units,       ///< the contest holds no unit of the pool's level
    no_votes,       ///< nobody's votes are known
    partial_votes,  ///< the votes of somebody who might qualify are unknown
    no_delegates,   ///< the unit's number of delegates is unknown
    too_many_delegates,
    too_many_votes,
    bad_rules,  ///< the rules cannot be, or their places hold more delegates than the pool
};

struct UncomputedPool {
    PoolPlace place;
    std::optional<Decimal> delegates;
    NotComputed why = NotComputed::no_votes;
};

/// What a candidate's stated delegates leave for the pools that are not computed.
struct ImpliedRow {
    Decimal computed;               ///< surely won in the computed pools
    std::optional<Decimal> stated;  ///< in all pools
    /// The rest; nullopt if none are stated, fewer than computed, or a tie leaves it open.
    std::optional<Decimal> rest;
    bool possible = true;  ///< not fewer than computed, and none for somebody without a vote or who is no preference
};

struct ImpliedDelegates {
    std::optional<Decimal> delegates;  ///< of the pools that are not computed; nullopt if pools contradict each other
    std::vector<ImpliedRow> rows;      ///< as the contest's candidates
    bool complete = true;              ///< everybody's rest is known
    bool possible = true;  ///< every row is, and together they are what the pools hold (at most, if incomplete)
};

/// The rules by which a pool is allocated.
struct AppliedRules {
    std::string id;     ///< of a rule set, or what a spelled-out object is called
    std::string title;  ///< empty if the object has none
    DelegateRules rules;
};

/// All pools of a contest.
struct ContestAllocation {
    std::string rules;                  ///< the id of the contest's or the requested rules
    std::string title;                  ///< theirs
    std::vector<AppliedRules> applied;  ///< of each pool of the plan, with the requested threshold
    AllocationRequest request;
    bool what_if = false;  ///< other rules, another threshold or other pools than the contest states
    bool whole = true;     ///< false where only some pools were selected
    std::vector<AllocatedPool> pools;
    std::vector<UncomputedPool> uncomputed;
    std::size_t open_precinct_ties = 0;  ///< whose state delegate equivalents are in nobody's figure
    /// Where pools are not computed, delegates are stated and nothing is tried: what these leave for those.
    std::optional<ImpliedDelegates> implied;
};

/// The rules of a computed pool.
inline const DelegateRules& rules_of(const ContestAllocation& allocation, const AllocatedPool& pool) {
    return allocation.applied[pool.place.pool].rules;
}

/// Allocates every pool whose votes and delegates are known; nothing unknown is guessed. Votes are those of the last
/// round, or the state delegate equivalents where the plan goes by these; a unit that states none gets the sums of the
/// units inside it. Throws AllocationError.
ContestAllocation allocate_contest(const Contest& contest, const AllocationRequest& request = {});

/// Leaves only the pools of these names: a pool's ("District": of all units), a label ("District/5") or a unit's name.
/// Throws AllocationError for a name that is none of them.
void select_pools(const Contest& contest, std::span<const std::string> names, ContestAllocation& allocation);

/// Whether a delegate of a computed pool is left to chance or hangs on unknown votes.
bool is_open(const ContestAllocation& allocation);

/// The delegates of each candidate surely won in all computed pools. nullopt if a sum is out of bounds.
std::vector<std::optional<Decimal>> sum_pools(const Contest& contest, const ContestAllocation& allocation);

/// The delegates of all computed pools that are bound to nobody.
std::optional<Decimal> sum_unbound(const ContestAllocation& allocation);

/// What the contest states that each candidate won in a pool. Candidates that are not mentioned won nothing where the
/// others won all of it, else they are unknown.
std::vector<std::optional<Decimal>> stated_awards(const Contest& contest, const PoolPlace& place, Decimal delegates);

/// What the result of a pool is compared with.
enum class Baseline : std::uint8_t { stated, implied, computed };

/// A pool's delegates before and after.
struct PoolComparison {
    PoolPlace place;
    Baseline baseline = Baseline::computed;
    std::vector<std::optional<Decimal>> before;  ///< as the contest's candidates
    std::vector<Decimal> after;
};

/// Each pool beside what the contest states for it; where it states nothing, beside what its own rules give.
std::vector<PoolComparison> compare_with_contest(const Contest& contest, const ContestAllocation& tried);

/// Each pool that both allocations hold: what `usual` gives and what `tried` does.
std::vector<PoolComparison> compare_pools(const ContestAllocation& usual, const ContestAllocation& tried);

}  // namespace caucus_tally
