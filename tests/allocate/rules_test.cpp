// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <caucus_tally/rules.hpp>
#include <set>
#include <string>

using namespace caucus_tally;

TEST_CASE("every rule set for pools has its own id, a title and a source") {
    std::set<std::string_view> ids;
    for (const RuleSet& rules : rule_sets()) {
        CAPTURE(rules.id);
        CHECK(ids.insert(rules.id).second);
        CHECK_FALSE(rules.title.empty());
        CHECK_FALSE(rules.source.empty());
        CHECK(find_rules(rules.id) == &rules);
        CHECK_FALSE(find_fault(rules.pools.rules).has_value());
        if (rules.pools.districts) CHECK_FALSE(find_fault(*rules.pools.districts).has_value());
    }
    CHECK(ids.size() == 65);
    CHECK(find_rules("dnc-1066") == nullptr);
    CHECK(find_rules("") == nullptr);
    CHECK(find_rules("iowa-2020") == nullptr);  // is for precincts
}

TEST_CASE("the parties' thresholds and fallbacks") {
    const DelegateRules& old_rules = find_rules("dnc-2004")->pools.rules;
    const DelegateRules& new_rules = find_rules("dnc-2020")->pools.rules;
    CHECK(old_rules.threshold == Fraction{15, 100});
    CHECK(old_rules.if_none[0] == Fallback{Fallback::Kind::of_leader, {1, 1}, {10, 100}, {}});
    CHECK(new_rules.if_none[0] == Fallback{Fallback::Kind::of_leader, {1, 2}, {0, 1}, {}});
    CHECK(find_rules("dnc-2004")->source.find("second hand") != std::string_view::npos);
    CHECK(go_statewide(find_rules("winner-take-all")->pools.rules));
    CHECK_FALSE(go_statewide(find_rules("winner-take-most")->pools.rules));
}
