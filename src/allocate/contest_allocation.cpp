// SPDX-License-Identifier: MIT
#include "allocate/electorate.hpp"
#include "allocate/implied.hpp"
#include "base/parallel.hpp"
#include "base/words.hpp"
#include "caucus/caucus.hpp"

#include <algorithm>
#include <caucus_tally/contest_allocation.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>
#include <variant>

namespace caucus_tally {
namespace {

const RuleSet& find_delegate_rules(const Contest& contest, const AllocationRequest& request) {
    const std::string& id = request.rules.empty() ? contest.allocation->rules : request.rules;
    const RuleSet* const rules = find_rules(id);
    if (rules != nullptr && rules->delegates) return *rules;
    std::vector<std::string_view> known;
    for (const RuleSet& each : rule_sets())
        if (each.delegates) known.push_back(each.id);
    throw AllocationError(find_caucus_rules(id) != nullptr
                              ? fmt::format("the rules \"{}\" are for precincts, not for pools", id)
                              : fmt::format("unknown rules \"{}\"{}", id, did_you_mean(id, known)));
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
    throw AllocationError(fmt::format(
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
                throw AllocationError(fmt::format("\"{}\" is a pool for each {}: say which, as in \"{}\"", size.pool,
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

/// Whether somebody's votes are unknown that could be enough to qualify: the unlisted votes might all be theirs. Of who
/// is known in part every further vote counts.
bool lacks_votes(const Contest& contest, const Electorate& electorate, Votes needed) {
    if (electorate.partial && !(electorate.total_stated && electorate.unlisted == 0)) return true;
    if (electorate.total_stated && electorate.unlisted < needed) return false;
    for (std::size_t i = 0; i < contest.candidates.size(); ++i)
        if (!electorate.votes[i] && is_preference(contest.candidates[i].kind)) return true;
    return false;
}

using Outcome = std::variant<AllocatedPool, UncomputedPool>;

Outcome compute_pool(const Contest& contest, const ContestAllocation& allocation, Jurisdiction jurisdiction) {
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
    const PoolInput input = input_of(contest, jurisdiction, parts->count, label, allocation.request.tie_break);
    pool.steps = allocate(allocation.applied, input);
    if (pool.steps.fault != PoolFault::none) return fail(NotComputed::too_many_votes);
    if (lacks_votes(contest, jurisdiction.electorate, pool.steps.votes_needed)) return fail(NotComputed::partial_votes);
    if (allocation.request.margins) {
        pool.margins = find_margins(allocation.applied, input, pool.steps);
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

std::vector<Outcome> compute_pools(const Contest& contest, const ContestAllocation& allocation,
                                   std::vector<Jurisdiction> jurisdictions) {
    constexpr std::size_t pools_worth_a_thread = 256;
    std::vector<Outcome> outcomes(jurisdictions.size());
    for_each_parallel(outcomes.size(), outcomes.size() < pools_worth_a_thread ? 1 : 2, [&](std::size_t i) {
        outcomes[i] = compute_pool(contest, allocation, std::move(jurisdictions[i]));
    });
    return outcomes;
}

/// The pools with what decides them. State delegate equivalents are counted precinct by precinct where the contest has
/// rules for these, so that who states delegates only is not left out.
std::vector<Jurisdiction> find_pools(const Contest& contest, ContestAllocation& allocation) {
    const AllocationRequest& request = allocation.request;
    const Scope scope = allocation.applied.scope;
    if (contest.allocation->by == Shared::votes) return find_jurisdictions(contest, scope);
    const bool has_precincts = find_caucus_rules(contest.caucus_rules) != nullptr && !contest.units.empty();
    if (!request.computed_sde && !has_precincts) return find_jurisdictions(contest, scope);
    const ContestPrecincts precincts = allocate_precincts(contest, {{}, request.tie_break});
    if (request.computed_sde)
        allocation.open_precinct_ties = static_cast<std::size_t>(std::ranges::count_if(
            precincts.results, [](const PrecinctResult& result) { return result.tie && result.tie->open(); }));
    const Contest counts = with_counts(contest, precincts, request.computed_sde ? counted : published);
    const bool known = std::ranges::any_of(counts.units, [](const Unit& unit) {
        return std::ranges::any_of(unit.results, [](const UnitResult& result) { return result.sde.has_value(); });
    });
    return find_jurisdictions(known ? counts : contest, scope);
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
        throw AllocationError(fmt::format("{} has no pools of delegates (\"allocation\"){}", contest.id,
                                          contest.caucus_rules.empty() ? "" : "; --by allocates its precincts"));
    ContestAllocation result;
    result.rules = &find_delegate_rules(contest, request);
    result.applied = *result.rules->delegates;
    if (request.threshold) result.applied.threshold = *request.threshold;
    result.request = request;
    if (request.computed_sde && contest.allocation->by != Shared::sde)
        throw AllocationError(
            fmt::format("the pools of {} go by votes, not by state delegate equivalents", contest.id));
    result.what_if = result.rules->id != contest.allocation->rules ||
                     result.applied.threshold != result.rules->delegates->threshold || !request.sizes.empty() ||
                     request.computed_sde;

    std::vector<Jurisdiction> jurisdictions = find_pools(contest, result);
    apply_sizes(contest, request.sizes, jurisdictions);
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

bool has_open_tie(const ContestAllocation& allocation) {
    return std::ranges::any_of(allocation.pools,
                               [](const AllocatedPool& pool) { return pool.steps.tie && pool.steps.tie->open(); });
}

}  // namespace caucus_tally
