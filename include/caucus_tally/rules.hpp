// SPDX-License-Identifier: MIT
// How pools of delegates are won, as data: a pool is shared out in four steps, and each is a choice of these words.
#pragma once

#include <array>
#include <caucus_tally/numbers.hpp>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace caucus_tally {

/// A list of a few values, kept in place so that rule sets can be constants. At most `Most` of them.
template <typename Value, std::size_t Most>
struct FewValues {
    std::array<Value, Most> values{};
    std::size_t count = 0;

    constexpr FewValues() = default;
    constexpr FewValues(std::initializer_list<Value> list) {
        for (const Value& value : list) values[count++] = value;
    }
    /// False, and nothing is added, if the list is full.
    constexpr bool add(Value value) {
        if (count == Most) return false;
        values[count++] = value;
        return true;
    }
    constexpr std::size_t size() const { return count; }
    constexpr bool empty() const { return count == 0; }
    constexpr const Value& operator[](std::size_t i) const { return values[i]; }
    constexpr const Value* begin() const { return values.data(); }
    constexpr const Value* end() const { return values.data() + count; }
    bool operator==(const FewValues&) const = default;
};

/// How the delegates follow from the votes of those who qualify.
enum class Method : std::uint8_t {
    largest_remainder,  ///< whole quotas first, then one more to the largest remainders
    divisor,            ///< one at a time to the largest votes ÷ signpost
    round,              ///< each share of the delegates, rounded
    places,             ///< so many for each place in the order of finish
};

/// The votes a whole delegate costs, for largest_remainder. Of Q votes and D delegates:
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

/// How a share of the delegates becomes a whole number, for round.
enum class ShareRounding : std::uint8_t { half_up, up, down };

/// The votes of which shares are taken.
enum class SharesOf : std::uint8_t {
    qualified,  ///< those of all who qualify
    all,        ///< every vote of the jurisdiction
};

/// Who wins the delegates that rounding or places leave over.
enum class LeftOver : std::uint8_t {
    unbound,            ///< nobody: these delegates are bound to no candidate
    leader,             ///< the one with the most votes
    largest_remainder,  ///< one each, to those whose delegates fall short of their share most
};

/// Who gives up the delegates that rounding gave beyond the pool.
enum class TooMany : std::uint8_t {
    from_the_last,       ///< those with the fewest votes, each until it has none
    smallest_remainder,  ///< one each, from those whose delegates exceed their share most
};

/// A threshold to try if nobody reaches the one before: of the leader's votes and of all votes, leader × factor - all ×
/// points, or `share` of all votes, or none. The numerators and denominators of factor and points stay below 2^10, so
/// that products with votes fit 128 bits.
struct Fallback {
    enum class Kind : std::uint8_t { of_leader, share, no_threshold };
    Kind kind = Kind::no_threshold;
    Fraction factor;
    Fraction points;
    Fraction share;
    bool operator==(const Fallback&) const = default;
};

/// What makes somebody win the whole pool.
struct TakesAll {
    enum class Kind : std::uint8_t {
        leader,    ///< having the most votes
        majority,  ///< having more than half of all votes
        share,     ///< having at least `share` of all votes
        alone,     ///< being the only one who qualifies
    };
    Kind kind = Kind::leader;
    bool statewide = false;  ///< by the votes of the whole contest, also in the pool of a unit
    Fraction share;
    bool operator==(const TakesAll&) const = default;
};

/// How a pool of delegates is won: qualify, take all, share, left over. A plain value: to try another threshold, change
/// a copy.
struct DelegateRules {
    Fraction threshold;                 ///< of all votes; exactly this share qualifies; 0: no threshold
    FewValues<Fallback, 4> if_none;     ///< tried in turn where nobody reaches the threshold
    std::uint64_t qualify_at_most = 0;  ///< only so many, by votes; 0: all
    FewValues<TakesAll, 6> takes_all;   ///< any of these; the first that holds counts
    std::uint64_t at_least = 0;         ///< delegates of each who qualifies, before all others
    Method method = Method::largest_remainder;
    Quota quota = Quota::hare;
    Signposts signposts = Signposts::dhondt;
    ShareRounding rounding = ShareRounding::half_up;
    SharesOf shares_of = SharesOf::qualified;
    FewValues<std::uint64_t, 12> places;          ///< for the method of this name
    FewValues<std::uint64_t, 12> if_none_places;  ///< among all, by votes, where nobody reaches the threshold
    LeftOver left_over = LeftOver::unbound;
    TooMany too_many = TooMany::from_the_last;
    /// The digits after the point that the rules' text keeps of a percentage, where it names them: a reading that can
    /// differ from exact arithmetic and is reported, not followed. At most 9.
    std::optional<unsigned> percent_digits;
    bool operator==(const DelegateRules&) const = default;
};

/// Whether the votes of the whole contest alone decide a pool, even one of a unit.
bool go_statewide(const DelegateRules& rules);

/// Whether delegates can be left that are bound to nobody.
bool may_leave_unbound(const DelegateRules& rules);

/// The rules of a contest's pools: one for all of them, or another for the pools of units such as districts.
struct PoolRules {
    DelegateRules rules;
    std::optional<DelegateRules> districts;
    const DelegateRules& of_pool(bool by_units) const { return by_units && districts ? *districts : rules; }
    bool operator==(const PoolRules&) const = default;
};

/// What is wrong with rules that cannot be; nullopt if they can. `word` is the word at fault ("threshold").
struct RulesFault {
    std::string_view word;
    std::string message;
};
std::optional<RulesFault> find_fault(const DelegateRules& rules);

/// A named set of rules for pools of delegates.
struct RuleSet {
    std::string_view id;
    std::string_view title;
    std::string_view years;
    std::string_view source;
    std::string_view note;  ///< what the rules' own text says beyond these words
    PoolRules pools;
};

/// Rules as a file states them: the id of a rule set, or an object that spells them out.
struct StatedRules {
    std::string id;  ///< of a spelled-out object what it is called in output
    std::optional<PoolRules> object;
    std::string title;  ///< the object's
    std::string note;
    bool empty() const { return id.empty() && !object; }
    bool operator==(const StatedRules&) const = default;
};

/// Every rule set, in the order in which they are listed.
std::span<const RuleSet> rule_sets();

/// The rule set of this id, or null.
const RuleSet* find_rules(std::string_view id);

/// The rules that are stated, or null if no rule set has that id.
const PoolRules* find_rules(const StatedRules& stated);

}  // namespace caucus_tally
