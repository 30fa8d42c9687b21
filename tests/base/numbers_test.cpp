// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <caucus_tally/numbers.hpp>
#include <limits>
#include <string>

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

namespace {

Decimal decimal(std::string_view text) {
    const auto number = parse_decimal(text);
    REQUIRE(number.has_value());
    return *number;
}

}  // namespace

TEST_CASE("a decimal keeps the digits it was stated with") {
    for (const std::string text : {"0", "93", "63.5", "16.50", "0.07", "100", "0.00000000000000000001",
                                   "999999999999999999.99999999999999999999"})
        CHECK(to_string(decimal(text)) == text);
}

TEST_CASE("thousands of a decimal are separated before the point only") {
    CHECK(with_separators(decimal("0.50")) == "0.50");
    CHECK(with_separators(decimal("999")) == "999");
    CHECK(with_separators(decimal("1853.67500")) == "1,853.67500");
    CHECK(with_separators(decimal("999999999999999999.00000000000000000001")) ==
          "999,999,999,999,999,999.00000000000000000001");
}

TEST_CASE("only plain digits with an optional fraction are a decimal") {
    for (const std::string_view text : {"", ".", "1.", ".5", "-1", "+1", "1e3", "1,000", " 1", "1 ", "0x10", "1.2.3",
                                        "١", "1000000000000000000", "0.000000000000000000001"})
        CHECK_FALSE(parse_decimal(text).has_value());
}

TEST_CASE("decimals compare by value, whatever their digits") {
    CHECK(decimal("16.50") == decimal("16.5"));
    CHECK(decimal("16.49") < decimal("16.5"));
    CHECK(decimal("999999999999999999") > decimal("0.00000000000000000001"));
    CHECK(to_string(normalized(decimal("16.500"))) == "16.5");
    CHECK(to_string(normalized(decimal("100.00"))) == "100");
    CHECK(to_string(normalized(decimal("100"))) == "100");
}

TEST_CASE("decimals add and differ exactly") {
    CHECK(to_string(*checked_add(decimal("63.5"), decimal("0.25"))) == "63.75");
    CHECK(to_string(difference(decimal("1"), decimal("1.25"))) == "0.25");
    CHECK_FALSE(checked_add(decimal("999999999999999999.5"), decimal("0.5")).has_value());
}

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
