// SPDX-License-Identifier: MIT
#include "check/contest_checks.hpp"
#include "check/sum_finding.hpp"
#include "check/unit_place.hpp"
#include "tally/nesting.hpp"

#include <algorithm>
#include <caucus_tally/tally.hpp>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

/// The parts of a whole as far as they are known.
struct Parts {
    Votes known = 0;
    bool complete = true;  ///< all of them are known
    bool fits = true;      ///< they add up to less than 2^64

    void add(const std::optional<Votes>& part) {
        complete = complete && part.has_value();
        const auto sum = checked_add(known, part.value_or(0));
        fits = fits && sum.has_value();
        if (sum) known = *sum;
    }
};

/// CT201 where the parts are not what the whole says. Where some are unknown, the known ones may be fewer but not more.
std::optional<Finding> compare(const Parts& parts, std::optional<Votes> stated, std::string_view what,
                               std::string_view whole) {
    if (!stated) return std::nullopt;
    if (!parts.fits) return error(Code::not_a_count, fmt::format("{} add up to more than 2^64 - 1", what));
    if (parts.complete ? parts.known == *stated : parts.known <= *stated) return std::nullopt;
    return sum_finding(parts.known, *stated, what, whole);
}

void check_contest_total(const Contest& contest, std::vector<Finding>& findings) {
    if (!contest.total) return;
    Parts parts;
    for (const Figures& figures : candidate_figures(contest)) parts.add(figures.votes);
    if (auto finding = compare(parts, contest.total->votes, "candidates", "the total")) {
        finding->pointer = "/total/votes";
        findings.push_back(*std::move(finding));
    }
}

/// The candidates of each unit against the unit's own total.
void check_unit_totals(const Contest& contest, std::vector<Finding>& findings) {
    for (std::size_t i = 0; i < contest.units.size(); ++i) {
        const Unit& unit = contest.units[i];
        for (std::size_t round = 0; round < unit.totals.size(); ++round) {
            if (unit.results.empty()) continue;
            Parts parts;
            for (const UnitResult& result : unit.results) parts.add(result.votes[round]);
            parts.complete = parts.complete && unit.results.size() == contest.candidates.size();
            if (!parts.fits) {
                findings.push_back(
                    error(Code::not_a_count, fmt::format("candidates in \"{}\"{} add up to more than 2^64 - 1", unit.id,
                                                         in_round(contest, round))));
                place_at_votes(findings.back(), contest, i, unit.results.front(), round);
                continue;
            }
            auto finding =
                compare(parts, unit.totals[round],
                        fmt::format("candidates in \"{}\"{}", unit.id, in_round(contest, round)), "its total");
            if (!finding) continue;
            place_at_unit(*finding, contest, i, "total", round);
            findings.push_back(*std::move(finding));
        }
    }
}

bool states_votes(const Unit& unit, std::size_t round) {
    return std::ranges::any_of(unit.results, [&](const UnitResult& result) { return result.votes[round].has_value(); });
}

/// What these units report of a round for each candidate; for a unit that reports nobody's votes, what those inside it
/// do, however deep.
std::vector<Parts> add_units(const Contest& contest, const Nesting& nesting, const UnitGroup& units,
                             std::size_t round) {
    std::vector<Parts> parts(contest.candidates.size());
    std::vector<std::optional<Votes>> votes(contest.candidates.size());
    UnitGroup open = units;
    while (!open.empty()) {
        const std::size_t at = open.back();
        open.pop_back();
        if (!states_votes(contest.units[at], round) && !nesting.inside[at].empty()) {
            const UnitGroup& inner = nesting.inside[at].front();
            open.insert(open.end(), inner.begin(), inner.end());
            continue;
        }
        std::ranges::fill(votes, std::nullopt);
        for (const UnitResult& result : contest.units[at].results) votes[result.candidate] = result.votes[round];
        for (std::size_t i = 0; i < votes.size(); ++i) parts[i].add(votes[i]);
    }
    return parts;
}

/// What the units inside each unit report, candidate by candidate, against what the unit itself states.
void check_parents(const Contest& contest, const Nesting& nesting, std::vector<Finding>& findings) {
    for (std::size_t i = 0; i < contest.units.size(); ++i) {
        const Unit& unit = contest.units[i];
        for (const UnitGroup& group : nesting.inside[i]) {
            std::vector<std::vector<Parts>> parts(count_rounds(contest));
            for (std::size_t round = 0; round < parts.size(); ++round)
                if (states_votes(unit, round)) parts[round] = add_units(contest, nesting, group, round);
            for (const UnitResult& stated : unit.results) {
                for (std::size_t round = 0; round < stated.votes.size(); ++round) {
                    if (!stated.votes[round]) continue;
                    auto finding = compare(
                        parts[round][stated.candidate], stated.votes[round],
                        fmt::format("the votes for {} in the units of \"{}\"{}",
                                    contest.candidates[stated.candidate].name, unit.id, in_round(contest, round)),
                        fmt::format("\"{}\"", unit.id));
                    if (!finding) continue;
                    place_at_votes(*finding, contest, i, stated, round);
                    findings.push_back(*std::move(finding));
                }
            }
        }
    }
}

/// The units that lie in no other against the contest's candidates, those side by side each for itself.
void check_contest_candidates(const Contest& contest, const Nesting& nesting, std::vector<Finding>& findings) {
    if (!states_votes(contest)) return;
    for (const UnitGroup& group : nesting.outermost) {
        const auto level_of = [&](std::size_t unit) { return contest.units[unit].level; };
        const std::string& level = contest.levels[level_of(*std::ranges::min_element(group, {}, level_of))];
        const std::vector<Parts> parts = add_units(contest, nesting, group, count_rounds(contest) - 1);
        for (std::size_t i = 0; i < contest.candidates.size(); ++i) {
            const Candidate& candidate = contest.candidates[i];
            auto finding = compare(parts[i], candidate.stated.votes,
                                   fmt::format("the votes for {} by {}", candidate.name, level), "the contest");
            if (!finding) continue;
            finding->pointer = fmt::format("/candidates/{}/votes", i);
            findings.push_back(*std::move(finding));
        }
    }
}

}  // namespace

void check_sums(const Contest& contest, std::vector<Finding>& findings) {
    check_contest_total(contest, findings);
    check_unit_totals(contest, findings);
    const Nesting nesting = find_nesting(contest);
    check_parents(contest, nesting, findings);
    check_contest_candidates(contest, nesting, findings);
}

}  // namespace caucus_tally
