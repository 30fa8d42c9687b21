// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "published/publications.hpp"

#include <caucus_tally/contest_allocation.hpp>

using namespace caucus_tally;

namespace {

std::string unit(std::string_view facts, unsigned lee, unsigned ray, unsigned lee_delegates, unsigned ray_delegates) {
    return fmt::format(
        R"({{"statePostal":"IA",{},"precinctsReporting":3,"candidates":[
 {{"first":"Ann","last":"Lee","voteCount":{},"delegateCount":{}}},
 {{"first":"Bo","last":"Ray","suffix":"Jr.","voteCount":{},"delegateCount":{}}}]}})",
        facts, lee, lee_delegates, ray, ray_delegates);
}

/// A race with a state, two districts whose votes are `scale` times the state's, and the two pools of the whole.
std::string feed(unsigned scale, std::string_view race = R"("test":false,"raceID":"7")") {
    return fmt::format(
        R"({{"electionDate":"2016-02-01","races":[{{{},"raceType":"Caucus","officeID":"P","officeName":"President","party":"Dem","reportingUnits":[
{},
{},
{},
{},
{}]}}]}})",
        race, unit(R"("stateName":"Iowa","level":"state")", 60, 40, 6, 4),
        unit(R"("reportingunitName":"At Large","level":"district","districtType":"AtLarge")", 60, 40, 2, 1),
        unit(R"("reportingunitName":"PLEO","level":"district","districtType":"PLEO")", 60, 40, 1, 1),
        unit(R"("reportingunitName":"District 1","level":"district","districtType":"CD")", 35 * scale, 15 * scale, 2,
             1),
        unit(R"("reportingunitName":"District 2","level":"district","districtType":"CD")", 25 * scale, 25 * scale, 1,
             1));
}

}  // namespace

TEST_CASE("a race of AP's feed is a contest with its pools, and nothing counts twice") {
    const Publication publication = read_text(feed(1), "ap.json");
    REQUIRE(publication.format == "ap");
    REQUIRE(publication.contests.size() == 1);
    CHECK(findings_of(feed(1)).empty());
    const Contest& contest = publication.contests.front().contest.value();
    CHECK(contest.id == "2016-ia-dem");
    CHECK(contest.title == "2016 Iowa Democratic presidential caucuses");
    CHECK(contest.kind == "caucus");
    CHECK(contest.date == "2016-02-01");
    CHECK(figures_of(contest) == "Ann Lee 60 - 6\nBo Ray Jr. 40 - 4\n");
    CHECK(units_of(contest) ==
          "District 1 congressional-district lee=35 lee:2 ray=15 ray:1\nDistrict 2 congressional-district lee=25 lee:1 "
          "ray=25 "
          "ray:1\n");
    REQUIRE(contest.allocation);
    REQUIRE(contest.allocation->pools.size() == 3);
    CHECK(contest.allocation->pools[0].name == "At-large");
    CHECK(contest.allocation->pools[1].name == "PLEO");
    CHECK(contest.allocation->pools[2].by == "congressional-district");
    CHECK(publication.left_out == std::vector<std::string>{"precincts reporting"});
}

TEST_CASE("districts that state a hundred times the state's votes are one finding") {
    CHECK(findings_of(feed(100)) ==
          std::vector<std::string>{
              "CT201 12:42 the votes by congressional district are 100 times the state's: state delegate "
              "equivalents in hundredths, which are not read as votes"});
    CHECK(units_of(read_text(feed(100)).contests.front().contest.value()) ==
          "District 1 congressional-district lee:2 ray:1\nDistrict 2 congressional-district lee:1 ray:1\n");
    // Any other difference is one of each candidate.
    CHECK(findings_of(feed(10)).size() == 2);
}

TEST_CASE("test data of AP's feed is said to be such") {
    const Publication publication = read_text(feed(1, R"("test":true,"raceID":"7")"));
    CHECK(publication.contests.front().contest->title == "2016 Iowa Democratic presidential caucuses (test)");
    CHECK(publication.left_out.front() == "test data: a race is marked as a test");
}

TEST_CASE("version 3 of AP's feed may name the candidates once for a race") {
    const std::string text =
        R"({"electionDate":"2020-02-11","races":[{"raceID":"1","raceType":"Primary","officeID":"P","party":"GOP",
"candidates":[{"candidateID":"9","first":"Ann","last":"Lee"}],
"reportingUnits":[{"statePostal":"NH","level":"state","candidates":[{"candidateID":"9","voteCount":5}]},
{"level":"FIPSCode","reportingunitName":"Coos","candidates":[{"candidateID":"9","voteCount":5}]}]}]})";
    const Contest contest = read_text(text).contests.front().contest.value();
    CHECK(contest.id == "2020-nh-rep");
    CHECK(figures_of(contest) == "Ann Lee 5 - -\n");
    CHECK(units_of(contest) == "Coos county lee=5\n");
}

TEST_CASE("a feed cut anywhere is no feed, and changed digits of votes are found") {
    const std::string text = feed(1);
    for (std::size_t size = 0; size + 1 < text.size(); size += 5)
        REQUIRE(has_errors(read_text(text.substr(0, size)).contests.front().findings));
    for (std::size_t at = text.find("voteCount"); at != std::string::npos; at = text.find("voteCount", at + 1)) {
        // The votes of the pools are the state's again, and are not read.
        const std::size_t line = text.rfind("{\"statePostal", at);
        if (text.substr(line, 110).find("At Large") != std::string::npos ||
            text.substr(line, 110).find("PLEO") != std::string::npos)
            continue;
        std::string changed = text;
        char& digit = changed[at + 11];
        digit = digit == '9' ? '1' : static_cast<char>(digit + 1);
        INFO(at);
        CHECK_FALSE(findings_of(changed).empty());
    }
}

TEST_CASE("AP's Iowa of 2016 is two contests with six and no pools", "[.][shared-data]") {
    const Source file = read_source(SHARED_DATA_FOLDER "/published/ap-2016-02-01-iowa-districts.json");
    const Publication publication = read_text(file.text);
    REQUIRE(publication.contests.size() == 2);
    const Contest& democratic = publication.contests[0].contest.value();
    CHECK(figures_of(democratic).starts_with("Hillary Clinton 701 - 23\nBernie Sanders 697 - 21\n"));
    REQUIRE(democratic.allocation);
    std::string awarded;
    for (const Pool& pool : democratic.allocation->pools)
        for (const Award& award : pool.awarded) awarded += to_string(award.delegates) + ' ';
    for (const Unit& district : democratic.units)
        for (const UnitResult& result : district.results)
            if (result.candidate < 2) awarded += to_string(result.delegates.value()) + ' ';
    CHECK(awarded == "5 4 0 0 0 3 3 0 0 0 4 4 4 4 4 3 3 3 ");
    const Contest& republican = publication.contests[1].contest.value();
    std::string delegates;
    for (const Candidate& candidate : republican.candidates)
        if (candidate.stated.delegates && candidate.stated.delegates->digits > 0)
            delegates += to_string(*candidate.stated.delegates) + ' ';
    CHECK(delegates == "8 7 7 3 1 1 1 1 ");
    std::size_t scaled = 0;
    for (const std::string& finding : findings_of(file.text))
        scaled += finding.find("100 times") != std::string::npos ? 1 : 0;
    CHECK(scaled == 1);
    CHECK(findings_of(file.text).size() == 1);
}
