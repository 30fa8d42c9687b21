// SPDX-License-Identifier: MIT
// Properties of every method on seeded random pools, and agreement with a search over all splits.
#include "allocate/pools.hpp"
#include "catch.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>

using namespace caucus_tally;
using Delegates = std::vector<std::uint64_t>;

namespace {

const std::vector<std::string_view> divisor_rules{"dhondt", "sainte-lague", "huntington-hill", "adams", "dean"};

std::vector<std::string_view> ids_of_delegate_rules() {
    std::vector<std::string_view> ids;
    for (const RuleSet& rules : general_rule_sets()) ids.push_back(rules.id);
    return ids;
}

std::vector<Votes> random_votes(std::mt19937_64& random, std::size_t most_rows, Votes most_votes) {
    std::vector<Votes> votes(1 + below(random, most_rows));
    for (Votes& count : votes) count = below(random, most_votes + 1);
    return votes;
}

/// Every split that may come out: with an open tie, each choice of its winners.
std::set<Delegates> outcomes_of(const PoolAllocation& result) {
    const Delegates sure = delegates_of(result);
    if (result.ties.empty()) return {sure};
    std::set<Delegates> outcomes;
    std::vector<bool> wins(result.ties.front().rows.size(), false);
    std::fill_n(wins.begin(), result.ties.front().winners(), true);
    do {
        Delegates split = sure;
        for (std::size_t i = 0; i < wins.size(); ++i)
            if (wins[i]) split[result.ties.front().rows[i]] += result.ties.front().prizes.front();
        outcomes.insert(split);
    } while (std::prev_permutation(wins.begin(), wins.end()));
    return outcomes;
}

using Stable = std::function<bool(std::uint64_t last, std::size_t i, std::uint64_t next, std::size_t j)>;

/// All splits in which nobody's last delegate is claimed less strongly than anybody's next one.
std::set<Delegates> search_splits(std::size_t size, std::uint64_t delegates, const Stable& stable) {
    std::set<Delegates> found;
    Delegates split(size, 0);
    const std::function<void(std::size_t, std::uint64_t)> place = [&](std::size_t at, std::uint64_t left) {
        if (at + 1 < size) {
            for (split[at] = 0; split[at] <= left; ++split[at]) place(at + 1, left - split[at]);
            return;
        }
        split[at] = left;
        for (std::size_t i = 0; i < size; ++i)
            for (std::size_t j = 0; j < size; ++j)
                if (split[i] > 0 && i != j && !stable(split[i], i, split[j] + 1, j)) return;
        found.insert(split);
    };
    place(0, delegates);
    return found;
}

/// Whether votes a for the k-th delegate claim at least as strongly as votes b for the m-th, from the definitions.
bool claims_at_least(std::string_view rules, Uint128 a, Uint128 k, Uint128 b, Uint128 m) {
    const bool first_is_free = rules == "huntington-hill" || rules == "adams" || rules == "dean";
    if (first_is_free && k == 1) return m > 1 || a >= b;
    if (first_is_free && m == 1) return false;
    if (rules == "dhondt") return a * m >= b * k;
    if (rules == "sainte-lague") return a * (2 * m - 1) >= b * (2 * k - 1);
    if (rules == "adams") return a * (m - 1) >= b * (k - 1);
    if (rules == "huntington-hill") return a * a * m * (m - 1) >= b * b * k * (k - 1);
    return a * m * (m - 1) * (2 * k - 1) >= b * k * (k - 1) * (2 * m - 1);
}

}  // namespace

TEST_CASE("each divisor method agrees with a search over all splits") {
    std::mt19937_64 random(1);
    for (int round = 0; round < 1500; ++round) {
        std::vector<Votes> votes = random_votes(random, 4, round % 2 == 0 ? 12 : 1000);
        for (Votes& count : votes) ++count;
        const std::uint64_t delegates = below(random, 9);
        for (const std::string_view rules : divisor_rules) {
            const Stable stable = [&](std::uint64_t last, std::size_t i, std::uint64_t next, std::size_t j) {
                return claims_at_least(rules, votes[i], last, votes[j], next);
            };
            CAPTURE(rules, votes, delegates);
            REQUIRE(outcomes_of(allocate(delegate_rules(rules), pool_of(votes, delegates))) ==
                    search_splits(votes.size(), delegates, stable));
        }
    }
}

TEST_CASE("largest remainders agree with a search over all splits") {
    std::mt19937_64 random(2);
    for (int round = 0; round < 3000; ++round) {
        std::vector<Votes> votes = random_votes(random, 4, round % 2 == 0 ? 12 : 1000);
        for (Votes& count : votes) ++count;
        const std::uint64_t delegates = below(random, 9);
        const Votes sum = std::accumulate(votes.begin(), votes.end(), Votes{0});
        for (const std::string_view rules : {"hare", "droop"}) {
            const Votes multiplier = rules == "hare" ? delegates : 1;
            const Votes unit = rules == "hare" ? sum : sum / (delegates + 1) + 1;
            // What i still lacks for its last delegate is no more than what j lacks for its next.
            const Stable stable = [&](std::uint64_t last, std::size_t i, std::uint64_t next, std::size_t j) {
                return last * unit + votes[j] * multiplier <= next * unit + votes[i] * multiplier;
            };
            CAPTURE(rules, votes, delegates);
            REQUIRE(outcomes_of(allocate(delegate_rules(rules), pool_of(votes, delegates))) ==
                    search_splits(votes.size(), delegates, stable));
        }
    }
}

TEST_CASE("under every rule the delegates add up, and neither scaling nor permuting the votes changes anything") {
    std::mt19937_64 random(3);
    for (int round = 0; round < 2000; ++round) {
        const std::vector<Votes> votes = random_votes(random, 8, round % 3 == 0 ? 10 : 5000);
        const Votes others = below(random, 100);
        const std::uint64_t delegates = below(random, 40);
        for (const std::string_view id : ids_of_delegate_rules()) {
            const DelegateRules& rules = delegate_rules(id);
            CAPTURE(id, votes, others, delegates);
            const PoolAllocation result = allocate(rules, pool_of(votes, delegates, others));
            const Delegates won = delegates_of(result);
            const std::uint64_t drawn = !result.ties.empty() ? result.ties.front().disputed() : 0;
            REQUIRE(std::accumulate(won.begin(), won.end(), drawn + result.unallocated) == delegates);

            // The Droop quota is rounded to whole votes, so the scale matters to it.
            if (rules.quota != Quota::droop) {
                std::vector<Votes> scaled = votes;
                for (Votes& count : scaled) count *= 977;
                const PoolAllocation same = allocate(rules, pool_of(scaled, delegates, others * 977));
                REQUIRE(outcomes_of(same) == outcomes_of(result));
            }
            std::vector<Votes> turned = votes;
            std::rotate(turned.begin(), turned.begin() + static_cast<std::ptrdiff_t>(turned.size() / 2), turned.end());
            PoolAllocation back = allocate(rules, pool_of(turned, delegates, others));
            Delegates found = delegates_of(back);
            std::rotate(found.begin(), found.end() - static_cast<std::ptrdiff_t>(turned.size() / 2), found.end());
            REQUIRE(found == won);
            REQUIRE(back.ties.empty() == result.ties.empty());
        }
    }
}

TEST_CASE("the Hare quota is met within one delegate") {
    std::mt19937_64 random(4);
    for (int round = 0; round < 3000; ++round) {
        const std::vector<Votes> votes = random_votes(random, 8, 5000);
        const PoolAllocation result = allocate(delegate_rules("hare"), pool_of(votes, below(random, 60)));
        for (const Delegates& split : outcomes_of(result))
            for (std::size_t i = 0; i < split.size(); ++i) {
                const Ratio quota = result.rows[i].quota;
                REQUIRE(split[i] >= quota.part / quota.whole);
                REQUIRE(split[i] <= ceiling(quota));
            }
    }
}

TEST_CASE("with divisors a bigger house never costs a delegate; with largest remainders it may") {
    std::mt19937_64 random(5);
    for (int round = 0; round < 300; ++round) {
        const std::vector<Votes> votes = random_votes(random, 6, 3000);
        for (const std::string_view rules : divisor_rules) {
            Delegates smaller(votes.size(), 0);
            for (std::uint64_t delegates = 1; delegates <= 30; ++delegates) {
                const Delegates bigger = delegates_of(allocate(delegate_rules(rules), pool_of(votes, delegates)));
                for (std::size_t i = 0; i < votes.size(); ++i) REQUIRE(bigger[i] >= smaller[i]);
                smaller = bigger;
            }
        }
    }
    // The Alabama paradox: from 10 to 11 delegates the smallest loses its second.
    CHECK(delegates_of(allocate(delegate_rules("hare"), pool_of({6, 6, 2}, 10))) == Delegates{4, 4, 2});
    CHECK(delegates_of(allocate(delegate_rules("hare"), pool_of({6, 6, 2}, 11))) == Delegates{5, 5, 1});
}

TEST_CASE("textbook splits of one vote by each method") {
    // 53,000 / 24,000 / 23,000 for 5.
    const std::vector<Votes> votes{53000, 24000, 23000};
    const auto split = [&](std::string_view rules) {
        return delegates_of(allocate(delegate_rules(rules), pool_of(votes, 5)));
    };
    CHECK(split("hare") == Delegates{3, 1, 1});
    CHECK(split("droop") == Delegates{3, 1, 1});
    CHECK(split("dhondt") == Delegates{3, 1, 1});
    CHECK(split("sainte-lague") == Delegates{3, 1, 1});
    CHECK(split("adams") == Delegates{3, 1, 1});
    CHECK(split("winner-take-all") == Delegates{5, 0, 0});
    CHECK(split("winner-take-most") == Delegates{5, 0, 0});
    // 100,000 / 80,000 / 30,000 / 20,000 for 8: D'Hondt favours the large, Sainte-Laguë and Adams the small.
    const auto eight = [&](std::string_view rules) {
        return delegates_of(allocate(delegate_rules(rules), pool_of({100000, 80000, 30000, 20000}, 8)));
    };
    CHECK(eight("dhondt") == Delegates{4, 3, 1, 0});
    CHECK(eight("sainte-lague") == Delegates{3, 3, 1, 1});
    CHECK(eight("huntington-hill") == Delegates{3, 3, 1, 1});
    CHECK(eight("dean") == Delegates{3, 3, 1, 1});
    CHECK(eight("adams") == Delegates{3, 3, 1, 1});
}

TEST_CASE("the first delegate is free where the first signpost is 0: with too few, the most votes have them") {
    for (const std::string_view rules : {"adams", "dean", "huntington-hill"}) {
        CHECK(delegates_of(allocate(delegate_rules(rules), pool_of({5, 900, 70}, 2))) == Delegates{0, 1, 1});
        CHECK(delegates_of(allocate(delegate_rules(rules), pool_of({5, 900, 70}, 4))) == Delegates{1, 2, 1});
        const PoolAllocation tied = allocate(delegate_rules(rules), pool_of({70, 900, 70}, 2));
        REQUIRE_FALSE(tied.ties.empty());
        CHECK(tied.ties.front().rows == std::vector<std::size_t>{0, 2});
    }
}
