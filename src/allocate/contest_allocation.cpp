// SPDX-License-Identifier: MIT
#include "allocate/electorate.hpp"
#include "base/parallel.hpp"
#include "base/words.hpp"
#include "caucus/caucus.hpp"

#include <algorithm>
#include <caucus_tally/contest_allocation.hpp>
#include <caucus_tally/tally.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>
#include <variant>

namespace caucus_tally {
namespace {

[[noreturn]] void throw_call(const std::string& message) {
    throw AllocationError(AllocationError::Fault::call, message);
}

/// The rules that are asked for or stated. Throws AllocationError if there are none of that name.
const PoolRules& find_pool_rules(const StatedRules& stated, AllocationError::Fault fault) {
    if (const PoolRules* const rules = find_rules(stated)) return *rules;
    std::vector<std::string_view> known;
    for (const RuleSet& each : rule_sets()) known.push_back(each.id);
    throw AllocationError(fault,
                          find_caucus_rules(stated.id) != nullptr
                              ? fmt::format("the rules \"{}\" are for precincts, not for pools", stated.id)
                              : fmt::format("unknown rules \"{}\"{}", stated.id, did_you_mean(stated.id, known)));
}

std::string title_of(const StatedRules& stated) {
    const RuleSet* const set = stated.object ? nullptr : find_rules(stated.id);
    return set != nullptr ? std::string(set->title) : stated.title;
}

/// The rules of each pool of the plan.
std::vector<AppliedRules> apply_rules(const Contest& contest, const AllocationRequest& request) {
    std::vector<AppliedRules> applied;
    for (const Pool& pool : contest.allocation->pools) {
        const StatedRules& stated = !request.rules.empty() ? request.rules
                                    : pool.rules.empty()   ? contest.allocation->rules
                                                           : pool.rules;
        const auto fault = request.rules.empty() ? AllocationError::Fault::data : AllocationError::Fault::call;
        AppliedRules& rules = applied.emplace_back(
            AppliedRules{stated.id, title_of(stated), find_pool_rules(stated, fault).of_pool(!pool.by.empty())});
        if (!request.threshold) continue;
        rules.rules.threshold = *request.threshold;
        if (request.threshold->numerator > 0) continue;
        rules.rules.if_none = {};
        rules.rules.if_none_places = {};
    }
    return applied;
}

/// The names by which pools can be asked for, each once.
std::vector<std::string> pool_names(const Contest& contest, std::span<const PoolPlace> places) {
    std::vector<std::string> names;
    for (const PoolPlace& place : places) {
        const std::string& pool = contest.allocation->pools[place.pool].name;
        if (names.empty() || std::ranges::find(names, pool) == names.end()) names.push_back(pool);
    }
    for (const PoolPlace& place : places)
        if (!place.unit_id.empty()) names.push_back(pool_label(contest, place));
    return names;
}

bool is_named(const Contest& contest, const PoolPlace& place, std::string_view name) {
    return name == contest.allocation->pools[place.pool].name || name == pool_label(contest, place) ||
           (!place.unit_name.empty() && name == place.unit_name);
}

[[noreturn]] void throw_unknown_pool(const Contest& contest, std::span<const PoolPlace> places,
                                     const std::string& name) {
    constexpr std::size_t shown = 12;
    const std::vector<std::string> names = pool_names(contest, places);
    const std::vector<std::string_view> known(names.begin(), names.end());
    const std::string near = did_you_mean(name, known);
    const std::span<const std::string_view> first(known.data(), std::min(known.size(), shown));
    throw_call(fmt::format(
        "{} has no pool \"{}\"{}", contest.id, name,
        near.empty() ? fmt::format("; it has {}{}", fmt::join(first, ", "), known.size() > shown ? ", …" : "") : near));
}

void apply_sizes(const Contest& contest, const std::vector<PoolSize>& sizes, std::vector<Jurisdiction>& found) {
    std::vector<PoolPlace> places;
    for (const Jurisdiction& jurisdiction : found) places.push_back(jurisdiction.place);
    for (const PoolSize& size : sizes) {
        bool known = false;
        for (Jurisdiction& jurisdiction : found) {
            if (!is_named(contest, jurisdiction.place, size.pool)) continue;
            if (known)
                throw_call(fmt::format("\"{}\" is a pool for each {}: say which, as in \"{}\"", size.pool,
                                       contest.allocation->pools[jurisdiction.place.pool].by,
                                       pool_label(contest, jurisdiction.place)));
            jurisdiction.delegates = size.delegates;
            known = true;
        }
        if (!known) throw_unknown_pool(contest, places, size.pool);
    }
}

PoolInput input_of(const Contest& contest, const Jurisdiction& jurisdiction, std::uint64_t delegates,
                   const std::string& label, const TieBreak& tie_break) {
    PoolInput input;
    input.name = label;
    input.other_votes = jurisdiction.electorate.unlisted;
    input.delegates = delegates;
    input.tie_break = tie_break;
    input.rows.reserve(contest.candidates.size());
    for (std::size_t i = 0; i < contest.candidates.size(); ++i) {
        const std::optional<Votes>& votes = jurisdiction.electorate.votes[i];
        const Candidate& candidate = contest.candidates[i];
        input.rows.push_back({candidate.id, votes.value_or(0), votes && is_preference(candidate.kind)});
    }
    return input;
}

/// Whether somebody's votes are unknown that could be enough to qualify: all votes that are in nobody's figure might be
/// theirs. If they are known in part, every further vote counts.
bool lacks_deciding_votes(const Contest& contest, const Electorate& electorate, Votes needed) {
    const std::optional<Votes> most =
        electorate.unknown ? checked_add(electorate.unlisted, *electorate.unknown) : std::nullopt;
    if (!electorate.partial && most && *most < needed) return false;
    return lacks_votes(contest, electorate);
}

/// The fewest votes with which somebody who is not among the rows would matter, for any number of unknown votes.
Votes deciding_votes(const DelegateRules& rules, const PoolInput& known, const PoolAllocation& none,
                     const std::optional<Votes>& unknown) {
    if (!unknown) return 1;
    if (*unknown == 0) return none.votes_needed;
    PoolInput input = known;
    const std::optional<Votes> others = checked_add(input.other_votes, *unknown);
    if (!others) return 1;
    input.other_votes = *others;
    const PoolAllocation all = allocate(rules, input);
    // A threshold moves one way as the total grows, until another one takes its place.
    const bool same_threshold = all.fault == PoolFault::none && all.fallback == none.fallback;
    return same_threshold ? std::min(none.votes_needed, all.votes_needed) : 1;
}

using Outcome = std::variant<AllocatedPool, UncomputedPool>;

Outcome compute_pool(const Contest& contest, const ContestAllocation& allocation, const Electorate& whole,
                     Jurisdiction jurisdiction) {
    const auto fail = [&](NotComputed why) {
        return UncomputedPool{std::move(jurisdiction.place), jurisdiction.delegates, why};
    };
    if (!jurisdiction.has_units) return fail(NotComputed::no_units);
    if (jurisdiction.electorate.out_of_range) return fail(NotComputed::too_many_votes);
    const auto known = [](const std::optional<Votes>& votes) { return votes.has_value(); };
    if (std::ranges::none_of(jurisdiction.electorate.votes, known)) return fail(NotComputed::no_votes);
    if (!jurisdiction.delegates) return fail(NotComputed::no_delegates);
    const std::optional<DelegateParts> parts = delegate_parts(*jurisdiction.delegates);
    if (!parts) return fail(NotComputed::too_many_delegates);

    AllocatedPool pool;
    const std::string label = pool_label(contest, jurisdiction.place);
    const DelegateRules& rules = allocation.applied[jurisdiction.place.pool].rules;
    PoolInput input = input_of(contest, jurisdiction, parts->count, label, allocation.request.tie_break);
    if (!jurisdiction.place.unit_id.empty() && !go_statewide(rules) &&
        std::ranges::any_of(rules.takes_all, &TakesAll::statewide)) {
        if (lacks_votes(contest, whole) || whole.unknown != Votes{0} || whole.digits != jurisdiction.electorate.digits)
            return fail(NotComputed::partial_votes);
        for (const auto& votes : whole.votes) input.statewide.push_back(votes.value_or(0));
        input.statewide_others = whole.unlisted;
    }
    pool.steps = allocate(rules, input);
    if (pool.steps.fault == PoolFault::bad_rules) return fail(NotComputed::bad_rules);
    if (pool.steps.fault != PoolFault::none) return fail(NotComputed::too_many_votes);
    const std::optional<Votes>& unknown = jurisdiction.electorate.unknown;
    if (lacks_deciding_votes(contest, jurisdiction.electorate, deciding_votes(rules, input, pool.steps, unknown)))
        return fail(NotComputed::partial_votes);
    if (unknown != Votes{0}) {
        pool.unknown = try_unknown_votes(rules, input, pool.steps, unknown);
        pool.unknown->of = find_unknown(jurisdiction.electorate);
    }
    // How many votes a delegate hangs on cannot be said while others are unknown.
    if (allocation.request.margins && !pool.unknown) {
        pool.margins = find_margins(rules, input, pool.steps);
    } else {
        pool.margins.rows.resize(input.rows.size());
    }
    pool.place = std::move(jurisdiction.place);
    pool.delegates = *jurisdiction.delegates;
    pool.worth = parts->worth;
    pool.votes = std::move(jurisdiction.electorate.votes);
    pool.unlisted = jurisdiction.electorate.unlisted;
    pool.of_sde = contest.allocation->by == Shared::sde;
    pool.vote_digits = jurisdiction.electorate.digits;
    return pool;
}

std::vector<Outcome> compute_pools(const Contest& contest, const ContestAllocation& allocation, Jurisdictions found) {
    constexpr std::size_t pools_worth_a_thread = 256;
    std::vector<Outcome> outcomes(found.pools.size());
    for_each_parallel(outcomes.size(), outcomes.size() < pools_worth_a_thread ? 1 : 2, [&](std::size_t i) {
        outcomes[i] = compute_pool(contest, allocation, found.whole, std::move(found.pools[i]));
    });
    return outcomes;
}

/// Whether other rules are tried than the contest's own.
bool is_other(const Contest& contest, const AllocationRequest& request, const std::vector<AppliedRules>& applied) {
    if (request.rules.empty() && !request.threshold) return false;
    if (!request.rules.empty() && request.rules != contest.allocation->rules) return true;
    const std::vector<AppliedRules> stated = apply_rules(contest, {});
    return !std::ranges::equal(applied, stated, {}, &AppliedRules::rules, &AppliedRules::rules);
}

/// The pools with what decides them. State delegate equivalents are counted precinct by precinct where the contest has
/// rules for these, so that who states delegates only is not left out.
Jurisdictions find_pools(const Contest& contest, ContestAllocation& allocation) {
    const AllocationRequest& request = allocation.request;
    if (contest.allocation->by == Shared::votes) return find_jurisdictions(contest, allocation.applied);
    const bool has_precincts = find_caucus_rules(contest.caucus_rules) != nullptr && !contest.units.empty();
    if (!request.computed_sde && !has_precincts) return find_jurisdictions(contest, allocation.applied);
    const ContestPrecincts precincts = allocate_precincts(contest, {{}, request.tie_break});
    if (request.computed_sde)
        allocation.open_precinct_ties = static_cast<std::size_t>(std::ranges::count_if(
            precincts.results, [](const PrecinctResult& result) { return result.tie && result.tie->open(); }));
    const Contest counts = with_counts(contest, precincts, request.computed_sde ? counted : published);
    const bool known = std::ranges::any_of(counts.units, [](const Unit& unit) {
        return std::ranges::any_of(unit.results, [](const UnitResult& result) { return result.sde.has_value(); });
    });
    return find_jurisdictions(known ? counts : contest, allocation.applied);
}

/// a - b, or nullopt if that is below zero.
std::optional<Decimal> checked_subtract(Decimal a, Decimal b) {
    if (a < b) return std::nullopt;
    return normalized(difference(a, b));
}

/// The delegates of all pools but the computed ones.
std::optional<Decimal> uncomputed_delegates(const Contest& contest, const ContestAllocation& allocation) {
    std::optional<Decimal> left = Decimal(Votes{0});
    for (const Pool& pool : contest.allocation->pools)
        if (left) left = checked_add(*left, pool.delegates);
    for (const AllocatedPool& pool : allocation.pools)
        if (left) left = checked_subtract(*left, pool.delegates);
    return left;
}

std::vector<bool> left_to_chance(const Contest& contest, const ContestAllocation& allocation) {
    std::vector<bool> open(contest.candidates.size());
    for (const AllocatedPool& pool : allocation.pools) {
        for (std::size_t i = 0; i < open.size(); ++i) open[i] = open[i] || pool.won(i).is_open();
    }
    return open;
}

/// What the candidates' stated delegates leave for the pools that are not computed; nullopt if none are stated.
std::optional<ImpliedDelegates> find_implied(const Contest& contest, const ContestAllocation& allocation) {
    const std::vector<std::optional<Decimal>> computed = sum_pools(contest, allocation);
    const std::vector<bool> open = left_to_chance(contest, allocation);
    const std::vector<Figures> figures = candidate_figures(contest);
    if (std::ranges::none_of(figures, [](const Figures& each) { return each.delegates.has_value(); }))
        return std::nullopt;
    ImpliedDelegates implied;
    implied.delegates = uncomputed_delegates(contest, allocation);
    std::optional<Decimal> together = Decimal(Votes{0});
    for (std::size_t i = 0; i < contest.candidates.size(); ++i) {
        ImpliedRow& row = implied.rows.emplace_back();
        row.computed = computed[i].value_or(Decimal());
        row.stated = figures[i].delegates;
        if (row.stated && computed[i] && !open[i]) row.rest = checked_subtract(*row.stated, *computed[i]);
        const bool some = row.rest && *row.rest > Decimal();
        const bool may_win = is_preference(contest.candidates[i].kind) && figures[i].votes != Votes{0};
        row.possible = !(row.stated && *row.stated < row.computed) && (!some || may_win);
        implied.possible = implied.possible && row.possible;
        implied.complete = implied.complete && row.rest;
        if (together && row.rest) together = checked_add(*together, *row.rest);
    }
    if (!implied.delegates || !together || *together > *implied.delegates ||
        (implied.complete && *together != *implied.delegates))
        implied.possible = false;
    return implied;
}

}  // namespace

std::string pool_label(const Contest& contest, const PoolPlace& place) {
    const std::string& name = contest.allocation->pools[place.pool].name;
    return place.unit_id.empty() ? name : name + '/' + place.unit_id;
}

Decimal delegates_won(const AllocatedPool& pool, std::uint64_t parts) {
    return normalized({pool.worth.digits * parts, pool.worth.scale});
}

ContestAllocation allocate_contest(const Contest& contest, const AllocationRequest& request) {
    if (!contest.allocation || contest.allocation->pools.empty())
        throw AllocationError(
            AllocationError::Fault::data,
            fmt::format("{} has no pools of delegates (\"allocation\"){}", contest.id,
                        contest.caucus_rules.empty() ? "" : "; its precincts have rules of their own"));
    ContestAllocation result;
    const StatedRules& rules = request.rules.empty() ? contest.allocation->rules : request.rules;
    result.rules = rules.id;
    result.title = title_of(rules);
    result.applied = apply_rules(contest, request);
    result.request = request;
    if (request.computed_sde && contest.allocation->by != Shared::sde)
        throw_call(fmt::format("the pools of {} go by votes, not by state delegate equivalents", contest.id));
    result.what_if = !request.sizes.empty() || request.computed_sde || is_other(contest, request, result.applied);

    Jurisdictions jurisdictions = find_pools(contest, result);
    apply_sizes(contest, request.sizes, jurisdictions.pools);
    for (Outcome& outcome : compute_pools(contest, result, std::move(jurisdictions))) {
        if (auto* const pool = std::get_if<AllocatedPool>(&outcome)) {
            result.pools.push_back(std::move(*pool));
        } else {
            result.uncomputed.push_back(std::move(std::get<UncomputedPool>(outcome)));
        }
    }
    if (!result.uncomputed.empty() && !result.what_if) result.implied = find_implied(contest, result);
    return result;
}

void select_pools(const Contest& contest, std::span<const std::string> names, ContestAllocation& allocation) {
    if (names.empty()) return;
    std::vector<PoolPlace> places;
    for (const AllocatedPool& pool : allocation.pools) places.push_back(pool.place);
    for (const UncomputedPool& pool : allocation.uncomputed) places.push_back(pool.place);
    for (const std::string& name : names)
        if (std::ranges::none_of(places, [&](const PoolPlace& place) { return is_named(contest, place, name); }))
            throw_unknown_pool(contest, places, name);
    const auto unwanted = [&](const auto& pool) {
        return std::ranges::none_of(names,
                                    [&](const std::string& name) { return is_named(contest, pool.place, name); });
    };
    if (std::erase_if(allocation.pools, unwanted) + std::erase_if(allocation.uncomputed, unwanted) > 0)
        allocation.whole = false;
    if (allocation.uncomputed.empty()) allocation.implied.reset();
}

bool is_open(const ContestAllocation& allocation) {
    return std::ranges::any_of(allocation.pools, &AllocatedPool::is_open);
}

std::vector<std::optional<Decimal>> sum_pools(const Contest& contest, const ContestAllocation& allocation) {
    std::vector<std::optional<Decimal>> sums(contest.candidates.size(), Decimal(Votes{0}));
    for (const AllocatedPool& pool : allocation.pools)
        for (std::size_t i = 0; i < sums.size(); ++i)
            if (sums[i]) sums[i] = checked_add(*sums[i], delegates_won(pool, pool.won(i).least));
    for (auto& sum : sums)
        if (sum) sum = normalized(*sum);
    return sums;
}

std::optional<Decimal> sum_unbound(const ContestAllocation& allocation) {
    std::optional<Decimal> sum = Decimal();
    for (const AllocatedPool& pool : allocation.pools)
        if (sum) sum = checked_add(*sum, delegates_won(pool, pool.unbound().least));
    return sum;
}

}  // namespace caucus_tally
