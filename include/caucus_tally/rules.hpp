// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <caucus_tally/ratio.hpp>
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

/// What settles a tie in a precinct.
enum class TieProcedure : std::uint8_t { coin, cards, lots };

/// "coin", "cards", "lots".
std::string_view to_string(TieProcedure procedure);

/// The share of the attendance a group needs where a precinct elects at least this many delegates.
struct ViabilityStep {
    std::uint64_t from_delegates = 0;
    Fraction share;
};

/// What a group's members are multiplied by the delegates and divided by.
enum class Divisor : std::uint8_t { attendance, viable_people };

/// What becomes of a group's exact share of the delegates before any are added or taken.
enum class Rounding : std::uint8_t { half_up, down };

/// How one precinct's delegates follow from its groups. What all these rules share is in caucus_math.hpp.
struct CaucusRules {
    /// By falling number of delegates. With none, viability is the attendance ÷ delegates.
    std::array<ViabilityStep, 3> viability{};
    bool majority_elects_one = true;  ///< a single delegate is elected by majority, without groups
    Divisor divisor = Divisor::attendance;
    Rounding rounding = Rounding::half_up;
    /// Digits after the point to which the shares are compared when delegates are added or taken; none: exactly.
    std::optional<unsigned> compared_digits;
    TieProcedure tie = TieProcedure::coin;
    bool viable_locked = false;  ///< members of a viable group stay in it
    /// How often people may realign; none: as often as the chair allows.
    std::optional<unsigned> realignments;
    bool groups_limited = false;  ///< no more viable groups than delegates: the smallest must realign
    std::string_view attendance;  ///< when the attendance is counted, in words
    std::string_view too_few;     ///< in words: who gains where the rounded delegates fall short
    std::string_view too_many;    ///< in words: who loses where they exceed the precinct's number
};

/// A named set of rules: for pools of delegates, or for precincts.
struct RuleSet {
    std::string_view id;
    std::string_view title;
    std::string_view years;
    std::string_view source;
    std::optional<DelegateRules> delegates;
    std::optional<CaucusRules> caucus;
};

/// Every rule set, in the order in which they are listed.
std::span<const RuleSet> rule_sets();

/// The rule set of this id, or null.
const RuleSet* find_rules(std::string_view id);

}  // namespace caucus_tally
