// SPDX-License-Identifier: MIT
// Pools for the tests of allocation, and a random sequence that is the same with every standard library.
#pragma once

#include <caucus_tally/allocate.hpp>
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

}  // namespace caucus_tally
