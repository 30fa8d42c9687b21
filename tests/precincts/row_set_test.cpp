// SPDX-License-Identifier: MIT
#include "precincts/row_set.hpp"

#include "catch.hpp"

#include <map>
#include <random>

using namespace caucus_tally;

TEST_CASE("the rows of a table are found again, each with its first line") {
    std::mt19937_64 random(7);
    RowSet set;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> expected;
    CHECK_FALSE(set.contains(0, 0));
    for (std::uint32_t line = 1; line <= 30'000; ++line) {
        const auto unit = static_cast<std::uint32_t>(random() % 200);
        const auto choice = static_cast<std::uint32_t>(random() % 200);
        const auto [known, is_new] = expected.try_emplace({unit, choice}, line);
        const FirstRow* const first = set.find_or_add(unit, choice, {line, line * 2});
        REQUIRE((first == nullptr) == is_new);
        if (first != nullptr) {
            CHECK(first->line == known->second);
            CHECK(first->figures == known->second * 2);
        }
    }
    for (std::uint32_t unit = 0; unit < 250; ++unit) REQUIRE(set.contains(unit, 100) == expected.contains({unit, 100}));
}
