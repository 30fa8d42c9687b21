// SPDX-License-Identifier: MIT
#include "base/enumerate.hpp"

#include "catch.hpp"

using namespace caucus_tally;

TEST_CASE("names are enumerated, and counted where they are too many") {
    CHECK(enumerate({}).empty());
    CHECK(enumerate({"Ann"}) == "Ann");
    CHECK(enumerate({"Ann", "Bo", "Cy"}) == "Ann, Bo and Cy");
    CHECK(enumerate(std::vector<std::string>(8, "A")) == "A, A, A, A, A, A, A and A");
    CHECK(enumerate(std::vector<std::string>(9, "A")) == "A, A, A, A, A, A, A, A and 1 other");
    CHECK(enumerate(std::vector<std::string>(11, "A")) == "A, A, A, A, A, A, A, A and 3 others");
}
