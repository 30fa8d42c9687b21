// SPDX-License-Identifier: MIT
// The worked examples of the parties' rules, as published.
#include "allocate/pools.hpp"
#include "catch.hpp"

using namespace caucus_tally;
using Delegates = std::vector<std::uint64_t>;

TEST_CASE("Michigan 2004: the statewide pools are 21/7 and 13/4, and leave 59/13/4/7 to the districts") {
    // Kerry, Dean, Edwards, Sharpton; the rest of the 163,769 votes went to others.
    const std::vector<Votes> votes{84818, 27025, 21905, 11404};
    const Votes others = 163769 - 84818 - 27025 - 21905 - 11404;
    const PoolAllocation at_large = allocate(delegate_rules("dnc-2004"), pool_of(votes, 28, others));
    CHECK(at_large.total == 163769);
    CHECK(to_string(at_large.threshold, 2) == "24565.35");
    CHECK(at_large.votes_needed == 24566);
    CHECK_FALSE(at_large.fallback > 0);
    CHECK(at_large.qualified_votes == 111843);
    CHECK(to_string(at_large.rows[0].quota, 3) == "21.234");
    CHECK(to_string(at_large.rows[1].quota, 3) == "6.766");
    CHECK(at_large.rows[0].whole == 21);
    CHECK(at_large.rows[1].whole == 6);
    CHECK(at_large.rows[1].extra == 1);
    CHECK(at_large.rows[2].missing == 24566 - 21905);
    CHECK_FALSE(at_large.rows[3].qualified);
    CHECK(delegates_of(at_large) == Delegates{21, 7, 0, 0});
    CHECK(at_large.ties.empty());
    CHECK_FALSE(at_large.rounded_first.has_value());

    const PoolAllocation pleo = allocate(delegate_rules("dnc-2004"), pool_of(votes, 17, others));
    CHECK(to_string(pleo.rows[0].quota, 3) == "12.892");
    CHECK(to_string(pleo.rows[1].quota, 3) == "4.108");
    CHECK(delegates_of(pleo) == Delegates{13, 4, 0, 0});

    const Delegates official{93, 24, 4, 7};
    Delegates implied;
    for (std::size_t i = 0; i < official.size(); ++i)
        implied.push_back(official[i] - at_large.rows[i].delegates - pleo.rows[i].delegates);
    CHECK(implied == Delegates{59, 13, 4, 7});
}

TEST_CASE("Michigan 2008: all 17 pools, 73 to 55, and the margins of districts 12 and 15") {
    struct District {
        Votes clinton, uncommitted, all;
        std::uint64_t delegates;
        Delegates won;
    };
    const std::vector<District> pools{
        {19553, 9150, 30249, 5, {3, 2}},        {16427, 10174, 27834, 5, {3, 2}},     {14957, 12732, 28976, 5, {3, 2}},
        {17376, 9400, 28136, 5, {3, 2}},        {22558, 14493, 38219, 6, {4, 2}},     {15822, 11031, 28221, 5, {3, 2}},
        {16665, 9921, 28125, 5, {3, 2}},        {20098, 13684, 35832, 6, {4, 2}},     {25864, 20074, 48545, 6, {3, 3}},
        {24278, 11930, 37982, 5, {3, 2}},       {26809, 16606, 45763, 5, {3, 2}},     {30879, 22386, 55795, 6, {3, 3}},
        {29674, 29004, 60673, 6, {3, 3}},       {33334, 35000, 70537, 7, {3, 4}},     {28591, 20747, 52898, 6, {3, 3}},
        {342885, 246332, 617785, 28, {16, 12}}, {342885, 246332, 617785, 17, {10, 7}}};
    Delegates total{0, 0};
    Votes statewide = 0;
    for (std::size_t i = 0; i < pools.size(); ++i) {
        const auto& [clinton, uncommitted, all, delegates, won] = pools[i];
        CAPTURE(i + 1);
        const PoolInput pool = pool_of({clinton, uncommitted}, delegates, all - clinton - uncommitted);
        const PoolAllocation result = allocate(delegate_rules("dnc-2004"), pool);
        CHECK(delegates_of(result) == won);
        CHECK_FALSE(result.rounded_first.has_value());
        for (std::size_t row = 0; row < 2; ++row) total[row] += result.rows[row].delegates;
        if (i < 15) statewide += all;

        const Margins margins = find_margins(delegate_rules("dnc-2004"), pool, result);
        if (i + 1 == 12) CHECK(margins.rows[0].to_gain == 462U);
        if (i + 1 == 15) CHECK(margins.rows[0].to_gain == 455U);
    }
    CHECK(total == Delegates{73, 55});
    CHECK(statewide == 617785);
}

TEST_CASE("Iowa 2020: statewide pools on state delegate equivalents") {
    // In thousandths; Klobuchar and the others, below 15%, as the rest of 2,107.
    const std::vector<Votes> sde{562954, 562021, 388400, 340300};
    const Votes others = 2107000 - 562954 - 562021 - 388400 - 340300;
    const PoolAllocation at_large = allocate(delegate_rules("dnc-2020"), pool_of(sde, 9, others));
    CHECK(to_string(at_large.rows[0].quota, 3) == "2.733");
    CHECK(to_string(at_large.rows[1].quota, 3) == "2.729");
    CHECK(to_string(at_large.rows[2].quota, 3) == "1.886");
    CHECK(to_string(at_large.rows[3].quota, 3) == "1.652");
    CHECK(delegates_of(at_large) == Delegates{3, 3, 2, 1});
    const PoolAllocation pleo = allocate(delegate_rules("dnc-2020"), pool_of(sde, 5, others));
    CHECK(to_string(pleo.rows[0].quota, 4) == "1.5185");
    CHECK(to_string(pleo.rows[1].quota, 4) == "1.5160");
    CHECK(to_string(pleo.rows[2].quota, 4) == "1.0476");
    CHECK(to_string(pleo.rows[3].quota, 4) == "0.9179");
    CHECK(delegates_of(pleo) == Delegates{2, 1, 1, 1});
}

TEST_CASE("at-large and PLEO are not merged") {
    const std::vector<Votes> votes{6602, 2411, 5126};
    CHECK(delegates_of(allocate(delegate_rules("dnc-2020"), pool_of(votes, 5))) == Delegates{2, 1, 2});
    CHECK(delegates_of(allocate(delegate_rules("dnc-2020"), pool_of(votes, 9))) == Delegates{4, 2, 3});
    CHECK(delegates_of(allocate(delegate_rules("dnc-2020"), pool_of(votes, 14))) == Delegates{7, 2, 5});
}

TEST_CASE("nobody at 15%: half the front-runner's share, or the front-runner minus 10 points") {
    const std::vector<Votes> votes{140, 130, 60, 50, 100, 120, 90, 110, 100, 100};
    const PoolAllocation half = allocate(delegate_rules("dnc-2020"), pool_of(votes, 20));
    CHECK(half.fallback > 0);
    CHECK(half.votes_needed == 70);
    CHECK_FALSE(half.rows[2].qualified);
    CHECK_FALSE(half.rows[3].qualified);
    CHECK(half.qualified_votes == 1000 - 60 - 50);
    const PoolAllocation minus_ten = allocate(delegate_rules("dnc-2004"), pool_of(votes, 20));
    CHECK(minus_ten.fallback > 0);
    CHECK(minus_ten.votes_needed == 40);
    CHECK(minus_ten.qualified_votes == 1000);
    // Without a fallback nobody wins anything.
    DelegateRules strict = delegate_rules("hare");
    strict.threshold = {15, 100};
    CHECK(allocate(strict, pool_of(votes, 20)).unallocated == 20);
}

TEST_CASE("exactly 15% qualifies") {
    const PoolAllocation result = allocate(delegate_rules("dnc-2020"), pool_of({15, 85}, 10));
    CHECK(result.rows[0].qualified);
    CHECK(result.votes_needed == 15);
    CHECK_FALSE(allocate(delegate_rules("dnc-2020"), pool_of({14, 86}, 10)).rows[0].qualified);
}

TEST_CASE("a tie for the last remainder that floating point misses") {
    const PoolAllocation result = allocate(delegate_rules("hare"), pool_of({38, 156, 6}, 12));
    CHECK(delegates_of(result) == Delegates{2, 9, 0});
    REQUIRE_FALSE(result.ties.empty());
    CHECK(result.ties.front().first_delegate == 12);
    CHECK(result.ties.front().rows == std::vector<std::size_t>{1, 2});
    CHECK(result.ties.front().winners() == 1);
    CHECK(result.ties.front().open());
}

TEST_CASE("rounding to three decimals first would lift 14.99987% over the threshold") {
    const PoolAllocation result = allocate(delegate_rules("dnc-2020"), pool_of({18691, 15145, 5971}, 6));
    CHECK(delegates_of(result) == Delegates{3, 3, 0});
    REQUIRE(result.rounded_first.has_value());
    CHECK(*result.rounded_first == Delegates{3, 2, 1});
    CHECK(result.rows[2].missing == 1);
}

TEST_CASE("write-ins count in the total and win nothing") {
    PoolInput pool = pool_of({60, 14, 26}, 10);
    pool.rows[2].preference = false;
    const PoolAllocation result = allocate(delegate_rules("dnc-2020"), pool);
    CHECK(result.total == 100);
    CHECK(result.votes_needed == 15);
    CHECK(delegates_of(result) == Delegates{10, 0, 0});
    CHECK(result.rows[2].missing == 0);
    pool.rows[2].preference = true;
    CHECK(delegates_of(allocate(delegate_rules("dnc-2020"), pool)) == Delegates{7, 0, 3});
}
