// SPDX-License-Identifier: MIT
#include "base/words.hpp"
#include "caucus/caucus.hpp"
#include "contest/nesting.hpp"

#include <algorithm>
#include <caucus_tally/contest_allocation.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

namespace caucus_tally {
namespace {

constexpr Decimal zero{};
constexpr Decimal one{Votes{1}};

/// The whole number that this is, if it is one.
std::optional<std::uint64_t> whole_number(const std::optional<Decimal>& number) {
    if (!number) return std::nullopt;
    const Decimal shortest = normalized(*number);
    return shortest.scale > 0 ? std::nullopt : std::optional(static_cast<std::uint64_t>(shortest.digits));
}

Judged judge(const Contest& contest, const Unit& unit) {
    const auto first = round_total(unit, 0);
    const auto last = round_total(unit, count_rounds(contest) - 1);
    if (!first || !last) return Judged::too_many_votes;
    const auto wins = [](const UnitResult& result) {
        return result.delegates.value_or(zero) > zero || result.sde.value_or(zero) > zero;
    };
    if (*first == 0 && *last == 0 && std::ranges::none_of(unit.results, wins)) return Judged::no_figures;
    return whole_number(unit.delegates) ? Judged::yes : Judged::unknown_delegates;
}

/// What a group won: one delegate is delegates of 1 each if delegates are stated, else the unit's SDE shared out.
std::optional<std::uint64_t> delegates_won(const Unit& unit, const UnitResult& result, std::uint64_t elects) {
    if (result.delegates) return delegates_from_sde(*result.delegates, {one, 1});
    if (!result.sde || *result.sde == zero) return 0;
    if (!unit.sde) return std::nullopt;
    return delegates_from_sde(*result.sde, {*unit.sde, elects});
}

/// What every group won. A group that is not named although others won has won nothing.
void take_won(const Unit& unit, Precinct& precinct) {
    const auto states = [](const UnitResult& result) { return result.delegates || result.sde; };
    if (!precinct.delegates || std::ranges::none_of(unit.results, states)) return;
    for (std::size_t i = 0; i < precinct.groups.size(); ++i) {
        precinct.groups[i].won = delegates_won(unit, unit.results[i], *precinct.delegates);
        if (precinct.groups[i].won) continue;
        for (PrecinctGroup& group : precinct.groups) group.won.reset();
        return;
    }
}

/// The delegates and their SDE of the unit, or else of the nearest unit around it that states both: Iowa's party states
/// them county by county.
std::optional<DelegateWorth> find_worth(const Contest& contest, const Unit& unit) {
    for (const Unit* at = &unit; at != nullptr; at = at->parent ? &contest.units[*at->parent] : nullptr) {
        const auto delegates = whole_number(at->delegates);
        if (at->sde && delegates && *delegates <= max_delegates) return DelegateWorth{*at->sde, *delegates};
    }
    return std::nullopt;
}

const CaucusRules& find_rules_for(const Contest& contest, const std::string& requested) {
    const std::string& id = requested.empty() ? contest.caucus_rules : requested;
    if (id.empty())
        throw AllocationError(AllocationError::Fault::data,
                              fmt::format("{} has no rules for precincts (\"caucus_math\")", contest.id));
    if (const CaucusRules* const rules = find_caucus_rules(id)) return *rules;
    std::vector<std::string_view> known;
    for (const CaucusRules& rules : caucus_rule_sets()) known.push_back(rules.id);
    throw AllocationError(
        requested.empty() ? AllocationError::Fault::data : AllocationError::Fault::call,
        find_rules(id) != nullptr
            ? fmt::format("the rules \"{}\" are for pools, not for precincts; those are {}", id, fmt::join(known, ", "))
            : fmt::format("unknown rules \"{}\"{}", id, did_you_mean(id, known)));
}

/// The precinct of this id, or the only one of this name.
std::size_t find_precinct(const Contest& contest, const ContestPrecincts& precincts, const std::string& name) {
    constexpr std::size_t shown = 5;
    std::vector<std::size_t> found;
    std::vector<std::string_view> known;
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < precincts.results.size(); ++i) {
        const Unit& unit = contest.units[precincts.results[i].precinct.unit];
        if (unit.id == name) return i;
        known.push_back(unit.id);
        known.push_back(unit.name);
        if (unit.name != name) continue;
        found.push_back(i);
        if (ids.size() < shown) ids.push_back('"' + unit.id + '"');
    }
    if (found.size() == 1) return found.front();
    if (found.empty()) {
        const bool outer = std::ranges::find(contest.units, name, &Unit::id) != contest.units.end();
        throw AllocationError(AllocationError::Fault::call,
                              fmt::format("{} has no precinct \"{}\"{}", contest.id, name,
                                          outer ? ": other units lie in it" : did_you_mean(name, known)));
    }
    throw AllocationError(AllocationError::Fault::call, fmt::format("{} units are called \"{}\": say which, as in {}",
                                                                    found.size(), name, fmt::join(ids, ", ")));
}

std::optional<Decimal> decimal_of(const std::optional<std::uint64_t>& delegates) {
    return delegates ? std::optional(Decimal(Votes{*delegates})) : std::nullopt;
}

void add_judged(const PrecinctResult& result, PrecinctSummary& summary) {
    const Precinct& precinct = result.precinct;
    ++summary.judged;
    if (!precinct.attendance_stated && precinct.attendance > 0) ++summary.attendance_assumed;
    if (counts_as_computed(result)) {
        if (result.tie) {
            ++summary.ties;
            if (result.tie->as_published) ++summary.ties_as_published;
            if (result.tie->open()) ++summary.ties_open;
        }
        const bool published =
            std::ranges::any_of(precinct.groups, [](const auto& g) { return g.won.value_or(0) > 0; });
        ++(!published ? summary.unpublished : differs_from_rules(result) ? summary.differ : summary.as_ruled);
        return;
    }
    switch (result.outcome) {
        case PrecinctCase::too_many_groups:
            ++summary.too_many_groups;
            break;
        case PrecinctCase::nobody_viable:
            ++summary.nobody_viable;
            break;
        case PrecinctCase::majority:
            ++summary.no_majority;
            break;
        case PrecinctCase::shared:
        case PrecinctCase::no_delegates:
        case PrecinctCase::no_attendance:
        case PrecinctCase::out_of_range:
            ++summary.others;
            break;
    }
}

}  // namespace

Precinct precinct_of(const Contest& contest, std::size_t unit_index) {
    const Unit& unit = contest.units[unit_index];
    Precinct precinct;
    precinct.name = unit.id;
    precinct.unit = unit_index;
    precinct.delegates = whole_number(unit.delegates);
    precinct.worth = find_worth(contest, unit);
    precinct.judged = judge(contest, unit);
    for (const UnitResult& result : unit.results) {
        const Candidate& candidate = contest.candidates[result.candidate];
        precinct.groups.push_back({.name = candidate.name, .id = candidate.id, .sde = result.sde});
    }
    if (precinct.judged == Judged::too_many_votes) return precinct;
    for (std::size_t i = 0; i < precinct.groups.size(); ++i) {
        const auto& votes = unit.results[i].votes;
        precinct.groups[i].people = votes.back().value_or(0);
        if (contest.rounds.size() > 1) precinct.groups[i].first = votes.front().value_or(0);
    }
    precinct.attendance_stated = unit.attendance.has_value();
    precinct.attendance = unit.attendance ? *unit.attendance : *round_total(unit, 0);
    take_won(unit, precinct);
    return precinct;
}

ContestPrecincts allocate_precincts(const Contest& contest, const PrecinctsRequest& request) {
    ContestPrecincts precincts{&find_rules_for(contest, request.rules), {}};
    for (const std::size_t unit : precinct_units(contest))
        precincts.results.push_back(allocate_precinct(*precincts.rules, precinct_of(contest, unit), request.tie_break));
    if (precincts.results.empty())
        throw AllocationError(AllocationError::Fault::data, fmt::format("{} has no units", contest.id));
    return precincts;
}

void select_precincts(const Contest& contest, std::span<const std::string> names, ContestPrecincts& precincts) {
    if (names.empty()) return;
    std::vector<bool> wanted(precincts.results.size());
    for (const std::string& name : names) wanted[find_precinct(contest, precincts, name)] = true;
    std::vector<PrecinctResult> selected;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (wanted[i]) selected.push_back(std::move(precincts.results[i]));
    precincts.results = std::move(selected);
}

GroupCount published(const PrecinctResult& result, std::size_t group) {
    const PrecinctGroup& figures = result.precinct.groups[group];
    GroupCount count{decimal_of(figures.won), figures.sde};
    if (!count.sde && figures.won) count.sde = sde_of(result.precinct, *figures.won);
    return count;
}

GroupCount counted(const PrecinctResult& result, std::size_t group) {
    if (!counts_as_computed(result)) return published(result, group);
    const std::uint64_t delegates = delegates_of(result, group).value_or(result.groups[group].delegates);
    // Figures that are as published keep their digits.
    if (result.precinct.groups[group].won == delegates) return published(result, group);
    return {decimal_of(delegates), sde_of(result.precinct, delegates)};
}

PrecinctSummary sum_up(const ContestPrecincts& precincts) {
    PrecinctSummary summary;
    for (const PrecinctResult& result : precincts.results) {
        switch (result.precinct.judged) {
            case Judged::yes:
                add_judged(result, summary);
                break;
            case Judged::unknown_delegates:
                ++summary.unknown_delegates;
                break;
            case Judged::no_figures:
                ++summary.no_figures;
                break;
            case Judged::too_many_votes:
                ++summary.too_many_votes;
                break;
        }
    }
    return summary;
}

std::optional<Votes> round_total(const Unit& unit, std::size_t round) {
    if (round < unit.totals.size() && unit.totals[round]) return unit.totals[round];
    std::optional<Votes> sum = 0;
    for (const UnitResult& result : unit.results)
        if (sum) sum = checked_add(*sum, result.votes[round].value_or(0));
    return sum;
}

std::vector<std::size_t> precinct_units(const Contest& contest) {
    const std::vector<bool> is_parent = find_parents(contest);
    std::vector<std::size_t> units;
    for (std::size_t i = 0; i < contest.units.size(); ++i)
        if (!is_parent[i]) units.push_back(i);
    return units;
}

std::size_t count_unjudged(const Contest& contest) {
    if (find_caucus_rules(contest.caucus_rules) == nullptr) return 0;
    const std::vector<std::size_t> units = precinct_units(contest);
    return static_cast<std::size_t>(std::ranges::count_if(
        units, [&](std::size_t unit) { return judge(contest, contest.units[unit]) != Judged::yes; }));
}

Contest with_counts(Contest contest, const ContestPrecincts& precincts,
                    GroupCount (*count)(const PrecinctResult&, std::size_t)) {
    for (Unit& unit : contest.units)
        for (UnitResult& result : unit.results) result.delegates = result.sde = std::nullopt;
    for (const PrecinctResult& result : precincts.results) {
        std::vector<UnitResult>& groups = contest.units[result.precinct.unit].results;
        for (std::size_t i = 0; i < groups.size(); ++i) {
            const GroupCount figures = count(result, i);
            groups[i].delegates = figures.delegates;
            groups[i].sde = figures.sde;
        }
    }
    return contest;
}

}  // namespace caucus_tally
