// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <caucus_tally/ratio.hpp>

using namespace caucus_tally;

TEST_CASE("a ratio is rounded half up, exactly, when it is written") {
    CHECK(to_string(Ratio{3, 7}, 4) == "0.4286");
    CHECK(to_string(Ratio{1, 2}, 0) == "1");
    CHECK(to_string(Ratio{1, 8}, 2) == "0.13");
    CHECK(to_string(Ratio{124999, 1000000}, 2) == "0.12");
    CHECK(to_string(Ratio{19999, 10000}, 3) == "2.000");
    CHECK(to_string(Ratio{0, 5}, 1) == "0.0");
    CHECK(to_string(Ratio{5, 100}, 3) == "0.050");
    CHECK(to_string(Ratio{2, 3}, 20) == "0.66666666666666666667");
    CHECK(to_string(Ratio{Uint128{1} << 127U, 3}, 2) == "56713727820156410577229101238628035242.67");
}

TEST_CASE("a rounded ratio is a decimal where it fits one") {
    CHECK(rounded(Ratio{4 * 2, 51}, 4) == parse_decimal("0.1569"));
    CHECK(to_string(*rounded(Ratio{1, 1}, 2)) == "1.00");
    CHECK(rounded(Ratio{Uint128{999'999'999'999'999'999}, 1}, 20).has_value());
    CHECK_FALSE(rounded(Ratio{Uint128{1'000'000'000'000'000'000}, 1}, 0).has_value());
    CHECK_FALSE(rounded(Ratio{Uint128{1'999'999'999'999'999'999}, 2}, 0).has_value());
}

TEST_CASE("the nearest whole number is half up") {
    CHECK(nearest(Ratio{5, 2}) == 3);
    CHECK(nearest(Ratio{249, 100}) == 2);
    CHECK(nearest(Ratio{~Uint128{0}, 2}) == Uint128{1} << 127U);
}

TEST_CASE("the ceiling of a ratio") {
    CHECK(ceiling(Ratio{0, 3}) == 0);
    CHECK(ceiling(Ratio{6, 3}) == 2);
    CHECK(ceiling(Ratio{7, 3}) == 3);
}
