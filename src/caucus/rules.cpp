// SPDX-License-Identifier: MIT
#include <algorithm>
#include <caucus_tally/caucus.hpp>

namespace caucus_tally {
namespace {

constexpr std::array<ViabilityStep, 3> iowa_viability{{{4, {15, 100}}, {3, {1, 6}}, {2, {1, 4}}}};

constexpr CaucusRules iowa_2016{
    .id = "iowa-2016",
    .title = "Iowa precinct caucuses: several realignments, nobody locked",
    .years = "2016",
    .source = "Iowa Democratic Party, Delegate Selection Plan and caucus guide for 2016",
    .viability = iowa_viability,
    .groups_limited = true,
    .attendance = "eligible attendees counted at the start",
    .too_few = "one more to the highest decimals below .5, in turn",
    .too_many = "one less from the lowest decimals at or above .5, in turn; nobody loses an only delegate",
};

constexpr CaucusRules iowa_2020 = [] {
    CaucusRules rules = iowa_2016;
    rules.id = "iowa-2020";
    rules.title = "Iowa precinct caucuses: one realignment, viable groups locked";
    rules.years = "2020";
    rules.source = "Iowa Democratic Party, Delegate Selection Plan and caucus guide for 2020";
    rules.viable_locked = true;
    rules.realignments = 1;
    return rules;
}();

constexpr CaucusRules nevada_2020{
    .id = "nevada-2020",
    .title = "Nevada precinct caucuses: shares to four decimals, ties by high card",
    .years = "2020",
    .source = "Nevada State Democratic Party, memo on caucus math of 26 September 2019",
    .viability = iowa_viability,
    .compared_digits = 4,
    .tie = TieProcedure::cards,
    .viable_locked = true,
    .realignments = 1,
    .attendance = "attendees at the end of the first alignment, early votes included",
    .too_few = "one at a time to the group closest to its next whole number, going round",
    .too_many = "one from the group furthest from rounding up; every viable group keeps at least one",
};

constexpr CaucusRules minnesota_dfl{
    .id = "minnesota-dfl",
    .title = "Minnesota DFL walking subcaucus",
    .years = "",
    .source = "Minnesota DFL, rules for walking subcaucuses",
    .majority_elects_one = false,
    .divisor = Divisor::viable_people,
    .rounding = Rounding::down,
    .tie = TieProcedure::lots,
    .attendance = "people present when the subcaucuses are first counted",
    .too_few = "one more to the largest remainders",
    .too_many = "cannot arise: every share is rounded down",
};

constexpr std::array all{iowa_2020, iowa_2016, nevada_2020, minnesota_dfl};

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

std::span<const CaucusRules> caucus_rule_sets() {
    return all;
}

const CaucusRules* find_caucus_rules(std::string_view id) {
    const auto found = std::ranges::find(all, id, &CaucusRules::id);
    return found == all.end() ? nullptr : &*found;
}

}  // namespace caucus_tally
