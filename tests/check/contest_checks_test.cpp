// SPDX-License-Identifier: MIT
#include "base/sum_finding.hpp"
#include "catch.hpp"

#include <caucus_tally/check.hpp>
#include <caucus_tally/tally.hpp>
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
        candidate.stated = {row.votes, parse_decimal(row.percent), parse_decimal(row.delegates), {}};
        contest.candidates.push_back(candidate);
    }
    contest.total = Figures{total.votes, parse_decimal(total.percent), parse_decimal(total.delegates), {}};
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
    CHECK(found(contest_of({{163769, "", ""}}, {163796, "", ""})) ==
          Found{"CT201 /total/votes candidates add up to 163,769 but the total says 163,796 (the total is 27 too high) "
                "[69 and 96 look "
                "transposed]"});
    CHECK(found(contest_of({{1000, "", ""}, {500, "", ""}}, {1491, "", ""})) ==
          Found{"CT201 /total/votes candidates add up to 1,500 but the total says 1,491 (the total is 9 too low)"});
    CHECK(found(contest_of({{1234, "", ""}}, {4231, "", ""})) ==
          Found{"CT201 /total/votes candidates add up to 1,234 but the total says 4,231 (the total is 2,997 too high) "
                "[the digits are "
                "the same: some look transposed]"});
    CHECK(found(contest_of({{1000, "", ""}}, {1000, "", ""})).empty());
}

TEST_CASE("where somebody's votes are unknown the known ones may not exceed the total") {
    CHECK(found(contest_of({{10, "", ""}, {std::nullopt, "", ""}}, {15, "", ""})).empty());
    CHECK(found(contest_of({{20, "", ""}, {std::nullopt, "", ""}}, {15, "", ""})).size() == 1);
}

TEST_CASE("a wrong sum names the part whose digits explain it, if exactly one does") {
    using Parts = std::vector<NamedVotes>;
    const Parts counties{{"A", 434610}, {"B", 2000}, {"C", 17}};
    CHECK(explain_difference(counties, 436627, 45627) == "it would be right if A had 43,610 instead of 434,610");
    CHECK(explain_difference({{"A", 4875}, {"B", 2000}}, 6875, 50705) ==
          "it would be right if A had 48,705 instead of 4,875");
    CHECK(explain_difference({{"A", 300}, {"B", 512}, {"C", 512}}, 1324, 1372) ==
          "B and C both have 512: it would be right if one had 560");
    CHECK(explain_difference(counties, 436627, 436628).empty());
    CHECK(explain_difference({{"A", 1100}, {"B", 1100}}, 2200, 1210).empty());  // both would
    CHECK(explain_difference({{"A", 12}, {"B", 7}}, 19, 8).empty());            // too short to say
    CHECK(explain_difference({{"A", 5}}, 5, 0).empty());
}

TEST_CASE("a wrong percentage says the right one, and where it was only cut off") {
    CHECK(
        found(contest_of({{2, "66.66", ""}, {1, "33.33", ""}}, {3, "100", ""})) ==
        Found{"CT301 /candidates/0/percent A is stated with 66.66%, but 2 of 3 votes is 66.67% [all percentages fit if "
              "they are cut off, not rounded half up]"});
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
    // A base that leaves out a candidate who has a percentage of it is none.
    CHECK(found(contest_of({{60, "60.00", ""}, {40, "40.00", ""}, {25, "25.00", ""}}, {125, "", ""})) ==
          Found{"CT302 /candidates/0/percent the percentages fit a total of 100, not 125 votes"});
    CHECK(
        found(contest_of({{60, "60.00", ""}, {40, "40.00", ""}, {25, "", ""}}, {125, "", ""})) ==
        Found{"CT302 /candidates/0/percent the percentages fit a total of 100 (100 is the sum of the 2 candidates with "
              "a percentage), not 125 votes"});
    CHECK(found(contest_of({{600, "60.0", ""}, {400, "40.0", ""}, {100, "", ""}}, {1100, "", ""})) ==
          Found{"CT302 /candidates/0/percent the percentages fit a total of 1,000 (1,000 is the sum of the 2 "
                "candidates with a percentage), not 1,100 votes"});
}

TEST_CASE("percentages that leave room for votes that are not listed are a note, and none in a partial list") {
    // 2004 in Michigan, without five of its eleven candidates and without a total.
    Contest contest = contest_of(
        {{84818, "51.79", ""}, {27025, "16.50", ""}, {21905, "13.38", ""}, {11404, "6.96", ""}, {10955, "6.69", ""}},
        {std::nullopt, "", ""});
    CHECK(found(contest) ==
          Found{"CT302 /candidates/0/percent the percentages fit a total of 163,758 to 163,775: about 7,660 votes are "
                "not listed"});
    CHECK(check(contest).front().severity == Severity::note);
    contest.partial = true;
    CHECK(found(contest).empty());
    // A stated total settles it.
    contest.total->votes = 163769;
    CHECK(found(contest).empty());
    contest.partial = false;
    CHECK(found(contest).front().starts_with("CT201"));
    CHECK(found(contest).size() == 1);
    contest.partial = true;
    contest.total->votes = 163700;
    CHECK(found(contest) ==
          Found{"CT302 /candidates/0/percent the percentages fit a total of 163,758 to 163,775, not 163,700 votes"});
    // Votes that a candidate of the list may have explain the rest.
    contest.partial = false;
    contest.total.reset();
    contest.candidates.push_back(contest.candidates.back());
    contest.candidates.back().stated = {};
    CHECK(found(contest).empty());
}

TEST_CASE("where no total explains all percentages the fewest that must be wrong are") {
    // The votes of B have a digit too many; the others still agree on their total.
    CHECK(
        found(contest_of({{500, "50.0", ""}, {3001, "30.0", ""}, {200, "20.0", ""}}, {std::nullopt, "", ""})) ==
        Found{"CT301 /candidates/1/percent B is stated with 30.0%, but 3,001 of 1,000 to 1,001 votes, which the other "
              "percentages fit, is 100.0%"});
    // Without anybody's votes to add up, what contradicts is that more votes are a smaller share.
    CHECK(found(contest_of({{600, "40.0", ""}, {500, "45.0", ""}, {std::nullopt, "", ""}}, {std::nullopt, "", ""})) ==
          Found{"CT301 /candidates/1/percent the percentages of 2 candidates fit no common total"});
    // As many agree on the stated total as on any other.
    CHECK(found(contest_of({{60, "60.0", ""}, {40, "41.0", ""}}, {100, "", ""})) ==
          Found{"CT301 /candidates/1/percent B is stated with 41.0%, but 40 of 100 votes is 40.0%"});
    // More votes than the total that all others fit: no share is above 100%.
    CHECK(found(contest_of({{0, "5.0", ""}, {60, "60.0", ""}, {40, "40.0", ""}}, {100, "", ""})) ==
          Found{"CT301 /candidates/0/percent A is stated with 5.0%, but 0 of 100 votes is 0.0%"});
}

TEST_CASE("percentages may be of state delegate equivalents where these are stated") {
    Contest contest = contest_of({{600, "51.0", ""}, {400, "49.0", ""}}, {1000, "", ""});
    CHECK(found(contest).size() == 2);
    contest.candidates[0].stated.sde = parse_decimal("10.2");
    contest.candidates[1].stated.sde = parse_decimal("9.80");
    CHECK(found(contest).empty());
    contest.candidates[0].stated.votes.reset();
    contest.candidates[1].stated.votes.reset();
    contest.total.reset();
    contest.candidates[1].stated.sde = parse_decimal("10.2");
    contest.total = Figures{};
    contest.total->sde = parse_decimal("20.4");
    CHECK(found(contest) == Found{"CT301 /candidates/0/percent A is stated with 51.0%, but 10.2 of 20.4 SDE is 50.0%",
                                  "CT301 /candidates/1/percent B is stated with 49.0%, but 10.2 of 20.4 SDE is 50.0%"});
}

TEST_CASE("the totals that a percentage fits are exact at both ends") {
    for (const Votes total : {Votes{7}, Votes{1000}, Votes{163769}, Votes{1} << 40}) {
        for (const Votes votes : {Votes{1}, Votes{5}, total / 2, total - 1}) {
            for (const unsigned digits : {0u, 1u, 2u, 5u}) {
                Contest contest = contest_of({{votes, percent_of(votes, total, digits), ""}}, {total, "", ""});
                contest.partial = true;
                CHECK(found(contest).empty());
            }
        }
    }
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
        AllocationPlan{{"dnc-2004", {}, {}, {}},
                       {{"At-large", Decimal(Votes{6}), "", {}, {}, {}}, {"PLEO", Decimal(Votes{2}), "", {}, {}, {}}},
                       {},
                       {}};
    CHECK(found(contest) == Found{"CT204 /allocation/pools the pools add up to 8 but the total says 9 (1 too many)"});
    contest.total.reset();
    CHECK(found(contest) ==
          Found{"CT401 /allocation/pools the candidates' delegates add up to 9 but the pools hold 8 (1 too few)"});
}

TEST_CASE("where somebody's delegates are unknown the known ones may not exceed what is at stake") {
    CHECK(found(contest_of({{1, "", "2"}, {1, "", ""}}, {2, "", "3"})).empty());
    CHECK(found(contest_of({{1, "", "100"}, {1, "", ""}}, {2, "", "3"})) ==
          Found{"CT401 /total/delegates the candidates' delegates add up to 100 but the total says 3 (97 "
                "too few)"});
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
