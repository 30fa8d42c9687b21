// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <caucus_tally/check.hpp>
#include <string>

using namespace caucus_tally;

namespace {

struct Row {
    Votes votes;
    std::optional<Votes> delegates;
    std::optional<Votes> awarded;
};

/// Candidates A, B, C, … of one pool, "At-large", of so many delegates.
Contest contest_of(const std::vector<Row>& rows, Votes delegates, std::string rules = "dnc-2004") {
    Contest contest;
    contest.id = "x";
    contest.allocation =
        AllocationPlan{{std::move(rules), {}, {}, {}}, {{"At-large", Decimal(delegates), "", {}, {}, {}}}, {}, {}};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        Candidate candidate;
        candidate.id = candidate.name = std::string(1, static_cast<char>('A' + i));
        candidate.stated.votes = rows[i].votes;
        if (rows[i].delegates) candidate.stated.delegates = Decimal(*rows[i].delegates);
        contest.candidates.push_back(candidate);
        if (rows[i].awarded) contest.allocation->pools[0].awarded.push_back({i, Decimal(*rows[i].awarded)});
    }
    return contest;
}

void add_districts(Contest& contest, Votes delegates) {
    contest.allocation->pools.push_back({"District", Decimal(delegates), "district", {}, {}, {}});
}

std::vector<std::string> found(const Contest& contest) {
    std::vector<std::string> texts;
    for (const Finding& finding : check(contest))
        texts.push_back(code_text(finding.code) + ' ' + finding.pointer + ' ' + finding.message);
    return texts;
}

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("a pool's stated delegates are held against the rules") {
    CHECK(found(contest_of({{60, 3, 3}, {40, 2, 2}}, 5)).empty());
    CHECK(
        found(contest_of({{60, 2, 2}, {40, 3, 3}}, 5)) ==
        Found{"CT402 /allocation/pools/0/awarded pool \"At-large\": A is stated with 2, the rules give 3; B is stated "
              "with 3, the rules give 2"});
}

TEST_CASE("what is stated of a pool that hangs on unknown votes is held against all that it can be") {
    const auto of = [](Votes a, Votes b) {
        Contest contest = contest_of({{600, {}, a}, {110, {}, b}, {0, {}, {}}}, 10, "dnc-2020");
        contest.candidates[2].kind = CandidateKind::other;
        contest.candidates[2].stated.votes.reset();
        return found(contest);
    };
    const std::string open =
        "CT409 /allocation/pools/0/awarded pool \"At-large\": delegates hang on votes that are unknown: with more than "
        "23 "
        "of them it can be A 8 to 10 and B 0 to 2";
    CHECK(of(8, 2) == Found{open});
    CHECK(of(10, 0) == Found{open});
    CHECK(of(7, 3) ==
          Found{open,
                "CT402 /allocation/pools/0/awarded pool \"At-large\": A is stated with 7, the rules give 8 to 10; B is "
                "stated with 3, the rules give 0 to 2"});
}

TEST_CASE("at-large and party leader delegates merged into one pool are found") {
    // Of 14 in one pool 7/2/5; of 5 and 9 apart 2/1/2 and 4/2/3.
    CHECK(found(contest_of({{6602, 7, 7}, {2411, 2, 2}, {5126, 5, 5}}, 14)).empty());
    Contest apart = contest_of({{6602, {}, 3}, {2411, {}, 0}, {5126, {}, 2}}, 5);
    CHECK(found(apart).size() == 1);
}

TEST_CASE("delegates below the threshold of a pool are an error, those won in districts a note") {
    CHECK(
        found(contest_of({{90, 4, 4}, {10, 1, 1}}, 5)) ==
        Found{"CT403 /allocation/pools/0/awarded pool \"At-large\": B is stated with 1 delegate on 10 of 100 votes; 15 "
              "are needed"});
    Contest contest = contest_of({{90, 7, {}}, {10, 1, {}}}, 5);
    add_districts(contest, 3);
    const auto findings = check(contest);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].severity == Severity::note);
    CHECK(findings[0].message ==
          "B has 1 delegate with 10.00% of the whole vote, below the threshold: within the rules where they are won in "
          "districts");
}

TEST_CASE("totals that no split of the other pools can make are found") {
    const auto of = [](Votes a, Votes b, Votes votes_of_b) {
        Contest contest = contest_of({{60, a, {}}, {votes_of_b, b, {}}}, 5);
        add_districts(contest, 3);
        return found(contest);
    };
    CHECK(of(5, 3, 40).empty());
    CHECK(
        of(2, 6, 40) ==
        Found{"CT404 /candidates/0/delegates A is stated with 2 delegates, but has 3 in the pools whose split is known",
              "CT404 /candidates/1/delegates B would have 4 delegates of the other pools, which hold 3"});
    CHECK(
        found(contest_of({{60, 4, {}}, {40, 1, {}}}, 5)) ==
        Found{
            "CT404 /candidates/0/delegates A is stated with 4 delegates, 1 more than all pools give",
            "CT404 /candidates/1/delegates B is stated with 1 delegate, but has 2 in the pools whose split is known"});
}

TEST_CASE("delegates without a vote are impossible in any pool") {
    Contest contest = contest_of({{60, 7, {}}, {0, 1, {}}}, 5);
    add_districts(contest, 3);
    CHECK(found(contest) ==
          Found{"CT404 /candidates/1/delegates B would have 1 delegate of the other pools, without a vote"});
}

TEST_CASE("a tie is reported, its stated winner accepted and an impossible one not") {
    CHECK(
        found(contest_of({{50, 2, 2}, {50, 1, 1}}, 3)) ==
        Found{"CT405 /allocation/pools/0/awarded pool \"At-large\": the rules leave delegate 3 to chance between A and "
              "B; A is stated to have won"});
    CHECK(found(contest_of({{50, 1, 1}, {50, 2, 2}}, 3)).size() == 1);
    CHECK(
        found(contest_of({{10, 1, 1}, {10, 1, 1}, {10, 0, 0}}, 2, "hare")) ==
        Found{"CT405 /allocation/pools/0/awarded pool \"At-large\": the rules leave 2 delegates to chance between A, B "
              "and C; A and B are stated to have won"});
    CHECK(found(contest_of({{50, {}, {}}, {50, {}, {}}}, 3)) ==
          Found{"CT405 /allocation/pools/0 pool \"At-large\": the rules leave delegate 3 to chance between A and B; no "
                "winner is stated"});
    const auto impossible = found(contest_of({{50, 3, 3}, {50, 0, 0}}, 3));
    REQUIRE(impossible.size() == 2);
    CHECK(impossible[0].starts_with("CT405"));
    CHECK(impossible[1].starts_with("CT402"));
}

TEST_CASE("a total may hold what a tie leaves to chance") {
    CHECK(found(contest_of({{50, 2, {}}, {50, 1, {}}}, 3)).size() == 1);  // the tie alone
    CHECK(found(contest_of({{50, 3, {}}, {50, 0, {}}}, 3)).size() == 3);
}

TEST_CASE("what hangs on rounding first is noted") {
    CHECK(
        found(contest_of({{18691, {}, {}}, {15145, {}, {}}, {5971, {}, {}}}, 6)) ==
        Found{"CT406 /allocation/pools/0 pool \"At-large\": exact shares give 3/3/0, percentages rounded to 3 decimals "
              "first would give 3/2/1"});
}

TEST_CASE("the fallback threshold is noted, by the rules' own year") {
    const std::vector<Row> rows{{140, {}, {}}, {130, {}, {}}, {60, {}, {}},  {50, {}, {}},  {100, {}, {}},
                                {120, {}, {}}, {90, {}, {}},  {110, {}, {}}, {105, {}, {}}, {95, {}, {}}};
    CHECK(
        found(contest_of(rows, 8, "dnc-2020")) ==
        Found{"CT407 /allocation/pools/0 pool \"At-large\": nobody reached the threshold, so the fallback of the rules "
              "was used: 70 of 1,000 votes qualify"});
    CHECK(found(contest_of(rows, 10, "dnc-2004")).front().find("40 of 1,000 votes qualify") != std::string::npos);
}

TEST_CASE("rules that nobody knows are said to be so") {
    CHECK(found(contest_of({{60, {}, {}}}, 5, "dnc-2003")) ==
          Found{"CT101 /allocation/rules no rules for pools are called \"dnc-2003\", so no delegates can be computed"});
}
