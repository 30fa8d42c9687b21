// SPDX-License-Identifier: MIT
// What the tests of every format of publications say of what they have read.
#pragma once

#include <caucus_tally/check.hpp>
#include <caucus_tally/published.hpp>
#include <fmt/format.h>
#include <string>
#include <vector>

namespace caucus_tally {

inline Publication read_text(std::string text, std::string name = "publication.txt") {
    return read_publication({std::move(name), std::move(text)});
}

/// "Kerry 84818 51.79 93", a choice a line, and the total.
inline std::string figures_of(const Contest& contest) {
    const auto line = [](const std::string& name, const Figures& figures) {
        return fmt::format("{} {} {} {}\n", name, figures.votes ? std::to_string(*figures.votes) : "-",
                           figures.percent ? to_string(*figures.percent) : "-",
                           figures.delegates ? to_string(*figures.delegates) : "-");
    };
    std::string text;
    for (const Candidate& candidate : contest.candidates) text += line(candidate.name, candidate.stated);
    return contest.total ? text + line("Total", *contest.total) : text;
}

/// "North precinct in Lake ballots=60 lee=24", a unit a line; of rounds "lee=24/30", of delegates won "lee:2".
inline std::string units_of(const Contest& contest) {
    std::string text;
    for (const Unit& unit : contest.units) {
        text += unit.name + ' ' + contest.levels[unit.level];
        if (unit.parent) text += " in " + contest.units[*unit.parent].name;
        if (unit.ballots) text += fmt::format(" ballots={}", *unit.ballots);
        if (unit.registered) text += fmt::format(" registered={}", *unit.registered);
        for (std::size_t round = 0; round < unit.totals.size(); ++round)
            if (unit.totals[round]) text += fmt::format(" total={}", *unit.totals[round]);
        for (const UnitResult& result : unit.results) {
            const std::string& id = contest.candidates[result.candidate].id;
            std::string votes;
            for (const auto& each : result.votes)
                votes += fmt::format("{}{}", votes.empty() ? "" : "/", each ? std::to_string(*each) : "-");
            if (votes.find_first_of("0123456789") != std::string::npos) text += fmt::format(" {}={}", id, votes);
            if (result.delegates) text += fmt::format(" {}:{}", id, to_string(*result.delegates));
        }
        text += '\n';
    }
    return text;
}

/// "CT205 7:18 message" for each finding of reading and of all checks.
inline std::vector<std::string> findings_of(const std::string& text, const std::string& name = "publication.txt") {
    std::vector<std::string> found;
    Publication publication = read_text(text, name);
    for (ParsedContest& parsed : publication.contests) {
        std::vector<Finding> findings = parsed.findings;
        if (parsed.contest)
            for (Finding& finding : locate(parsed.text, check(*parsed.contest))) findings.push_back(std::move(finding));
        for (const Finding& finding : findings)
            found.push_back(fmt::format("{} {}:{} {}", code_text(finding.code), finding.location.line,
                                        finding.location.column, finding.message));
    }
    return found;
}

}  // namespace caucus_tally
