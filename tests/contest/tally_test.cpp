// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <caucus_tally/tally.hpp>
#include <random>

using namespace caucus_tally;

namespace {

std::vector<Figures> figures_of(const std::vector<std::optional<Votes>>& votes) {
    std::vector<Figures> figures;
    for (const auto& count : votes) figures.push_back({count, std::nullopt, Decimal(Votes{1}), {}});
    return figures;
}

}  // namespace

TEST_CASE("candidates with equal votes share a rank") {
    const Tally counted = tally(figures_of({10, 30, std::nullopt, 30, 5}));
    CHECK(counted.ranks ==
          std::vector<std::optional<Rank>>{Rank{3, false}, Rank{1, true}, std::nullopt, Rank{1, true}, Rank{4, false}});
    CHECK_FALSE(counted.votes.has_value());
    CHECK(counted.delegates.value() == Decimal(Votes{5}));
}

TEST_CASE("a sum that does not fit is no sum") {
    CHECK(tally(figures_of({1, 2, 3})).votes == 6U);
    CHECK_FALSE(tally(figures_of({18446744073709551615U, 1})).votes.has_value());
}

TEST_CASE("percentages round half up once") {
    CHECK(percent_of(84818, 163769, 2) == "51.79");
    CHECK(percent_of(27025, 163769, 2) == "16.50");
    CHECK(percent_of(1, 200, 0) == "1");     // 0.5 rounds up
    CHECK(percent_of(1, 800, 2) == "0.13");  // 0.125
    CHECK(percent_of(124, 100000, 2) == "0.12");
    CHECK(percent_of(9999, 10000, 1) == "100.0");
    CHECK(percent_of(0, 7, 3) == "0.000");
    CHECK(percent_of(7, 7, 0) == "100");
    CHECK(percent_of(1, 3, 30) == "33.333333333333333333333333333333");
    CHECK(percent_of(18446744073709551615U, 18446744073709551615U, 2) == "100.00");
    CHECK(percent_of(18446744073709551614U, 18446744073709551615U, 2) == "100.00");
    CHECK(percent_of(3, 2, 1) == "150.0");
    CHECK(truncated_percent_of(2, 3, 2) == "66.66");
}

TEST_CASE("percentages agree with rational arithmetic on random counts") {
    std::mt19937_64 random(2004);
    for (int i = 0; i < 20'000; ++i) {
        const Votes whole = random() % 1'000'000 + 1;
        const Votes part = random() % (whole + 1);
        const auto rounded = parse_decimal(percent_of(part, whole, 3));
        REQUIRE(rounded.has_value());
        // r = floor(part × 100000 / whole + 1/2)
        CHECK(rounded->digits == (Uint128{part} * 200'000 + whole) / (Uint128{whole} * 2));
    }
}

TEST_CASE("rounded shares add up to 100 within half a unit for each") {
    std::mt19937_64 random(8);
    for (int i = 0; i < 2'000; ++i) {
        std::vector<std::optional<Votes>> votes(random() % 20 + 1);
        for (auto& count : votes) count = random() % 100'000 + 1;
        const Votes whole = tally(figures_of(votes)).votes.value();
        Uint128 hundredths = 0;
        for (const auto& count : votes) hundredths += parse_decimal(percent_of(*count, whole, 2))->digits;
        const Uint128 gap = hundredths > 10'000 ? hundredths - 10'000 : 10'000 - hundredths;
        CHECK(gap * 2 <= votes.size());
    }
}

TEST_CASE("the order of candidates changes no total and no share") {
    std::mt19937_64 random(16);
    for (int i = 0; i < 500; ++i) {
        std::vector<std::optional<Votes>> votes(random() % 12 + 2);
        for (auto& count : votes) count = random() % 50;
        const Tally before = tally(figures_of(votes));
        const std::size_t turn = random() % votes.size();
        std::rotate(votes.begin(), votes.begin() + static_cast<std::ptrdiff_t>(turn), votes.end());
        const Tally after = tally(figures_of(votes));
        CHECK(before.votes == after.votes);
        for (std::size_t k = 0; k < votes.size(); ++k) CHECK(before.ranks[(k + turn) % votes.size()] == after.ranks[k]);
    }
}
