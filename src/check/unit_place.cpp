// SPDX-License-Identifier: MIT
#include "check/unit_place.hpp"

#include <fmt/format.h>

namespace caucus_tally {
namespace {

/// The place of a result: of a table the line and column, else the pointer to the candidate's member.
void place_at_result(Finding& finding, const Contest& contest, std::size_t unit, const UnitResult& result,
                     std::string_view member, std::string_view column) {
    finding.unit = contest.units[unit].id;
    if (contest.tables) {
        finding.location.file = contest.tables->results;
        finding.location.line = result.line;
        finding.location.field = column;
    } else {
        finding.pointer = fmt::format("/units/{}/{}/{}", unit, member, contest.candidates[result.candidate].id);
    }
}

}  // namespace

void place_at_unit(Finding& finding, const Contest& contest, std::size_t unit, std::string_view field,
                   std::optional<std::size_t> round) {
    finding.unit = contest.units[unit].id;
    if (contest.tables) {
        finding.location.file = contest.tables->units;
        finding.location.line = contest.units[unit].line;
        finding.location.field = field;
        return;
    }
    finding.pointer = fmt::format("/units/{}/{}", unit, field);
    if (round && !contest.rounds.empty()) finding.pointer += '/' + contest.rounds[*round].id;
}

void place_at_votes(Finding& finding, const Contest& contest, std::size_t unit, const UnitResult& result,
                    std::size_t round) {
    if (contest.rounds.empty()) {
        place_at_result(finding, contest, unit, result, "votes", "votes");
    } else {
        const std::string& id = contest.rounds[round].id;
        place_at_result(finding, contest, unit, result, "votes/" + id, id);
    }
}

void place_at_won(Finding& finding, const Contest& contest, std::size_t unit, const UnitResult& result) {
    if (result.delegates) {
        place_at_result(finding, contest, unit, result, "awarded", "delegates");
    } else {
        place_at_result(finding, contest, unit, result, "awarded_sde", "sde");
    }
}

std::string in_round(const Contest& contest, std::size_t round) {
    if (contest.rounds.empty()) return {};
    const Round& named = contest.rounds[round];
    return fmt::format(" in the {}", named.title.empty() ? named.id + " round" : named.title);
}

}  // namespace caucus_tally
