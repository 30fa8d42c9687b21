// SPDX-License-Identifier: MIT
#include "contest/unit_place.hpp"

#include <algorithm>
#include <charconv>
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

void place_at_percent(Finding& finding, const Contest& contest, std::size_t unit, const UnitResult& result) {
    place_at_result(finding, contest, unit, result, "percent");
}

void place_at_won(Finding& finding, const Contest& contest, std::size_t unit, const UnitResult& result) {
    place_at_result(finding, contest, unit, result, result.delegates ? "awarded" : "awarded_sde");
}

void name_subject(Finding& finding, const Contest& contest) {
    finding.contest = contest.id;
    std::string_view rest = finding.pointer;
    const auto take = [&rest](std::string_view start) {
        if (!rest.starts_with(start)) return false;
        rest.remove_prefix(start.size());
        return true;
    };
    const auto index = [&rest](std::size_t size) -> std::optional<std::size_t> {
        std::size_t number = 0;
        const auto [end, fault] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
        if (fault != std::errc() || number >= size) return std::nullopt;
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
        return number;
    };
    const auto name_last_step = [&] {
        const std::string_view id = rest.substr(rest.rfind('/') + 1);
        if (std::ranges::find(contest.candidates, id, &Candidate::id) != contest.candidates.end())
            finding.candidate = id;
    };
    if (finding.code == Code::percent_base) return;  // which points at one percentage, but is about all of them
    if (take("/candidates/")) {
        if (const auto candidate = index(contest.candidates.size()))
            finding.candidate = contest.candidates[*candidate].id;
    } else if (take("/allocation/pools/") && contest.allocation) {
        if (const auto pool = index(contest.allocation->pools.size()))
            finding.pool = contest.allocation->pools[*pool].name;
        if (take("/awarded/")) name_last_step();
    } else if (take("/units/") && index(contest.units.size())) {
        if (take("/votes/") || take("/percent/") || take("/awarded/") || take("/awarded_sde/")) name_last_step();
    }
}

std::string in_round(const Contest& contest, std::size_t round) {
    if (contest.rounds.empty()) return {};
    const Round& named = contest.rounds[round];
    return fmt::format(" in the {}", named.title.empty() ? named.id + " round" : named.title);
}

}  // namespace caucus_tally
