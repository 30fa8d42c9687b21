// SPDX-License-Identifier: MIT
#include "contest/unit_place.hpp"

#include <fmt/format.h>

namespace caucus_tally {
namespace {

void place_at_result(Finding& finding, const Contest& contest, std::size_t unit, const UnitResult& result,
                     std::string_view member) {
    finding.unit = contest.units[unit].id;
    finding.pointer = fmt::format("/units/{}/{}/{}", unit, member, contest.candidates[result.candidate].id);
}

}  // namespace

void place_at_unit(Finding& finding, const Contest& contest, std::size_t unit, std::string_view field,
                   std::optional<std::size_t> round) {
    finding.unit = contest.units[unit].id;
    finding.pointer = fmt::format("/units/{}/{}", unit, field);
    if (round && !contest.rounds.empty()) finding.pointer += '/' + contest.rounds[*round].id;
}

void place_at_votes(Finding& finding, const Contest& contest, std::size_t unit, const UnitResult& result,
                    std::size_t round) {
    place_at_result(finding, contest, unit, result,
                    contest.rounds.empty() ? "votes" : "votes/" + contest.rounds[round].id);
}

void place_at_won(Finding& finding, const Contest& contest, std::size_t unit, const UnitResult& result) {
    place_at_result(finding, contest, unit, result, result.delegates ? "awarded" : "awarded_sde");
}

std::string in_round(const Contest& contest, std::size_t round) {
    if (contest.rounds.empty()) return {};
    const Round& named = contest.rounds[round];
    return fmt::format(" in the {}", named.title.empty() ? named.id + " round" : named.title);
}

}  // namespace caucus_tally
