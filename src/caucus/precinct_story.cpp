// SPDX-License-Identifier: MIT
#include "caucus/precinct_story.hpp"

#include "base/enumerate.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

constexpr unsigned most_share_digits = 8;

std::string digits_of(Uint128 number) {
    return to_string(Ratio{number, 1}, 0);
}

/// How many delegates a group gained or lost for certain.
std::uint64_t moved(const PrecinctAllocation& allocation, std::size_t group, bool adding) {
    const GroupAllocation& each = allocation.groups[group];
    if (adding) return each.delegates - each.rounded;
    // Whoever is tied to lose one is sure of one less, but has not lost it yet.
    const bool tied = allocation.tie && std::ranges::binary_search(allocation.tie->groups, group);
    return each.rounded - each.delegates - (tied ? 1 : 0);
}

/// "which one of Ann and Bo, both at 1.50, loses one".
std::string explain_tie(const CaucusRules& rules, const PrecinctAllocation& allocation,
                        std::span<const std::string> names, unsigned digits) {
    const PrecinctTie& tie = *allocation.tie;
    std::vector<std::string> tied;
    for (const std::size_t i : tie.groups)
        tied.push_back(fmt::format("{} ({})", names[i], share_text(allocation.groups[i].exact, digits)));
    const std::size_t moving = tie.adding ? tie.winners : tie.groups.size() - tie.winners;
    return fmt::format("{} which {} of {} {}{} one", chance_text(rules.tie, true), count_word(moving), enumerate(tied),
                       tie.adding ? "gain" : "lose", moving == 1 ? "s" : "");
}

/// What sets the groups apart whose turn comes first.
std::string_view name_decimal(const CaucusRules& rules, bool adding, bool several) {
    if (!adding) return several ? "are the lowest decimals" : "is the lowest decimal";
    if (rules.rounding == Rounding::down) return several ? "are the largest remainders" : "is the largest remainder";
    return several ? "are the highest decimals below .5" : "is the highest decimal below .5";
}

/// The groups that gained or lost for certain, in the order of their first turns.
std::vector<std::size_t> in_turn(const PrecinctAllocation& allocation) {
    std::vector<bool> seen(allocation.groups.size());
    std::vector<std::size_t> movers;
    for (const Adjustment& adjustment : allocation.adjustments) {
        for (const std::size_t i : adjustment.groups) {
            if (!seen[i]) movers.push_back(i);
            seen[i] = true;
        }
    }
    return movers;
}

/// "only Ann has one to lose", "Ann's .38 is the highest decimal below .5", "in turn Ann (4.18) gains one and Bo ...".
std::string explain_movers(const CaucusRules& rules, const PrecinctAllocation& allocation,
                           std::span<const std::string> names, unsigned digits) {
    const bool adding = allocation.adjustments.front().added;
    std::vector<std::string> who;
    std::vector<std::string> decimals;
    std::vector<std::string> amounts;
    bool once = true;
    bool first_turn = true;
    for (const std::size_t i : in_turn(allocation)) {
        const GroupAllocation& group = allocation.groups[i];
        const std::uint64_t times = moved(allocation, i, adding);
        once = once && times == 1;
        // Who was rounded up gains, and who was rounded down loses, only when all the others had their turn.
        const Uint128 as_rounded = Uint128{group.rounded} * group.exact.whole;
        first_turn = first_turn && (adding ? group.exact.part >= as_rounded : group.exact.part <= as_rounded);
        const std::string share = share_text(group.exact, digits);
        who.push_back(names[i]);
        decimals.push_back(fmt::format("{}'s {}", names[i], share.substr(share.find('.'))));
        amounts.push_back(fmt::format("{} ({}) {} {}", names[i], share, adding ? "gains" : "loses", count_word(times)));
    }
    const bool several = who.size() > 1;
    const bool kept = !allocation.kept_only.empty();
    const auto able = std::ranges::count_if(allocation.groups, [](const GroupAllocation& g) { return g.rounded > 1; });
    if (kept && !allocation.tie && static_cast<std::size_t>(able) == who.size())
        return fmt::format("only {} {} {} to lose", enumerate(who), several ? "have" : "has",
                           once ? "one" : "delegates");
    if (once && first_turn)
        return fmt::format("{} {}{}", enumerate(decimals), name_decimal(rules, adding, several),
                           kept ? " of those who have one to lose" : "");
    return fmt::format("in turn {}", enumerate(amounts));
}

/// Who gains or loses the delegates that rounding leaves over or short, and why: "only Buttigieg has one to lose".
/// Empty where the rounded shares are the precinct's number.
std::string explain_adjustments(const CaucusRules& rules, const PrecinctAllocation& allocation,
                                std::span<const std::string> names) {
    if (allocation.adjustments.empty() && allocation.kept_only.empty() && !allocation.tie) return {};
    const unsigned digits = share_digits(allocation);
    std::vector<std::string> parts;
    if (!allocation.adjustments.empty()) parts.push_back(explain_movers(rules, allocation, names, digits));
    if (allocation.tie) parts.push_back(explain_tie(rules, allocation, names, digits));
    if (parts.empty()) parts.emplace_back("nobody can lose an only delegate");
    return fmt::format("{}", fmt::join(parts, ", and "));
}

}  // namespace

std::string count_word(Uint128 count) {
    constexpr std::array<std::string_view, 11> words{"no",  "one",   "two",   "three", "four", "five",
                                                     "six", "seven", "eight", "nine",  "ten"};
    return count < words.size() ? std::string(words[static_cast<std::size_t>(count)]) : digits_of(count);
}

std::string chance_text(TieProcedure procedure, bool decides) {
    const bool coin = procedure == TieProcedure::coin;
    return fmt::format("{}{}{}", coin ? "a " : "", to_string(procedure), !decides ? "" : coin ? " decides" : " decide");
}

std::string people_text(Votes people) {
    return people == 1 ? "1 person" : with_separators(people) + " people";
}

std::string share_text(Ratio share, unsigned digits) {
    std::string text = to_string(share, digits);
    if (text.starts_with("0.")) text.erase(0, 1);
    return text;
}

unsigned share_digits(const PrecinctAllocation& allocation) {
    std::vector<Ratio> shares;
    for (const GroupAllocation& group : allocation.groups)
        if (group.viable) shares.push_back(group.exact);
    std::ranges::sort(shares, {}, &Ratio::part);  // all have the same whole
    for (unsigned digits = 2; digits < most_share_digits; ++digits) {
        const bool told_apart = std::ranges::adjacent_find(shares, [&](const Ratio& a, const Ratio& b) {
                                    return a.part != b.part && to_string(a, digits) == to_string(b, digits);
                                }) == shares.end();
        const Uint128 power = digits_at(Decimal(Votes{1}), digits);
        const bool rounds_alike = std::ranges::all_of(shares, [&](const Ratio& share) {
            const auto printed = rounded(share, digits);
            return !printed || (nearest({printed->digits, power}) == nearest(share) &&
                                printed->digits / power == share.part / share.whole);
        });
        if (told_apart && rounds_alike) return digits;
    }
    return most_share_digits;
}

std::string explain_split(const CaucusRules& rules, const Precinct& precinct, const PrecinctAllocation& allocation,
                          std::span<const std::string> names) {
    if (allocation.outcome != PrecinctCase::shared) return {};
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < allocation.groups.size(); ++i)
        if (allocation.groups[i].viable) order.push_back(i);
    std::ranges::stable_sort(order, std::ranges::greater(), [&](std::size_t i) { return precinct.groups[i]; });

    const unsigned digits = share_digits(allocation);
    std::vector<std::string> shares;
    std::vector<std::string> whole;
    for (const std::size_t i : order) {
        shares.push_back(share_text(allocation.groups[i].exact, digits));
        whole.push_back(std::to_string(allocation.groups[i].rounded));
    }
    std::string text = fmt::format("{} round{} {}to {}", fmt::join(shares, ", "), order.size() == 1 ? "s" : "",
                                   rules.rounding == Rounding::down ? "down " : "", fmt::join(whole, ", "));
    const Uint128 number = precinct.delegates;
    if (allocation.rounded_total == number) return text;
    const bool few = allocation.rounded_total < number;
    text += fmt::format(", {} too {} for {}",
                        count_word(few ? number - allocation.rounded_total : allocation.rounded_total - number),
                        few ? "few" : "many", precinct.delegates);
    return text + ", and " + explain_adjustments(rules, allocation, names);
}

}  // namespace caucus_tally
