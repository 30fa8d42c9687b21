// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <caucus_tally/rules.hpp>
#include <set>
#include <string>

using namespace caucus_tally;

TEST_CASE("every rule set has its own id, a title, a source, and one kind of rules") {
    std::set<std::string_view> ids;
    for (const RuleSet& rules : rule_sets()) {
        CAPTURE(rules.id);
        CHECK(ids.insert(rules.id).second);
        CHECK_FALSE(rules.title.empty());
        CHECK_FALSE(rules.source.empty());
        CHECK(rules.delegates.has_value() != rules.caucus.has_value());
        CHECK(find_rules(rules.id) == &rules);
        if (rules.delegates) CHECK(rules.delegates->threshold.denominator > 0);
        if (rules.caucus) CHECK_FALSE(rules.caucus->attendance.empty());
    }
    CHECK(ids.size() == 15);
    CHECK(find_rules("dnc-1066") == nullptr);
    CHECK(find_rules("") == nullptr);
}

TEST_CASE("the parties' thresholds and fallbacks") {
    const DelegateRules& old_rules = *find_rules("dnc-2004")->delegates;
    const DelegateRules& new_rules = *find_rules("dnc-2020")->delegates;
    CHECK(old_rules.threshold == Fraction{15, 100});
    CHECK(old_rules.fallback == Fallback{{1, 1}, {10, 100}});
    CHECK(new_rules.fallback == Fallback{{1, 2}, {0, 1}});
    CHECK(find_rules("dnc-2004")->source.find("second hand") != std::string_view::npos);
    CHECK(find_rules("winner-take-all")->delegates->scope == Scope::whole_contest);
    CHECK(find_rules("winner-take-most")->delegates->scope == Scope::own_unit);
}

TEST_CASE("caucus rules differ in locking, realignments, rounding and the tie") {
    const CaucusRules& iowa_2020 = *find_rules("iowa-2020")->caucus;
    const CaucusRules& iowa_2016 = *find_rules("iowa-2016")->caucus;
    CHECK(iowa_2020.viable_locked);
    CHECK(iowa_2020.realignments == 1U);
    CHECK_FALSE(iowa_2016.viable_locked);
    CHECK_FALSE(iowa_2016.realignments.has_value());
    CHECK(to_string(iowa_2020.tie) == "coin");
    CHECK(to_string(find_rules("nevada-2020")->caucus->tie) == "cards");
    CHECK(find_rules("nevada-2020")->caucus->compared_digits == 4U);
    CHECK(to_string(find_rules("minnesota-dfl")->caucus->tie) == "lots");
    CHECK(find_rules("minnesota-dfl")->caucus->rounding == Rounding::down);
}
