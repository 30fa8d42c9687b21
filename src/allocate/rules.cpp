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

constexpr std::array<ViabilityStep, 3> iowa_viability{{{4, fifteen_percent}, {3, {1, 6}}, {2, {1, 4}}}};

constexpr CaucusRules iowa_2016 = [] {
    CaucusRules rules;
    rules.viability = iowa_viability;
    rules.groups_limited = true;
    rules.attendance = "eligible attendees counted at the start";
    rules.too_few = "one more to the highest decimals below .5, in turn";
    rules.too_many = "one less from the lowest decimals at or above .5, in turn; nobody loses an only delegate";
    return rules;
}();

constexpr CaucusRules iowa_2020 = [] {
    CaucusRules rules = iowa_2016;
    rules.viable_locked = true;
    rules.realignments = 1;
    return rules;
}();

constexpr CaucusRules nevada_2020 = [] {
    CaucusRules rules;
    rules.viability = iowa_viability;
    rules.compared_digits = 4;
    rules.tie = TieProcedure::cards;
    rules.viable_locked = true;
    rules.realignments = 1;
    rules.attendance = "attendees at the end of the first alignment, early votes included";
    rules.too_few = "one at a time to the group closest to its next whole number, going round";
    rules.too_many = "one from the group furthest from rounding up; every viable group keeps at least one";
    return rules;
}();

constexpr CaucusRules minnesota_dfl = [] {
    CaucusRules rules;
    rules.majority_elects_one = false;
    rules.divisor = Divisor::viable_people;
    rules.rounding = Rounding::down;
    rules.tie = TieProcedure::lots;
    rules.attendance = "people present when the subcaucuses are first counted";
    rules.too_few = "one more to the largest remainders";
    rules.too_many = "cannot arise: every share is rounded down";
    return rules;
}();

constexpr std::string_view textbook = "M. Balinski and H. P. Young, Fair Representation (2nd ed., 2001)";

constexpr std::array all{
    RuleSet{"dnc-2004",
            "Democratic pledged delegates: 15%, else the front-runner minus 10 points",
            "1992-2016",
            "DNC Delegate Selection Rules for 2004, Rule 13 (fair reflection); the text before 2020 was read at second "
            "hand, not in the original",
            dnc({{1, 1}, {10, 100}}),
            {}},
    RuleSet{"dnc-2020",
            "Democratic pledged delegates: 15%, else half the front-runner's share",
            "2020-",
            "DNC Delegate Selection Rules for 2020, Rule 14 (fair reflection)",
            dnc({{1, 2}, {0, 1}}),
            {}},
    RuleSet{"hare", "Largest remainder, Hare quota (Hamilton)", "", textbook, largest_remainder(Quota::hare), {}},
    RuleSet{"droop",
            "Largest remainder, Droop quota",
            "",
            "H. R. Droop, On Methods of Electing Representatives (1881)",
            largest_remainder(Quota::droop),
            {}},
    RuleSet{"dhondt", "D'Hondt divisors (Jefferson)", "", textbook, divisor(Signposts::dhondt), {}},
    RuleSet{"sainte-lague", "Sainte-Laguë divisors (Webster)", "", textbook, divisor(Signposts::sainte_lague), {}},
    RuleSet{"huntington-hill", "Huntington-Hill divisors", "", textbook, divisor(Signposts::huntington_hill), {}},
    RuleSet{"adams", "Adams divisors", "", textbook, divisor(Signposts::adams), {}},
    RuleSet{"dean", "Dean divisors", "", textbook, divisor(Signposts::dean), {}},
    RuleSet{"winner-take-all",
            "Every pool to the front-runner of the whole contest",
            "",
            "general usage",
            winner(Scope::whole_contest),
            {}},
    RuleSet{"winner-take-most",
            "Every pool to the front-runner of its own unit, district by district",
            "",
            "general usage",
            winner(Scope::own_unit),
            {}},
    RuleSet{"iowa-2020",
            "Iowa precinct caucuses: one realignment, viable groups locked",
            "2020",
            "Iowa Democratic Party, Delegate Selection Plan and caucus guide for 2020",
            {},
            iowa_2020},
    RuleSet{"iowa-2016",
            "Iowa precinct caucuses: several realignments, nobody locked",
            "2016",
            "Iowa Democratic Party, Delegate Selection Plan and caucus guide for 2016",
            {},
            iowa_2016},
    RuleSet{"nevada-2020",
            "Nevada precinct caucuses: shares to four decimals, ties by high card",
            "2020",
            "Nevada State Democratic Party, memo on caucus math of 26 September 2019",
            {},
            nevada_2020},
    RuleSet{"minnesota-dfl",
            "Minnesota DFL walking subcaucus",
            "",
            "Minnesota DFL, rules for walking subcaucuses",
            {},
            minnesota_dfl},
};

}  // namespace

std::string_view to_string(TieProcedure procedure) {
    switch (procedure) {
        case TieProcedure::coin:
            return "coin";
        case TieProcedure::cards:
            return "cards";
        case TieProcedure::lots:
            return "lots";
    }
    return {};
}

std::span<const RuleSet> rule_sets() {
    return all;
}

const RuleSet* find_rules(std::string_view id) {
    const auto found = std::ranges::find(all, id, &RuleSet::id);
    return found == all.end() ? nullptr : &*found;
}

}  // namespace caucus_tally
