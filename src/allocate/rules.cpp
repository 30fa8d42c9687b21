// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <caucus_tally/rules.hpp>

namespace caucus_tally {
namespace {

constexpr Fraction fifteen_percent{15, 100};

// A DNC text speaks of percentages "to three decimals".
constexpr DelegateRules dnc(Fallback fallback) {
    DelegateRules rules;
    rules.threshold = fifteen_percent;
    rules.fallback = fallback;
    rules.percent_digits = 3;
    return rules;
}

constexpr DelegateRules largest_remainder(Quota quota) {
    DelegateRules rules;
    rules.quota = quota;
    return rules;
}

constexpr DelegateRules divisor(Signposts signposts) {
    DelegateRules rules;
    rules.method = Method::divisor;
    rules.signposts = signposts;
    return rules;
}

constexpr DelegateRules winner(Scope scope) {
    DelegateRules rules;
    rules.method = Method::winner_take_all;
    rules.scope = scope;
    return rules;
}

constexpr std::string_view textbook = "M. Balinski and H. P. Young, Fair Representation (2nd ed., 2001)";

constexpr std::array all{
    RuleSet{"dnc-2004", "Democratic pledged delegates: 15%, else the front-runner minus 10 points", "1992-2016",
            "DNC Delegate Selection Rules for 2004, Rule 13 (fair reflection); the text before 2020 was read at second "
            "hand, not in the original",
            dnc({{1, 1}, {10, 100}})},
    RuleSet{"dnc-2020", "Democratic pledged delegates: 15%, else half the front-runner's share", "2020-",
            "DNC Delegate Selection Rules for 2020, Rule 14 (fair reflection)", dnc({{1, 2}, {0, 1}})},
    RuleSet{"hare", "Largest remainder, Hare quota (Hamilton)", "", textbook, largest_remainder(Quota::hare)},
    RuleSet{"droop", "Largest remainder, Droop quota", "", "H. R. Droop, On Methods of Electing Representatives (1881)",
            largest_remainder(Quota::droop)},
    RuleSet{"dhondt", "D'Hondt divisors (Jefferson)", "", textbook, divisor(Signposts::dhondt)},
    RuleSet{"sainte-lague", "Sainte-Laguë divisors (Webster)", "", textbook, divisor(Signposts::sainte_lague)},
    RuleSet{"huntington-hill", "Huntington-Hill divisors", "", textbook, divisor(Signposts::huntington_hill)},
    RuleSet{"adams", "Adams divisors", "", textbook, divisor(Signposts::adams)},
    RuleSet{"dean", "Dean divisors", "", textbook, divisor(Signposts::dean)},
    RuleSet{"winner-take-all", "Every pool to the front-runner of the whole contest", "", "general usage",
            winner(Scope::whole_contest)},
    RuleSet{"winner-take-most", "Every pool to the front-runner of its own unit, district by district", "",
            "general usage", winner(Scope::own_unit)},
};

}  // namespace

std::span<const RuleSet> rule_sets() {
    return all;
}

const RuleSet* find_rules(std::string_view id) {
    const auto found = std::ranges::find(all, id, &RuleSet::id);
    return found == all.end() ? nullptr : &*found;
}

}  // namespace caucus_tally
