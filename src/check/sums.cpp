// SPDX-License-Identifier: MIT
#include "base/sum_finding.hpp"
#include "base/words.hpp"
#include "check/contest_checks.hpp"
#include "contest/nesting.hpp"
#include "contest/unit_place.hpp"

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

/// Whether the parts are not what the whole says. Where some are unknown, the known ones may be fewer but not more.
bool contradict(const Parts& parts, Votes whole) {
    return !parts.fits || (parts.complete ? parts.known != whole : parts.known > whole);
}

/// CT201 where the parts are not what the whole says.
std::optional<Finding> compare(const Parts& parts, std::optional<Votes> stated, std::string_view what,
                               std::string_view whole) {
    if (!stated || !contradict(parts, *stated)) return std::nullopt;
    if (!parts.fits) return make_finding(Code::not_a_count, fmt::format("{} add up to more than 2^64 - 1", what));
    return sum_finding(parts.known, *stated, what, whole);
}

/// Says of a wrong sum which of its parts would explain it. `each_part` is handed a function that takes the name and
/// the votes of each.
template <typename EachPart>
void explain(Finding& finding, const Parts& parts, Votes stated, EachPart each_part) {
    if (finding.code != Code::sum || !parts.complete) return;
    std::vector<NamedVotes> named;
    each_part([&](std::string_view name, const std::optional<Votes>& votes) {
        named.push_back({quote(name), votes.value_or(0)});
    });
    if (std::string text = explain_difference(named, parts.known, stated); !text.empty())
        finding.notes.push_back(std::move(text));
}

void check_contest_total(const Contest& contest, std::vector<Finding>& findings) {
    if (!contest.total) return;
    Parts parts;
    parts.complete = !contest.partial;
    const std::vector<Figures> figures = candidate_figures(contest);
    for (const Figures& each : figures) parts.add(each.votes);
    if (auto finding = compare(parts, contest.total->votes, "candidates", "the total")) {
        explain(*finding, parts, *contest.total->votes, [&](auto add) {
            for (std::size_t i = 0; i < figures.size(); ++i) add(contest.candidates[i].name, figures[i].votes);
        });
        finding->pointer = "/total/votes";
        findings.push_back(*std::move(finding));
    }
}

/// A unit's candidates in a round.
Parts candidates_of(const Contest& contest, const Unit& unit, std::size_t round) {
    Parts parts;
    for (const UnitResult& result : unit.results) parts.add(result.votes[round]);
    parts.complete = parts.complete && unit.results.size() == contest.candidates.size();
    return parts;
}

/// The candidates of each unit against the unit's own total.
void check_unit_totals(const Contest& contest, std::vector<Finding>& findings) {
    for (std::size_t i = 0; i < contest.units.size(); ++i) {
        const Unit& unit = contest.units[i];
        for (std::size_t round = 0; round < unit.totals.size(); ++round) {
            if (unit.results.empty()) continue;
            const Parts parts = candidates_of(contest, unit, round);
            if (!parts.fits) {
                findings.push_back(
                    make_finding(Code::not_a_count, fmt::format("candidates in \"{}\"{} add up to more than 2^64 - 1",
                                                                unit.id, in_round(contest, round))));
                place_at_votes(findings.back(), contest, i, unit.results.front(), round);
                continue;
            }
            auto finding =
                compare(parts, unit.totals[round],
                        fmt::format("candidates in \"{}\"{}", unit.id, in_round(contest, round)), "its total");
            if (!finding) continue;
            explain(*finding, parts, *unit.totals[round], [&](auto add) {
                for (const UnitResult& result : unit.results)
                    add(contest.candidates[result.candidate].name, result.votes[round]);
            });
            place_at_unit(*finding, contest, i, "total", round);
            findings.push_back(*std::move(finding));
        }
    }
}

bool states_votes(const Unit& unit, std::size_t round) {
    return std::ranges::any_of(unit.results, [&](const UnitResult& result) { return result.votes[round].has_value(); });
}

/// Hands each of these units to `add`; in the place of one that reports nothing, those inside it, however deep.
template <typename Reports, typename Add>
void for_each_reporting(const Contest& contest, const Nesting& nesting, UnitGroup open, Reports reports, Add add) {
    while (!open.empty()) {
        const std::size_t at = open.back();
        open.pop_back();
        if (!reports(contest.units[at]) && !nesting.inside[at].empty()) {
            const UnitGroup& inner = nesting.inside[at].front();
            open.insert(open.end(), inner.begin(), inner.end());
        } else {
            add(contest.units[at]);
        }
    }
}

/// What these units report of a round for each candidate.
std::vector<Parts> add_units(const Contest& contest, const Nesting& nesting, const UnitGroup& units,
                             std::size_t round) {
    std::vector<Parts> parts(contest.candidates.size());
    std::vector<std::size_t> reported(contest.candidates.size());
    std::size_t all = 0;
    const auto reports = [&](const Unit& unit) { return states_votes(unit, round); };
    for_each_reporting(contest, nesting, units, reports, [&](const Unit& unit) {
        ++all;
        for (const UnitResult& result : unit.results) {
            parts[result.candidate].add(result.votes[round]);
            ++reported[result.candidate];
        }
    });
    for (std::size_t i = 0; i < parts.size(); ++i) parts[i].complete = parts[i].complete && reported[i] == all;
    return parts;
}

std::optional<Votes> votes_for(const Unit& unit, std::size_t candidate, std::size_t round) {
    const auto found = std::ranges::find(unit.results, candidate, &UnitResult::candidate);
    return found == unit.results.end() ? std::nullopt : found->votes[round];
}

/// Says which of these units would explain a wrong sum for a candidate.
void explain_by_units(Finding& finding, const Parts& parts, Votes stated, const Contest& contest,
                      const Nesting& nesting, const UnitGroup& units, std::size_t candidate, std::size_t round) {
    explain(finding, parts, stated, [&](auto add) {
        const auto reports = [&](const Unit& unit) { return states_votes(unit, round); };
        for_each_reporting(contest, nesting, units, reports,
                           [&](const Unit& unit) { add(unit.id, votes_for(unit, candidate, round)); });
    });
}

/// All votes that these units report of a round: their totals, or the candidates of those that state none.
Parts add_totals(const Contest& contest, const Nesting& nesting, const UnitGroup& units, std::size_t round) {
    Parts parts;
    const auto states_total = [&](const Unit& unit) { return round < unit.totals.size() && unit.totals[round]; };
    const auto reports = [&](const Unit& unit) { return states_total(unit) || states_votes(unit, round); };
    for_each_reporting(contest, nesting, units, reports, [&](const Unit& unit) {
        if (states_total(unit)) {
            parts.add(unit.totals[round]);
            return;
        }
        const Parts candidates = candidates_of(contest, unit, round);
        parts.add(candidates.known);
        parts.complete = parts.complete && candidates.complete;
        parts.fits = parts.fits && candidates.fits;
    });
    return parts;
}

/// Whether units against a total say nothing that the candidates have not said: these are all of it, and are compared
/// one by one, or they contradict it by the same number.
bool is_said_by(const Parts& candidates, const Parts& units, Votes total) {
    if (candidates.complete && candidates.fits && candidates.known == total) return true;
    return contradict(candidates, total) && candidates.known == units.known;
}

/// What the units inside each unit report in all against the unit's own total.
void check_parent_totals(const Contest& contest, const Nesting& nesting, std::vector<Finding>& findings) {
    for (std::size_t i = 0; i < contest.units.size(); ++i) {
        const Unit& unit = contest.units[i];
        for (const UnitGroup& group : nesting.inside[i]) {
            for (std::size_t round = 0; round < unit.totals.size(); ++round) {
                if (!unit.totals[round]) continue;
                const Parts units = add_totals(contest, nesting, group, round);
                if (!unit.results.empty() &&
                    is_said_by(candidates_of(contest, unit, round), units, *unit.totals[round]))
                    continue;
                auto finding = compare(
                    units, unit.totals[round],
                    fmt::format("the votes in the units of \"{}\"{}", unit.id, in_round(contest, round)), "its total");
                if (!finding) continue;
                place_at_unit(*finding, contest, i, "total", round);
                findings.push_back(*std::move(finding));
            }
        }
    }
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
                    explain_by_units(*finding, parts[round][stated.candidate], *stated.votes[round], contest, nesting,
                                     group, stated.candidate, round);
                    place_at_votes(*finding, contest, i, stated, round);
                    findings.push_back(*std::move(finding));
                }
            }
        }
    }
}

/// The outermost level of the units.
const std::string& level_of(const Contest& contest, const UnitGroup& group) {
    const auto level = [&](std::size_t unit) { return contest.units[unit].level; };
    return contest.levels[level(*std::ranges::min_element(group, {}, level))];
}

/// The units that lie in no other against the contest's total, those side by side each for itself.
void check_units_total(const Contest& contest, const Nesting& nesting, std::vector<Finding>& findings) {
    if (!contest.total || !contest.total->votes) return;
    Parts candidates;
    for (const Figures& figures : candidate_figures(contest)) candidates.add(figures.votes);
    for (const UnitGroup& group : nesting.outermost) {
        const Parts units = add_totals(contest, nesting, group, count_rounds(contest) - 1);
        if (is_said_by(candidates, units, *contest.total->votes)) continue;
        auto finding =
            compare(units, contest.total->votes, fmt::format("the votes by {}", level_of(contest, group)), "the total");
        if (!finding) continue;
        finding->pointer = "/total/votes";
        findings.push_back(*std::move(finding));
    }
}

/// The units that lie in no other against the contest's candidates, those side by side each for itself.
void check_contest_candidates(const Contest& contest, const Nesting& nesting, std::vector<Finding>& findings) {
    if (!states_votes(contest)) return;
    for (const UnitGroup& group : nesting.outermost) {
        const std::string& level = level_of(contest, group);
        const std::vector<Parts> parts = add_units(contest, nesting, group, count_rounds(contest) - 1);
        for (std::size_t i = 0; i < contest.candidates.size(); ++i) {
            const Candidate& candidate = contest.candidates[i];
            auto finding = compare(parts[i], candidate.stated.votes,
                                   fmt::format("the votes for {} by {}", candidate.name, level), "the contest");
            if (!finding) continue;
            explain_by_units(*finding, parts[i], *candidate.stated.votes, contest, nesting, group, i,
                             count_rounds(contest) - 1);
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
    check_parent_totals(contest, nesting, findings);
    check_units_total(contest, nesting, findings);
    check_contest_candidates(contest, nesting, findings);
}

}  // namespace caucus_tally
