// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <caucus_tally/check.hpp>
#include <string>

using namespace caucus_tally;

namespace {

/// Candidates of (votes, percent, delegates); an empty text is unknown.
struct Row {
    std::optional<Votes> votes;
    std::string percent;
    std::string delegates;
};

Contest contest_of(const std::vector<Row>& rows, const Row& total) {
    Contest contest;
    contest.id = "x";
    for (const Row& row : rows) {
        Candidate candidate;
        candidate.name = std::string(1, static_cast<char>('A' + contest.candidates.size()));
        candidate.stated = {row.votes, parse_decimal(row.percent), parse_decimal(row.delegates)};
        contest.candidates.push_back(candidate);
    }
    contest.total = Figures{total.votes, parse_decimal(total.percent), parse_decimal(total.delegates)};
    return contest;
}

/// "CT201 /total/votes message" of each finding, with its notes behind.
std::vector<std::string> found(const Contest& contest) {
    std::vector<std::string> texts;
    for (const Finding& finding : check(contest)) {
        std::string text = code_text(finding.code) + ' ' + finding.pointer + ' ' + finding.message;
        for (const std::string& note : finding.notes) text += " [" + note + ']';
        texts.push_back(text);
    }
    return texts;
}

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("a wrong sum says both numbers, the difference and whether digits look transposed") {
    CHECK(
        found(contest_of({{163769, "", ""}}, {163796, "", ""})) ==
        Found{
            "CT201 /total/votes candidates add up to 163,769 but the total says 163,796 (27 too many) [69 and 96 look "
            "transposed]"});
    CHECK(found(contest_of({{1000, "", ""}, {500, "", ""}}, {1491, "", ""})) ==
          Found{"CT201 /total/votes candidates add up to 1,500 but the total says 1,491 (9 too few)"});
    CHECK(
        found(contest_of({{1234, "", ""}}, {4231, "", ""})) ==
        Found{"CT201 /total/votes candidates add up to 1,234 but the total says 4,231 (2,997 too many) [the digits are "
              "the same: some look transposed]"});
    CHECK(found(contest_of({{1000, "", ""}}, {1000, "", ""})).empty());
}

TEST_CASE("where somebody's votes are unknown the known ones may not exceed the total") {
    CHECK(found(contest_of({{10, "", ""}, {std::nullopt, "", ""}}, {15, "", ""})).empty());
    CHECK(found(contest_of({{20, "", ""}, {std::nullopt, "", ""}}, {15, "", ""})).size() == 1);
}

TEST_CASE("a wrong percentage says the right one, and where it was only cut off") {
    CHECK(
        found(contest_of({{2, "66.66", ""}, {1, "33.33", ""}}, {3, "100", ""})) ==
        Found{"CT301 /candidates/0/percent A is stated with 66.66%, but 2 of 3 votes is 66.67% [66.66 is cut off, not "
              "rounded half up]"});
    CHECK(found(contest_of({{2, "67", ""}, {1, "33.4", ""}}, {3, "100", ""})) ==
          Found{"CT301 /candidates/1/percent B is stated with 33.4%, but 1 of 3 votes is 33.3%"});
    CHECK(found(contest_of({{2, "67", ""}, {1, "33", ""}}, {3, "99", ""})) ==
          Found{"CT301 /total/percent the total is stated with 99%, not 100%"});
}

TEST_CASE("where nobody voted nobody has a share") {
    CHECK(found(contest_of({{0, "0.0", ""}, {0, "55.5", ""}}, {0, "", ""})) ==
          Found{"CT301 /candidates/1/percent B is stated with 55.5%, but there are no votes"});
}

TEST_CASE("percentages of another whole are one finding that names it") {
    Contest contest = contest_of({{60, "60.00", ""}, {40, "40.00", ""}, {25, "25.00", ""}}, {125, "", ""});
    contest.candidates[2].kind = CandidateKind::write_in;
    CHECK(found(contest) ==
          Found{"CT302 /candidates/0/percent percentages match a base of 100 (all candidates but write-ins "
                "and others), not all 125 votes"});
    // One percentage alone may fit by chance, but then too it is worth knowing.
    contest = contest_of({{600, "60.00", ""}, {400, "36.36", ""}, {100, "", ""}}, {1100, "", ""});
    contest.candidates[2].kind = CandidateKind::write_in;
    CHECK(
        found(contest) ==
        Found{"CT301 /candidates/0/percent A is stated with 60.00%, but 600 of 1,100 votes is 54.55% [60.00 matches a "
              "base of 1,000 (all candidates but write-ins and others)]"});
}

TEST_CASE("rounded percentages that do not add up to 100 are a note") {
    CHECK(found(contest_of({{1, "33.33", ""}, {1, "33.33", ""}, {1, "33.33", ""}}, {3, "100", ""})) ==
          Found{"CT303 /candidates the rounded percentages add up to 99.99, not 100"});
}

TEST_CASE("delegates are held against the total and the pools") {
    CHECK(found(contest_of({{1, "", "63.5"}, {1, "", "2"}}, {2, "", "65"})) ==
          Found{"CT401 /total/delegates the candidates' delegates add up to 65.5 but the total says 65 (0.5 too few)"});
    Contest contest = contest_of({{1, "", "5"}, {1, "", "4"}}, {2, "", "9"});
    contest.allocation =
        AllocationPlan{"dnc-2004", {{"At-large", Decimal(Votes{6}), "", {}}, {"PLEO", Decimal(Votes{2}), "", {}}}};
    CHECK(found(contest) == Found{"CT204 /allocation/pools the pools add up to 8 but the total says 9 (1 too many)"});
    contest.total.reset();
    CHECK(found(contest) ==
          Found{"CT401 /allocation/pools the candidates' delegates add up to 9 but the pools hold 8 (1 too few)"});
}

TEST_CASE("where somebody's delegates are unknown the known ones may not exceed what is at stake") {
    CHECK(found(contest_of({{1, "", "2"}, {1, "", ""}}, {2, "", "3"})).empty());
    CHECK(found(contest_of({{1, "", "100"}, {1, "", ""}}, {2, "", "3"})) ==
          Found{"CT401 /total/delegates the candidates' delegates add up to 100 but the total says 3 (97 too few)"});
}

TEST_CASE("the catalogue is in the order of codes and every slug is unique") {
    const auto table = checks();
    for (std::size_t i = 1; i < table.size(); ++i) {
        CHECK(table[i - 1].code < table[i].code);
        for (std::size_t k = 0; k < i; ++k) CHECK(table[k].slug != table[i].slug);
    }
    CHECK(check_of(Code::sum).slug == "sum");
    CHECK(code_text(Code::unreadable) == "CT001");
}
