// SPDX-License-Identifier: MIT
// Pools that no party will ever have: under every rule they end in a value.
#include "allocate/pools.hpp"
#include "catch.hpp"

#include <functional>
#include <limits>
#include <numeric>

using namespace caucus_tally;
using Delegates = std::vector<std::uint64_t>;

namespace {

constexpr Votes most = std::numeric_limits<Votes>::max();

void under_every_rule(const std::function<void(const RuleSet&)>& check) {
    for (const RuleSet& rules : general_rule_sets()) {
        CAPTURE(rules.id);
        check(rules);
    }
}

std::uint64_t given_out(const PoolAllocation& result) {
    const Delegates won = delegates_of(result);
    const std::uint64_t drawn = !result.ties.empty() ? result.ties.front().disputed() : 0;
    return std::accumulate(won.begin(), won.end(), drawn);
}

}  // namespace

TEST_CASE("no rows, no votes, no delegates") {
    under_every_rule([](const RuleSet& rules) {
        const PoolAllocation empty = allocate(rules.pools.rules, pool_of({}, 5));
        CHECK(empty.unallocated == 5);
        CHECK(empty.total == 0);
        const PoolInput silent = pool_of({0, 0, 0}, 5);
        const PoolAllocation none = allocate(rules.pools.rules, silent);
        CHECK(none.unallocated == 5);
        CHECK(none.votes_needed == 1);
        CHECK(none.ties.empty());
        // A single vote would do.
        CHECK(find_margins(rules.pools.rules, silent, none).rows[1].to_gain == 1U);
        const PoolInput pointless = pool_of({60, 40}, 0);
        const PoolAllocation zero = allocate(rules.pools.rules, pointless);
        CHECK(delegates_of(zero) == Delegates{0, 0});
        CHECK(zero.ties.empty());
        CHECK_FALSE(find_margins(rules.pools.rules, pointless, zero).rows[0].to_gain.has_value());
    });
}

TEST_CASE("one candidate and one vote win everything") {
    under_every_rule([](const RuleSet& rules) {
        const PoolInput pool = pool_of({1}, 17);
        const PoolAllocation result = allocate(rules.pools.rules, pool);
        CHECK(delegates_of(result) == Delegates{17});
        const Margins margins = find_margins(rules.pools.rules, pool, result);
        CHECK_FALSE(margins.rows[0].to_gain.has_value());
        CHECK(margins.rows[0].to_lose == 1U);
    });
}

TEST_CASE("2^63 votes and a million delegates") {
    under_every_rule([](const RuleSet& rules) {
        const PoolInput pool = pool_of({Votes{1} << 63U, (Votes{1} << 63U) - 1}, max_delegates);
        const PoolAllocation result = allocate(rules.pools.rules, pool);
        CHECK(result.fault == PoolFault::none);
        CHECK(result.total == most);
        CHECK(given_out(result) == max_delegates);
        if (rules.pools.rules.takes_all.empty()) CHECK(result.rows[0].delegates >= max_delegates / 2);
        // The total cannot grow: no votes are left to gain.
        CHECK_FALSE(find_margins(rules.pools.rules, pool, result).rows[1].to_gain.has_value());
    });
    const PoolAllocation largest = allocate(delegate_rules("huntington-hill"), pool_of({most - 1, 1}, max_delegates));
    CHECK(delegates_of(largest) == Delegates{max_delegates - 1, 1});
    CHECK(delegates_of(allocate(delegate_rules("dhondt"), pool_of({most - 1, 1}, max_delegates))) ==
          Delegates{max_delegates, 0});
}

TEST_CASE("what cannot be computed is a fault") {
    CHECK(allocate(delegate_rules("hare"), pool_of({most, 1}, 5)).fault == PoolFault::too_many_votes);
    CHECK(allocate(delegate_rules("hare"), pool_of({most}, 5, 1)).fault == PoolFault::too_many_votes);
    const PoolInput crowd = pool_of({1}, max_delegates + 1);
    const PoolAllocation refused = allocate(delegate_rules("hare"), crowd);
    CHECK(refused.fault == PoolFault::too_many_delegates);
    CHECK(refused.rows.empty());
    CHECK_FALSE(find_margins(delegate_rules("hare"), crowd, refused).rows[0].to_gain.has_value());
    DelegateRules rules = delegate_rules("hare");
    rules.threshold = {3, 2};
    CHECK(allocate(rules, pool_of({1}, 5)).fault == PoolFault::bad_rules);
    rules.threshold = {1, 0};
    CHECK(allocate(rules, pool_of({1}, 5)).fault == PoolFault::bad_rules);
}

TEST_CASE("a threshold of 100% needs every vote") {
    DelegateRules rules = delegate_rules("hare");
    rules.threshold = {most, most};
    CHECK(delegates_of(allocate(rules, pool_of({9, 0}, 5))) == Delegates{5, 0});
    CHECK(allocate(rules, pool_of({9, 1}, 5)).unallocated == 5);
}

TEST_CASE("ten thousand candidates, alike and different") {
    const PoolInput alike = pool_of(std::vector<Votes>(10'000, 7), 28);
    std::vector<Votes> votes(10'000);
    std::iota(votes.begin(), votes.end(), Votes{1});
    const PoolInput rising = pool_of(votes, 28);
    under_every_rule([&](const RuleSet& rules) {
        const PoolAllocation tied = allocate(rules.pools.rules, alike);
        REQUIRE_FALSE(tied.ties.empty());
        CHECK(tied.ties.front().rows.size() == 10'000);
        CHECK(given_out(tied) == 28);
        CHECK(find_margins(rules.pools.rules, alike, tied).complete);
        CHECK(given_out(allocate(rules.pools.rules, rising)) == 28);
    });
    for (const std::string_view rules : {"dnc-2004", "droop", "dean"}) {
        const PoolAllocation result = allocate(delegate_rules(rules), rising);
        const Margins margins = find_margins(delegate_rules(rules), rising, result);
        CHECK(margins.complete);
        CHECK(margins.rows.front().to_gain.has_value());
    }
}

TEST_CASE("fractions of delegates are whole parts of a fixed worth") {
    const auto halves = delegate_parts(*parse_decimal("63.50"));
    REQUIRE(halves.has_value());
    CHECK(halves->count == 127);
    CHECK(to_string(halves->worth) == "0.5");
    const auto whole = delegate_parts(Decimal(83));
    CHECK(whole->count == 83);
    CHECK(to_string(whole->worth) == "1");
    const auto eighths = delegate_parts(*parse_decimal("0.375"));
    CHECK(eighths->count == 3);
    CHECK(to_string(eighths->worth) == "0.125");
    CHECK(delegate_parts(Decimal(0))->count == 0);
    CHECK_FALSE(delegate_parts(*parse_decimal("1000000.5")).has_value());
}
