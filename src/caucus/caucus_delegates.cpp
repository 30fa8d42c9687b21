// SPDX-License-Identifier: MIT
#include <algorithm>
#include <caucus_tally/caucus_math.hpp>
#include <limits>
#include <numeric>

namespace caucus_tally {
namespace {

__extension__ typedef __int128 Int128;

/// Where a share is compared to fewer digits: members × delegates × 10^digits stays below 2^64 × 2^20 × 2^34.
constexpr unsigned most_compared_digits = 10;

/// Shares of 2^63 delegates or more are no data; below it every sum of shares fits.
constexpr Uint128 most_share = (Uint128{1} << 63U) - 1;

/// A story longer than this is told of no real room; a hostile one could fill the memory with rounds.
constexpr std::size_t most_adjustments = 100;

/// By how much each group's exact share exceeds its rounded delegates, in a unit common to all.
std::vector<Int128> leads_of(const CaucusRules& rules, const PrecinctAllocation& result) {
    Uint128 unit = result.divisor;
    Uint128 scale = 1;
    if (rules.compared_digits) {
        for (unsigned digit = 0; digit < std::min(*rules.compared_digits, most_compared_digits); ++digit) scale *= 10;
        unit = scale;
    }
    std::vector<Int128> leads;
    for (const GroupAllocation& group : result.groups) {
        const Uint128 share = rules.compared_digits ? nearest({group.exact.part * scale, result.divisor})  //
                                                    : group.exact.part;
        leads.push_back(static_cast<Int128>(share) - static_cast<Int128>(group.rounded * unit));
    }
    return leads;
}

void adjust(PrecinctAllocation& result, std::span<const std::size_t> groups, bool adding, std::uint64_t times) {
    if (groups.empty()) return;
    for (const std::size_t i : groups) {
        std::uint64_t& delegates = result.groups[i].delegates;
        delegates = adding ? delegates + times : delegates - times;
    }
    if (result.adjustments.size() < most_adjustments)
        result.adjustments.push_back({adding, times, {groups.begin(), groups.end()}});
}

/// One more, or one less, for the first `count` of these groups, who are in the order of their turns; chance decides
/// where the last of them is equal to the next.
void adjust_first(PrecinctAllocation& result, std::span<const std::size_t> groups, std::span<const Int128> leads,
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
    const auto tied = groups.subspan(before, equal);
    // Who is tied to lose one is sure of one less, and wins it back by not losing it.
    const std::size_t drawn = count - before;
    result.tie = PrecinctTie{adding, {tied.begin(), tied.end()}, adding ? drawn : equal - drawn};
    std::ranges::sort(result.tie->groups);
    if (!adding)
        for (const std::size_t i : result.tie->groups) --result.groups[i].delegates;
}

/// Adds or takes `count` delegates, round after round. What nobody can lose any more stays.
void add_or_take(PrecinctAllocation& result, std::span<const Int128> leads, bool adding, Uint128 count) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < result.groups.size(); ++i)
        if (result.groups[i].viable) order.push_back(i);
    std::ranges::stable_sort(
        order, [&](std::size_t a, std::size_t b) { return adding ? leads[a] > leads[b] : leads[a] < leads[b]; });

    bool round_passed = false;      // everybody's turn came
    std::optional<Int128> reached;  // or only that of those up to this lead
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

/// A single delegate: more than half of those who stand in a group, or nobody.
void elect_by_majority(PrecinctAllocation& result, std::span<const Votes> groups) {
    const Uint128 standing = std::accumulate(groups.begin(), groups.end(), Uint128{0});
    for (std::size_t i = 0; i < groups.size(); ++i)
        if (Uint128{groups[i]} * 2 > standing) result.groups[i].delegates = result.groups[i].rounded = 1;
}

/// Every viable group's exact and rounded share. False where one does not fit.
bool share_out(const CaucusRules& rules, const Precinct& precinct, PrecinctAllocation& result) {
    for (std::size_t i = 0; i < precinct.groups.size(); ++i) {
        GroupAllocation& group = result.groups[i];
        if (!group.viable) continue;
        group.exact = {Uint128{precinct.groups[i]} * precinct.delegates, result.divisor};  // below 2^64 × 2^20
        const Uint128 share =
            rules.rounding == Rounding::half_up ? nearest(group.exact) : group.exact.part / result.divisor;
        if (share > most_share) return false;
        group.delegates = group.rounded = static_cast<std::uint64_t>(share);
        result.rounded_total += share;
    }
    return true;
}

PrecinctCase find_case(const CaucusRules& rules, const Precinct& precinct, PrecinctAllocation& result) {
    if (precinct.delegates == 0) return PrecinctCase::no_delegates;
    if (precinct.delegates > max_delegates) return PrecinctCase::out_of_range;
    if (precinct.attendance == 0) return PrecinctCase::no_attendance;
    result.viability = find_viability(rules, precinct.attendance, precinct.delegates);
    if (!result.viability) return PrecinctCase::majority;

    Uint128 viable_people = 0;
    for (std::size_t i = 0; i < precinct.groups.size(); ++i) {
        if (precinct.groups[i] < *result.viability) continue;
        result.groups[i].viable = true;
        ++result.viable_groups;
        viable_people += precinct.groups[i];
    }
    if (result.viable_groups == 0) return PrecinctCase::nobody_viable;
    result.too_many_groups = rules.groups_limited && result.viable_groups > precinct.delegates;
    result.divisor = rules.divisor == Divisor::attendance ? precinct.attendance : viable_people;
    return share_out(rules, precinct, result) ? PrecinctCase::shared : PrecinctCase::out_of_range;
}

}  // namespace

PrecinctAllocation allocate_precinct(const CaucusRules& rules, const Precinct& precinct) {
    PrecinctAllocation result;
    result.groups.resize(precinct.groups.size());
    result.outcome = find_case(rules, precinct, result);
    if (result.outcome == PrecinctCase::out_of_range) result.groups.assign(precinct.groups.size(), {});
    if (result.outcome == PrecinctCase::majority) elect_by_majority(result, precinct.groups);
    if (result.outcome == PrecinctCase::shared && result.rounded_total != precinct.delegates) {
        const bool adding = result.rounded_total < precinct.delegates;
        const Uint128 count = adding ? precinct.delegates - result.rounded_total  //
                                     : result.rounded_total - precinct.delegates;
        add_or_take(result, leads_of(rules, result), adding, count);
    }
    for (const GroupAllocation& group : result.groups) result.delegates_total += group.delegates;
    if (result.tie) result.delegates_total += result.tie->winners;
    return result;
}

bool allows(const PrecinctAllocation& computed, std::span<const std::uint64_t> delegates) {
    if (computed.delegates_total == 0 || delegates.size() != computed.groups.size()) return false;
    std::vector<std::uint64_t> sure;
    for (const GroupAllocation& group : computed.groups) sure.push_back(group.delegates);
    if (!computed.tie) return std::ranges::equal(sure, delegates);
    // Taking away from each tied group what it won by chance must leave what everybody is sure of.
    std::size_t winners = 0;
    for (const std::size_t i : computed.tie->groups) {
        if (delegates[i] != sure[i] + 1) continue;
        ++sure[i];
        ++winners;
    }
    return winners == computed.tie->winners && std::ranges::equal(sure, delegates);
}

std::optional<Ratio> state_delegate_equivalents(std::uint64_t won, Decimal unit_sde, std::uint64_t unit_delegates) {
    if (unit_delegates == 0 || unit_delegates > max_delegates) return std::nullopt;
    Ratio sde{unit_sde.digits, unit_delegates};
    for (unsigned digit = 0; digit < unit_sde.scale; ++digit) sde.whole *= 10;  // at most 10^6 × 10^20
    if (__builtin_mul_overflow(unit_sde.digits, Uint128{won}, &sde.part)) return std::nullopt;
    return sde;
}

std::optional<std::uint64_t> delegates_from_sde(Decimal sde, Decimal unit_sde, std::uint64_t unit_delegates) {
    const unsigned scale = std::max(sde.scale, unit_sde.scale);
    Uint128 part = 0;
    const Uint128 whole = digits_at(unit_sde, scale);
    if (whole == 0 || __builtin_mul_overflow(digits_at(sde, scale), unit_delegates, &part)) return std::nullopt;
    const Uint128 delegates = nearest({part, whole});
    if (delegates > max_delegates) return std::nullopt;
    return static_cast<std::uint64_t>(delegates);
}

}  // namespace caucus_tally
