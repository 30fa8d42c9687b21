// SPDX-License-Identifier: MIT
// The steps of a pool, qualify, take all, share and left over, by real contests and one choice at a time.
#include "allocate/pools.hpp"
#include "catch.hpp"

using namespace caucus_tally;
using Delegates = std::vector<std::uint64_t>;

namespace {

const TakesAll majority{TakesAll::Kind::majority, false, {}};

Delegates won(std::string_view rules, const std::vector<Votes>& votes, std::uint64_t delegates, Votes others = 0) {
    return delegates_of(allocate(delegate_rules(rules), pool_of(votes, delegates, others)));
}

const DelegateRules& district_rules(std::string_view id) {
    return *find_rules(id)->pools.districts;
}

DelegateRules rounding(LeftOver left_over, TooMany too_many = TooMany::from_the_last,
                       ShareRounding how = ShareRounding::half_up) {
    DelegateRules rules;
    rules.method = Method::round;
    rules.left_over = left_over;
    rules.too_many = too_many;
    rules.rounding = how;
    return rules;
}

}  // namespace

TEST_CASE("New Hampshire 2016: rounded shares of all votes, the rest to the leader") {
    // Trump, Kasich, Cruz, Bush, Rubio of 285,916.
    const std::vector<Votes> votes{100'735, 44'932, 33'244, 31'341, 30'071};
    const Votes listed = 100'735 + 44'932 + 33'244 + 31'341 + 30'071;
    const PoolAllocation result = allocate(delegate_rules("gop-2016-nh"), pool_of(votes, 23, 285'916 - listed));
    CHECK(delegates_of(result) == Delegates{11, 4, 3, 3, 2});
    CHECK(result.rows[0].whole == 8);
    CHECK(result.rows[0].extra == 3);
    CHECK(to_string(result.rows[1].quota, 2) == "3.61");
}

TEST_CASE("Massachusetts, Idaho and Michigan 2016") {
    // Trump, Rubio, Kasich, Cruz of 631,413.
    CHECK(won("gop-2016-ma", {311'313, 112'822, 113'783, 60'473}, 42, 33'022) == Delegates{22, 8, 8, 4});
    // Cruz, Trump of 222,004.
    CHECK(won("gop-2016-id", {100'889, 62'413}, 32, 58'702) == Delegates{20, 12});
    // Trump, Cruz, Kasich of 1,323,589.
    CHECK(won("gop-2016-mi", {483'753, 326'617, 321'115}, 59, 192'104) == Delegates{25, 17, 17});
}

TEST_CASE("a Texas district has a place for the first and one for the second") {
    const auto district = [](const std::vector<Votes>& votes) {
        return delegates_of(allocate(district_rules("gop-2016-tx"), pool_of(votes, 3)));
    };
    CHECK(district({45, 30, 25}) == Delegates{2, 1, 0});
    CHECK(district({51, 30, 19}) == Delegates{3, 0, 0});
    CHECK(district({45, 19, 18, 18}) == Delegates{3, 0, 0, 0});
    CHECK(district({19, 18, 17, 16, 15, 15}) == Delegates{2, 1, 0, 0, 0, 0});
}

TEST_CASE("a majority is more than half, a stated share is reached exactly") {
    DelegateRules rules;
    rules.takes_all = {majority};
    CHECK(delegates_of(allocate(rules, pool_of({50, 50}, 4))) == Delegates{2, 2});
    CHECK(delegates_of(allocate(rules, pool_of({51, 49}, 4))) == Delegates{4, 0});
    CHECK(delegates_of(allocate(rules, pool_of({51, 30}, 4, 21))) == Delegates{3, 1});
    rules.takes_all = {{TakesAll::Kind::share, false, {2, 3}}};
    CHECK(delegates_of(allocate(rules, pool_of({200, 100}, 3))) == Delegates{3, 0});
    CHECK(delegates_of(allocate(rules, pool_of({199, 101}, 3))) == Delegates{2, 1});
}

TEST_CASE("a statewide majority takes the districts, too") {
    PoolInput pool = pool_of({30, 70}, 5);
    pool.statewide = {600, 400};
    const DelegateRules& missouri = district_rules("gop-2016-mo");
    const PoolAllocation result = allocate(missouri, pool);
    CHECK(delegates_of(result) == Delegates{5, 0});
    REQUIRE(result.taken.has_value());
    CHECK(result.taken->by == 0U);
    pool.statewide = {500, 500};
    CHECK(delegates_of(allocate(missouri, pool)) == Delegates{0, 5});
    // Even with nobody there whom the district's own threshold lets in.
    DelegateRules strict = missouri;
    strict.threshold = {90, 100};
    pool.statewide = {600, 400};
    CHECK(delegates_of(allocate(strict, pool)) == Delegates{5, 0});
}

TEST_CASE("Minnesota 2016: 85% statewide takes the district's delegates") {
    PoolInput pool = pool_of({40, 60}, 3);
    pool.statewide = {850, 150};
    CHECK(delegates_of(allocate(district_rules("gop-2016-mn"), pool)) == Delegates{3, 0});
    pool.statewide = {849, 151};
    CHECK(delegates_of(allocate(district_rules("gop-2016-mn"), pool)) == Delegates{1, 2});
}

TEST_CASE("what the rules do not bind is unbound") {
    const PoolAllocation result = allocate(delegate_rules("gop-2016-la"), pool_of({41, 38, 11}, 28, 10));
    CHECK(delegates_of(result) == Delegates{11, 11, 0});
    CHECK(result.unbound == 6);
    CHECK(result.ties.empty());
}

TEST_CASE("one delegate each before a majority takes the rest") {
    const DelegateRules& arkansas = delegate_rules("gop-2016-ar");
    CHECK(delegates_of(allocate(arkansas, pool_of({60, 25, 15}, 28))) == Delegates{26, 1, 1});
    CHECK(delegates_of(allocate(arkansas, pool_of({50, 35, 15}, 28))) == Delegates{13, 10, 5});
    // More who qualify than delegates: the order of finish counts, and equal votes are a tie.
    DelegateRules rules;
    rules.at_least = 2;
    const PoolAllocation few = allocate(rules, pool_of({5, 4, 4, 3}, 5));
    CHECK(delegates_of(few) == Delegates{2, 1, 1, 0});
    REQUIRE(few.ties.size() == 1);
    CHECK(few.ties[0].rows == std::vector<std::size_t>{1, 2});
    CHECK(few.ties[0].prizes == Delegates{1});
}

TEST_CASE("1 each for the first three if nobody qualifies") {
    const DelegateRules& washington = district_rules("gop-2016-wa");
    CHECK(delegates_of(allocate(washington, pool_of({19, 18, 17, 16}, 3, 30))) == Delegates{1, 1, 1, 0});
    CHECK(delegates_of(allocate(washington, pool_of({20, 18, 17, 16}, 3, 29))) == Delegates{3, 0, 0, 0});
    const PoolAllocation tied = allocate(washington, pool_of({19, 18, 17, 17}, 3, 29));
    CHECK(delegates_of(tied) == Delegates{1, 1, 0, 0});
    CHECK(tied.has_open_tie());
    CHECK(tied.ties[0].first_delegate == 3);
}

TEST_CASE("places in order of finish, and ties for them") {
    DelegateRules rules;
    rules.method = Method::places;
    rules.places = {4, 2, 1};
    PoolInput pool = pool_of({10, 10, 10}, 7);
    const PoolAllocation open = allocate(rules, pool);
    CHECK(delegates_of(open) == Delegates{1, 1, 1});
    REQUIRE(open.ties.size() == 1);
    CHECK(open.ties[0].prizes == Delegates{3, 1});
    CHECK(open.ties[0].step == TieStep::finish);
    CHECK(open.most(2) == 4);
    pool.tie_break = {TieRule::candidate, {"c", "a"}, {}};
    CHECK(delegates_of(allocate(rules, pool)) == Delegates{2, 1, 4});
    // Two ties at two places.
    DelegateRules four = rules;
    four.places = {4, 3, 2, 1};
    const PoolAllocation two = allocate(four, pool_of({9, 9, 5, 5}, 10));
    CHECK(delegates_of(two) == Delegates{3, 3, 1, 1});
    CHECK(two.ties.size() == 2);
    CHECK(two.ties[0].first_delegate == 9);
    CHECK(two.ties[1].first_delegate == 10);
    // More in the places than in the pool.
    CHECK(allocate(rules, pool_of({10}, 6)).fault == PoolFault::bad_rules);
}

TEST_CASE("who is left over, and who gives up") {
    // 2.4 2.4 1.2: 2 2 1, one left.
    const PoolInput few = pool_of({40, 39, 20}, 6);
    CHECK(delegates_of(allocate(rounding(LeftOver::leader), few)) == Delegates{3, 2, 1});
    CHECK(delegates_of(allocate(rounding(LeftOver::largest_remainder), few)) == Delegates{3, 2, 1});
    CHECK(allocate(rounding(LeftOver::unbound), few).unbound == 1);
    // 2.6 2.5 .9 of 6: 3 3 1, one too many.
    const PoolInput many = pool_of({26, 25, 9}, 6);
    CHECK(delegates_of(allocate(rounding(LeftOver::leader), many)) == Delegates{3, 3, 0});
    CHECK(delegates_of(allocate(rounding(LeftOver::leader, TooMany::smallest_remainder), many)) == Delegates{3, 2, 1});
    CHECK(delegates_of(allocate(rounding(LeftOver::leader, TooMany::from_the_last, ShareRounding::down), many)) ==
          Delegates{4, 2, 0});
    const PoolAllocation tied =
        allocate(rounding(LeftOver::leader, TooMany::smallest_remainder), pool_of({25, 25, 10}, 6));
    CHECK(delegates_of(tied) == Delegates{2, 2, 1});
    REQUIRE(tied.ties.size() == 1);
    CHECK(tied.ties[0].rows == std::vector<std::size_t>{0, 1});
    CHECK(tied.ties[0].prizes == Delegates{1});
}

TEST_CASE("only the first so many qualify, and a tie at the cut is open") {
    DelegateRules rules;
    rules.qualify_at_most = 2;
    CHECK(delegates_of(allocate(rules, pool_of({50, 30, 20}, 8))) == Delegates{5, 3, 0});
    PoolInput pool = pool_of({50, 30, 30}, 8);
    const PoolAllocation open = allocate(rules, pool);
    CHECK(delegates_of(open) == Delegates{5, 0, 0});
    REQUIRE(open.ties.size() == 1);
    CHECK(open.ties[0].step == TieStep::qualify);
    CHECK(open.ties[0].prizes == Delegates{3});
    CHECK(open.ties[0].first_delegate == 6);
    pool.tie_break = {TieRule::candidate, {"c"}, {}};
    const PoolAllocation settled = allocate(rules, pool);
    CHECK(delegates_of(settled) == Delegates{5, 0, 3});
    CHECK_FALSE(settled.has_open_tie());
}

TEST_CASE("thresholds are tried in turn where nobody reaches one") {
    DelegateRules rules;
    rules.threshold = {50, 100};
    rules.if_none = {{Fallback::Kind::share, {}, {}, {30, 100}}, Fallback{}};
    const PoolAllocation thirty = allocate(rules, pool_of({40, 35, 25}, 3));
    CHECK(thirty.fallback == 1);
    CHECK(delegates_of(thirty) == Delegates{2, 1, 0});
    const PoolAllocation none = allocate(rules, pool_of({28, 27, 25}, 3, 20));
    CHECK(none.fallback == 2);
    CHECK(delegates_of(none) == Delegates{1, 1, 1});
}

TEST_CASE("votes to take all") {
    const DelegateRules& idaho = delegate_rules("gop-2016-id");
    const PoolInput pool = pool_of({100'889, 62'413}, 32, 58'702);
    const Margins margins = find_margins(idaho, pool, allocate(idaho, pool));
    // 100,889 + d > 121,115 - d, the others.
    CHECK(margins.rows[0].to_take_all == 20'227U);
    CHECK(margins.rows[1].to_take_all == 97'179U);
    const PoolInput taken = pool_of({60, 40}, 3);
    CHECK_FALSE(find_margins(idaho, taken, allocate(idaho, taken)).rows[0].to_take_all.has_value());
    CHECK(find_margins(idaho, taken, allocate(idaho, taken)).rows[0].to_lose == 20U);
}

TEST_CASE("rules that cannot be name the word at fault") {
    const auto word = [](const auto& change) {
        DelegateRules rules;
        change(rules);
        const auto fault = find_fault(rules);
        return fault ? fault->word : std::string_view();
    };
    CHECK(word([](DelegateRules&) {}).empty());
    CHECK(word([](DelegateRules& rules) { rules.threshold = {120, 100}; }) == "threshold");
    CHECK(word([](DelegateRules& rules) { rules.if_none = {Fallback{}}; }) == "if_none");
    CHECK(word([](DelegateRules& rules) {
              rules.takes_all = {{TakesAll::Kind::share, false, {101, 100}}};
          }) == "takes_all");
    CHECK(word([](DelegateRules& rules) {
              rules.method = Method::divisor;
              rules.shares_of = SharesOf::all;
          }) == "shares_of");
    CHECK(word([](DelegateRules& rules) { rules.places = {2, 1}; }) == "places");
    CHECK(word([](DelegateRules& rules) { rules.method = Method::places; }) == "places");
    CHECK(word([](DelegateRules& rules) {
              rules.method = Method::places;
              rules.places = {1, 2};
          }) == "places");
    CHECK(word([](DelegateRules& rules) { rules.left_over = LeftOver::leader; }) == "left_over");
    CHECK(word([](DelegateRules& rules) { rules.too_many = TooMany::smallest_remainder; }) == "too_many");
    CHECK(word([](DelegateRules& rules) { rules.rounding = ShareRounding::up; }) == "round");
    CHECK(word([](DelegateRules& rules) {
              rules.at_least = 1;
              rules.method = Method::places;
              rules.places = {2, 1};
          }) == "at_least");
    CHECK(word([](DelegateRules& rules) {
              rules.method = Method::divisor;
              rules.percent_digits = 3;
          }) == "percent_digits");
}
