// SPDX-License-Identifier: MIT
#include "check/contest_checks.hpp"
#include "check/sum_finding.hpp"
#include "check/unit_place.hpp"

#include <algorithm>
#include <caucus_tally/roll_up.hpp>
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
            if (!unit.totals[round] || unit.results.empty()) continue;
            Parts parts;
            for (const UnitResult& result : unit.results) parts.add(result.votes[round]);
            parts.complete = parts.complete && unit.results.size() == contest.candidates.size();
            auto finding =
                compare(parts, unit.totals[round],
                        fmt::format("candidates in \"{}\"{}", unit.id, in_round(contest, round)), "its total");
            if (!finding) continue;
            place_at_unit(*finding, contest, i, "total", round);
            findings.push_back(*std::move(finding));
        }
    }
}

using Children = std::vector<std::vector<std::size_t>>;

/// What each unit's children report, candidate by candidate, against what the unit itself states.
void check_parents(const Contest& contest, const Children& children, std::vector<Finding>& findings) {
    for (std::size_t i = 0; i < contest.units.size(); ++i) {
        const Unit& unit = contest.units[i];
        if (children[i].empty()) continue;
        for (const UnitResult& stated : unit.results) {
            for (std::size_t round = 0; round < stated.votes.size(); ++round) {
                Parts parts;
                for (const std::size_t child : children[i]) {
                    const auto& results = contest.units[child].results;
                    const auto found = std::ranges::find(results, stated.candidate, &UnitResult::candidate);
                    parts.add(found == results.end() ? std::nullopt : found->votes[round]);
                }
                auto finding =
                    compare(parts, stated.votes[round],
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

/// Adds what a unit reports of the last round for each candidate; where it reports nothing, what the units inside do.
void add_unit(const Contest& contest, const Children& children, std::size_t unit, std::vector<Parts>& parts) {
    const auto& results = contest.units[unit].results;
    if (results.empty() && !children[unit].empty()) {
        for (const std::size_t child : children[unit]) add_unit(contest, children, child, parts);
        return;
    }
    std::vector<std::optional<Votes>> votes(contest.candidates.size());
    for (const UnitResult& result : results) votes[result.candidate] = result.votes.back();
    for (std::size_t i = 0; i < votes.size(); ++i) parts[i].add(votes[i]);
}

/// The units that lie in no other against the contest's candidates, each level for itself.
void check_contest_candidates(const Contest& contest, const Children& children, std::vector<Finding>& findings) {
    const auto states_votes = [](const Candidate& candidate) { return candidate.stated.votes.has_value(); };
    if (std::ranges::none_of(contest.candidates, states_votes)) return;
    for (std::size_t level = 0; level < contest.levels.size(); ++level) {
        std::vector<Parts> parts(contest.candidates.size());
        bool any = false;
        for (std::size_t i = 0; i < contest.units.size(); ++i) {
            if (contest.units[i].level != level || contest.units[i].parent) continue;
            any = true;
            add_unit(contest, children, i, parts);
        }
        for (std::size_t i = 0; any && i < contest.candidates.size(); ++i) {
            const Candidate& candidate = contest.candidates[i];
            auto finding =
                compare(parts[i], candidate.stated.votes,
                        fmt::format("the votes for {} by {}", candidate.name, contest.levels[level]), "the contest");
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
    Children children(contest.units.size());
    for (std::size_t i = 0; i < contest.units.size(); ++i)
        if (contest.units[i].parent) children[*contest.units[i].parent].push_back(i);
    check_parents(contest, children, findings);
    check_contest_candidates(contest, children, findings);
}

}  // namespace caucus_tally
