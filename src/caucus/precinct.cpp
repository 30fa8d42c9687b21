// SPDX-License-Identifier: MIT
#include "allocate/steps.hpp"
#include "caucus/caucus.hpp"

#include <algorithm>
#include <caucus_tally/caucus.hpp>
#include <limits>
#include <numeric>
#include <utility>

namespace caucus_tally {
namespace {

__extension__ typedef __int128 Int128;

/// The most digits to which shares are compared: people × delegates × 10^digits stays below 2^64 × 2^20 × 2^34.
constexpr unsigned most_compared_digits = 10;

/// A share of 2^63 delegates or more comes from no real count; below it every sum of shares fits.
constexpr Uint128 most_share = (Uint128{1} << 63U) - 1;

/// No real precinct needs more; a hostile one could fill the memory with rounds.
constexpr std::size_t most_adjustments = 100;

/// By how much each group's exact share exceeds its rounded delegates, in a unit common to all.
std::vector<Int128> leads_of(const PrecinctResult& result) {
    const std::optional<unsigned> digits = result.rules->compared_digits;
    Uint128 unit = result.divisor;
    if (digits) {
        unit = 1;
        for (unsigned digit = 0; digit < std::min(*digits, most_compared_digits); ++digit) unit *= 10;
    }
    std::vector<Int128> leads;
    for (const GroupResult& group : result.groups) {
        const Uint128 share = digits ? nearest({group.exact.part * unit, result.divisor}) : group.exact.part;
        leads.push_back(static_cast<Int128>(share) - static_cast<Int128>(group.rounded * unit));
    }
    return leads;
}

void adjust(PrecinctResult& result, std::span<const std::size_t> groups, bool adding, std::uint64_t times) {
    if (groups.empty()) return;
    for (const std::size_t i : groups) {
        std::uint64_t& delegates = result.groups[i].delegates;
        delegates = adding ? delegates + times : delegates - times;
    }
    if (result.adjustments.size() < most_adjustments)
        result.adjustments.push_back({adding, times, {groups.begin(), groups.end()}});
}

/// One more, or one less, for the first `count` of these groups, which are in the order of their turns; chance decides
/// if the last of them is equal to the next.
void adjust_first(PrecinctResult& result, std::span<const std::size_t> groups, std::span<const Int128> leads,
                  bool adding, std::size_t count) {
    const auto lead = [&](std::size_t i) { return leads[i]; };
    const Int128 cut = leads[groups[count - 1]];
    const auto before = static_cast<std::size_t>(std::ranges::find(groups, cut, lead) - groups.begin());
    const auto equal = static_cast<std::size_t>(std::ranges::count(groups, cut, lead));
    if (before + equal == count) {
        adjust(result, groups.first(count), adding, 1);
        return;
    }
    adjust(result, groups.first(before), adding, 1);
    PrecinctTie& tie = result.tie.emplace();
    tie.adding = adding;
    const auto tied = groups.subspan(before, equal);
    tie.groups.assign(tied.begin(), tied.end());
    std::ranges::sort(tie.groups);
    // A group that is tied to lose one is sure of one less, and wins it back by not losing it.
    const std::size_t drawn = count - before;
    tie.winners = adding ? drawn : equal - drawn;
    if (!adding)
        for (const std::size_t i : tie.groups) --result.groups[i].delegates;
}

/// Adds or takes `count` delegates, round after round, as long as there is a group that can lose one.
void add_or_take(PrecinctResult& result, bool adding, Uint128 count) {
    const std::vector<Int128> leads = leads_of(result);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < result.groups.size(); ++i)
        if (result.groups[i].viable) order.push_back(i);
    std::ranges::stable_sort(
        order, [&](std::size_t a, std::size_t b) { return adding ? leads[a] > leads[b] : leads[a] < leads[b]; });

    bool round_passed = false;      // every group had its turn
    std::optional<Int128> reached;  // if not, those up to this lead had theirs
    std::vector<std::size_t> able = order;
    while (count > 0) {
        std::uint64_t rounds = std::numeric_limits<std::uint64_t>::max();
        if (!adding) {
            std::erase_if(able, [&](std::size_t i) { return result.groups[i].delegates <= 1; });
            for (const std::size_t i : able) rounds = std::min(rounds, result.groups[i].delegates - 1);
        }
        if (count < able.size()) {
            reached = leads[able[static_cast<std::size_t>(count) - 1]];
            adjust_first(result, able, leads, adding, static_cast<std::size_t>(count));
            break;
        }
        round_passed = true;
        if (able.empty()) break;
        rounds = static_cast<std::uint64_t>(std::min<Uint128>(rounds, count / able.size()));
        adjust(result, able, adding, rounds);
        count -= Uint128{rounds} * able.size();
    }
    if (adding) return;
    for (const std::size_t i : order)
        if (result.groups[i].rounded == 1 && (round_passed || leads[i] <= *reached)) result.kept_only.push_back(i);
}

void share_delegates(PrecinctResult& result) {
    for (GroupResult& group : result.groups) group.delegates = group.rounded;
    const Uint128 number = *result.precinct.delegates;
    const Uint128 rounded = result.rounded_total;
    if (rounded != number)
        add_or_take(result, rounded < number, rounded < number ? number - rounded : rounded - number);
}

/// A single delegate: for the group with more than half of those who stand in one, if there is one.
void elect_by_majority(PrecinctResult& result) {
    const auto& groups = result.precinct.groups;
    const Uint128 standing = std::accumulate(groups.begin(), groups.end(), Uint128{0},
                                             [](Uint128 sum, const PrecinctGroup& g) { return sum + g.people; });
    for (std::size_t i = 0; i < groups.size(); ++i)
        if (Uint128{groups[i].people} * 2 > standing) result.groups[i].delegates = result.groups[i].rounded = 1;
}

/// Every viable group's exact and rounded share. False if one does not fit.
bool find_shares(PrecinctResult& result) {
    for (std::size_t i = 0; i < result.groups.size(); ++i) {
        GroupResult& group = result.groups[i];
        if (!group.viable) continue;
        // Below 2^64 × 2^20.
        group.exact = {Uint128{result.precinct.groups[i].people} * *result.precinct.delegates, result.divisor};
        const Uint128 share =
            result.rules->rounding == Rounding::half_up ? nearest(group.exact) : group.exact.part / result.divisor;
        if (share > most_share) return false;
        group.rounded = static_cast<std::uint64_t>(share);
        result.rounded_total += share;
    }
    return true;
}

/// Finds viability, the viable groups and their shares, and says what they come to.
PrecinctCase find_case(PrecinctResult& result) {
    const CaucusRules& rules = *result.rules;
    const Precinct& precinct = result.precinct;
    const std::uint64_t delegates = precinct.delegates.value_or(0);
    if (delegates == 0) return PrecinctCase::no_delegates;
    if (delegates > max_delegates) return PrecinctCase::out_of_range;
    if (precinct.attendance == 0) return PrecinctCase::no_attendance;
    result.viability = find_viability(rules, precinct.attendance, delegates);
    if (!result.viability) return PrecinctCase::majority;

    Uint128 viable_people = 0;
    for (std::size_t i = 0; i < precinct.groups.size(); ++i) {
        if (precinct.groups[i].people < *result.viability) continue;
        result.groups[i].viable = true;
        ++result.viable_groups;
        viable_people += precinct.groups[i].people;
    }
    if (result.viable_groups == 0) return PrecinctCase::nobody_viable;
    result.divisor = rules.divisor == Divisor::attendance ? precinct.attendance : viable_people;
    if (!find_shares(result)) return PrecinctCase::out_of_range;
    return rules.groups_limited && result.viable_groups > delegates ? PrecinctCase::too_many_groups
                                                                    : PrecinctCase::shared;
}

/// Published delegates that are one of the ways the tie can end say how it ended, else the tie break does.
void settle_tie(PrecinctResult& result, const TieBreak& tie_break) {
    const auto& groups = result.precinct.groups;
    PrecinctTie& tie = *result.tie;
    tie.as_published = allows(result, published_delegates(result.precinct));
    if (tie.as_published) {
        for (const std::size_t i : tie.groups)
            if (*groups[i].won > result.groups[i].delegates) tie.settled.push_back(i);
        return;
    }
    std::vector<std::string_view> ids;
    for (const std::size_t i : tie.groups) ids.push_back(groups[i].id.empty() ? groups[i].name : groups[i].id);
    for (const std::size_t place : settle(tie_break, result.precinct.name, ids, tie.winners))
        tie.settled.push_back(tie.groups[place]);
    if (tie_break.rule == TieRule::lot) tie.seed = tie_break.seed;
}

}  // namespace

std::optional<Fraction> viability_share(const CaucusRules& rules, std::uint64_t delegates) {
    if (delegates == 0 || (delegates == 1 && rules.majority_elects_one)) return std::nullopt;
    const auto step = std::ranges::find_if(rules.viability, [&](const ViabilityStep& candidate) {
        return candidate.from_delegates > 0 && delegates >= candidate.from_delegates;
    });
    return step == rules.viability.end() ? Fraction{1, delegates} : step->share;
}

std::optional<Votes> find_viability(const CaucusRules& rules, Votes attendance, std::uint64_t delegates) {
    const auto share = viability_share(rules, delegates);
    if (!share) return std::nullopt;
    // No share is above 1, so the result fits like the attendance.
    const Ratio people{Uint128{attendance} * share->numerator, share->denominator};
    return std::max<Votes>(1, static_cast<Votes>(ceiling(people)));
}

PrecinctResult allocate_precinct(const CaucusRules& rules, Precinct precinct, const TieBreak& tie_break) {
    PrecinctResult result;
    result.rules = &rules;
    result.precinct = std::move(precinct);
    result.groups.resize(result.precinct.groups.size());
    result.outcome = find_case(result);
    if (result.outcome == PrecinctCase::out_of_range) std::ranges::fill(result.groups, GroupResult{});
    if (result.outcome == PrecinctCase::majority) elect_by_majority(result);
    if (result.outcome == PrecinctCase::shared) share_delegates(result);
    for (const GroupResult& group : result.groups) result.delegates_total += group.delegates;
    if (result.tie) {
        result.delegates_total += result.tie->winners;
        settle_tie(result, tie_break);
    }
    return result;
}

bool is_tied(const PrecinctResult& result, std::size_t group) {
    return result.tie && std::ranges::binary_search(result.tie->groups, group);
}

bool may_hold(const PrecinctResult& result, std::size_t group, std::uint64_t delegates) {
    const std::uint64_t sure = result.groups[group].delegates;
    return delegates == sure || (is_tied(result, group) && delegates == sure + 1);
}

bool allows(const PrecinctResult& result, std::span<const std::uint64_t> delegates) {
    if (result.delegates_total == 0 || delegates.size() != result.groups.size()) return false;
    std::size_t winners = 0;
    for (std::size_t i = 0; i < delegates.size(); ++i) {
        if (!may_hold(result, i, delegates[i])) return false;
        if (delegates[i] != result.groups[i].delegates) ++winners;
    }
    return winners == (result.tie ? result.tie->winners : 0);
}

std::optional<std::uint64_t> delegates_of(const PrecinctResult& result, std::size_t group) {
    if (result.outcome != PrecinctCase::shared && result.outcome != PrecinctCase::majority &&
        result.outcome != PrecinctCase::nobody_viable)
        return std::nullopt;
    const std::uint64_t sure = result.groups[group].delegates;
    if (!is_tied(result, group)) return sure;
    if (std::ranges::count(result.tie->settled, group) > 0) return sure + 1;
    return result.tie->open() ? std::nullopt : std::optional(sure);
}

bool counts_as_computed(const PrecinctResult& result) {
    if (result.precinct.judged != Judged::yes) return false;
    // If nobody has a majority or is viable, the delegates are elected in a way that the figures do not tell.
    return result.outcome == PrecinctCase::shared ||
           (result.outcome == PrecinctCase::majority && result.delegates_total > 0);
}

bool differs_from_rules(const PrecinctResult& result) {
    const std::vector<std::uint64_t> won = published_delegates(result.precinct);
    const bool any = std::ranges::any_of(won, [](std::uint64_t delegates) { return delegates > 0; });
    return any && counts_as_computed(result) && !allows(result, won);
}

std::vector<std::uint64_t> published_delegates(const Precinct& precinct) {
    std::vector<std::uint64_t> delegates;
    for (const PrecinctGroup& group : precinct.groups) {
        if (!group.won) return {};
        delegates.push_back(*group.won);
    }
    return delegates;
}

std::optional<Ratio> state_delegate_equivalents(std::uint64_t delegates, const DelegateWorth& worth) {
    if (worth.delegates == 0 || worth.delegates > max_delegates) return std::nullopt;
    Ratio sde{worth.sde.digits, worth.delegates};
    for (unsigned digit = 0; digit < worth.sde.scale; ++digit) sde.whole *= 10;  // at most 10^6 × 10^20
    if (__builtin_mul_overflow(worth.sde.digits, Uint128{delegates}, &sde.part)) return std::nullopt;
    return sde;
}

std::optional<std::uint64_t> delegates_from_sde(Decimal sde, const DelegateWorth& worth) {
    const unsigned scale = std::max(sde.scale, worth.sde.scale);
    Uint128 part = 0;
    const Uint128 whole = digits_at(worth.sde, scale);
    if (whole == 0 || __builtin_mul_overflow(digits_at(sde, scale), worth.delegates, &part)) return std::nullopt;
    const Uint128 delegates = nearest({part, whole});
    if (delegates > max_delegates) return std::nullopt;
    return static_cast<std::uint64_t>(delegates);
}

std::optional<Decimal> sde_of(const Precinct& precinct, std::uint64_t delegates) {
    const auto sde = precinct.worth ? state_delegate_equivalents(delegates, *precinct.worth) : std::nullopt;
    return sde ? rounded(*sde, published_digits) : std::nullopt;
}

}  // namespace caucus_tally
