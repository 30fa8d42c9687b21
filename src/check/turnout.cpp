// SPDX-License-Identifier: MIT
#include "check/contest_checks.hpp"
#include "contest/unit_place.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

/// A unit's people of one kind; each kind is a part of the next.
struct Crowd {
    std::string_view field;
    std::string_view one;
    std::string_view more;
    std::optional<Votes> people;
};

/// "1 attendee", "1,200 attendees".
std::string counted(const Crowd& crowd) {
    return fmt::format("{} {}", with_separators(*crowd.people), *crowd.people == 1 ? crowd.one : crowd.more);
}

/// All votes of a round: as stated, or the sum of those that are known. Nothing where none are, or where the sum
/// exceeds 2^64 - 1 (which check_sums reports).
std::optional<Votes> votes_of(const Unit& unit, std::size_t round) {
    if (unit.totals[round]) return unit.totals[round];
    std::optional<Votes> sum;
    for (const UnitResult& result : unit.results) {
        if (!result.votes[round]) continue;
        sum = checked_add(sum.value_or(0), *result.votes[round]);
        if (!sum) return std::nullopt;
    }
    return sum;
}

/// The votes of the round with most of them.
std::optional<Votes> most_votes(const Contest& contest, const Unit& unit) {
    std::optional<Votes> most;
    for (std::size_t round = 0; round < count_rounds(contest); ++round)
        most = std::max(most, votes_of(unit, round));  // nothing is less than any number
    return most;
}

/// How many units of each level state their registered voters, if all of those state zero and there are several: then
/// nobody has counted them. Else 0.
std::vector<std::size_t> count_unregistered(const Contest& contest) {
    std::vector<std::size_t> units(contest.levels.size());
    std::vector<bool> counted(contest.levels.size());
    for (const Unit& unit : contest.units) {
        if (!unit.registered) continue;
        ++units[unit.level];
        if (*unit.registered > 0) counted[unit.level] = true;
    }
    for (std::size_t level = 0; level < units.size(); ++level)
        if (counted[level] || units[level] == 1) units[level] = 0;
    return units;
}

}  // namespace

void check_turnout(const Contest& contest, std::vector<Finding>& findings) {
    const std::vector<std::size_t> unregistered = count_unregistered(contest);
    std::vector<bool> said(contest.levels.size());
    for (std::size_t i = 0; i < contest.units.size(); ++i) {
        const Unit& unit = contest.units[i];
        const Crowd crowds[] = {{"votes", "vote", "votes", most_votes(contest, unit)},
                                {"ballots", "ballot", "ballots", unit.ballots},
                                {"attendance", "attendee", "attendees", unit.attendance},
                                {"registered", "registered voter", "registered voters", unit.registered}};
        const Crowd* inner = nullptr;
        for (const Crowd& crowd : crowds) {
            if (!crowd.people) continue;
            if (inner != nullptr && *inner->people > *crowd.people) {
                // One cause, one finding: a list of units without registered voters.
                const std::size_t alike = crowd.field == "registered" ? unregistered[unit.level] : 0;
                if (alike > 0 && said[unit.level]) break;
                said[unit.level] = said[unit.level] || alike > 0;
                Finding finding = make_finding(
                    Code::over_ballots,
                    fmt::format("{} but only {} in \"{}\"{}", counted(*inner), counted(crowd), unit.id,
                                alike > 0 ? fmt::format(", and so in all {} units of its level", alike) : ""));
                finding.stated = std::to_string(*crowd.people);
                finding.computed = std::to_string(*inner->people);
                place_at_unit(finding, contest, i, crowd.field);
                findings.push_back(std::move(finding));
            }
            inner = &crowd;
        }
    }
}

}  // namespace caucus_tally
