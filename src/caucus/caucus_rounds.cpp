// SPDX-License-Identifier: MIT
#include "caucus/caucus.hpp"
#include "caucus/precinct_story.hpp"
#include "check/unit_place.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

/// Puts a finding at the total of a round; where none is stated, at the round's votes or the unit's row.
void place_at_round(Finding& finding, const CaucusUnit& unit, std::size_t round) {
    const auto& totals = unit.unit().totals;
    if (round < totals.size() && totals[round]) {
        place_at_unit(finding, unit.contest, unit.index, "total", round);
    } else if (unit.contest.tables) {
        place_at_unit(finding, unit.contest, unit.index, unit.contest.levels[unit.unit().level]);
    } else {
        place_at_unit(finding, unit.contest, unit.index, "votes", round);
    }
}

}  // namespace

void check_round_totals(const CaucusUnit& unit, std::vector<Finding>& findings) {
    const Votes first = unit.figures.first_total;
    const Votes final = unit.figures.final_total;
    const std::size_t last = count_rounds(unit.contest) - 1;
    if (first == final || !unit.reports(0) || !unit.reports(last)) return;
    if (first == 0 || final == 0) {
        const std::size_t missing = first == 0 ? 0 : last;
        findings.push_back(
            unit_finding(unit, Code::missing_round,
                         fmt::format("nobody is counted{}, but {}{}", in_round(unit.contest, missing),
                                     with_separators(std::max(first, final)), in_round(unit.contest, last - missing))));
        findings.back().stated = std::to_string(std::min(first, final));
        findings.back().computed = std::to_string(std::max(first, final));
        place_at_round(findings.back(), unit, missing);
        return;
    }
    const bool more = final > first;
    findings.push_back(
        unit_finding(unit, more ? Code::more_in_final : Code::left_early,
                     fmt::format("{} {} counted{}, {}{} ({})", people_text(final), final == 1 ? "is" : "are",
                                 in_round(unit.contest, last), with_separators(first), in_round(unit.contest, 0),
                                 more ? with_separators(final - first) + " too many"
                                      : with_separators(first - final) + " left early")));
    findings.back().stated = std::to_string(final);
    findings.back().computed = std::to_string(first);
    place_at_round(findings.back(), unit, last);
}

void check_viable_groups(const CaucusUnit& unit, std::vector<Finding>& findings) {
    if (!unit.computed.viability) return;
    const Votes viability = *unit.computed.viability;
    const PrecinctFigures& figures = unit.figures;
    const auto& first = figures.first;
    const auto& final = figures.precinct.groups;
    const auto report = [&](Code code, const std::vector<std::size_t>& groups, const auto& least, const auto& clause) {
        if (groups.empty()) return;
        findings.push_back(
            votes_finding(unit, code, groups.front(), clauses(groups, clause), std::to_string(least(groups.front()))));
        note_attendance(unit, findings.back());
    };
    const auto in_first = [&](std::size_t i) { return first[i]; };

    const auto viable_first = groups_where(unit, [&](std::size_t i) { return first[i] >= viability; });
    // Where there were more viable groups than delegates, the smallest of them had to go.
    const bool must_realign = unit.rules.groups_limited && viable_first.size() > figures.precinct.delegates;
    if (unit.rules.viable_locked && !must_realign) {
        std::vector<std::size_t> shrunk = viable_first;
        std::erase_if(shrunk, [&](std::size_t i) { return final[i] == 0 || final[i] >= first[i]; });
        report(Code::viable_shrank, shrunk, in_first, [&](std::size_t i) {
            return fmt::format("{} was viable with {} and fell to {}", unit.name(i), people_text(first[i]),
                               with_separators(final[i]));
        });
        std::vector<std::size_t> gone = viable_first;
        std::erase_if(gone, [&](std::size_t i) { return final[i] > 0 || figures.final_total == 0; });
        report(Code::viable_vanished, gone, in_first, [&](std::size_t i) {
            return fmt::format("{} was viable with {} and has none left", unit.name(i), people_text(first[i]));
        });
    }
    report(
        Code::nonviable_in_final,
        groups_where(unit, [&](std::size_t i) { return final[i] > 0 && final[i] < viability; }),
        [&](std::size_t) { return viability; },
        [&](std::size_t i) {
            return fmt::format("{} is still counted with {}, {} short of viability ({})", unit.name(i),
                               with_separators(final[i]), with_separators(viability - final[i]),
                               with_separators(viability));
        });
}

}  // namespace caucus_tally
