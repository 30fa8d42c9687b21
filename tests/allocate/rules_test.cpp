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
        REQUIRE(rules.delegates.has_value());
        CHECK(find_rules(rules.id) == &rules);
        CHECK(rules.delegates->threshold.denominator > 0);
    }
    CHECK(ids.size() == 11);
    CHECK(find_rules("dnc-1066") == nullptr);
    CHECK(find_rules("") == nullptr);
    CHECK(find_rules("iowa-2020") == nullptr);  // is for precincts
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
