// SPDX-License-Identifier: MIT
// Caucus math played out delegate by delegate, with every outcome of every draw, against the engine.
#include "allocate/pools.hpp"
#include "catch.hpp"
#include "caucus/precincts.hpp"

#include <functional>
#include <set>

using namespace caucus_tally;
using Delegates = std::vector<std::uint64_t>;

namespace {

/// The rules as a chair applies them, in plain 64-bit numbers; written without a look at the engine's.
struct Chair {
    bool nevada = false;
    bool minnesota = false;
    bool iowa = false;
    std::uint64_t attendance = 0;
    std::uint64_t delegates = 0;
    std::vector<std::uint64_t> members;
    std::set<Delegates> splits;

    bool is_viable(std::uint64_t group) const {
        if (group == 0) return false;
        if (minnesota) return group * delegates >= attendance;
        if (delegates == 2) return 4 * group >= attendance;
        if (delegates == 3) return 6 * group >= attendance;
        return 100 * group >= 15 * attendance;
    }

    void play() {
        const auto viable = std::ranges::count_if(members, [&](std::uint64_t group) { return is_viable(group); });
        if (iowa && static_cast<std::uint64_t>(viable) > delegates) return;  // the smallest must realign first
        std::uint64_t people = attendance;
        if (minnesota) {
            people = 0;
            for (const std::uint64_t group : members) people += is_viable(group) ? group : 0;
        }
        std::vector<std::uint64_t> decimals(members.size());
        Delegates split(members.size());
        std::uint64_t total = 0;
        for (std::size_t i = 0; i < members.size(); ++i) {
            if (!is_viable(members[i])) continue;
            const std::uint64_t share = members[i] * delegates;
            decimals[i] = share % people;
            split[i] = share / people + (!minnesota && 2 * decimals[i] >= people ? 1 : 0);
            if (nevada) decimals[i] = (20000 * share + people) / (2 * people) - 10000 * (share / people);
            total += split[i];
        }
        const std::uint64_t half = nevada ? 5000 : (people + 1) / 2;
        if (total == 0) return;
        step(split, total, decimals, half, std::vector<int>(members.size(), 0));
    }

    /// Places a group in the order of turns: below one half comes first to gain, at or above first to lose.
    void step(const Delegates& split, std::uint64_t total, const std::vector<std::uint64_t>& decimals,
              std::uint64_t half, const std::vector<int>& turns) {
        const bool gaining = total < delegates;
        std::vector<std::size_t> best;
        std::tuple<int, bool, std::int64_t> best_key;
        for (std::size_t i = 0; i < split.size() && total != delegates; ++i) {
            if (!is_viable(members[i]) || (!gaining && split[i] <= 1)) continue;
            const auto decimal = static_cast<std::int64_t>(decimals[i]);
            const bool up = !minnesota && decimals[i] >= half;
            const std::tuple<int, bool, std::int64_t> key{turns[i], gaining ? up : !up, gaining ? -decimal : decimal};
            if (best.empty() || key < best_key) {
                best = {i};
                best_key = key;
            } else if (key == best_key) {
                best.push_back(i);
            }
        }
        if (best.empty()) {
            splits.insert(split);
            return;
        }
        for (const std::size_t i : best) {
            Delegates next = split;
            std::vector<int> next_turns = turns;
            next[i] = gaining ? next[i] + 1 : next[i] - 1;
            ++next_turns[i];
            step(next, gaining ? total + 1 : total - 1, decimals, half, next_turns);
        }
    }
};

/// Splits near this one: a delegate more, fewer, or moved.
std::set<Delegates> neighbours(const Delegates& split) {
    std::set<Delegates> near;
    for (std::size_t i = 0; i < split.size(); ++i) {
        Delegates more = split;
        ++more[i];
        near.insert(more);
        if (split[i] == 0) continue;
        Delegates fewer = split;
        --fewer[i];
        near.insert(fewer);
        for (std::size_t j = 0; j < split.size(); ++j) {
            Delegates moved = fewer;
            ++moved[j];
            near.insert(moved);
        }
    }
    return near;
}

}  // namespace

TEST_CASE("the engine allows exactly the splits that playing the rules out can reach, on 100,000 precincts") {
    std::mt19937_64 random(2020);
    int ties = 0;
    int adjusted = 0;
    int above = 0;
    for (int round = 0; round < 100'000; ++round) {
        const std::string_view id =
            std::array{"iowa-2020", "iowa-2016", "nevada-2020", "minnesota-dfl"}[below(random, 4)];
        const std::uint64_t delegates = 2 + below(random, 8);
        std::vector<Votes> people;
        Votes standing = 0;
        for (std::uint64_t groups = 1 + below(random, 5); groups > 0; --groups) {
            people.push_back(below(random, 25));
            standing += people.back();
        }
        // People leave, and some rooms are counted wrongly: now and then more stand in a group than were counted.
        Votes attendance = standing + below(random, 12);
        if (below(random, 10) == 0) attendance -= std::min<Votes>(attendance, below(random, 6));
        if (attendance == 0) attendance = 1;

        const bool iowa = id == "iowa-2020" || id == "iowa-2016";
        Chair chair{id == "nevada-2020", id == "minnesota-dfl", iowa, attendance, delegates, people, {}};
        chair.play();
        const PrecinctResult computed =
            allocate_precinct(caucus_rules(id), precinct_with(attendance, delegates, people));
        CAPTURE(id, attendance, delegates, people);
        REQUIRE((computed.outcome == PrecinctCase::shared) == !chair.splits.empty());
        for (const Delegates& split : chair.splits) {
            REQUIRE(allows(computed, split));
            for (const Delegates& near : neighbours(split))
                REQUIRE(allows(computed, near) == chair.splits.contains(near));
        }
        REQUIRE(computed.tie.has_value() == (chair.splits.size() > 1));
        ties += computed.tie.has_value();
        adjusted += !computed.adjustments.empty();
        above += computed.delegates_total > delegates;
    }
    // What the sample held: the test must not pass on easy precincts alone.
    CHECK(ties > 3'000);
    CHECK(adjusted > 20'000);
    CHECK(above > 100);
}
