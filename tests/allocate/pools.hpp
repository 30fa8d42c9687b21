// SPDX-License-Identifier: MIT
// Pools for the tests of allocation, and a random sequence that is the same with every standard library.
#pragma once

#include <caucus_tally/allocate.hpp>
#include <caucus_tally/rules.hpp>
#include <initializer_list>
#include <random>
#include <string>

namespace caucus_tally {

/// Ids that live as long as the program: "a", "b", … "z", then "c26" and so on.
inline std::string_view row_id(std::size_t index) {
    static std::vector<std::string> ids = [] {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < 10'000; ++i)
            names.push_back(i < 26 ? std::string(1, static_cast<char>('a' + i)) : "c" + std::to_string(i));
        return names;
    }();
    return ids[index];
}

inline PoolInput pool_of(const std::vector<Votes>& votes, std::uint64_t delegates, Votes other_votes = 0) {
    PoolInput pool;
    pool.name = "pool";
    for (std::size_t i = 0; i < votes.size(); ++i) pool.rows.push_back({row_id(i), votes[i], true});
    pool.other_votes = other_votes;
    pool.delegates = delegates;
    return pool;
}

inline std::vector<std::uint64_t> delegates_of(const PoolAllocation& result) {
    std::vector<std::uint64_t> delegates;
    for (const RowAllocation& row : result.rows) delegates.push_back(row.delegates);
    return delegates;
}

/// The rule sets that any pool can go by: no thresholds that leave it to nobody, no places of more than it holds.
inline std::vector<RuleSet> general_rule_sets() {
    std::vector<RuleSet> general(rule_sets().begin(), rule_sets().end());
    std::erase_if(general, [](const RuleSet& rules) { return rules.id.starts_with("gop-"); });
    return general;
}

inline const DelegateRules& delegate_rules(std::string_view id) {
    return find_rules(id)->pools.rules;
}

/// A number from 0 to bound - 1; std::uniform_int_distribution differs between libraries.
inline std::uint64_t below(std::mt19937_64& random, std::uint64_t bound) {
    return random() % bound;
}

template <typename Value>
Value one_of(std::mt19937_64& random, std::initializer_list<Value> values) {
    return values.begin()[below(random, values.size())];
}

/// Any words that go together.
inline DelegateRules random_rules(std::mt19937_64& random) {
    const auto chance = [&](std::uint64_t percent) { return below(random, 100) < percent; };
    for (;;) {
        DelegateRules rules;
        if (chance(70)) rules.threshold = one_of<Fraction>(random, {{5, 100}, {15, 100}, {20, 100}, {1, 3}, {60, 100}});
        const Fallback half{Fallback::Kind::of_leader, {1, 2}, {0, 1}, {0, 1}};
        const Fallback less{Fallback::Kind::of_leader, {1, 1}, {10, 100}, {0, 1}};
        const Fallback quarter{Fallback::Kind::share, {0, 1}, {0, 1}, {25, 100}};
        if (chance(50)) rules.if_none.add(one_of(random, {half, less, quarter, Fallback{}}));
        if (chance(20)) rules.if_none.add(one_of(random, {half, less, Fallback{}}));
        if (chance(25)) rules.qualify_at_most = 1 + below(random, 3);
        for (int i = 0; i < 2; ++i)
            if (chance(35))
                rules.takes_all.add({one_of(random, {TakesAll::Kind::leader, TakesAll::Kind::majority,
                                                     TakesAll::Kind::share, TakesAll::Kind::alone}),
                                     chance(40), one_of<Fraction>(random, {{40, 100}, {1, 2}, {2, 3}})});
        if (chance(25)) rules.at_least = 1 + below(random, 2);
        rules.method =
            one_of(random, {Method::largest_remainder, Method::divisor, Method::round, Method::round, Method::places});
        if (chance(30)) rules.quota = Quota::droop;
        rules.signposts = static_cast<Signposts>(below(random, 5));
        if (chance(50)) rules.rounding = static_cast<ShareRounding>(below(random, 3));
        if (chance(40)) rules.shares_of = SharesOf::all;
        if (rules.method == Method::places)
            rules.places = one_of<FewValues<std::uint64_t, 12>>(random, {{2, 1}, {1, 1, 1}});
        if (chance(20)) rules.if_none_places = {1, 1};
        rules.left_over = static_cast<LeftOver>(below(random, 3));
        rules.too_many = static_cast<TooMany>(below(random, 2));
        if (!find_fault(rules)) return rules;
    }
}

}  // namespace caucus_tally
