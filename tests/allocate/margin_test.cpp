// SPDX-License-Identifier: MIT
#include "allocate/pools.hpp"
#include "catch.hpp"
#include "contest/rules_text.hpp"

using namespace caucus_tally;

namespace {

PoolInput with_votes(PoolInput pool, std::size_t row, Votes votes) {
    if (!pool.statewide.empty()) pool.statewide[row] += votes - pool.rows[row].votes;
    pool.rows[row].votes = votes;
    pool.tie_break = {};
    return pool;
}

std::uint64_t held_with(const DelegateRules& rules, const PoolInput& pool, std::size_t row, Votes votes) {
    return allocate(rules, with_votes(pool, row, votes)).rows[row].delegates;
}

bool takes_all_with(const DelegateRules& rules, const PoolInput& pool, std::size_t row, Votes votes) {
    const PoolAllocation result = allocate(rules, with_votes(pool, row, votes));
    return result.taken && result.taken->by == row;
}

/// What the definition says, vote by vote, up to this many.
Margin count_margin(const DelegateRules& rules, const PoolInput& pool, std::size_t row, std::uint64_t held,
                    Votes most) {
    const Votes own = pool.rows[row].votes;
    Margin margin;
    for (Votes d = 1; d <= most && !margin.to_gain; ++d)
        if (held_with(rules, pool, row, own + d) > held) margin.to_gain = d;
    for (Votes d = 1; d <= own && held > 0 && !margin.to_lose; ++d)
        if (held_with(rules, pool, row, own - d) < held) margin.to_lose = d;
    if (pool.delegates > 0 && !takes_all_with(rules, pool, row, own))
        for (Votes d = 1; d <= most && !margin.to_take_all; ++d)
            if (takes_all_with(rules, pool, row, own + d)) margin.to_take_all = d;
    return margin;
}

/// Checks every margin of the pool; counts those that exist, so that the test cannot pass on emptiness.
void check_margins(const DelegateRules& rules, const PoolInput& pool, Votes most, int& found) {
    const PoolAllocation result = allocate(rules, pool);
    const Margins margins = find_margins(rules, pool, result);
    REQUIRE(margins.complete);
    for (std::size_t row = 0; row < pool.rows.size(); ++row) {
        if (!pool.rows[row].preference) continue;
        const Margin counted = count_margin(rules, pool, row, result.rows[row].delegates, most);
        const Margin& margin = margins.rows[row];
        const auto shown = [](const std::optional<Votes>& votes) { return votes ? std::to_string(*votes) : "none"; };
        const std::string found_text =
            shown(margin.to_gain) + ' ' + shown(margin.to_lose) + ' ' + shown(margin.to_take_all);
        const std::string counted_text =
            shown(counted.to_gain) + ' ' + shown(counted.to_lose) + ' ' + shown(counted.to_take_all);
        CAPTURE(row, found_text, counted_text);
        if (counted.to_gain) {
            REQUIRE(margin.to_gain == counted.to_gain);
            ++found;
        } else {
            REQUIRE((!margin.to_gain || *margin.to_gain > most));
        }
        REQUIRE(margin.to_lose == counted.to_lose);
        if (counted.to_lose) ++found;
        if (counted.to_take_all || (margin.to_take_all && *margin.to_take_all <= most)) {
            REQUIRE(margin.to_take_all == counted.to_take_all);
            ++found;
        }
    }
}

}  // namespace

TEST_CASE("margins agree with counting vote by vote, under every rule and threshold") {
    std::mt19937_64 random(6);
    int found = 0;
    for (int round = 0; round < 250; ++round) {
        std::vector<Votes> votes(1 + below(random, 6));
        const Votes most = round % 3 == 0 ? 8 : 60;
        for (Votes& count : votes) count = below(random, most + 1);
        PoolInput pool = pool_of(votes, below(random, 12), below(random, 20));
        if (round % 5 == 0) pool.rows[0].preference = false;
        if (round % 4 == 0) pool.tie_break = {TieRule::lot, {}, "seed"};
        for (const RuleSet& rules : general_rule_sets()) {
            DelegateRules changed = rules.pools.rules;
            const Fraction thresholds[] = {changed.threshold, {15, 100}, {1, 20}, {1, 3}};
            changed.threshold = thresholds[round % 4];
            CAPTURE(rules.id, votes, pool.delegates, pool.other_votes, round);
            check_margins(changed, pool, 300, found);
        }
    }
    CHECK(found > 10'000);
}

TEST_CASE("margins agree with counting vote by vote, under every combination of words") {
    std::mt19937_64 random(15);
    int found = 0;
    for (int round = 0; round < 3000; ++round) {
        const DelegateRules rules = random_rules(random);
        std::vector<Votes> votes(1 + below(random, 5));
        const Votes most = round % 3 == 0 ? 5 : 40;
        for (Votes& count : votes) count = below(random, most + 1);
        PoolInput pool = pool_of(votes, 3 + below(random, 8), below(random, 15));
        if (round % 5 == 0) pool.rows[0].preference = false;
        if (round % 2 == 0) {
            for (const PoolRow& row : pool.rows) pool.statewide.push_back(row.votes + below(random, 80));
            pool.statewide_others = pool.other_votes + below(random, 20);
        }
        const std::string words = rules_json(PoolRules{rules, {}}).dump();
        CAPTURE(round, words, votes, pool.delegates, pool.other_votes, pool.statewide, pool.statewide_others);
        check_margins(rules, pool, 150, found);
    }
    CHECK(found > 10'000);
}

TEST_CASE("many small preferences around the fallback threshold") {
    std::mt19937_64 random(7);
    int found = 0;
    for (int round = 0; round < 60; ++round) {
        std::vector<Votes> votes(12);
        for (Votes& count : votes) count = 40 + below(random, 60);
        const PoolInput pool = pool_of(votes, 5 + below(random, 10), below(random, 200));
        for (const std::string_view rules : {"dnc-2004", "dnc-2020"}) {
            CAPTURE(rules, votes, pool.delegates, pool.other_votes);
            check_margins(delegate_rules(rules), pool, 400, found);
        }
    }
    CHECK(found > 500);
}

TEST_CASE("a tie counts as not won") {
    // 15 more make it 50 to 50 for one delegate: a coin. The sixteenth vote wins it.
    const PoolInput pool = pool_of({35, 50}, 1);
    const PoolAllocation result = allocate(delegate_rules("hare"), pool);
    const Margins margins = find_margins(delegate_rules("hare"), pool, result);
    CHECK(margins.rows[0].to_gain == 16U);
    CHECK_FALSE(margins.rows[0].to_lose.has_value());
    CHECK(margins.rows[1].to_lose == 15U);
    CHECK_FALSE(margins.rows[1].to_gain.has_value());
}

TEST_CASE("a delegate won by lot hangs on a single vote") {
    PoolInput pool = pool_of({50, 50}, 1);
    pool.tie_break = {TieRule::candidate, {"a"}, {}};
    const PoolAllocation result = allocate(delegate_rules("hare"), pool);
    const Margins margins = find_margins(delegate_rules("hare"), pool, result);
    CHECK(result.rows[0].delegates == 1);
    CHECK(margins.rows[0].to_lose == 1U);
    CHECK(margins.rows[1].to_gain == 1U);
}

TEST_CASE("votes of one's own can push another below the threshold") {
    // b stands at exactly 15%: one more vote for a and the pool is a's alone.
    const PoolInput pool = pool_of({85, 15}, 10);
    const DelegateRules& rules = delegate_rules("dnc-2020");
    const PoolAllocation result = allocate(rules, pool);
    const Margins margins = find_margins(rules, pool, result);
    CHECK(result.rows[0].delegates == 8);
    REQUIRE_FALSE(result.ties.empty());
    CHECK(margins.rows[0].to_gain == 1U);
    CHECK(margins.rows[1].to_lose == 1U);
}

TEST_CASE("margins of great electorates are exact too") {
    constexpr Votes huge = Votes{1} << 62U;
    const PoolInput pool = pool_of({huge, huge - 1}, 1);
    for (const RuleSet& rules : general_rule_sets()) {
        CAPTURE(rules.id);
        const PoolAllocation result = allocate(rules.pools.rules, pool);
        const Margins margins = find_margins(rules.pools.rules, pool, result);
        CHECK(result.rows[0].delegates == 1);
        CHECK(margins.rows[0].to_lose == 1U);
        CHECK(margins.rows[1].to_gain == 2U);
    }
}

TEST_CASE("margins that would take very long are cut off, and say so") {
    std::vector<Votes> votes;
    std::mt19937_64 random(8);
    for (int i = 0; i < 10'000; ++i) votes.push_back(1'000'000 + below(random, 1'000'000'000));
    const PoolInput pool = pool_of(votes, max_delegates);
    const DelegateRules& rules = delegate_rules("hare");
    CHECK_FALSE(find_margins(rules, pool, allocate(rules, pool)).complete);
}
