// SPDX-License-Identifier: MIT
#include "caucus/caucus.hpp"
#include "check/contest_checks.hpp"
#include "contest/nesting.hpp"
#include "contest/unit_place.hpp"

#include <algorithm>
#include <caucus_tally/caucus.hpp>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <utility>

namespace caucus_tally {
namespace {

// Two small units may well report the same few people.
constexpr Votes handful = 20;

/// A unit's votes other than zero, each with the place of its candidate and round, counted down: in the order of these
/// pairs the units are as by all their votes, one after the other.
using UnitVotes = std::vector<std::pair<std::size_t, Votes>>;

UnitVotes figures_of(const Contest& contest, const Unit& unit) {
    const std::size_t rounds = count_rounds(contest);
    UnitVotes figures;
    for (const UnitResult& result : unit.results)
        for (std::size_t round = 0; round < rounds; ++round)
            if (const Votes votes = result.votes[round].value_or(0); votes > 0)
                figures.emplace_back(~(result.candidate * rounds + round), votes);
    std::ranges::sort(figures, std::ranges::greater());
    return figures;
}

bool is_more_than_a_handful(const UnitVotes& figures) {
    Votes sum = 0;
    for (const auto& [place, votes] : figures) {
        if (votes > handful) return true;
        sum += votes;
        if (sum > handful) return true;
    }
    return false;
}

}  // namespace

void check_duplicate_vectors(const Contest& contest, std::vector<Finding>& findings) {
    const std::vector<bool> is_parent = find_parents(contest);
    std::map<UnitVotes, std::vector<std::size_t>> units;
    for (std::size_t i = 0; i < contest.units.size(); ++i) {
        if (is_parent[i]) continue;  // a county of one precinct has the precinct's figures
        UnitVotes figures = figures_of(contest, contest.units[i]);
        if (is_more_than_a_handful(figures)) units[std::move(figures)].push_back(i);
    }
    for (const auto& [figures, same] : units) {
        if (same.size() < 2) continue;
        for (const std::size_t unit : same) {
            const std::size_t other = unit == same.front() ? same[1] : same.front();
            Finding finding =
                make_finding(Code::duplicate_vector, fmt::format("\"{}\" has the very same figures as \"{}\"",
                                                                 contest.units[unit].id, contest.units[other].id));
            place_at_votes(finding, contest, unit, contest.units[unit].results.front(), 0);
            findings.push_back(std::move(finding));
        }
    }
}

void check_swapped(const Contest& contest, std::vector<Finding>& findings) {
    const CaucusRules* rules = find_caucus_rules(contest.caucus_rules);
    if (!rules || count_rounds(contest) < 2) return;
    constexpr Votes smallest = 10;  // a few people do change places
    const std::size_t last = count_rounds(contest) - 1;
    for (std::size_t i = 0; i < contest.units.size(); ++i) {
        const auto& results = contest.units[i].results;
        // A group that is gone, beside one that now has its people and few more...
        const auto is_like_a_move = [&](const UnitResult& from, const UnitResult& to) {
            const Votes had = from.votes[0].value_or(0);
            const Votes has = to.votes[last].value_or(0);
            return had >= smallest && from.votes[last] == Votes{0} && to.votes[0].has_value() && has >= had &&
                   has - had <= had / 2;
        };
        // ...is a move if the one was viable and the other was not.
        const auto is_move = [&](const UnitResult& from, const UnitResult& to) {
            if (!is_like_a_move(from, to)) return false;
            const Precinct precinct = precinct_of(contest, i);
            const auto viability = find_viability(*rules, precinct.attendance, precinct.delegates.value_or(0));
            return viability && *from.votes[0] >= *viability && *to.votes[0] < *viability;
        };
        for (std::size_t k = 0; k + 1 < results.size(); ++k) {
            const auto is_person = [&](const UnitResult& result) {
                return contest.candidates[result.candidate].kind == CandidateKind::person;
            };
            // People do go from "other" to "uncommitted"; from one candidate to the next of the table they rarely do.
            if (!is_person(results[k]) || !is_person(results[k + 1])) continue;
            for (const auto& [from, to] : {std::pair(k, k + 1), std::pair(k + 1, k)}) {
                if (!is_move(results[from], results[to])) continue;
                const UnitResult& moved = results[to];
                Finding finding = make_finding(
                    Code::swapped, fmt::format("the figures of {} look moved to {} in \"{}\": {} then 0, {} then {}",
                                               contest.candidates[results[from].candidate].name,
                                               contest.candidates[moved.candidate].name, contest.units[i].id,
                                               *results[from].votes[0], *moved.votes[0], *moved.votes[last]));
                finding.stated = std::to_string(*moved.votes[last]);
                finding.computed = std::to_string(*moved.votes[0]);
                place_at_votes(finding, contest, i, moved, last);
                findings.push_back(std::move(finding));
            }
        }
    }
}

}  // namespace caucus_tally
