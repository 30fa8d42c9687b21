// SPDX-License-Identifier: MIT
#include "base/words.hpp"
#include "caucus/caucus.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace caucus_tally {
namespace {

constexpr unsigned most_share_digits = 8;

const std::string& name_of(const PrecinctResult& result, std::size_t group) {
    return result.precinct.groups[group].name;
}

/// How many delegates a group gained or lost for certain.
std::uint64_t moved(const PrecinctResult& result, std::size_t group, bool adding) {
    const GroupResult& each = result.groups[group];
    if (adding) return each.delegates - each.rounded;
    // A group that is tied to lose one is sure of one less, but has not lost it yet.
    return each.rounded - each.delegates - (is_tied(result, group) ? 1 : 0);
}

/// "a coin decides which one of Ann (1.50) and Bo (1.50) loses one".
std::string explain_tie(const PrecinctResult& result, unsigned digits) {
    const PrecinctTie& tie = *result.tie;
    std::vector<std::string> tied;
    for (const std::size_t i : tie.groups)
        tied.push_back(fmt::format("{} ({})", name_of(result, i), share_text(result.groups[i].exact, digits)));
    const std::size_t moving = tie.adding ? tie.winners : tie.groups.size() - tie.winners;
    return fmt::format("{} which {} of {} {}{} one", chance_text(result.rules->tie, true), count_word(moving),
                       enumerate(tied), tie.adding ? "gain" : "lose", moving == 1 ? "s" : "");
}

/// What sets the groups apart whose turn comes first.
std::string_view name_decimal(const CaucusRules& rules, bool adding, bool several) {
    if (!adding) return several ? "are the lowest decimals" : "is the lowest decimal";
    if (rules.rounding == Rounding::down) return several ? "are the largest remainders" : "is the largest remainder";
    return several ? "are the highest decimals below .5" : "is the highest decimal below .5";
}

/// The groups that gained or lost for certain, in the order of their first turns.
std::vector<std::size_t> in_turn(const PrecinctResult& result) {
    std::vector<bool> seen(result.groups.size());
    std::vector<std::size_t> movers;
    for (const Adjustment& adjustment : result.adjustments) {
        for (const std::size_t i : adjustment.groups) {
            if (!seen[i]) movers.push_back(i);
            seen[i] = true;
        }
    }
    return movers;
}

/// "only Ann has one to lose", "Ann's .38 is the highest decimal below .5", "in turn Ann (4.18) gains one and Bo ...".
std::string explain_movers(const PrecinctResult& result, unsigned digits) {
    const bool adding = result.adjustments.front().added;
    std::vector<std::string> names;
    std::vector<std::string> decimals;
    std::vector<std::string> amounts;
    bool once = true;
    bool first_turn = true;
    for (const std::size_t i : in_turn(result)) {
        const GroupResult& group = result.groups[i];
        const std::uint64_t times = moved(result, i, adding);
        once = once && times == 1;
        // A group that was rounded up gains, and one that was rounded down loses, only when all others had their turn.
        const Uint128 as_rounded = Uint128{group.rounded} * group.exact.whole;
        first_turn = first_turn && (adding ? group.exact.part >= as_rounded : group.exact.part <= as_rounded);
        const std::string& name = names.emplace_back(name_of(result, i));
        const std::string share = share_text(group.exact, digits);
        decimals.push_back(fmt::format("{}'s {}", name, share.substr(share.find('.'))));
        amounts.push_back(fmt::format("{} ({}) {} {}", name, share, adding ? "gains" : "loses", count_word(times)));
    }
    const bool several = names.size() > 1;
    const bool kept = !result.kept_only.empty();
    const auto able = std::ranges::count_if(result.groups, [](const GroupResult& g) { return g.rounded > 1; });
    if (kept && !result.tie && static_cast<std::size_t>(able) == names.size())
        return fmt::format("only {} {} {} to lose", enumerate(names), several ? "have" : "has",
                           once ? "one" : "delegates");
    if (once && first_turn)
        return fmt::format("{} {}{}", enumerate(decimals), name_decimal(*result.rules, adding, several),
                           kept ? " of those who have one to lose" : "");
    return fmt::format("in turn {}", enumerate(amounts));
}

/// Which groups gain or lose the delegates that rounding leaves over or short, and why.
std::string explain_adjustments(const PrecinctResult& result, unsigned digits) {
    std::vector<std::string> parts;
    if (!result.adjustments.empty()) parts.push_back(explain_movers(result, digits));
    if (result.tie) parts.push_back(explain_tie(result, digits));
    if (parts.empty()) return "nobody can lose an only delegate";
    return fmt::format("{}", fmt::join(parts, ", and "));
}

}  // namespace

std::string count_word(Uint128 count) {
    constexpr std::array<std::string_view, 11> words{"no",  "one",   "two",   "three", "four", "five",
                                                     "six", "seven", "eight", "nine",  "ten"};
    return count < words.size() ? std::string(words[static_cast<std::size_t>(count)]) : to_string(Ratio{count, 1}, 0);
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

unsigned share_digits(const PrecinctResult& result) {
    std::vector<Ratio> shares;
    for (const GroupResult& group : result.groups)
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

std::string explain_split(const PrecinctResult& result) {
    if (result.outcome != PrecinctCase::shared) return {};
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < result.groups.size(); ++i)
        if (result.groups[i].viable) order.push_back(i);
    std::ranges::stable_sort(order, std::ranges::greater(),
                             [&](std::size_t i) { return result.precinct.groups[i].people; });

    const unsigned digits = share_digits(result);
    std::vector<std::string> shares;
    std::vector<std::uint64_t> whole;
    for (const std::size_t i : order) {
        shares.push_back(share_text(result.groups[i].exact, digits));
        whole.push_back(result.groups[i].rounded);
    }
    const std::string text =
        fmt::format("{} round{} {}to {}", fmt::join(shares, ", "), order.size() == 1 ? "s" : "",
                    result.rules->rounding == Rounding::down ? "down " : "", fmt::join(whole, ", "));
    const Uint128 number = *result.precinct.delegates;
    const Uint128 rounded = result.rounded_total;
    if (rounded == number) return text;
    return fmt::format(
        "{}, {} too {} for {}, and {}", text, count_word(rounded < number ? number - rounded : rounded - number),
        rounded < number ? "few" : "many", *result.precinct.delegates, explain_adjustments(result, digits));
}

}  // namespace caucus_tally
