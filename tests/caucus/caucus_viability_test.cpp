// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "caucus/precincts.hpp"

#include <limits>
#include <set>

using namespace caucus_tally;

TEST_CASE("viability is the smallest group that holds the share, for every attendance") {
    for (const std::string_view id : {"iowa-2020", "iowa-2016", "nevada-2020"}) {
        const CaucusRules& rules = caucus_rules(id);
        for (Votes attendance = 1; attendance <= 5000; ++attendance) {
            const Votes two = find_viability(rules, attendance, 2).value();
            REQUIRE(4 * two >= attendance);
            REQUIRE(4 * (two - 1) < attendance);
            const Votes three = find_viability(rules, attendance, 3).value();
            REQUIRE(6 * three >= attendance);
            REQUIRE(6 * (three - 1) < attendance);
            for (const std::uint64_t delegates : {4U, 5U, 30U}) {
                const Votes more = find_viability(rules, attendance, delegates).value();
                REQUIRE(100 * more >= 15 * attendance);
                REQUIRE(100 * (more - 1) < 15 * attendance);
            }
            REQUIRE_FALSE(find_viability(rules, attendance, 1).has_value());
        }
    }
}

TEST_CASE("in Minnesota viability is the people divided by the delegates") {
    const CaucusRules& rules = caucus_rules("minnesota-dfl");
    for (Votes people = 1; people <= 5000; ++people)
        for (const std::uint64_t delegates : {1U, 2U, 3U, 6U, 7U, 50U}) {
            const Votes needed = find_viability(rules, people, delegates).value();
            REQUIRE(needed * delegates >= people);
            REQUIRE((needed - 1) * delegates < people);
        }
}

TEST_CASE("attendances at which a rounded factor goes wrong") {
    const CaucusRules& rules = caucus_rules("iowa-2020");
    CHECK(find_viability(rules, 667, 4) == 101U);  // ÷ 6.67 would say 100
    CHECK(find_viability(rules, 12, 3) == 2U);     // × .1667 would say 3
    CHECK(find_viability(rules, 5, 3) == 1U);
    CHECK(find_viability(rules, 0, 4) == 1U);
    CHECK(find_viability(rules, std::numeric_limits<Votes>::max(), 2) == Votes{1} << 62U);
}

TEST_CASE("every rule set for precincts has its own id, a title and a source") {
    std::set<std::string_view> ids;
    for (const CaucusRules& rules : caucus_rule_sets()) {
        CAPTURE(rules.id);
        CHECK(ids.insert(rules.id).second);
        CHECK_FALSE(rules.title.empty());
        CHECK_FALSE(rules.source.empty());
        CHECK_FALSE(rules.attendance.empty());
        CHECK(find_caucus_rules(rules.id) == &rules);
        CHECK(find_rules(rules.id) == nullptr);
    }
    CHECK(ids.size() == 4);
    CHECK(find_caucus_rules("dnc-2020") == nullptr);
    CHECK(find_caucus_rules("") == nullptr);
}

TEST_CASE("caucus rules differ in locking, realignments, rounding and the tie") {
    const CaucusRules& iowa_2020 = caucus_rules("iowa-2020");
    const CaucusRules& iowa_2016 = caucus_rules("iowa-2016");
    CHECK(iowa_2020.viable_locked);
    CHECK(iowa_2020.realignments == 1U);
    CHECK_FALSE(iowa_2016.viable_locked);
    CHECK_FALSE(iowa_2016.realignments.has_value());
    CHECK(to_string(iowa_2020.tie) == "coin");
    CHECK(to_string(caucus_rules("nevada-2020").tie) == "cards");
    CHECK(caucus_rules("nevada-2020").compared_digits == 4U);
    CHECK(to_string(caucus_rules("minnesota-dfl").tie) == "lots");
    CHECK(caucus_rules("minnesota-dfl").rounding == Rounding::down);
}
