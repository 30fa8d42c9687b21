// SPDX-License-Identifier: MIT
#include "allocate/pools.hpp"
#include "base/sha256.hpp"
#include "catch.hpp"

#include <algorithm>
#include <array>
#include <numeric>

using namespace caucus_tally;
using Rows = std::vector<std::size_t>;
using Delegates = std::vector<std::uint64_t>;

TEST_CASE("SHA-256 of the standard's own examples") {
    using Words = std::array<std::uint32_t, 8>;
    CHECK(sha256("abc") ==
          Words{0xba7816bf, 0x8f01cfea, 0x414140de, 0x5dae2223, 0xb00361a3, 0x96177a9c, 0xb410ff61, 0xf20015ad});
    CHECK(sha256("") ==
          Words{0xe3b0c442, 0x98fc1c14, 0x9afbf4c8, 0x996fb924, 0x27ae41e4, 0x649b934c, 0xa495991b, 0x7852b855});
    CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          Words{0x248d6a61, 0xd20638b8, 0xe5c02693, 0x0c3e6039, 0xa33ce459, 0x64ff2167, 0xf6ecedd4, 0x19db06c1});
    CHECK(sha256(std::string(1'000'000, 'a')) ==
          Words{0xcdc76e5c, 0x9914fb92, 0x81a1c7e2, 0x84d73e67, 0xf1809a48, 0xa497200e, 0x046d39cc, 0xc7112cd0});
}

TEST_CASE("a lot is what sha256sum says: printf '%s\\n%s\\n%s' 2020 At-large kerry | sha256sum") {
    // kerry 818c5aff…, dean 736bc9e4…, edwards 7a116f61…
    const std::vector<std::string_view> ids{"kerry", "dean", "edwards"};
    CHECK(draw_lots("2020", "At-large", ids) == Rows{1, 2, 0});
    // Another seed or another pool is another draw; the order of the choices does not matter.
    const std::vector<std::string_view> turned{"edwards", "kerry", "dean"};
    const Rows draw = draw_lots("2020", "At-large", ids);
    const Rows other = draw_lots("2020", "At-large", turned);
    for (std::size_t i = 0; i < 3; ++i) CHECK(ids[draw[i]] == turned[other[i]]);
    int different = 0;
    for (int seed = 0; seed < 20; ++seed) different += draw_lots(std::to_string(seed), "At-large", ids) != draw;
    CHECK(different > 10);
}

TEST_CASE("a tie is settled by a named choice, and the choice is on record") {
    PoolInput pool = pool_of({38, 156, 6}, 12);
    pool.tie_break = {TieRule::candidate, {"c"}, {}};
    const PoolAllocation result = allocate(delegate_rules("hare"), pool);
    CHECK(delegates_of(result) == Delegates{2, 9, 1});
    REQUIRE_FALSE(result.ties.empty());
    CHECK_FALSE(result.ties.front().open());
    CHECK(result.ties.front().settled_by == TieRule::candidate);
    CHECK(result.ties.front().settled == Rows{2});
    // Who is not tied cannot be named the winner.
    pool.tie_break.winners = {"a", "nobody"};
    const PoolAllocation open = allocate(delegate_rules("hare"), pool);
    CHECK(delegates_of(open) == Delegates{2, 9, 0});
    CHECK(open.ties.front().open());
    CHECK(open.ties.front().settled_by == TieRule::open);
}

TEST_CASE("a choice that settles one of two delegates leaves the other open") {
    PoolInput pool = pool_of({10, 10, 10}, 2);
    pool.tie_break = {TieRule::candidate, {"b", "b"}, {}};
    PoolAllocation result = allocate(delegate_rules("hare"), pool);
    CHECK(delegates_of(result) == Delegates{0, 1, 0});
    CHECK(result.ties.front().first_delegate == 1);
    CHECK(result.ties.front().winners() == 2);
    CHECK(result.ties.front().open());
    pool.tie_break.winners = {"b", "c", "a"};
    result = allocate(delegate_rules("hare"), pool);
    CHECK(delegates_of(result) == Delegates{0, 1, 1});
    CHECK_FALSE(result.ties.front().open());
}

TEST_CASE("a lot settles every tie, whatever the rules, and always alike") {
    for (const RuleSet& rules : general_rule_sets()) {
        CAPTURE(rules.id);
        PoolInput pool = pool_of({7, 7, 7}, 4);
        const PoolAllocation open = allocate(rules.pools.rules, pool);
        REQUIRE_FALSE(open.ties.empty());
        CHECK(open.ties.front().rows == Rows{0, 1, 2});
        pool.tie_break = {TieRule::lot, {}, "4711"};
        const PoolAllocation drawn = allocate(rules.pools.rules, pool);
        const Delegates won = delegates_of(drawn);
        CHECK(std::accumulate(won.begin(), won.end(), std::uint64_t{0}) == 4);
        CHECK_FALSE(drawn.ties.front().open());
        CHECK(drawn.ties.front().settled_by == TieRule::lot);
        CHECK(delegates_of(allocate(rules.pools.rules, pool)) == won);
    }
}

TEST_CASE("a tie between front-runners is for the whole pool") {
    const PoolAllocation result = allocate(delegate_rules("winner-take-all"), pool_of({40, 40, 20}, 9));
    REQUIRE_FALSE(result.ties.empty());
    CHECK(result.ties.front().first_delegate == 1);
    CHECK(result.ties.front().prizes.front() == 9);
    CHECK(result.ties.front().winners() == 1);
}
