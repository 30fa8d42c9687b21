// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "precincts/tally.hpp"

#include <random>
#include <set>

using namespace caucus_tally;

TEST_CASE("pairs of a unit and a choice are noted once, and all of them are found again") {
    std::mt19937_64 random(7);
    SeenRows seen;
    std::set<std::pair<std::uint32_t, std::uint32_t>> expected;
    for (int row = 0; row < 20'000; ++row) {
        const auto unit = static_cast<std::uint32_t>(random() % 300);
        const auto choice = static_cast<std::uint32_t>(random() % 200);
        REQUIRE(seen.test(unit, choice) == expected.contains({unit, choice}));
        REQUIRE(seen.test_and_set(unit, choice) == !expected.insert({unit, choice}).second);
    }
    std::set<std::pair<std::uint32_t, std::uint32_t>> found;
    seen.for_each([&](std::uint32_t unit, std::uint32_t choice) { found.emplace(unit, choice); });
    CHECK(found == expected);
}
