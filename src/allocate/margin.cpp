// SPDX-License-Identifier: MIT
#include "allocate/steps.hpp"

#include <algorithm>
#include <caucus_tally/allocate.hpp>
#include <functional>
#include <limits>

// How a margin is found. Let w be the votes of one preference, all other votes fixed. As w grows, its share of the
// total grows and everybody else's falls, so each of these changes in one direction only while the ones before it stay:
// "w leads", the threshold's level (0, or which of if_none), the votes that qualify, the set of the others that do, its
// own qualification, its place in the order of finish, and who takes all by which condition (another, nobody, it). A
// stretch of w on which all of them are the same is a segment; leaving it upwards (or downwards) is for good.
//
// Within a segment "surely holds at least s delegates" turns from false to true at most once as w grows:
// - Taking all and places: constant.
// - Divisor methods: every claim of the preference grows, nobody else's changes.
// - Largest remainder with the Hare quota: everybody holds floor(x_j + t) for one t, x_j the quotas, and these add up
//   to D. If w grows, its x grows and every other x_j falls. If its delegates fell, t would have fallen, and so would
//   everybody's delegates: they could not add up to D.
// - Droop: the quota is rounded down, so it is constant only on runs of D + 1 votes. See `run_of`.
// - ShareRounding: its own rounded share r never falls, and the sum O of the others' never rises. If r + O <= D it
// holds r,
//   the leader D - O, and by largest remainder floor(x + t) as above with t at least that of the rounding. Otherwise it
//   holds min(r, D - A), A the rounded shares ahead of it, or floor(x + t) with t below that of the rounding; at most
//   one delegate is given up then. Where r + O passes D upwards it was r that rose, by at least what is given up at
//   once.
// Across segments nothing is monotone (somebody's falling below the threshold may cost another a remainder), so the
// segments are walked one by one, and each is searched by bisection.

namespace caucus_tally {
namespace {

constexpr Votes most_possible = std::numeric_limits<Votes>::max();

/// Steps of work on one pool's margins before they are given up: about two seconds, which no real pool comes near.
constexpr std::uint64_t work_limit = 200'000'000;

/// The preferences by falling votes, with the sums of those before each.
struct Field {
    std::vector<std::size_t> rows;
    std::vector<Votes> votes;
    std::vector<Votes> sums;       ///< sums[k]: of the first k
    std::vector<Votes> statewide;  ///< empty: the votes of the whole contest are these
    Votes total = 0;
    Votes statewide_total = 0;
    std::uint64_t delegates = 0;
};

/// A run of votes, both ends included.
struct Run {
    Votes first;
    Votes last;
};

enum class Taker : std::uint8_t { nobody, other, tied, contender };

/// What is constant on a segment.
struct Segment {
    std::size_t level = 0;
    bool leads = false;
    bool qualifies = false;
    std::size_t others = 0;  ///< how many of the others qualify: those with the most votes
    std::size_t ahead = 0;   ///< of the others with more votes, where the order of finish counts
    std::size_t equal = 0;   ///< of those with as many
    Taker taker = Taker::nobody;
    std::size_t condition = 0;  ///< by which it takes all
    bool operator==(const Segment&) const = default;
};

/// Whether it counts who finishes before whom, beyond who leads.
bool counts_finish(const DelegateRules& rules) {
    return rules.method == Method::places || rules.method == Method::round || rules.qualify_at_most > 0 ||
           rules.at_least > 0 || !rules.if_none_places.empty();
}

/// One preference whose votes vary: the one at `place` of the field.
class Contender {
public:
    Contender(const DelegateRules& rules, const PoolInput& pool, const Field& field, std::size_t place,
              std::uint64_t& work)
        : rules_(rules),
          pool_(pool),
          field_(field),
          place_(place),
          work_(work),
          rest_(field.total - field.votes[place]),
          by_finish_(counts_finish(rules)) {}

    Votes own() const { return field_.votes[place_]; }

    Votes most() const { return own() + (most_possible - std::max(field_.total, field_.statewide_total)); }

    bool may_work() const { return work_ < work_limit; }

    /// About the votes one delegate costs: where to look first for a margin.
    Votes stride() const { return field_.total / (field_.delegates + 2) + 1; }

    Segment segment(Votes w) const {
        ++work_;
        const Votes total = rest_ + w;
        const Votes best = best_other(field_.votes);
        const Threshold threshold = find_threshold(rules_, total, std::max(best, w));
        Segment segment;
        segment.level = threshold.level;
        segment.leads = w >= best;
        segment.qualifies = w >= threshold.needed;
        segment.others = others_with(threshold.needed);
        if (by_finish_) {
            segment.ahead = w == most_possible ? 0 : others_with(w + 1);
            segment.equal = others_with(w) - segment.ahead;
        }
        if (rules_.qualify_at_most > 0) {
            segment.qualifies = segment.qualifies && segment.ahead < rules_.qualify_at_most;
            segment.others = static_cast<std::size_t>(
                std::min<std::uint64_t>(segment.others, rules_.qualify_at_most - (segment.qualifies ? 1 : 0)));
        }
        find_taker(segment, w);
        return segment;
    }

    /// Whether w votes win at least s delegates, s > 0, whatever a lot says.
    bool surely_holds(const Segment& segment, Votes w, std::uint64_t s) const {
        if (s > field_.delegates) return false;
        if (by_finish_) return held(w) >= s;
        if (segment.taker != Taker::nobody) return segment.taker == Taker::contender;
        if (!segment.qualifies) return false;
        if (rules_.method == Method::largest_remainder) return surely_by_remainder(segment, w, s);
        return others_fit(segment, s, [&](Votes votes, std::uint64_t limit) {
            return count_claims(rules_.signposts, votes, {w, s}, limit);
        });
    }

    /// The votes around w for which surely_holds is monotone. Everything, but for Droop: there the quota is
    /// q = floor(Q / (D + 1)) + 1, constant on the D + 1 votes with the same quotient. Over whole runs monotony
    /// returns: the s-th delegate needs Σ floor((v_j + c) / q) ≤ D - s with c = sq - w. At the last w of each run c =
    /// Q' + 1 - (D + 1 - s)q with Q' the others' votes, which falls as q rises; and so it does at the first. (A run cut
    /// short by the bound of 2^64 votes may hide a margin of that size.)
    Run run_of(const Segment& segment, Votes w) const {
        if (rules_.method != Method::largest_remainder || rules_.quota != Quota::droop) return {w, w};
        const Votes others = rules_.shares_of == SharesOf::all ? rest_ : others_sum(segment);
        const std::uint64_t shared = shared_delegates(segment);
        const Uint128 first = (Uint128{others} + w) / (shared + 1) * (shared + 1);
        const Uint128 last = first + shared - others;
        return {first > others ? static_cast<Votes>(first - others) : 0,
                static_cast<Votes>(std::min<Uint128>(last, most()))};
    }

private:
    /// What the real allocation surely gives to w votes.
    std::uint64_t held(Votes w) const {
        work_ += pool_.rows.size();
        if (varied_.rows.empty()) {
            varied_ = pool_;
            varied_.tie_break = {};
        }
        const std::size_t row = field_.rows[place_];
        varied_.rows[row].votes = w;
        if (!varied_.statewide.empty()) varied_.statewide[row] = pool_.statewide[row] - own() + w;
        return allocate(rules_, varied_).rows[row].delegates;
    }

    Votes best_other(const std::vector<Votes>& votes) const {
        if (votes.size() < 2) return 0;
        return votes[place_ == 0 ? 1 : 0];
    }

    /// How many of the others have at least so many votes.
    std::size_t others_with(Votes needed) const {
        const auto end = std::ranges::partition_point(field_.votes, [&](Votes votes) { return votes >= needed; });
        const auto count = static_cast<std::size_t>(end - field_.votes.begin());
        return count - (place_ < count ? 1 : 0);
    }

    Votes others_sum(const Segment& segment) const {
        if (place_ >= segment.others) return field_.sums[segment.others];
        return field_.sums[segment.others + 1] - field_.votes[place_];
    }

    std::uint64_t shared_delegates(const Segment& segment) const {
        const Uint128 first = Uint128{rules_.at_least} * (segment.others + (segment.qualifies ? 1 : 0));
        return first < field_.delegates ? field_.delegates - static_cast<std::uint64_t>(first) : 0;
    }

    void find_taker(Segment& segment, Votes w) const {
        if (rules_.takes_all.empty() || shared_delegates(segment) == 0) return;
        for (std::size_t i = 0; i < rules_.takes_all.size() && segment.taker == Taker::nobody; ++i) {
            const TakesAll& condition = rules_.takes_all[i];
            const bool statewide = condition.statewide && !field_.statewide.empty();
            if (!statewide && !segment.qualifies && segment.others == 0) continue;
            const Votes mine = statewide ? field_.statewide[place_] - own() + w : segment.qualifies ? w : 0;
            Votes best = 0;
            if (statewide) {
                for (std::size_t k = 0; k < field_.statewide.size(); ++k)
                    if (k != place_) best = std::max(best, field_.statewide[k]);
                work_ += field_.statewide.size();
            } else if (segment.others > 0) {
                best = best_other(field_.votes);
            }
            const Votes leader = std::max(mine, best);
            const Votes total = statewide ? field_.statewide_total - field_.statewide[place_] + mine : rest_ + w;
            if (leader == 0) continue;
            const bool holds =
                condition.kind == TakesAll::Kind::leader ||
                (condition.kind == TakesAll::Kind::alone ? is_alone(segment, statewide, total, mine, leader)
                                                         : has_share(condition, leader, total));
            if (!holds) continue;
            segment.condition = i;
            segment.taker = mine > best ? Taker::contender : mine < best ? Taker::other : Taker::tied;
            // Of equal votes at the cut of qualify_at_most it is open whose they are.
            const std::uint64_t room = rules_.qualify_at_most;
            if (!statewide && segment.taker == Taker::contender && room > 0 && segment.ahead + segment.equal >= room &&
                segment.equal > 0)
                segment.taker = Taker::tied;
        }
    }

    bool is_alone(const Segment& segment, bool statewide, Votes total, Votes mine, Votes leader) const {
        if (!statewide) return segment.others + (segment.qualifies ? 1 : 0) == 1;
        const Votes needed = find_threshold(rules_, total, leader).needed;
        std::size_t count = mine >= needed ? 1 : 0;
        for (std::size_t k = 0; k < field_.statewide.size(); ++k)
            if (k != place_ && field_.statewide[k] >= needed) ++count;
        return count == 1;
    }

    /// Whether the qualified others take no more than D - s delegates before the s-th of the contender, where `count`
    /// tells how many somebody with so many votes takes, up to a limit. More votes never take fewer, so the first that
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
        const Votes base = (rules_.shares_of == SharesOf::all ? rest_ : others_sum(segment)) + w;
        const QuotaScale scale = quota_scale(rules_.quota, base, field_.delegates);
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
    const PoolInput& pool_;
    const Field& field_;
    std::size_t place_;
    std::uint64_t& work_;
    Votes rest_;
    bool by_finish_;
    mutable PoolInput varied_;  ///< the pool with other votes of the contender
};

/// The first of from…most for which `holds`, which turns from false to true at most once; nullopt if it never does.
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

/// The least number of votes more with which the contender takes all by a condition of the rules.
std::optional<Votes> find_take_all(const Contender& contender) {
    const auto segment = [&](Votes d) { return contender.segment(contender.own() + d); };
    const Votes most = contender.most() - contender.own();
    for (Votes from = 0; contender.may_work();) {
        const Segment here = segment(from);
        if (here.taker == Taker::contender) return from;
        const auto next = find_first(from, most, contender.stride(), [&](Votes d) { return segment(d) != here; });
        if (!next) break;
        from = *next;
    }
    return std::nullopt;
}

Margin find_margin(const Contender& contender, std::uint64_t held, bool take_all) {
    Margin margin;
    const Votes own = contender.own();
    margin.to_gain = find_turn(
        contender, held + 1, true, contender.most() - own, [&](Votes d) { return own + d; },
        [&](const Segment& here, Votes d) { return contender.run_of(here, own + d).last - own; });
    if (held > 0)
        margin.to_lose = find_turn(
            contender, held, false, own, [&](Votes d) { return own - d; },
            [&](const Segment& here, Votes d) { return own - contender.run_of(here, own - d).first; });
    if (take_all) margin.to_take_all = find_take_all(contender);
    if (margin.to_take_all == Votes{0}) margin.to_take_all.reset();  // it does already
    return margin;
}

Field find_field(const PoolInput& pool, const PoolAllocation& found) {
    Field field;
    for (std::size_t i = 0; i < pool.rows.size(); ++i)
        if (pool.rows[i].preference) field.rows.push_back(i);
    std::ranges::stable_sort(field.rows, std::greater<>{}, [&](std::size_t i) { return pool.rows[i].votes; });
    field.total = found.total;
    field.delegates = pool.delegates;
    field.sums.push_back(0);
    for (const std::size_t i : field.rows) {
        field.votes.push_back(pool.rows[i].votes);
        field.sums.push_back(field.sums.back() + pool.rows[i].votes);
        if (!pool.statewide.empty()) field.statewide.push_back(pool.statewide[i]);
    }
    field.statewide_total = pool.statewide_others;
    for (const Votes votes : pool.statewide) field.statewide_total += votes;
    return field;
}

}  // namespace

Margins find_margins(const DelegateRules& rules, const PoolInput& pool, const PoolAllocation& found) {
    Margins margins;
    margins.rows.resize(pool.rows.size());
    if (found.fault != PoolFault::none) return margins;
    const Field field = find_field(pool, found);
    const bool take_all = !rules.takes_all.empty() && pool.delegates > 0;
    std::uint64_t work = 0;
    for (std::size_t place = 0; place < field.rows.size(); ++place) {
        const std::size_t row = field.rows[place];
        const std::uint64_t held = found.rows[row].delegates;
        const std::size_t before = field.rows[place == 0 ? 0 : place - 1];
        if (place > 0 && pool.rows[before].votes == pool.rows[row].votes && found.rows[before].delegates == held &&
            (pool.statewide.empty() || pool.statewide[before] == pool.statewide[row])) {
            margins.rows[row] = margins.rows[before];
            continue;
        }
        const Contender contender(rules, pool, field, place, work);
        const Margin margin = find_margin(contender, held, take_all);
        margins.complete = contender.may_work();
        if (!margins.complete) break;
        margins.rows[row] = margin;
    }
    return margins;
}

}  // namespace caucus_tally
