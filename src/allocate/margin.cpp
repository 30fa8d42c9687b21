// SPDX-License-Identifier: MIT
#include "allocate/apportion.hpp"
#include "allocate/claim.hpp"
#include "allocate/threshold.hpp"

#include <algorithm>
#include <caucus_tally/allocate.hpp>
#include <functional>
#include <limits>

// How a margin is found. Let w be the votes of one preference, all other votes fixed. As w grows, three conditions
// change at most once each: "the best of the others reaches the ordinary threshold" (true → false), "w reaches it"
// (false → true) and "w leads" (false → true). While they stay, the votes that qualify only rise or only fall with w,
// and so the set of the qualified others changes in one direction. A stretch of w on which the conditions, that set and
// the preference's own qualification are the same is a segment; leaving it upwards (or downwards) is for good.
//
// Within a segment "surely holds at least s delegates" turns from false to true at most once as w grows:
// - Divisor methods: every claim of the preference grows, nobody else's changes.
// - Largest remainder with the Hare quota: everybody holds floor(x_j + t) for one t, x_j the quotas, and that adds up
// to
//   D. If w grows, its x grows and every other x_j falls. If its delegates fell, t would have fallen, and so would
//   everybody's delegates: they could not add up to D.
// - Droop: the quota is rounded down, so it is constant only on runs of D + 1 votes. See `run_of`.
// - The winner of everything: its votes must exceed the others'.
// Across segments nothing is monotone (somebody's falling below the threshold may cost another a remainder), so the
// segments are walked one by one, and each is searched by bisection.

namespace caucus_tally {
namespace {

constexpr Votes most_possible = std::numeric_limits<Votes>::max();

/// Steps of work on one pool's margins before they are given up: about two seconds, which no real pool comes near.
constexpr std::uint64_t work_limit = 200'000'000;

/// The preferences by falling votes, with the sums of those before each.
struct Field {
    std::vector<Votes> votes;
    std::vector<Votes> sums;  ///< sums[k]: of the first k
    Votes total = 0;
    std::uint64_t delegates = 0;
};

/// A run of votes, both ends included.
struct Run {
    Votes first;
    Votes last;
};

/// What is constant on a segment.
struct Segment {
    bool others_reach;
    bool reaches;
    bool leads;
    bool qualifies;
    std::size_t others;  ///< how many of the others qualify: those with the most votes
    bool operator==(const Segment&) const = default;
};

/// One preference whose votes vary: the one at `place` of the field.
class Contender {
public:
    Contender(const DelegateRules& rules, const Field& field, std::size_t place, std::uint64_t& work)
        : rules_(rules), field_(field), place_(place), work_(work), rest_(field.total - field.votes[place]) {}

    Votes most() const { return most_possible - rest_; }

    bool may_work() const { return work_ < work_limit; }

    /// About the votes one delegate costs: where to look first for a margin.
    Votes stride() const { return field_.total / (field_.delegates + 2) + 1; }

    Segment segment(Votes w) const {
        ++work_;
        const Votes total = rest_ + w;
        const Votes best = best_other();
        const Votes ordinary = ordinary_threshold(rules_, total);
        const Votes needed = find_threshold(rules_, total, std::max(best, w)).needed;
        const auto end = std::ranges::partition_point(field_.votes, [&](Votes votes) { return votes >= needed; });
        const auto qualified = static_cast<std::size_t>(end - field_.votes.begin());
        return {best >= ordinary, w >= ordinary, w >= best, w >= needed, qualified - (place_ < qualified ? 1 : 0)};
    }

    /// Whether w votes win at least s delegates, s > 0, whatever a lot says.
    bool surely_holds(const Segment& segment, Votes w, std::uint64_t s) const {
        if (!segment.qualifies || s > field_.delegates) return false;
        switch (rules_.method) {
            case Method::largest_remainder:
                return surely_by_remainder(segment, w, s);
            case Method::divisor:
                return others_fit(segment, s, [&](Votes votes, std::uint64_t limit) {
                    return count_claims(rules_.signposts, votes, {w, s}, limit);
                });
            case Method::winner_take_all:
                return w > best_other();
        }
        return false;
    }

    /// The votes around w for which surely_holds is monotone. Everything, but for Droop: there the quota is
    /// q = floor(Q / (D + 1)) + 1, constant on the D + 1 votes with the same quotient. Over whole runs monotony
    /// returns: the s-th delegate needs Σ floor((v_j + c) / q) ≤ D - s with c = sq - w. At the last w of each run c =
    /// Q' + 1 - (D + 1 - s)q with Q' the others' votes, which falls as q rises; and so it does at the first. (A run cut
    /// short by the bound of 2^64 votes may hide a margin of that size.)
    Run run_of(const Segment& segment, Votes w) const {
        if (rules_.method != Method::largest_remainder || rules_.quota != Quota::droop) return {w, w};
        const Votes others = others_sum(segment);
        const Uint128 first = (Uint128{others} + w) / (field_.delegates + 1) * (field_.delegates + 1);
        const Uint128 last = first + field_.delegates - others;
        return {first > others ? static_cast<Votes>(first - others) : 0,
                static_cast<Votes>(std::min<Uint128>(last, most()))};
    }

private:
    Votes best_other() const {
        if (field_.votes.size() < 2) return 0;
        return field_.votes[place_ == 0 ? 1 : 0];
    }

    Votes others_sum(const Segment& segment) const {
        if (place_ >= segment.others) return field_.sums[segment.others];
        return field_.sums[segment.others + 1] - field_.votes[place_];
    }

    /// Whether the qualified others take no more than D - s delegates before the s-th of the contender, where `count`
    /// tells how many somebody with so many votes takes, up to a limit. More votes never take fewer, so the first who
    /// takes none ends the count: at most D steps.
    template <class Count>
    bool others_fit(const Segment& segment, std::uint64_t s, Count count) const {
        std::uint64_t left = field_.delegates - s;
        std::size_t place = 0;
        for (std::size_t others = segment.others; others > 0; --others, ++place) {
            if (place == place_) ++place;
            ++work_;
            const std::uint64_t taken = count(field_.votes[place], left + 1);
            if (taken > left) return false;
            if (taken == 0) break;
            left -= taken;
        }
        return true;
    }

    bool surely_by_remainder(const Segment& segment, Votes w, std::uint64_t s) const {
        const QuotaScale scale = quota_scale(rules_.quota, others_sum(segment) + w, field_.delegates);
        const Uint128 own = w * scale.multiplier;
        const Uint128 price = s * scale.unit;  // below 2^20 × 2^65
        if (own >= price) return true;
        // Somebody else takes a delegate before (or at once with) the s-th of w where votes + (price - own) reaches it.
        return others_fit(segment, s, [&](Votes votes, std::uint64_t limit) {
            const Uint128 taken = (votes * scale.multiplier + (price - own)) / scale.unit;
            return static_cast<std::uint64_t>(std::min<Uint128>(taken, limit));
        });
    }

    const DelegateRules& rules_;
    const Field& field_;
    std::size_t place_;
    std::uint64_t& work_;
    Votes rest_;
};

/// The first of from…most for which `holds`, which turns from false to true at most once; nothing where it never does.
/// Looks about `step` > 0 ahead first, then ever farther: margins are small beside what is possible.
template <class Predicate>
std::optional<Votes> find_first(Votes from, Votes most, Votes step, Predicate holds) {
    Votes low = from;  // everything below it fails
    Votes high = from;
    for (; !holds(high); step = step > most / 2 ? most : step * 2) {
        if (high == most) return std::nullopt;
        low = high + 1;
        high = step > most - high ? most : high + step;
    }
    while (low < high) {
        const Votes middle = low + (high - low) / 2;
        if (holds(middle)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return high;
}

/// The least number of votes d, from 1 to most, with which the contender's hold on s delegates turns to `wanted`;
/// `votes_at` is its votes then, `run_end` the largest d in the same run.
template <class VotesAt, class RunEnd>
std::optional<Votes> find_turn(const Contender& contender, std::uint64_t s, bool wanted, Votes most, VotesAt votes_at,
                               RunEnd run_end) {
    for (Votes from = 1; from <= most && contender.may_work();) {
        const Segment here = contender.segment(votes_at(from));
        const auto turned = [&](Votes d) { return contender.surely_holds(here, votes_at(d), s) == wanted; };
        const auto ends = [&](Votes d) { return contender.segment(votes_at(d)) != here || turned(d); };
        const auto last_of_run = [&](Votes d) { return std::min(run_end(here, d), most); };
        const auto run = find_first(from, most, contender.stride(), [&](Votes d) { return ends(last_of_run(d)); });
        if (!run) return std::nullopt;
        from = *find_first(*run, last_of_run(*run), contender.stride(), ends);
        if (contender.segment(votes_at(from)) == here) return from;
        // A new segment begins here: if the hold has turned with it, the next round finds so at once.
    }
    return std::nullopt;
}

Margin find_margin(const Contender& contender, Votes own, std::uint64_t held) {
    Margin margin;
    margin.to_gain = find_turn(
        contender, held + 1, true, contender.most() - own, [&](Votes d) { return own + d; },
        [&](const Segment& here, Votes d) { return contender.run_of(here, own + d).last - own; });
    if (held > 0)
        margin.to_lose = find_turn(
            contender, held, false, own, [&](Votes d) { return own - d; },
            [&](const Segment& here, Votes d) { return own - contender.run_of(here, own - d).first; });
    return margin;
}

}  // namespace

Margins find_margins(const DelegateRules& rules, const PoolInput& pool, const PoolAllocation& found) {
    Margins margins;
    margins.rows.resize(pool.rows.size());
    if (found.fault != PoolFault::none) return margins;

    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < pool.rows.size(); ++i)
        if (pool.rows[i].preference) order.push_back(i);
    std::ranges::stable_sort(order, std::greater<>{}, [&](std::size_t i) { return pool.rows[i].votes; });
    Field field;
    field.total = found.total;
    field.delegates = pool.delegates;
    field.sums.push_back(0);
    for (const std::size_t i : order) {
        field.votes.push_back(pool.rows[i].votes);
        field.sums.push_back(field.sums.back() + pool.rows[i].votes);
    }

    std::uint64_t work = 0;
    for (std::size_t place = 0; place < order.size(); ++place) {
        const std::size_t row = order[place];
        const std::uint64_t held = found.rows[row].delegates;
        const std::size_t before = order[place == 0 ? 0 : place - 1];
        if (place > 0 && pool.rows[before].votes == pool.rows[row].votes && found.rows[before].delegates == held) {
            margins.rows[row] = margins.rows[before];
            continue;
        }
        const Contender contender(rules, field, place, work);
        const Margin margin = find_margin(contender, pool.rows[row].votes, held);
        margins.complete = contender.may_work();
        if (!margins.complete) break;
        margins.rows[row] = margin;
    }
    return margins;
}

}  // namespace caucus_tally
