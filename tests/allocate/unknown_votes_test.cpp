// SPDX-License-Identifier: MIT
#include "allocate/electorate.hpp"
#include "catch.hpp"
#include "contest/rules_text.hpp"
#include "pools.hpp"

#include <algorithm>
#include <caucus_tally/contest_allocation.hpp>
#include <caucus_tally/tally.hpp>
#include <string>

using namespace caucus_tally;

namespace {

/// A contest of Ann, Bo and so on and of others, with one pool under these rules.
Contest contest_of(const std::vector<Votes>& votes, std::uint64_t delegates, const StatedRules& rules) {
    Contest contest;
    contest.id = "x";
    for (std::size_t i = 0; i < votes.size(); ++i) {
        Candidate& candidate = contest.candidates.emplace_back();
        candidate.id = candidate.name = row_id(i);
        candidate.stated.votes = votes[i];
        if (i + 1 == votes.size()) candidate.kind = CandidateKind::other;
    }
    contest.allocation.emplace();
    contest.allocation->rules = rules;
    Pool& pool = contest.allocation->pools.emplace_back();
    pool.name = "At-large";
    pool.delegates = Decimal(delegates);
    return contest;
}

StatedRules set(std::string_view id) {
    return {std::string(id), std::nullopt, {}, {}};
}

/// A built-in set, or any words that go together.
StatedRules some_rules(std::mt19937_64& random) {
    if (below(random, 2) == 0) return {"own", PoolRules{random_rules(random), {}}, {}, {}};
    return set(rule_sets()[below(random, rule_sets().size())].id);
}

AllocationRequest without_margins() {
    AllocationRequest request;
    request.margins = false;
    return request;
}

/// The one pool; nullopt if it is not computed.
std::optional<AllocatedPool> compute(const Contest& contest) {
    ContestAllocation allocation = allocate_contest(contest, without_margins());
    if (allocation.pools.empty()) return std::nullopt;
    return std::move(allocation.pools.front());
}

std::string words_of(const StatedRules& rules) {
    return rules.object ? rules_json(*rules.object).dump() : rules.id;
}

Votes sum_of(const std::vector<Votes>& votes) {
    Votes sum = 0;
    for (const Votes each : votes) sum += each;
    return sum;
}

/// States the shares of some candidates as whole percentages or with a digit.
void state_shares(std::mt19937_64& random, const std::vector<Votes>& votes, Contest& contest) {
    const Votes sum = sum_of(votes);
    const auto digits = static_cast<unsigned>(below(random, 2));
    for (std::size_t i = 0; i + 1 < votes.size(); ++i)
        if (sum > 0 && below(random, 3) > 0)
            contest.candidates[i].stated.percent = parse_decimal(percent_of(votes[i], sum, digits));
}

void require_within(const AllocatedPool& found, const AllocatedPool& real) {
    for (std::size_t i = 0; i < real.steps.rows.size(); ++i) {
        REQUIRE(found.won(i).least <= real.won(i).least);
        REQUIRE(found.won(i).most >= real.won(i).most);
    }
}

}  // namespace

TEST_CASE("a threshold hangs on the votes of others that are unknown") {
    Contest contest = contest_of({600, 110, 0}, 10, set("dnc-2020"));
    contest.candidates[2].stated.votes.reset();
    const auto pool = compute(contest);
    REQUIRE(pool);
    REQUIRE(pool->is_open());
    // 110 is 15% of 733 and less of 734: 23 others leave Bo qualified, 24 do not.
    REQUIRE(pool->unknown->decided_to == Votes{23});
    REQUIRE(pool->won(0).least == 8);
    REQUIRE(pool->won(0).most == 10);
    REQUIRE(pool->won(1).least == 0);
    REQUIRE(pool->won(1).most == 2);

    SECTION("a stated total settles it") {
        contest.total.emplace();
        contest.total->votes = 733;
        REQUIRE_FALSE(compute(contest)->unknown);
        REQUIRE(compute(contest)->won(1).least == 2);
        contest.total->votes = 734;
        REQUIRE(compute(contest)->won(1).most == 0);
    }
    SECTION("stated shares bound it") {
        contest.candidates[0].stated.percent = parse_decimal("83.3");  // of 720 and 721
        const auto bounded = compute(contest);
        REQUIRE(bounded->unknown->most == Votes{10});
        REQUIRE_FALSE(bounded->is_open());
        REQUIRE(bounded->won(1).least == 2);
    }
}

TEST_CASE("a list that is not whole leaves room for others") {
    Contest contest = contest_of({600, 110, 0}, 10, set("dnc-2020"));
    contest.partial = true;
    REQUIRE_FALSE(compute(contest));  // somebody who is not listed may have qualified
    contest.candidates[0].stated.percent = parse_decimal("83.3");
    REQUIRE(compute(contest)->won(1).least == 2);
}

TEST_CASE("what is decided stays so, whatever the unknown votes are, under any rules") {
    std::mt19937_64 random(409);
    std::size_t decided = 0;
    std::size_t open = 0;
    for (int run = 0; run < 20'000; ++run) {
        const StatedRules rules = some_rules(random);
        const Votes bound = below(random, 2) == 0 ? 40 : 5'000;
        std::vector<Votes> votes;
        for (std::size_t i = 2 + below(random, 4); i > 0; --i) votes.push_back(1 + below(random, bound));
        votes.push_back(below(random, bound / 2));
        const Contest real = contest_of(votes, 1 + below(random, 12), rules);
        Contest hidden = real;
        if (below(random, 2) == 0) state_shares(random, votes, hidden);
        hidden.candidates.back().stated.votes.reset();
        if (below(random, 4) == 0) hidden.candidates[below(random, votes.size() - 1)].stated.votes.reset();
        const auto found = compute(hidden);
        const auto expected = compute(real);
        if (!found || !expected) continue;
        CAPTURE(run, words_of(rules), votes);
        require_within(*found, *expected);
        if (!found->unknown) continue;
        ++(found->hangs_on_unknown() ? open : decided);
        if (found->unknown->decided_to && votes.back() > *found->unknown->decided_to) continue;
        if (std::ranges::count_if(hidden.candidates, [](const Candidate& each) { return !each.stated.votes; }) > 1)
            continue;
        for (std::size_t i = 0; i < votes.size(); ++i) {
            REQUIRE(found->steps.rows[i].delegates == expected->won(i).least);
            REQUIRE(found->steps.most(i) == expected->won(i).most);
        }
    }
    REQUIRE(decided > 500);
    REQUIRE(open > 500);
}

TEST_CASE("without a bound any number of unknown votes is looked at, however large") {
    std::mt19937_64 random(64);
    std::size_t open = 0;
    for (int run = 0; run < 5'000; ++run) {
        const StatedRules rules = some_rules(random);
        const DelegateRules& words = find_rules(rules)->rules;
        std::vector<Votes> votes;
        for (std::size_t i = 1 + below(random, 5); i > 0; --i) votes.push_back(below(random, 1'000'000));
        PoolInput pool = pool_of(votes, 1 + below(random, 30));
        const PoolAllocation none = allocate(words, pool);
        if (none.fault != PoolFault::none) continue;
        const UnknownVotes found = try_unknown_votes(words, pool, none, std::nullopt);
        open += found.decided_to ? 1 : 0;
        for (int k = 0; k < 20; ++k) {
            pool.other_votes = random() >> (1 + below(random, 63));
            const PoolAllocation tried = allocate(words, pool);
            CAPTURE(run, words_of(rules), votes, pool.delegates, pool.other_votes);
            for (std::size_t i = 0; i < votes.size(); ++i) {
                REQUIRE(found.won[i].least <= tried.rows[i].delegates);
                REQUIRE(found.won[i].most >= tried.most(i));
                if (found.decided_to && pool.other_votes > *found.decided_to) continue;
                REQUIRE(tried.rows[i].delegates == none.rows[i].delegates);
            }
        }
    }
    CHECK(open > 1'000);
}

TEST_CASE("the fewest and the most delegates are those of some number of unknown votes") {
    std::mt19937_64 random(2016);
    std::size_t compared = 0;
    for (int run = 0; run < 3'000; ++run) {
        const StatedRules rules = some_rules(random);
        std::vector<Votes> votes;
        for (std::size_t i = 2 + below(random, 3); i > 0; --i) votes.push_back(1 + below(random, 60));
        votes.push_back(0);
        const std::uint64_t delegates = 1 + below(random, 9);
        const Contest none = contest_of(votes, delegates, rules);
        const auto computed = compute(none);
        if (!computed) continue;
        Contest hidden = none;
        hidden.candidates.back().stated.votes.reset();
        hidden.candidates[0].stated.percent = parse_decimal(percent_of(votes[0], sum_of(votes) + below(random, 80), 0));
        const auto found = compute(hidden);
        if (!found || !found->unknown || !found->unknown->most || *found->unknown->most > 400) continue;
        std::vector<DelegateRange> won(votes.size(), {UINT64_MAX, 0});
        DelegateRange unbound{UINT64_MAX, 0};
        std::optional<Votes> changes;
        for (Votes others = 0; others <= *found->unknown->most; ++others) {
            votes.back() = others;
            const auto tried = compute(contest_of(votes, delegates, rules));
            const auto widen = [](DelegateRange& range, DelegateRange other) {
                range = {std::min(range.least, other.least), std::max(range.most, other.most)};
            };
            for (std::size_t i = 0; i < votes.size(); ++i) {
                widen(won[i], tried->won(i));
                if (!changes && tried->won(i) != computed->won(i)) changes = others - 1;
            }
            widen(unbound, tried->unbound());
        }
        CAPTURE(run, words_of(rules), votes);
        REQUIRE(found->unknown->won == won);
        REQUIRE(found->unknown->unbound == unbound);
        REQUIRE(found->unknown->decided_to == changes);
        ++compared;
    }
    CHECK(compared > 500);
}
