// SPDX-License-Identifier: MIT
#include "allocate/steps.hpp"
#include "base/sha256.hpp"

#include <algorithm>
#include <caucus_tally/allocate.hpp>
#include <functional>
#include <numeric>
#include <utility>

namespace caucus_tally {
namespace {

// A count times one side of a fraction: both below 2^64, so the product fits 128 bits.
Ratio share_of(Votes count, Fraction fraction) {
    return {Uint128{count} * fraction.numerator, fraction.denominator};
}

// The threshold is at most the total (or the leader's votes), so the ceiling fits 64 bits.
Votes whole_votes(Ratio votes) {
    return std::max<Votes>(1, static_cast<Votes>(ceiling(votes)));
}

Ratio fallback_votes(const Fallback& fallback, Votes total, Votes leader) {
    switch (fallback.kind) {
        case Fallback::Kind::of_leader:
            break;
        case Fallback::Kind::share:
            return share_of(total, fallback.share);
        case Fallback::Kind::no_threshold:
            return {0, 1};
    }
    // leader × factor - total × points, on one denominator. Factor and points are small (below 2^10), so that every
    // product stays below 2^64 × 2^20.
    const Uint128 own = Uint128{leader} * fallback.factor.numerator * fallback.points.denominator;
    const Uint128 points = Uint128{total} * fallback.points.numerator * fallback.factor.denominator;
    return {own > points ? own - points : 0, Uint128{fallback.factor.denominator} * fallback.points.denominator};
}

/// The sum of the rows' votes and the others; nullopt if it is out of bounds.
std::optional<Votes> sum_votes(const PoolInput& pool) {
    std::optional<Votes> sum = pool.other_votes;
    for (const PoolRow& row : pool.rows) {
        sum = checked_add(*sum, row.votes);
        if (!sum) break;
    }
    return sum;
}

std::optional<Votes> sum_statewide(const PoolInput& pool) {
    std::optional<Votes> sum = pool.statewide_others;
    for (const Votes votes : pool.statewide)
        if (sum) sum = checked_add(*sum, votes);
    return sum;
}

Votes most_votes(const PoolInput& pool) {
    Votes most = 0;
    for (const PoolRow& row : pool.rows)
        if (row.preference) most = std::max(most, row.votes);
    return most;
}

PoolFault fault_of(const DelegateRules& rules, const PoolInput& pool, std::optional<Votes> total) {
    if (pool.delegates > max_delegates) return PoolFault::too_many_delegates;
    if (!total || !sum_statewide(pool)) return PoolFault::too_many_votes;
    if (find_fault(rules)) return PoolFault::bad_rules;
    for (const auto* const places : {&rules.places, &rules.if_none_places})
        if (std::accumulate(places->begin(), places->end(), std::uint64_t{0}) > pool.delegates)
            return PoolFault::bad_rules;
    return PoolFault::none;
}

/// The qualified preferences: their rows, votes and the votes' sum, which the total bounds.
struct Qualified {
    std::vector<std::size_t> rows;
    std::vector<Votes> votes;
    Votes sum = 0;

    void add(std::size_t row, Votes count) {
        rows.push_back(row);
        votes.push_back(count);
        sum += count;
    }
};

/// One pool on its way through the steps.
class Skeleton {
public:
    Skeleton(const DelegateRules& rules, const PoolInput& pool, Votes total) : rules_(rules), pool_(pool) {
        result_.total = total;
        result_.delegates = pool.delegates;
        result_.rows.resize(pool.rows.size());
    }

    PoolAllocation run() {
        qualify();
        if (rules_.qualify_at_most > 0) cut();
        result_.qualified_votes = qualified_.sum;
        for (const std::size_t row : qualified_.rows) result_.rows[row].qualified = true;
        left_ = pool_.delegates;
        if (rules_.at_least > 0) guarantee();
        result_.shared = left_;
        const bool taken = take_all();
        if (qualified_.rows.empty()) {
            if (!taken) result_.unallocated = pool_.delegates;
        } else {
            for (std::size_t i = 0; i < qualified_.rows.size(); ++i)
                result_.rows[qualified_.rows[i]].quota = quota(qualified_.votes[i]);
            if (!taken) share();
        }
        for (RowAllocation& row : result_.rows) row.delegates = row.guaranteed + row.whole + row.extra - row.given_up;
        if (cut_) reopen_cut();
        std::uint64_t disputed = 0;
        for (auto tie = result_.ties.rbegin(); tie != result_.ties.rend(); ++tie) {
            disputed += tie->disputed();
            tie->first_delegate = pool_.delegates - result_.unbound - disputed + 1;
        }
        return std::move(result_);
    }

private:
    // -- qualify

    void qualify() {
        const Threshold threshold = find_threshold(rules_, result_.total, most_votes(pool_));
        result_.threshold = threshold.votes;
        result_.votes_needed = threshold.needed;
        result_.fallback = threshold.level;
        for (std::size_t i = 0; i < pool_.rows.size(); ++i) {
            const PoolRow& row = pool_.rows[i];
            if (!row.preference) continue;
            if (row.votes >= threshold.needed) {
                qualified_.add(i, row.votes);
            } else {
                result_.rows[i].missing = threshold.needed - row.votes;
            }
        }
    }

    /// Leaves the first so many by votes. Of those with equal votes at the cut a choice or a lot, or while it is open
    /// the first in the list, stand for all: with the same votes they win the same.
    void cut() {
        const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(rules_.qualify_at_most, pool_.rows.size()));
        if (qualified_.rows.size() <= most) return;
        const std::vector<std::size_t> order = by_finish();
        const Votes at_cut = pool_.rows[order[most]].votes;
        std::vector<std::size_t> stay;
        std::vector<std::size_t> equal;
        for (const std::size_t row : order) {
            if (pool_.rows[row].votes > at_cut) stay.push_back(row);
            if (pool_.rows[row].votes == at_cut) equal.push_back(row);
        }
        const std::size_t room = most - stay.size();
        if (room > 0) {
            Tie& tie = cut_.emplace();
            tie.step = TieStep::qualify;
            tie.rows = equal;
            tie.prizes.assign(room, 0);
            settle_tie(tie);
            std::vector<std::size_t> chosen = tie.settled;
            for (const std::size_t row : equal)
                if (chosen.size() < room && std::ranges::find(chosen, row) == chosen.end()) chosen.push_back(row);
            stay.insert(stay.end(), chosen.begin(), chosen.end());
        }
        std::ranges::sort(stay);
        qualified_ = {};
        for (const std::size_t row : stay) qualified_.add(row, pool_.rows[row].votes);
    }

    /// What those at an open cut win because they qualify is in dispute between all who have as many votes.
    void reopen_cut() {
        Tie& tie = *cut_;
        const bool statewide =
            result_.taken && rules_.takes_all[result_.taken->condition].statewide && !pool_.statewide.empty();
        const auto of_qualifying = [&](const RowAllocation& row) { return statewide ? row.guaranteed : row.delegates; };
        const auto is_settled = [&](std::size_t row) {
            return std::ranges::find(tie.settled, row) != tie.settled.end();
        };
        std::vector<std::size_t> chosen = tie.settled;
        for (const std::size_t row : tie.rows)
            if (result_.rows[row].qualified && !is_settled(row)) chosen.push_back(row);
        for (std::size_t k = 0; k < chosen.size(); ++k) {
            RowAllocation& row = result_.rows[chosen[k]];
            tie.prizes[k] = of_qualifying(row);
            if (is_settled(chosen[k])) continue;
            row.delegates -= of_qualifying(row);
            row.qualified = false;
            row.guaranteed = 0;
            if (!statewide) row = {};
        }
        if (result_.taken && !statewide && result_.taken->by && !result_.rows[*result_.taken->by].qualified)
            result_.taken->by.reset();
        if (tie.settled.empty()) merge_later_ties(chosen);
        std::erase(tie.prizes, 0U);
        if (!tie.prizes.empty()) result_.ties.insert(result_.ties.begin(), std::move(tie));
    }

    /// Of later ties between those who stand for all at the cut, the order that decides the cut is the order, too;
    /// into one with others come all who might stand at the cut.
    void merge_later_ties(const std::vector<std::size_t>& chosen) {
        const auto is_chosen = [&](std::size_t row) { return std::ranges::find(chosen, row) != chosen.end(); };
        std::erase_if(result_.ties, [&](Tie& later) {
            if (!later.settled.empty() || std::ranges::none_of(later.rows, is_chosen)) return false;
            if (std::ranges::all_of(later.rows, is_chosen)) {
                for (std::size_t k = 0; k < later.prizes.size(); ++k) cut_->prizes[k] += later.prizes[k];
                return true;
            }
            later.rows.insert(later.rows.end(), cut_->rows.begin(), cut_->rows.end());
            std::ranges::sort(later.rows);
            later.rows.erase(std::unique(later.rows.begin(), later.rows.end()), later.rows.end());
            return false;
        });
    }

    // -- take all

    void guarantee() {
        if (Uint128{rules_.at_least} * qualified_.rows.size() <= left_) {
            for (const std::size_t row : qualified_.rows) result_.rows[row].guaranteed = rules_.at_least;
            left_ -= rules_.at_least * qualified_.rows.size();
            return;
        }
        std::vector<std::uint64_t> values(qualified_.rows.size());
        for (std::uint64_t& value : values) left_ -= value = std::min(rules_.at_least, left_);
        award_by_finish(values, &RowAllocation::guaranteed);
    }

    bool take_all() {
        for (std::size_t i = 0; left_ > 0 && i < rules_.takes_all.size(); ++i) {
            const TakesAll& condition = rules_.takes_all[i];
            const bool statewide = condition.statewide && !pool_.statewide.empty();
            const std::vector<std::size_t> leaders = statewide ? statewide_leaders() : own_leaders();
            if (leaders.empty()) continue;
            const Votes votes = statewide ? pool_.statewide[leaders.front()] : pool_.rows[leaders.front()].votes;
            const bool holds = condition.kind == TakesAll::Kind::leader ||
                               (condition.kind == TakesAll::Kind::alone
                                    ? (statewide ? count_statewide(votes) : qualified_.rows.size()) == 1
                                    : has_share(condition, votes, statewide ? *sum_statewide(pool_) : result_.total));
            if (!holds) continue;
            std::vector<std::uint64_t> values(leaders.size(), 0);
            values.front() = left_;
            award(leaders, values, TieStep::finish, &RowAllocation::extra);
            result_.taken = {i, leaders.size() == 1 ? std::optional(leaders.front()) : std::nullopt};
            return true;
        }
        return false;
    }

    std::vector<std::size_t> own_leaders() const {
        std::vector<std::size_t> leaders;
        if (qualified_.rows.empty()) return leaders;
        const Votes most = std::ranges::max(qualified_.votes);
        for (const std::size_t row : qualified_.rows)
            if (pool_.rows[row].votes == most) leaders.push_back(row);
        return leaders;
    }

    std::vector<std::size_t> statewide_leaders() const {
        Votes most = 1;
        for (std::size_t i = 0; i < pool_.rows.size(); ++i)
            if (pool_.rows[i].preference) most = std::max(most, pool_.statewide[i]);
        std::vector<std::size_t> leaders;
        for (std::size_t i = 0; i < pool_.rows.size(); ++i)
            if (pool_.rows[i].preference && pool_.statewide[i] == most) leaders.push_back(i);
        return leaders;
    }

    /// How many reach the threshold in the whole contest.
    std::size_t count_statewide(Votes leader) const {
        const Votes needed = find_threshold(rules_, *sum_statewide(pool_), leader).needed;
        std::size_t count = 0;
        for (std::size_t i = 0; i < pool_.rows.size(); ++i)
            if (pool_.rows[i].preference && pool_.statewide[i] >= needed) ++count;
        return count;
    }

    // -- share

    QuotaScale scale() const {
        // Methods that know no quota are shown with the Hare quota: the fair share.
        const bool droop = rules_.method == Method::largest_remainder && rules_.quota == Quota::droop;
        const Votes base = rules_.shares_of == SharesOf::all ? result_.total : qualified_.sum;
        return quota_scale(droop ? Quota::droop : Quota::hare, base, left_);
    }

    Ratio quota(Votes votes) const {
        const QuotaScale by = scale();
        return {votes * by.multiplier, by.unit};
    }

    void share() {
        if (result_.fallback > 0 && !rules_.if_none_places.empty()) return by_places(rules_.if_none_places);
        switch (rules_.method) {
            case Method::largest_remainder:
                // Quotas of all votes never exceed the delegates, so there is always a result.
                return take(*apportion_by_remainder(qualified_.votes, scale(), left_));
            case Method::divisor:
                return take(apportion_by_claims(qualified_.votes, rules_.signposts, left_));
            case Method::round:
                return round();
            case Method::places:
                return by_places(rules_.places);
        }
    }

    void take(const Apportionment& won) {
        for (std::size_t i = 0; i < qualified_.rows.size(); ++i) {
            result_.rows[qualified_.rows[i]].whole = won.whole[i];
            result_.rows[qualified_.rows[i]].extra = won.extra[i];
        }
        if (won.tied.empty()) return;
        Tie tie;
        for (const std::size_t place : won.tied) tie.rows.push_back(qualified_.rows[place]);
        tie.prizes.assign(won.winners, 1);
        add_tie(std::move(tie));
    }

    void by_places(std::span<const std::uint64_t> places) {
        std::vector<std::uint64_t> values(qualified_.rows.size(), 0);
        for (std::size_t k = 0; k < std::min(values.size(), places.size()); ++k) left_ -= values[k] = places[k];
        // Where leaders are tied, what is left over goes with the first place.
        if (rules_.left_over == LeftOver::leader && own_leaders().size() > 1) values.front() += std::exchange(left_, 0);
        award_by_finish(values, &RowAllocation::whole);
        leave_over();
    }

    void round() {
        const std::vector<std::uint64_t> rounded = round_shares(qualified_.votes, scale(), rules_.rounding);
        for (std::size_t i = 0; i < rounded.size(); ++i) result_.rows[qualified_.rows[i]].whole = rounded[i];
        const std::uint64_t given = std::accumulate(rounded.begin(), rounded.end(), std::uint64_t{0});
        const bool too_many = given > left_;
        if (too_many ? rules_.too_many == TooMany::smallest_remainder
                     : rules_.left_over == LeftOver::largest_remainder) {
            take(level_out(qualified_.votes, scale(), rounded, left_));
            for (std::size_t i = 0; too_many && i < rounded.size(); ++i) {
                RowAllocation& row = result_.rows[qualified_.rows[i]];
                // `whole` has lost what is given up, unless `extra` gives it back.
                const std::uint64_t kept = row.whole + row.extra;
                row.given_up = kept < rounded[i] ? rounded[i] - row.whole : 0;
                row.extra = kept < rounded[i] ? row.extra : 0;
                row.whole = rounded[i];
            }
            return;
        }
        if (too_many) return give_up_from_the_last(given - left_);
        left_ -= given;
        leave_over();
    }

    void give_up_from_the_last(std::uint64_t excess) {
        const std::vector<std::size_t> order = by_finish();
        std::vector<std::uint64_t> kept;
        for (const std::size_t row : order) kept.push_back(result_.rows[row].whole);
        for (auto value = kept.rbegin(); excess > 0; ++value) {
            const std::uint64_t given_up = std::min(*value, excess);
            *value -= given_up;
            excess -= given_up;
        }
        for (const std::size_t row : order)  // those of equal votes have the same whole
            result_.rows[row].given_up = std::exchange(result_.rows[row].whole, 0);
        award_by_finish(kept, &RowAllocation::whole);
        for (const std::size_t row : order) {
            RowAllocation& each = result_.rows[row];
            const std::uint64_t rounded = each.given_up;
            each.given_up = rounded - each.whole;
            each.whole = rounded;
        }
    }

    // -- left over

    void leave_over() {
        if (left_ == 0) return;
        if (rules_.left_over != LeftOver::leader) {
            result_.unbound = left_;
            return;
        }
        const std::vector<std::size_t> leaders = own_leaders();
        std::vector<std::uint64_t> values(leaders.size(), 0);
        values.front() = left_;
        award(leaders, values, TieStep::finish, &RowAllocation::extra);
    }

    // -- ties

    /// The qualified rows by falling votes; equal ones stay in the order of the list.
    std::vector<std::size_t> by_finish() const {
        std::vector<std::size_t> order = qualified_.rows;
        std::ranges::stable_sort(order, std::greater<>{}, [&](std::size_t row) { return pool_.rows[row].votes; });
        return order;
    }

    /// values[k] delegates, falling for equal votes, to the one that finishes k-th.
    void award_by_finish(std::span<const std::uint64_t> values, std::uint64_t RowAllocation::*member) {
        const std::vector<std::size_t> order = by_finish();
        for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
            while (to < order.size() && pool_.rows[order[to]].votes == pool_.rows[order[from]].votes) ++to;
            award({order.begin() + static_cast<std::ptrdiff_t>(from), order.begin() + static_cast<std::ptrdiff_t>(to)},
                  values.subspan(from, to - from), TieStep::finish, member);
        }
    }

    /// To equal rows what their places win, falling: the least surely, the rest in an order that is left to chance.
    void award(std::vector<std::size_t> rows, std::span<const std::uint64_t> values, TieStep step,
               std::uint64_t RowAllocation::*member) {
        Tie tie;
        for (const std::size_t row : rows) result_.rows[row].*member += values.back();
        for (const std::uint64_t value : values)
            if (value > values.back()) tie.prizes.push_back(value - values.back());
        if (tie.prizes.empty()) return;
        tie.step = step;
        tie.rows = std::move(rows);
        add_tie(std::move(tie));
    }

    void settle_tie(Tie& tie) const {
        std::vector<std::string_view> ids;
        for (const std::size_t row : tie.rows) ids.push_back(pool_.rows[row].id);
        for (const std::size_t winner : settle(pool_.tie_break, pool_.name, ids, tie.winners()))
            tie.settled.push_back(tie.rows[winner]);
        if (!tie.settled.empty()) tie.settled_by = pool_.tie_break.rule;
    }

    void add_tie(Tie tie) {
        settle_tie(tie);
        for (std::size_t k = 0; k < tie.settled.size(); ++k) result_.rows[tie.settled[k]].extra += tie.prizes[k];
        result_.ties.push_back(std::move(tie));
    }

    const DelegateRules& rules_;
    const PoolInput& pool_;
    PoolAllocation result_;
    Qualified qualified_;
    std::optional<Tie> cut_;  ///< at qualify_at_most
    std::uint64_t left_ = 0;  ///< delegates that no step has given yet
};

/// What each row wins surely, and the tied rows: two readings of the rules are the same when these are.
struct Reading {
    std::vector<std::uint64_t> delegates;
    std::vector<std::size_t> tied;
    std::size_t winners = 0;
    bool operator==(const Reading&) const = default;
};

Reading reading_of(const PoolAllocation& result) {
    Reading reading;
    for (const RowAllocation& row : result.rows) reading.delegates.push_back(row.delegates);
    for (const Tie& tie : result.ties) {
        reading.tied = tie.rows;
        reading.winners = tie.winners();
        for (std::size_t k = 0; k < tie.settled.size(); ++k) reading.delegates[tie.settled[k]] -= tie.prizes[k];
    }
    return reading;
}

/// The largest remainder on percentages that were rounded to the digits the rules name, both for the threshold and for
/// the shares of the qualified votes. nullopt if the rounded shares exceed the pool.
std::optional<Reading> read_rounded(const DelegateRules& rules, const PoolInput& pool, Votes total) {
    Votes scale = 100;
    for (unsigned digit = 0; digit < *rules.percent_digits; ++digit) scale *= 10;
    const auto percent = [&](Votes part, Votes whole) {  // of the whole: at most `scale`
        return static_cast<Votes>(nearest({Uint128{part} * scale, whole}));
    };
    const Votes needed = find_threshold(rules, scale, percent(most_votes(pool), total)).needed;
    Qualified qualified;
    for (std::size_t i = 0; i < pool.rows.size(); ++i) {
        const PoolRow& row = pool.rows[i];
        if (row.preference && row.votes > 0 && percent(row.votes, total) >= needed) qualified.add(i, row.votes);
    }
    std::vector<Votes> shares;
    for (const Votes votes : qualified.votes) shares.push_back(percent(votes, qualified.sum));
    const auto won = apportion_by_remainder(shares, {pool.delegates, scale}, pool.delegates);
    if (!won) return std::nullopt;
    Reading reading;
    reading.delegates.assign(pool.rows.size(), 0);
    reading.winners = won->winners;
    for (std::size_t i = 0; i < qualified.rows.size(); ++i)
        reading.delegates[qualified.rows[i]] = won->whole[i] + won->extra[i];
    for (const std::size_t place : won->tied) reading.tied.push_back(qualified.rows[place]);
    return reading;
}

}  // namespace

Threshold find_threshold(const DelegateRules& rules, Votes total, Votes leader) {
    const Ratio ordinary = share_of(total, rules.threshold);
    const Threshold usual{ordinary, whole_votes(ordinary), 0};
    if (leader >= usual.needed || leader == 0) return usual;
    if (!rules.if_none_places.empty()) return {{0, 1}, 1, 1};
    for (std::size_t i = 0; i < rules.if_none.size(); ++i) {
        const Ratio votes = fallback_votes(rules.if_none[i], total, leader);
        const Votes needed = whole_votes(votes);
        if (leader >= needed) return {votes, needed, i + 1};
    }
    return usual;
}

bool has_share(const TakesAll& condition, Votes votes, Votes total) {
    if (condition.kind == TakesAll::Kind::majority) return votes > total - votes;
    return condition.kind == TakesAll::Kind::share &&
           Uint128{votes} * condition.share.denominator >= Uint128{total} * condition.share.numerator;
}

std::vector<std::size_t> settle(const TieBreak& tie_break, std::string_view name, std::span<const std::string_view> ids,
                                std::size_t winners) {
    std::vector<std::size_t> settled;
    switch (tie_break.rule) {
        case TieRule::open:
            break;
        case TieRule::candidate:
            for (const std::string& chosen : tie_break.winners) {
                const auto place = static_cast<std::size_t>(std::ranges::find(ids, chosen) - ids.begin());
                if (place < ids.size() && std::ranges::find(settled, place) == settled.end()) settled.push_back(place);
            }
            break;
        case TieRule::lot:
            settled = draw_lots(tie_break.seed, name, ids);
            break;
    }
    if (settled.size() > winners) settled.resize(winners);
    return settled;
}

bool Tie::has(std::size_t row) const {
    return std::ranges::find(rows, row) != rows.end();
}

std::uint64_t Tie::disputed() const {
    return std::accumulate(prizes.begin(), prizes.end(), std::uint64_t{0});
}

bool PoolAllocation::has_open_tie() const {
    return std::ranges::any_of(ties, &Tie::open);
}

std::uint64_t PoolAllocation::most(std::size_t row) const {
    std::uint64_t most = rows[row].delegates;
    for (const Tie& tie : ties)
        if (tie.open() && tie.has(row) && std::ranges::find(tie.settled, row) == tie.settled.end())
            most += tie.prizes[tie.settled.size()];
    return most;
}

PoolAllocation allocate(const DelegateRules& rules, const PoolInput& pool) {
    const std::optional<Votes> total = sum_votes(pool);
    const PoolFault fault = fault_of(rules, pool, total);
    if (fault != PoolFault::none) {
        PoolAllocation refused;
        refused.fault = fault;
        return refused;
    }
    PoolAllocation result = Skeleton(rules, pool, *total).run();
    if (rules.percent_digits && result.qualified_votes > 0) {
        std::optional<Reading> rounded = read_rounded(rules, pool, *total);
        if (rounded && *rounded != reading_of(result)) result.rounded_first = std::move(rounded->delegates);
    }
    return result;
}

std::vector<std::size_t> draw_lots(std::string_view seed, std::string_view name,
                                   std::span<const std::string_view> ids) {
    std::vector<std::pair<std::array<std::uint32_t, 8>, std::string_view>> tickets;
    tickets.reserve(ids.size());
    for (const std::string_view id : ids) {
        std::string message(seed);
        message.append("\n").append(name).append("\n").append(id);
        tickets.emplace_back(sha256(message), id);
    }
    std::vector<std::size_t> order(ids.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return tickets[i]; });
    return order;
}

std::optional<DelegateParts> delegate_parts(Decimal delegates) {
    const Decimal shortest = normalized(delegates);
    Uint128 power = 1;
    for (unsigned digit = 0; digit < shortest.scale; ++digit) power *= 10;
    Uint128 common = power;
    for (Uint128 rest = shortest.digits; rest != 0;) rest = std::exchange(common, rest) % rest;
    if (shortest.digits / common > max_delegates) return std::nullopt;
    return DelegateParts{static_cast<std::uint64_t>(shortest.digits / common),
                         *rounded(Ratio{common, power}, shortest.scale)};
}

}  // namespace caucus_tally
