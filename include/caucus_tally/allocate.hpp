// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/numbers.hpp>
#include <caucus_tally/rules.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// The most delegates of one pool or precinct: it bounds the work, and every product in 128 bits.
inline constexpr std::uint64_t max_delegates = 1'000'000;

/// The votes of one choice in a pool's jurisdiction. State delegate equivalents stand in for votes when all of them are
/// brought to whole numbers of one scale.
struct PoolRow {
    std::string_view id;
    Votes votes = 0;
    bool preference = true;  ///< false for write-ins and others: they count in the total and win nothing
};

/// What settles a tie. Every way but `open` is somebody's choice and belongs on record.
enum class TieRule : std::uint8_t { open, candidate, lot };

struct TieBreak {
    TieRule rule = TieRule::open;
    std::vector<std::string> winners;  ///< for candidate: ids, the first named wins first
    std::string seed;                  ///< for lot
};

/// One pool of delegates and the votes that decide it.
struct PoolInput {
    std::string_view name;  ///< a part of the lot's draw, so that two pools are drawn separately
    std::vector<PoolRow> rows;
    Votes other_votes = 0;  ///< votes in the total that no row holds
    /// The votes of each row in the whole contest, and those that no row holds there, for a pool of a part of it.
    /// Empty: the pool's own votes are those of the whole contest.
    std::vector<Votes> statewide;
    Votes statewide_others = 0;
    std::uint64_t delegates = 0;
    TieBreak tie_break;
};

/// The step at which preferences are equal.
enum class TieStep : std::uint8_t {
    qualify,   ///< of equal votes, and not all of them qualify
    finish,    ///< of equal votes, and the order of finish counts
    quotient,  ///< of equal remainders or claims
};

/// Preferences that the rules leave equal: in an order that is left to chance, each of the first `prizes.size()` of
/// the rows wins so many delegates more.
struct Tie {
    TieStep step = TieStep::quotient;
    std::uint64_t first_delegate = 0;   ///< which of the pool's delegates are in dispute: this one and those after it
    std::vector<std::size_t> rows;      ///< by rising index
    std::vector<std::uint64_t> prizes;  ///< above 0, falling; fewer than the rows, or not all equal
    TieRule settled_by = TieRule::open;
    std::vector<std::size_t> settled;  ///< the rows that a choice or a lot let win, in that order

    std::size_t winners() const { return prizes.size(); }
    bool open() const { return settled.size() < prizes.size(); }
    bool has(std::size_t row) const;
    std::uint64_t disputed() const;  ///< delegates in all
};

struct RowAllocation {
    bool qualified = false;
    Votes missing = 0;  ///< votes short of the threshold as it stands; 0 for those who reach it and for no preference
    Ratio quota;        ///< the exact share of the delegates to be shared out (with the Droop quota: votes ÷ quota)
    std::uint64_t guaranteed = 0;  ///< delegates that everybody who qualifies wins before all others
    std::uint64_t whole = 0;       ///< delegates by whole quotas, by rounding or by the place; else 0
    std::uint64_t extra = 0;       ///< further delegates, those of a settled tie included
    std::uint64_t given_up = 0;    ///< because rounding gave more than there are
    std::uint64_t delegates = 0;   ///< what these make; delegates of an open tie are not included
};

/// Why a pool cannot be computed.
enum class PoolFault : std::uint8_t {
    none,
    too_many_delegates,  ///< more than max_delegates
    too_many_votes,      ///< the total exceeds 2^64 - 1
    bad_rules,           ///< find_fault(rules) names the fault, or the places hold more delegates than the pool
};

/// That a condition for taking all holds.
struct AllTaken {
    std::size_t condition = 0;      ///< which of DelegateRules::takes_all
    std::optional<std::size_t> by;  ///< nullopt if leaders are tied
};

/// One pool, step by step. Where there is a fault, all else is empty.
struct PoolAllocation {
    PoolFault fault = PoolFault::none;
    Votes total = 0;
    Ratio threshold;           ///< in votes, exact; 0 where there is none
    Votes votes_needed = 1;    ///< the fewest votes that qualify; never below 1
    std::size_t fallback = 0;  ///< nobody reached the ordinary threshold: the so-manieth of the others holds, from 1
    Votes qualified_votes = 0;
    std::uint64_t delegates = 0;
    std::uint64_t shared = 0;  ///< what is left to be shared out or taken after the guaranteed ones
    std::optional<AllTaken> taken;
    std::uint64_t unallocated = 0;    ///< all of them where nobody qualifies, else 0
    std::uint64_t unbound = 0;        ///< left over, and bound to nobody
    std::vector<RowAllocation> rows;  ///< as the input's
    std::vector<Tie> ties;            ///< in the order of the steps; mostly none
    /// The delegates of each row if percentages were first rounded to the rules' percent_digits, where that differs.
    std::optional<std::vector<std::uint64_t>> rounded_first;

    bool has_open_tie() const;
    /// The most delegates that a row can have, however open ties end.
    std::uint64_t most(std::size_t row) const;
};

/// Allocates one pool under the rules, exactly. Time grows with rows × log(rows), not with delegates.
PoolAllocation allocate(const DelegateRules& rules, const PoolInput& pool);

/// What a preference's delegates hang on, in votes, all others unchanged, so that the total changes with it. A tie
/// counts as not won: `to_gain` is the least number of votes more with which it holds one delegate more than now
/// whatever a lot says, `to_lose` the least number of votes fewer with which it no longer surely holds all it has now.
/// Where more votes can also cost delegates, both are the nearest such number; farther ones may turn it again.
struct Margin {
    std::optional<Votes> to_gain;      ///< nullopt if no number of votes does it
    std::optional<Votes> to_lose;      ///< nullopt if it has no delegate
    std::optional<Votes> to_take_all;  ///< the least number more with which it takes all by a condition of the rules
};

struct Margins {
    std::vector<Margin> rows;  ///< as the input's; empty for rows that are no preference
    bool complete = true;  ///< false if the work was cut off (a hostile pool): those with fewer votes have none then
};

/// The margins of every preference by search over the real allocation: the threshold, the total and the fallback move
/// with the votes. `found` is what allocate() returned for the same pool.
Margins find_margins(const DelegateRules& rules, const PoolInput& pool, const PoolAllocation& found);

/// The choices in the order in which a seeded lot draws them: by rising SHA-256 of "SEED\nNAME\nID", where NAME is the
/// pool's or the precinct's, so that anybody can repeat it: printf '%s\n%s\n%s' SEED NAME ID | sha256sum.
std::vector<std::size_t> draw_lots(std::string_view seed, std::string_view name, std::span<const std::string_view> ids);

/// A pool's number of delegates where it need not be whole: `count` equal parts, each worth `worth`. 63.5 delegates are
/// 127 halves. nullopt if that makes more than max_delegates parts.
struct DelegateParts {
    std::uint64_t count = 0;
    Decimal worth{1};
};
std::optional<DelegateParts> delegate_parts(Decimal delegates);

}  // namespace caucus_tally
