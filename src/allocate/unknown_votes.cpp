// SPDX-License-Identifier: MIT
#include "allocate/electorate.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace caucus_tally {
namespace {

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
        for (std::size_t i = 0; i < none.rows.size(); ++i) {
            found_.least.push_back(none.rows[i].delegates);
            found_.most_won.push_back(none.most(i));
        }
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

    /// Takes a result that differs in some step from the one before it.
    void take(const Point& point) {
        bool differs = false;
        for (std::size_t i = 0; i < found_.least.size(); ++i) {
            const std::uint64_t least = point.result.rows[i].delegates;
            const std::uint64_t most = point.result.most(i);
            differs = differs || least != first_->rows[i].delegates || most != first_->most(i);
            found_.least[i] = std::min(found_.least[i], least);
            found_.most_won[i] = std::max(found_.most_won[i], most);
        }
        if (differs && !found_.decided_to) found_.decided_to = point.unknown - 1;
    }

    /// Leaves everything open beyond these votes: there are too many results to look at each.
    void give_up(Votes decided) {
        for (std::size_t i = 0; i < found_.least.size(); ++i) {
            if (!input_.rows[i].preference) continue;
            found_.least[i] = 0;
            found_.most_won[i] = input_.delegates;
        }
        if (!found_.decided_to) found_.decided_to = decided;
    }

    // Results change a few times for each candidate; only shares of all votes change for each delegate.
    static constexpr int most_halved = 4096;

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
    const Votes room = std::numeric_limits<Votes>::max() - none.total;  // beyond it no total could be counted
    UnknownVotes found = Search(rules, std::move(input)).run(none, std::min(most.value_or(room), room));
    found.most = most;
    return found;
}

}  // namespace caucus_tally
