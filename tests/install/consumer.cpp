// SPDX-License-Identifier: MIT
// What somebody builds upon the library for: read a contest, check it, allocate its delegates, add up a table.
#include <algorithm>
#include <array>
#include <caucus_tally/builtin.hpp>
#include <caucus_tally/check.hpp>
#include <caucus_tally/contest_allocation.hpp>
#include <caucus_tally/parse.hpp>
#include <caucus_tally/precincts.hpp>
#include <caucus_tally/tally.hpp>
#include <caucus_tally/version.hpp>
#include <iostream>

using namespace caucus_tally;

namespace {

int failures = 0;

void expect(bool held, const char* what) {
    if (held) return;
    std::cerr << "not so: " << what << '\n';
    ++failures;
}

void use_contest(std::string text) {
    const ParsedContest parsed = parse_contest({"michigan.json", std::move(text)});
    expect(parsed.contest && parsed.findings.empty(), "the contest is read");
    if (!parsed.contest) return;
    expect(tally(candidate_figures(*parsed.contest)).votes == Votes{163769}, "163,769 votes");
    const std::vector<Finding> findings = check(*parsed.contest);
    expect(std::ranges::all_of(findings, [](const Finding& each) { return each.severity == Severity::note; }),
           "nothing worse than notes is found");
    const ContestAllocation allocation = allocate_contest(*parsed.contest);
    expect(sum_pools(*parsed.contest, allocation).front() == Decimal(Votes{34}), "Kerry wins 34 of 45 delegates");
    expect(!is_open(allocation), "no tie");
}

void use_broken_contest() {
    const ParsedContest parsed =
        parse_contest({"broken.json", R"({"format": 1, "id": "x", "title": "X",)"
                                      R"( "candidates": [{"id": "a", "name": "A", "votes": -1}]})"});
    expect(parsed.findings.size() == 1 && parsed.findings[0].code == Code::not_a_count, "-1 is no count");
    expect(parsed.findings.size() == 1 && parsed.findings[0].location.line == 1, "and stands on line 1");
}

void use_table() {
    const std::array inputs = {TableInput{"a.csv", "office,candidate,votes\nMayor,Ann,3\nMayor,Bo,2\n"},
                               TableInput{"b.csv", "office,candidate,votes\nMayor,Ann,4\n"}};
    const Tabulation totals = tabulate(inputs);
    expect(totals.errors == 0 && totals.groups() == 2, "two candidates");
    expect(totals.groups() == 2 && totals.sum(0, 0) == Votes{7}, "Ann has 7 votes");
}

}  // namespace

int main() {
    const auto contests = builtin_contests();
    const auto michigan = std::ranges::find(contests, "2004-mi-dem", &BuiltinContest::id);
    expect(michigan != contests.end(), "the contest is built in");
    if (michigan != contests.end()) use_contest(std::string(michigan->text));
    use_broken_contest();
    use_table();
    std::cout << "caucus_tally " << version << ": " << failures << " failures\n";
    return failures == 0 ? 0 : 1;
}
