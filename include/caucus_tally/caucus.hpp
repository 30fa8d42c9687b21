// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <caucus_tally/allocate.hpp>
#include <caucus_tally/contest.hpp>
#include <caucus_tally/numbers.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Precincts on a caucus night. What the rules of all states share: a group's exact share is people × delegates ÷
// divisor, rounded. If the rounded delegates fall short of the precinct's number, one more goes to the group whose
// exact share exceeds its delegates most; if there are too many, one is taken from the group whose share falls short of
// its delegates most, but never its only one, so that a precinct may end above its number. Both go round until the
// number is met. Between groups that are equal, chance decides.

namespace caucus_tally {

/// What settles a tie in a precinct.
enum class TieProcedure : std::uint8_t { coin, cards, lots };

/// "coin", "cards", "lots".
std::string_view to_string(TieProcedure procedure);

/// The share of the attendance that a group needs if the precinct elects at least this many delegates.
struct ViabilityStep {
    std::uint64_t from_delegates = 0;
    Fraction share;
};

/// What people × delegates is divided by.
enum class Divisor : std::uint8_t { attendance, viable_people };

/// How a group's exact share of the delegates is rounded before any are added or taken.
enum class Rounding : std::uint8_t { half_up, down };

/// A named set of rules: how one precinct's delegates follow from its groups. A plain value: to try other rules, change
/// a copy.
struct CaucusRules {
    std::string_view id;
    std::string_view title;
    std::string_view years;
    std::string_view source;
    /// By falling number of delegates. For a number without a step, viability is the attendance ÷ delegates.
    std::array<ViabilityStep, 3> viability{};
    bool majority_elects_one = true;  ///< a single delegate is elected by majority, without groups
    Divisor divisor = Divisor::attendance;
    Rounding rounding = Rounding::half_up;
    /// Digits after the point to which shares are compared when delegates are added or taken; nullopt: exactly.
    std::optional<unsigned> compared_digits{};
    TieProcedure tie = TieProcedure::coin;
    bool viable_locked = false;  ///< members of a viable group stay in it
    /// How often people may realign; nullopt: as often as the chair allows.
    std::optional<unsigned> realignments{};
    bool groups_limited = false;  ///< no more viable groups than delegates: the smallest must realign
    std::string_view attendance;  ///< when the attendance is counted, in words
    std::string_view too_few;     ///< in words: who gains if the rounded delegates fall short
    std::string_view too_many;    ///< in words: who loses if they exceed the precinct's number
};

/// Every rule set for precincts, in the order in which they are listed.
std::span<const CaucusRules> caucus_rule_sets();

/// The rule set of this id, or null.
const CaucusRules* find_caucus_rules(std::string_view id);

/// The people who stand for one preference.
struct PrecinctGroup {
    std::string name;
    std::string id = {};                    ///< by which ties are settled and lots drawn; empty: the name
    Votes people = 0;                       ///< when delegates are counted
    std::optional<Votes> first = {};        ///< in the first alignment, if there was one
    std::optional<std::uint64_t> won = {};  ///< delegates as published; nullopt unless they are known for every group
    std::optional<Decimal> sde = {};        ///< state delegate equivalents as published
};

/// The state delegate equivalents that so many delegates are worth together.
struct DelegateWorth {
    Decimal sde;
    std::uint64_t delegates = 0;
};

/// Whether a precinct's delegates can be held against the rules.
enum class Judged : std::uint8_t {
    yes,
    unknown_delegates,  ///< no: how many it elects is not stated (satellite sites), or is not a whole number
    no_figures,         ///< no: nobody is counted and nothing is won
    too_many_votes,     ///< no: a round's total exceeds 2^64 - 1; the figures of its groups are left out
};

/// A precinct, as it is published or as somebody in the room counts it.
struct Precinct {
    std::string name;                        ///< may be empty; part of what a lot is drawn from
    std::size_t unit = 0;                    ///< index into Contest::units, if it is one of a contest's
    std::optional<std::uint64_t> delegates;  ///< that it elects, if known
    Votes attendance = 0;                    ///< as the rules count it; it stays the same when people leave
    bool attendance_stated = true;           ///< if not, the first round's total stands in for it
    std::vector<PrecinctGroup> groups;       ///< uncommitted and others included
    std::optional<DelegateWorth> worth;      ///< of the precinct's delegates, or of those of the county it lies in
    Judged judged = Judged::yes;
};

/// What the rules make of a precinct.
enum class PrecinctCase : std::uint8_t {
    shared,         ///< the viable groups share the delegates
    majority,       ///< a single delegate: for the group with more than half of those who stand in one, if there is one
    nobody_viable,  ///< no group is viable, so nobody wins a delegate
    /// More viable groups than the rules admit: the smallest should have realigned first. There are shares, but the
    /// rules give these groups no delegates.
    too_many_groups,
    no_delegates,   ///< the precinct elects none, or nobody knows how many
    no_attendance,  ///< without attendance there is neither viability nor a share
    out_of_range,   ///< more delegates than max_delegates, or a group's share of 2^63 or more
};

struct GroupResult {
    bool viable = false;
    Ratio exact;                  ///< the share of the delegates; 0 unless the group is viable
    std::uint64_t rounded = 0;    ///< before any are added or taken
    std::uint64_t delegates = 0;  ///< those that the group is sure of: a tie's are not included
};

/// Groups that each won or lost `times` delegates, in the order in which their turn came.
struct Adjustment {
    bool added = false;  ///< if not, taken away
    std::uint64_t times = 1;
    std::vector<std::size_t> groups;
};

/// Equal groups between which chance decides: any `winners` of them hold one delegate more than they are sure of.
struct PrecinctTie {
    bool adding = false;              ///< chance decides which of them gain one; if not, which of them lose one
    std::vector<std::size_t> groups;  ///< by rising index
    std::size_t winners = 0;
    std::vector<std::size_t> settled;  ///< the groups that win it, as far as that is settled
    bool as_published = false;         ///< settled by what is published, not by a choice or a lot
    std::string seed;                  ///< of the lot that settled it, if one did

    bool open() const { return settled.size() < winners; }
};

/// One precinct's delegates, step by step.
struct PrecinctResult {
    const CaucusRules* rules = nullptr;  ///< never null; must outlive the result
    Precinct precinct;
    PrecinctCase outcome = PrecinctCase::no_attendance;
    std::optional<Votes> viability;   ///< the people a group needs; nullopt if none are needed or nothing is computed
    Uint128 divisor = 0;              ///< what people × delegates is divided by
    std::vector<GroupResult> groups;  ///< as the precinct's
    std::size_t viable_groups = 0;
    Uint128 rounded_total = 0;
    Uint128 delegates_total = 0;          ///< with those of the tie; may be above the precinct's number
    std::vector<Adjustment> adjustments;  ///< the first hundred, in order; a tie's outcome is not among them
    std::vector<std::size_t> kept_only;   ///< groups whose turn it was to lose one, but it is their only one
    std::optional<PrecinctTie> tie;
};

/// The share of the attendance that a group needs. nullopt if no delegate is elected, or only one, by majority.
std::optional<Fraction> viability_share(const CaucusRules& rules, std::uint64_t delegates);

/// The people that a group needs to be viable, at least 1. nullopt if no delegate is elected, or only one, by majority.
std::optional<Votes> find_viability(const CaucusRules& rules, Votes attendance, std::uint64_t delegates);

/// A precinct's delegates from its groups as they stand. Published delegates that are one of the ways a tie can end say
/// how it ended; otherwise the tie break settles it as far as it can.
PrecinctResult allocate_precinct(const CaucusRules& rules, Precinct precinct, const TieBreak& tie_break = {});

/// Whether the group is one of those between which chance decides.
bool is_tied(const PrecinctResult& result, std::size_t group);

/// Whether the rules can give the group so many delegates: those that it is sure of, or one more in a tie.
bool may_hold(const PrecinctResult& result, std::size_t group, std::uint64_t delegates);

/// Whether these delegates, one figure for each group, are a split that the rules allow: every group may hold its own,
/// and as many of the tied ones win as can. Never if the rules give no delegates.
bool allows(const PrecinctResult& result, std::span<const std::uint64_t> delegates);

/// A group's delegates with those of a settled tie; nullopt if the group is in an open tie, or nothing can be computed.
std::optional<std::uint64_t> delegates_of(const PrecinctResult& result, std::size_t group);

/// Whether the rules say who has the precinct's delegates; if not, what is published counts as it is.
bool counts_as_computed(const PrecinctResult& result);

/// Whether delegates are published that are not a split that the rules allow.
bool differs_from_rules(const PrecinctResult& result);

/// The published delegates of every group; empty if they are not known.
std::vector<std::uint64_t> published_delegates(const Precinct& precinct);

/// State delegate equivalents of so many delegates. nullopt if their worth is that of no delegates or of more than
/// max_delegates, or if the quotient does not fit.
std::optional<Ratio> state_delegate_equivalents(std::uint64_t delegates, const DelegateWorth& worth);

/// The delegates that a published number of state delegate equivalents stands for, to the nearest whole one, half up.
/// nullopt if the worth is 0, or if the quotient does not fit or exceeds max_delegates.
std::optional<std::uint64_t> delegates_from_sde(Decimal sde, const DelegateWorth& worth);

/// The state delegate equivalents of so many of the precinct's delegates as parties publish them, to four decimals;
/// nullopt if the worth of a delegate is not known.
std::optional<Decimal> sde_of(const Precinct& precinct, std::uint64_t delegates);

/// A group's delegates and state delegate equivalents; those of an open tie are in nobody's figure.
struct GroupCount {
    std::optional<Decimal> delegates;
    std::optional<Decimal> sde;
};

/// What is published of a group: delegates by its SDE if only those are, and the other way round.
GroupCount published(const PrecinctResult& result, std::size_t group);

/// What the rules give a group; what is published if they give nothing.
GroupCount counted(const PrecinctResult& result, std::size_t group);

/// A unit of a contest as a precinct. Its groups are the unit's results, in their order; a group without a figure has
/// no people.
Precinct precinct_of(const Contest& contest, std::size_t unit);

struct PrecinctsRequest {
    std::string rules;   ///< the id of a rule set for precincts; empty: the contest's
    TieBreak tie_break;  ///< for ties that the published delegates do not settle
};

/// Every precinct of a contest, in the order of the file: the units that no others lie in.
struct ContestPrecincts {
    const CaucusRules* rules = nullptr;  ///< one of caucus_rule_sets()
    std::vector<PrecinctResult> results;
};

/// Computes every precinct. Throws AllocationError if there are no such rules, or no units.
ContestPrecincts allocate_precincts(const Contest& contest, const PrecinctsRequest& request = {});

/// Leaves only the precincts of these names: an id ("Polk/DES MOINES-14") or a name that only one of them has. Throws
/// AllocationError for any other.
void select_precincts(const Contest& contest, std::span<const std::string> names, ContestPrecincts& precincts);

/// How many precincts are what.
struct PrecinctSummary {
    std::size_t judged = 0;           ///< held against the rules; each is one of the next seven
    std::size_t as_ruled = 0;         ///< published as the rules give it
    std::size_t differ = 0;           ///< published otherwise
    std::size_t unpublished = 0;      ///< the rules give delegates, none are published
    std::size_t too_many_groups = 0;  ///< the rules give no split: more viable groups than delegates
    std::size_t nobody_viable = 0;
    std::size_t no_majority = 0;
    std::size_t others = 0;  ///< no delegates, no attendance, out of range
    std::size_t ties = 0;
    std::size_t ties_as_published = 0;
    std::size_t ties_open = 0;
    std::size_t attendance_assumed = 0;  ///< judged by the first round's total
    std::size_t unknown_delegates = 0;   ///< not judged, as are the next two
    std::size_t no_figures = 0;
    std::size_t too_many_votes = 0;
};

PrecinctSummary sum_up(const ContestPrecincts& precincts);

}  // namespace caucus_tally
