// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <caucus_tally/votes.hpp>
#include <limits>

using namespace caucus_tally;

TEST_CASE("votes are written with separators every three digits") {
    CHECK(with_separators(0) == "0");
    CHECK(with_separators(999) == "999");
    CHECK(with_separators(1000) == "1,000");
    CHECK(with_separators(163769) == "163,769");
    CHECK(with_separators(std::numeric_limits<Votes>::max()) == "18,446,744,073,709,551,615");
}

TEST_CASE("adding votes says when the sum does not fit") {
    constexpr Votes most = std::numeric_limits<Votes>::max();
    CHECK(checked_add(most - 1, 1) == most);
    CHECK_FALSE(checked_add(most, 1).has_value());
}
