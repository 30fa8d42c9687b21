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
    std::uint64_t delegates = 0;
    TieBreak tie_break;
};

/// Preferences whom the rules leave equal: any `winners` of the rows win `each` delegates more.
struct Tie {
    std::uint64_t first_delegate = 0;  ///< which of the pool's delegates are in dispute: this one and those after it
    std::vector<std::size_t> rows;     ///< by rising index
    std::size_t winners = 0;           ///< fewer than the rows
    std::uint64_t each = 1;
    TieRule settled_by = TieRule::open;
    std::vector<std::size_t> settled;  ///< the rows that a choice or a lot let win, in that order

    bool open() const { return settled.size() < winners; }
};

struct RowAllocation {
    bool qualified = false;
    Votes missing = 0;        ///< votes short of the threshold as it stands; 0 for who qualified and for no preference
    Ratio quota;              ///< the exact share of the pool's delegates (with the Droop quota: votes ÷ quota)
    std::uint64_t whole = 0;  ///< delegates by whole quotas; 0 for methods that give them one at a time
    std::uint64_t extra = 0;  ///< further delegates, those of a settled tie included
    std::uint64_t delegates = 0;  ///< whole + extra; those of an open tie are not included
};

/// Why a pool cannot be computed.
enum class PoolFault : std::uint8_t {
    none,
    too_many_delegates,  ///< more than max_delegates
    too_many_votes,      ///< the total exceeds 2^64 - 1
    bad_threshold,       ///< above 100%, or a denominator of 0
};

/// One pool, step by step. Where there is a fault, all else is empty.
struct PoolAllocation {
    PoolFault fault = PoolFault::none;
    Votes total = 0;
    Ratio threshold;             ///< in votes, exact; 0 where there is none
    Votes votes_needed = 1;      ///< the fewest votes that qualify; never below 1
    bool fallback_used = false;  ///< nobody reached the ordinary threshold
    Votes qualified_votes = 0;
    std::uint64_t delegates = 0;
    std::uint64_t unallocated = 0;    ///< all of them where nobody qualifies, else 0
    std::vector<RowAllocation> rows;  ///< as the input's
    std::optional<Tie> tie;
    /// The delegates of each row if percentages were first rounded to the rules' percent_digits, where that differs.
    std::optional<std::vector<std::uint64_t>> rounded_first;
};

/// Allocates one pool under the rules, exactly. Time grows with rows × log(rows), not with delegates.
PoolAllocation allocate(const DelegateRules& rules, const PoolInput& pool);

/// What a preference's delegates hang on, in votes, all others unchanged, so that the total changes with it. A tie
/// counts as not won: `to_gain` is the least number of votes more with which it holds one delegate more than now
/// whatever a lot says, `to_lose` the least number of votes fewer with which it no longer surely holds all it has now.
struct Margin {
    std::optional<Votes> to_gain;  ///< nothing where no number of votes does it
    std::optional<Votes> to_lose;  ///< nothing where it has no delegate
};

struct Margins {
    std::vector<Margin> rows;  ///< as the input's; empty for rows that are no preference
    bool complete = true;      ///< false where the work was cut off (a hostile pool): who has fewer votes is then empty
};

/// The margins of every preference by search over the real allocation: the threshold, the total and the fallback move
/// with the votes. `found` is what allocate() returned for the same pool.
Margins find_margins(const DelegateRules& rules, const PoolInput& pool, const PoolAllocation& found);

/// The choices in the order in which a seeded lot draws them: by rising SHA-256 of "SEED\nNAME\nID", where NAME is the
/// pool's or the precinct's, so that anybody can repeat it: printf '%s\n%s\n%s' SEED NAME ID | sha256sum.
std::vector<std::size_t> draw_lots(std::string_view seed, std::string_view name, std::span<const std::string_view> ids);

/// A pool's number of delegates where it need not be whole: `count` equal parts, each worth `worth`. 63.5 delegates are
/// 127 halves. Nothing where that makes more than max_delegates parts.
struct DelegateParts {
    std::uint64_t count = 0;
    Decimal worth{1};
};
std::optional<DelegateParts> delegate_parts(Decimal delegates);

}  // namespace caucus_tally
