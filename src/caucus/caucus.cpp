// SPDX-License-Identifier: MIT
#include "caucus/caucus.hpp"

#include "base/spelling.hpp"
#include "check/contest_checks.hpp"
#include "check/unit_place.hpp"
#include "contest/nesting.hpp"

#include <algorithm>
#include <caucus_tally/check.hpp>
#include <caucus_tally/rules.hpp>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

constexpr std::size_t most_clauses = 10;

void report_unknown_rules(const Contest& contest, std::vector<Finding>& findings) {
    std::vector<std::string_view> ids;
    for (const RuleSet& rules : rule_sets())
        if (rules.caucus) ids.push_back(rules.id);
    findings.push_back(error(Code::field, fmt::format("\"{}\" is no rule set for precincts{}", contest.caucus_rules,
                                                      did_you_mean(contest.caucus_rules, ids))));
    findings.back().pointer = "/caucus_math/rules";
}

void check_unit(const Contest& contest, const CaucusRules& rules, std::size_t index, std::vector<Finding>& findings) {
    const Unit& unit = contest.units[index];
    if (unit.results.empty()) return;
    auto figures = precinct_figures(unit);
    if (!figures) return;  // check_sums says which sum exceeds 2^64 - 1
    if (!has_figures(*figures, unit)) return;
    PrecinctAllocation computed = allocate_precinct(rules, figures->precinct);
    const CaucusUnit judged{contest, rules, index, *std::move(figures), std::move(computed)};
    for (const auto check :
         {check_round_totals, check_viable_groups, check_winners, check_order, check_number, check_split})
        check(judged, findings);
}

}  // namespace

bool CaucusUnit::has_won(std::size_t group) const {
    if (!figures.won.empty()) return figures.won[group] > 0;
    const UnitResult& result = unit().results[group];
    return result.delegates.value_or(Decimal()) > Decimal() || result.sde.value_or(Decimal()) > Decimal();
}

bool CaucusUnit::anything_won() const {
    for (std::size_t i = 0; i < unit().results.size(); ++i)
        if (has_won(i)) return true;
    return false;
}

bool CaucusUnit::reports(std::size_t round) const {
    const auto has_votes = [&](const UnitResult& result) { return result.votes[round].has_value(); };
    const auto& totals = unit().totals;
    return (round < totals.size() && totals[round]) || std::ranges::any_of(unit().results, has_votes);
}

bool CaucusUnit::states_awards() const {
    return std::ranges::any_of(unit().results, [](const UnitResult& result) { return result.delegates || result.sde; });
}

Finding unit_finding(const CaucusUnit& unit, Code code, const std::string& message) {
    Finding finding = note(code, fmt::format("in \"{}\" {}", unit.unit().id, message));
    finding.severity = check_of(code).severity;
    return finding;
}

Finding votes_finding(const CaucusUnit& unit, Code code, std::size_t group, const std::string& message,
                      std::string computed) {
    Finding finding = unit_finding(unit, code, message);
    const UnitResult& result = unit.unit().results[group];
    place_at_votes(finding, unit.contest, unit.index, result, count_rounds(unit.contest) - 1);
    // Who reports nothing in a round has no members in it.
    finding.stated = std::to_string(result.votes.back().value_or(0));
    finding.computed = std::move(computed);
    return finding;
}

Finding won_finding(const CaucusUnit& unit, Code code, std::size_t group, const std::string& message,
                    std::string computed) {
    const UnitResult& result = unit.unit().results[group];
    Finding finding = unit_finding(unit, code, message);
    // Whose delegates are not stated, because others won them all, is found by the votes.
    if (result.delegates || result.sde)
        place_at_won(finding, unit.contest, unit.index, result);
    else
        place_at_votes(finding, unit.contest, unit.index, result, count_rounds(unit.contest) - 1);
    finding.stated = won_figure(unit, group);
    finding.computed = std::move(computed);
    return finding;
}

std::string won_figure(const CaucusUnit& unit, std::size_t group) {
    const UnitResult& result = unit.unit().results[group];
    if (result.delegates || result.sde) return to_string(result.delegates ? *result.delegates : *result.sde);
    return unit.states_awards() ? "0" : "";
}

std::vector<std::size_t> groups_where(const CaucusUnit& unit, const std::function<bool(std::size_t)>& is_wanted) {
    std::vector<std::size_t> groups;
    for (std::size_t i = 0; i < unit.unit().results.size(); ++i)
        if (is_wanted(i)) groups.push_back(i);
    return groups;
}

std::string clauses(const std::vector<std::size_t>& groups, const std::function<std::string(std::size_t)>& clause) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < std::min(groups.size(), most_clauses); ++i) texts.push_back(clause(groups[i]));
    if (groups.size() > most_clauses) texts.push_back(fmt::format("and {} more", groups.size() - most_clauses));
    return fmt::format("{}", fmt::join(texts, "; "));
}

void note_attendance(const CaucusUnit& unit, Finding& finding) {
    if (unit.figures.attendance_stated) return;
    const std::vector<Round>& rounds = unit.contest.rounds;
    const std::string first = rounds.empty()                 ? "count"
                              : rounds.front().title.empty() ? rounds.front().id
                                                             : rounds.front().title;
    finding.notes.push_back(fmt::format("no attendance is stated: the {} of the {} stand{} in for it",
                                        with_separators(unit.figures.precinct.attendance), first,
                                        unit.figures.precinct.attendance == 1 ? "s" : ""));
}

std::string won_text(const CaucusUnit& unit, std::size_t group) {
    const UnitResult& result = unit.unit().results[group];
    if (unit.figures.won.empty() && result.sde && !result.delegates)
        return fmt::format("{} SDE", to_string(*result.sde));
    const std::string number = !unit.figures.won.empty() ? std::to_string(unit.figures.won[group])  //
                                                         : to_string(result.delegates.value_or(Decimal()));
    if (number == "0") return "no delegate";
    return fmt::format("{} delegate{}", number, number == "1" ? "" : "s");
}

std::size_t count_unjudged(const Contest& contest) {
    const RuleSet* const rules = find_rules(contest.caucus_rules);
    if (rules == nullptr || !rules->caucus) return 0;
    const std::vector<bool> is_parent = find_parents(contest);
    std::size_t unjudged = 0;
    for (std::size_t i = 0; i < contest.units.size(); ++i) {
        if (is_parent[i]) continue;
        const Unit& unit = contest.units[i];
        // Most units report somebody, which is seen without adding anything up.
        const bool reports = std::ranges::any_of(
            unit.results, [](const UnitResult& result) { return result.votes.back().value_or(0) > 0; });
        const bool elects = unit.delegates && normalized(*unit.delegates).scale == 0;
        if (elects && reports) continue;
        const auto figures = elects ? precinct_figures(unit) : std::nullopt;
        if (!figures || !has_figures(*figures, unit)) ++unjudged;
    }
    return unjudged;
}

void check_caucus(const Contest& contest, std::vector<Finding>& findings) {
    if (contest.caucus_rules.empty()) return;
    const RuleSet* const found = find_rules(contest.caucus_rules);
    if (found == nullptr || !found->caucus) {
        report_unknown_rules(contest, findings);
        return;
    }
    const std::vector<bool> is_parent = find_parents(contest);
    for (std::size_t i = 0; i < contest.units.size(); ++i)
        if (!is_parent[i]) check_unit(contest, *found->caucus, i, findings);
}

}  // namespace caucus_tally
