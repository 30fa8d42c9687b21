// SPDX-License-Identifier: MIT
#include "allocate/pools.hpp"
#include "catch.hpp"

#include <caucus_tally/caucus_math.hpp>
#include <limits>

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
