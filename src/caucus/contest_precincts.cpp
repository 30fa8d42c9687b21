// SPDX-License-Identifier: MIT
#include "base/spelling.hpp"
#include "caucus/precinct_unit.hpp"
#include "contest/nesting.hpp"

#include <algorithm>
#include <caucus_tally/contest_allocation.hpp>
#include <caucus_tally/contest_precincts.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

namespace caucus_tally {
namespace {

const RuleSet& find_caucus_rules(const Contest& contest, const std::string& requested) {
    const std::string& id = requested.empty() ? contest.caucus_rules : requested;
    if (id.empty()) throw AllocationError(fmt::format("{} has no rules for precincts (\"caucus_math\")", contest.id));
    const RuleSet* const rules = find_rules(id);
    if (rules != nullptr && rules->caucus) return *rules;
    std::vector<std::string_view> known;
    for (const RuleSet& each : rule_sets())
        if (each.caucus) known.push_back(each.id);
    throw AllocationError(
        rules != nullptr
            ? fmt::format("the rules \"{}\" are for pools, not for precincts; those are {}", id, fmt::join(known, ", "))
            : fmt::format("unknown rules \"{}\"{}", id, did_you_mean(id, known)));
}

/// The delegates and their SDE of the unit, or else of the nearest unit around it that states both: Iowa's party states
/// them county by county.
void find_worth(const Contest& contest, const Unit& unit, PrecinctReport& report) {
    for (const Unit* at = &unit; at != nullptr; at = at->parent ? &contest.units[*at->parent] : nullptr) {
        const auto delegates = at->delegates ? delegate_parts(*at->delegates) : std::nullopt;
        if (!at->sde || !delegates || delegates->worth != Decimal(Votes{1})) continue;
        report.sde = at->sde;
        report.sde_delegates = delegates->count;
        return;
    }
}

PrecinctUnit make_precinct(const Contest& contest, std::size_t index, const RuleSet& rules, const TieBreak& tie_break) {
    const Unit& unit = contest.units[index];
    PrecinctReport report{.name = unit.id, .rules = rules, .precinct = {}, .groups = {}, .tie_break = tie_break};
    for (const UnitResult& result : unit.results) {
        report.groups.push_back(contest.candidates[result.candidate].name);
        report.ids.push_back(contest.candidates[result.candidate].id);
        report.won_sde.push_back(result.sde);
    }
    const auto states_sde = [](const std::optional<Decimal>& sde) { return sde.has_value(); };
    if (std::ranges::none_of(report.won_sde, states_sde)) report.won_sde.clear();
    find_worth(contest, unit, report);

    UnitCase outcome = UnitCase::judged;
    if (auto figures = precinct_figures(unit)) {
        if (!figures->elects) outcome = UnitCase::unknown_delegates;
        if (!has_figures(*figures, unit)) outcome = UnitCase::no_figures;
        report.precinct = std::move(figures->precinct);
        report.delegates_known = figures->elects.has_value();
        report.attendance_stated = figures->attendance_stated;
        report.won = std::move(figures->won);
        if (contest.rounds.size() > 1) report.first = std::move(figures->first);
    } else {
        outcome = UnitCase::too_many_votes;
        report.precinct.groups.resize(unit.results.size());
    }
    return {index, outcome, report_precinct(std::move(report))};
}

/// The precinct of this id, or the only one of this name.
std::size_t find_precinct(const Contest& contest, const ContestPrecincts& precincts, const std::string& name) {
    constexpr std::size_t shown = 5;
    std::vector<std::size_t> found;
    std::vector<std::string_view> known;
    for (std::size_t i = 0; i < precincts.units.size(); ++i) {
        const Unit& unit = contest.units[precincts.units[i].unit];
        if (unit.id == name) return i;
        if (unit.name == name) found.push_back(i);
        known.push_back(unit.id);
        known.push_back(unit.name);
    }
    if (found.size() == 1) return found.front();
    if (found.empty()) {
        const bool outer = std::ranges::find(contest.units, name, &Unit::id) != contest.units.end();
        throw AllocationError(fmt::format("{} has no precinct \"{}\"{}", contest.id, name,
                                          outer ? ": other units lie in it" : did_you_mean(name, known)));
    }
    std::vector<std::string> ids;
    for (const std::size_t i : found)
        if (ids.size() < shown) ids.push_back('"' + contest.units[precincts.units[i].unit].id + '"');
    throw AllocationError(
        fmt::format("{} units are called \"{}\": say which, as in {}", found.size(), name, fmt::join(ids, ", ")));
}

std::optional<Decimal> decimal_of(const std::optional<std::uint64_t>& delegates) {
    return delegates ? std::optional(Decimal(Votes{*delegates})) : std::nullopt;
}

}  // namespace

ContestPrecincts allocate_precincts(const Contest& contest, const PrecinctsRequest& request) {
    ContestPrecincts precincts{&find_caucus_rules(contest, request.rules), {}};
    const std::vector<bool> is_parent = find_parents(contest);
    for (std::size_t i = 0; i < contest.units.size(); ++i)
        if (!is_parent[i]) precincts.units.push_back(make_precinct(contest, i, *precincts.rules, request.tie_break));
    if (precincts.units.empty()) throw AllocationError(fmt::format("{} has no units", contest.id));
    return precincts;
}

void select_precincts(const Contest& contest, std::span<const std::string> names, ContestPrecincts& precincts) {
    if (names.empty()) return;
    std::vector<bool> wanted(contest.units.size());
    for (const std::string& name : names) wanted[precincts.units[find_precinct(contest, precincts, name)].unit] = true;
    std::vector<PrecinctUnit> selected;
    for (PrecinctUnit& precinct : precincts.units)
        if (wanted[precinct.unit]) selected.push_back(std::move(precinct));
    precincts.units = std::move(selected);
}

bool counts_as_computed(const PrecinctUnit& precinct) {
    if (precinct.outcome != UnitCase::judged) return false;
    // Where nobody has a majority or is viable, the delegates are elected in a way that the figures do not tell.
    return gives_split(precinct.report) ||
           (precinct.report.computed.outcome == PrecinctCase::majority && precinct.report.computed.delegates_total > 0);
}

bool differs_from_rules(const PrecinctUnit& precinct) {
    const PrecinctReport& report = precinct.report;
    const auto won_some = [](std::uint64_t delegates) { return delegates > 0; };
    return counts_as_computed(precinct) && std::ranges::any_of(report.won, won_some) &&
           !allows(report.computed, report.won);
}

GroupCount published(const PrecinctUnit& precinct, std::size_t group) {
    const PrecinctReport& report = precinct.report;
    GroupCount count;
    if (!report.won.empty()) count.delegates = decimal_of(report.won[group]);
    if (!report.won_sde.empty()) count.sde = report.won_sde[group];
    if (!count.sde && !report.won.empty()) count.sde = sde_of(report, report.won[group]);
    return count;
}

GroupCount counted(const PrecinctUnit& precinct, std::size_t group) {
    if (!counts_as_computed(precinct)) return published(precinct, group);
    const PrecinctReport& report = precinct.report;
    const std::uint64_t delegates = delegates_of(report, group).value_or(report.computed.groups[group].delegates);
    // Figures that are as published keep their digits.
    if (!report.won.empty() && report.won[group] == delegates) return published(precinct, group);
    return {decimal_of(delegates), sde_of(report, delegates)};
}

Contest with_counts(Contest contest, const ContestPrecincts& precincts,
                    GroupCount (*count)(const PrecinctUnit&, std::size_t)) {
    for (Unit& unit : contest.units)
        for (UnitResult& result : unit.results) result.delegates = result.sde = std::nullopt;
    for (const PrecinctUnit& precinct : precincts.units) {
        std::vector<UnitResult>& results = contest.units[precinct.unit].results;
        for (std::size_t i = 0; i < results.size(); ++i) {
            const GroupCount figures = count(precinct, i);
            results[i].delegates = figures.delegates;
            results[i].sde = figures.sde;
        }
    }
    return contest;
}

}  // namespace caucus_tally
