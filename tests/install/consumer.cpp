// SPDX-License-Identifier: MIT
#include <algorithm>
#include <caucus_tally/builtin.hpp>
#include <caucus_tally/parse.hpp>
#include <caucus_tally/tally.hpp>
#include <caucus_tally/version.hpp>
#include <iostream>

int main() {
    const auto contests = caucus_tally::builtin_contests();
    const auto michigan = std::ranges::find(contests, "2004-mi-dem", &caucus_tally::BuiltinContest::id);
    if (michigan == contests.end()) return 1;
    const auto parsed = caucus_tally::parse_contest({std::string(michigan->id), std::string(michigan->text)});
    if (!parsed.contest) return 1;
    const auto votes = caucus_tally::tally(caucus_tally::candidate_figures(*parsed.contest)).votes;
    std::cout << "caucus_tally " << caucus_tally::version << ": " << votes.value_or(0) << " votes\n";
    return votes == 163769 ? 0 : 1;
}
