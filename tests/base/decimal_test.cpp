// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <caucus_tally/decimal.hpp>
#include <string>

using namespace caucus_tally;

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
