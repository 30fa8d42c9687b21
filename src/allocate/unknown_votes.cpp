// SPDX-License-Identifier: MIT
#include "allocate/electorate.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace caucus_tally {
namespace {

Votes checked_product(Votes votes, Uint128 factor) {
    const Uint128 product = factor < (Uint128{1} << 64) ? Uint128{votes} * factor : Uint128{1} << 64;
    return static_cast<Votes>(std::min<Uint128>(product, std::numeric_limits<Votes>::max()));
}

/// A total beyond which more votes change nothing: nobody has a stated share of it any more, and nobody's share of the
/// delegates, if it is one of all votes, is as much as half a delegate.
Votes last_total(const DelegateRules& rules, const PoolInput& pool) {
    Uint128 factor = std::max<Uint128>(3, 2 * Uint128{pool.delegates} + 2);
    const auto reach = [&](Uint128 whole, Uint128 part) {
        if (part > 0) factor = std::max(factor, whole / part + 2);
    };
    reach(rules.threshold.denominator, rules.threshold.numerator);
    for (const Fallback& fallback : rules.if_none) {
        reach(fallback.share.denominator, fallback.share.numerator);
        reach(Uint128{fallback.points.denominator} * fallback.factor.numerator,
              Uint128{fallback.points.numerator} * fallback.factor.denominator);
    }
    for (const TakesAll& condition : rules.takes_all) reach(condition.share.denominator, condition.share.numerator);
    Votes leader = 1;
    for (const PoolRow& row : pool.rows) leader = std::max(leader, row.votes);
    return checked_product(leader, factor);
}

/// Finds every result that a pool can have while unknown votes grow. They count in the total alone, and everything that
/// a result is made of moves one way as the total grows: a threshold's share admits fewer and fewer and gives way to
/// the next fallback once, a majority is lost once, whole quotas only fall, and of two remainders with the same whole
/// quotas the one that leads can change once. So if every step is the same at both ends of a range, it is the same
/// throughout, and halving the ranges at whose ends a step differs finds each number of votes at which one changes.
class Search {
public:
    Search(const DelegateRules& rules, PoolInput input) : rules_(rules), input_(std::move(input)) {
        known_ = input_.other_votes;
    }

    PoolAllocation at(Votes unknown) {
        input_.other_votes = known_ + unknown;
        return allocate(rules_, input_);
    }

    UnknownVotes run(const PoolAllocation& none, Votes most) {
        first_ = &none;
        for (std::size_t i = 0; i < none.rows.size(); ++i) found_.won.push_back(range_of(none, i));
        found_.unbound = {none.unbound, none.unbound};
        if (most > 0) visit({0, none}, {most, at(most)});
        return std::move(found_);
    }

private:
    struct Point {
        Votes unknown;
        PoolAllocation result;
    };

    static bool is_same(const PoolAllocation& a, const PoolAllocation& b) {
        const auto taken = [](const PoolAllocation& each) {
            return each.taken ? std::optional(std::pair(each.taken->condition, each.taken->by)) : std::nullopt;
        };
        const auto same_row = [](const RowAllocation& x, const RowAllocation& y) {
            return x.qualified == y.qualified && x.whole == y.whole && x.extra == y.extra && x.given_up == y.given_up &&
                   x.delegates == y.delegates;
        };
        const auto same_tie = [](const Tie& x, const Tie& y) { return x.rows == y.rows && x.prizes == y.prizes; };
        return a.fallback == b.fallback && taken(a) == taken(b) && a.unallocated == b.unallocated &&
               a.unbound == b.unbound && std::ranges::equal(a.rows, b.rows, same_row) &&
               std::ranges::equal(a.ties, b.ties, same_tie);
    }

    void visit(const Point& low, const Point& high) {
        if (is_same(low.result, high.result)) return;
        if (high.unknown - low.unknown == 1) {
            take(high);
            return;
        }
        if (++halved_ > most_halved) {
            give_up(low.unknown);
            return;
        }
        const Votes between = low.unknown + (high.unknown - low.unknown) / 2;
        const Point middle{between, at(between)};
        visit(low, middle);
        visit(middle, high);
    }

    static DelegateRange range_of(const PoolAllocation& result, std::size_t row) {
        return {result.rows[row].delegates, result.most(row)};
    }

    static void widen(DelegateRange& range, const DelegateRange& other) {
        range = {std::min(range.least, other.least), std::max(range.most, other.most)};
    }

    /// Takes a result that differs in some step from the one before it.
    void take(const Point& point) {
        bool differs = false;
        for (std::size_t i = 0; i < found_.won.size(); ++i) {
            const DelegateRange range = range_of(point.result, i);
            differs = differs || range != range_of(*first_, i);
            widen(found_.won[i], range);
        }
        widen(found_.unbound, {point.result.unbound, point.result.unbound});
        if (differs && !found_.decided_to) found_.decided_to = point.unknown - 1;
    }

    /// Leaves everything open beyond these votes: there are too many results to look at each.
    void give_up(Votes decided) {
        const DelegateRange any{0, input_.delegates};
        for (std::size_t i = 0; i < found_.won.size(); ++i)
            if (input_.rows[i].preference) found_.won[i] = any;
        found_.unbound = any;
        if (!found_.decided_to) found_.decided_to = decided;
    }

    // Results change a few times for each candidate, and each change takes some 25 halvings to find; only shares of all
    // votes change for each delegate.
    static constexpr int most_halved = 1024;

    const DelegateRules& rules_;
    PoolInput input_;
    Votes known_ = 0;
    const PoolAllocation* first_ = nullptr;
    UnknownVotes found_;
    int halved_ = 0;
};

}  // namespace

UnknownVotes try_unknown_votes(const DelegateRules& rules, PoolInput input, const PoolAllocation& none,
                               std::optional<Votes> most) {
    const Votes last = std::max(last_total(rules, input), none.total);
    const Votes room = last - none.total;
    UnknownVotes found = Search(rules, std::move(input)).run(none, std::min(most.value_or(room), room));
    found.most = most;
    return found;
}

}  // namespace caucus_tally
