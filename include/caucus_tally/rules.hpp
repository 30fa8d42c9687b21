// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/numbers.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace caucus_tally {

/// How a pool's delegates follow from votes.
enum class Method : std::uint8_t {
    largest_remainder,  ///< whole quotas first, then one more to the largest remainders
    divisor,            ///< one at a time to the largest votes ÷ signpost
    winner_take_all,    ///< the front-runner wins the whole pool
};

/// The votes a whole delegate costs, for largest_remainder. Of Q qualified votes and D delegates:
enum class Quota : std::uint8_t {
    hare,   ///< Q / D, not rounded
    droop,  ///< floor(Q / (D + 1)) + 1
};

/// What the votes are divided by to claim the k-th delegate, for divisor.
enum class Signposts : std::uint8_t {
    dhondt,           ///< k (Jefferson)
    sainte_lague,     ///< k - 1/2 (Webster), the arithmetic mean of k - 1 and k
    huntington_hill,  ///< sqrt(k(k - 1)), the geometric mean
    adams,            ///< k - 1
    dean,             ///< k(k - 1) / (k - 1/2), the harmonic mean
};

/// Whose votes decide a pool that belongs to one unit, such as a district.
enum class Scope : std::uint8_t { own_unit, whole_contest };

/// The threshold where nobody reaches the ordinary one: the front-runner's share × factor - points, neither above 1.
/// Their numerators and denominators stay below 2^10, so that products with votes fit 128 bits.
struct Fallback {
    Fraction factor;
    Fraction points;
    bool operator==(const Fallback&) const = default;
};

/// How a pool of delegates is won. A plain value: to try another threshold, change a copy.
struct DelegateRules {
    Method method = Method::largest_remainder;
    Quota quota = Quota::hare;
    Signposts signposts = Signposts::dhondt;
    Scope scope = Scope::own_unit;
    Fraction threshold;  ///< of all votes; who has exactly this share qualifies; 0: no threshold
    std::optional<Fallback> fallback;
    /// The digits after the point that the rules' text keeps of a percentage, where it names them: a reading that can
    /// differ from exact arithmetic and is reported, not followed. At most 9.
    std::optional<unsigned> percent_digits;
};

/// A named set of rules for pools of delegates.
struct RuleSet {
    std::string_view id;
    std::string_view title;
    std::string_view years;
    std::string_view source;
    std::optional<DelegateRules> delegates;
};

/// Every rule set, in the order in which they are listed.
std::span<const RuleSet> rule_sets();

/// The rule set of this id, or null.
const RuleSet* find_rules(std::string_view id);

}  // namespace caucus_tally
