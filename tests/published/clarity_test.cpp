// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "published/publications.hpp"

#include <numeric>

using namespace caucus_tally;

namespace {

const std::string county = R"(<?xml version="1.0"?>
<!-- a snapshot -->
<ElectionResult>
  <ElectionName>2016 Presidential Primary</ElectionName>
  <ElectionDate>3/1/2016</ElectionDate>
  <Region>Lake</Region>
  <VoterTurnout totalVoters="900" ballotsCast="100" voterTurnout="11.11">
    <Precincts>
      <Precinct name="North &amp; East" totalVoters="500" ballotsCast="60"/>
      <Precinct name="South" totalVoters="400" ballotsCast="40"/>
    </Precincts>
  </VoterTurnout>
  <Contest key="7" text="President - DEM" voteFor="1" precinctsReporting="2" precinctsReported="2">
    <VoteType name="Undervotes" votes="1"><Precinct name="South" votes="1"/></VoteType>
    <Choice key="1" text="Ann Lee" totalVotes="45">
      <VoteType name="Election Day" votes="30">
        <Precinct name="North &amp; East" votes="20"/><Precinct name="South" votes="10"/>
      </VoteType>
      <VoteType name="Absentee" votes="15">
        <Precinct name="North &amp; East" votes="4"/><Precinct name="South" votes="8"/><Precinct name="Mail" votes="3"/>
      </VoteType>
    </Choice>
    <Choice key="2" text="Uncommitted" totalVotes="0">
      <VoteType name="Election Day" votes="0"><Precinct name="South" votes="0"/></VoteType>
    </Choice>
  </Contest>
  <Contest key="8" text="President - DEM"><Choice text="Yes" totalVotes="1"/></Contest>
  <Contest key="9" text="Nobody"/>
</ElectionResult>
)";

std::string with(const std::string& from, const std::string& to) {
    std::string text = county;
    text.replace(text.find(from), from.size(), to);
    return text;
}

}  // namespace

TEST_CASE("Clarity's choices, vote types, units and turnout are a contest") {
    const Publication publication = read_text(county, "detail.xml");
    REQUIRE(publication.format == "clarity");
    REQUIRE(publication.contests.size() == 2);
    CHECK(findings_of(county).empty());
    const Contest& contest = publication.contests[0].contest.value();
    CHECK(contest.id == "president-dem");
    CHECK(publication.contests[1].contest->id == "president-dem-8");
    CHECK(contest.title == "2016 Presidential Primary: President - DEM");
    CHECK(contest.party == "Democratic");
    CHECK(contest.kind == "primary");
    CHECK(contest.date == "2016-03-01");
    CHECK(figures_of(contest) == "Ann Lee 45 - -\nUncommitted 0 - -\n");
    CHECK(contest.candidates[1].kind == CandidateKind::uncommitted);
    CHECK(units_of(contest) ==
          "Lake county ballots=100 registered=900\n"
          "North & East precinct in Lake ballots=60 registered=500 lee=24\n"
          "South precinct in Lake ballots=40 registered=400 lee=18 uncommitted=0\n"
          "Mail precinct in Lake lee=3\n");
    CHECK(publication.left_out ==
          std::vector<std::string>{"1 contest without choices", "undervotes", "precincts reporting"});
}

TEST_CASE("what Clarity states of a whole is kept and held against its parts") {
    CHECK(findings_of(with("totalVotes=\"45\"", "totalVotes=\"46\"")) ==
          std::vector<std::string>{
              "CT201 15:48 the votes for Ann Lee by county add up to 45 but the contest says 46 (the "
              "contest is 1 too high)"});
    CHECK(findings_of(with("name=\"Absentee\" votes=\"15\"", "name=\"Absentee\" votes=\"51\"")) ==
          std::vector<std::string>{
              "CT201 19:40 the units of Absentee of Ann Lee add up to 15 but its vote type says 51 (its "
              "vote type is 36 too high)"});
    CHECK(findings_of("<ElectionResult><Contest><Choice text=\"A B\" totalVotes=\"7\"><VoteType votes=\"4\"/>"
                      "<VoteType votes=\"2\"/></Choice></Contest></ElectionResult>") ==
          std::vector<std::string>{
              "CT202 1:57 the vote types of A B add up to 6 but totalVotes says 7 (totalVotes is 1 too "
              "high)"});
    CHECK(findings_of(with("votes=\"20\"", "votes=\"2O\"")).front() ==
          "CT007 17:50 \"lee\" must be a whole number written with digits only, not 2O");
    CHECK(
        findings_of(with("<Precinct name=\"Mail\" votes=\"3\"/>", "<Precinct name=\"South\" votes=\"3\"/>")).front() ==
        "CT103 20:118 the \"Absentee\" votes for Ann Lee in \"South\" are there twice; the first count");
}

TEST_CASE("turnout is stated only where it is that of the contest") {
    const Contest several = read_text(with("voteFor=\"1\"", "voteFor=\"3\"")).contests[0].contest.value();
    CHECK(units_of(several) ==
          "North & East precinct lee=24\nSouth precinct lee=18 uncommitted=0\nMail precinct lee=3\n");
    const Contest part =
        read_text(with("name=\"South\" totalVoters", "name=\"West\" totalVoters")).contests[0].contest.value();
    CHECK(units_of(part) ==
          "North & East precinct ballots=60 registered=500 lee=24\nSouth precinct lee=18 uncommitted=0\n"
          "Mail precinct lee=3\n");
}

TEST_CASE("XML that has been cut off or that nobody knows is said to be so") {
    CHECK(findings_of(county.substr(0, county.find("  <Contest key=\"8\""))) ==
          std::vector<std::string>{"CT005 27:1 the text ends before its elements do: it has been cut off"});
    CHECK(findings_of("<ElectionResult><Contest></ElectionResult>")
              .front()
              .starts_with("CT005 1:28 not XML from here on: "));
    CHECK(findings_of("<?xml version=\"1.0\"?><feed/>") ==
          std::vector<std::string>{
              "CT002 1:1 XML with the root element \"feed\", which is no publication that this program knows"});
    CHECK(findings_of("<ElectionResult/>") ==
          std::vector<std::string>{"CT002 1:1 results of Clarity without a contest that has choices"});
}

TEST_CASE("entities of a document type are not expanded, and depth costs no stack") {
    const Publication laughs = read_text(
        "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>\n"
        "<ElectionResult><Contest text=\"&b;\"><Choice text=\"&b;\" totalVotes=\"1\"/></Contest></ElectionResult>");
    REQUIRE(laughs.contests.front().contest);
    CHECK(laughs.contests.front().contest->candidates.front().name == "&b;");

    std::string deep = "<ElectionResult>";
    for (int i = 0; i < 300'000; ++i) deep += "<a>";
    CHECK(findings_of(deep).front().ends_with("the text ends before its elements do: it has been cut off"));
    for (int i = 0; i < 300'000; ++i) deep += "</a>";
    CHECK(findings_of(deep + "</ElectionResult>").front().starts_with("CT002"));
    CHECK(findings_of("<ElectionResult>" + std::string(4'000'000, '<')).front() ==
          "CT005 1:1 more than 4,000,000 elements and attributes");
}

TEST_CASE("a file of Clarity cut anywhere is read in bounded time or said to be cut") {
    for (std::size_t size = 0; size < county.size() - 2; ++size) {
        const Publication publication = read_text(county.substr(0, size));
        INFO(size);
        REQUIRE(has_errors(publication.contests.front().findings));
    }
}

TEST_CASE("a digit changed in a figure of Clarity is found", "[mutated]") {
    const std::size_t contest = county.find("<Contest");
    for (std::size_t i = contest; i < county.find("<Contest key=\"8\""); ++i) {
        const std::string_view before = std::string_view(county).substr(0, i);
        if (county[i] < '0' || county[i] > '9' || !(before.ends_with("otes=\"") || county.substr(i - 1, 3) == "45\""))
            continue;
        std::string text = county;
        text[i] = text[i] == '9' ? '1' : static_cast<char>(text[i] + 1);
        INFO(i << ' ' << text.substr(i - 20, 40));
        CHECK_FALSE(findings_of(text).empty());
    }
}

TEST_CASE("Clarity's precincts of Greenup County are read", "[.][shared-data]") {
    const Source file = read_source(SHARED_DATA_FOLDER "/published/ky-greenup-2014-primary.precincts.xml");
    const Publication publication = read_text(file.text);
    REQUIRE(publication.contests.size() == 1);
    const Contest& contest = publication.contests.front().contest.value();
    CHECK(publication.contests.front().findings.empty());
    CHECK(figures_of(contest) ==
          "Matt BEVIN 820 - -\nBrad COPAS 11 - -\nMitch McCONNELL 1135 - -\nChris PAYNE 48 - -\nShawna STERLING 46 - "
          "-\n");
    REQUIRE(contest.units.size() == 34);
    CHECK(contest.units[0].ballots == 5926);
    CHECK(contest.units[0].registered == 28162);
    Votes ballots = 0;
    for (std::size_t i = 1; i < contest.units.size(); ++i) {
        CHECK(contest.units[i].registered == 0);
        ballots += contest.units[i].ballots.value();
    }
    CHECK(ballots == 5926);
    // Nobody has entered the registered voters of the precincts: one finding, not one a precinct.
    CHECK(findings_of(file.text) ==
          std::vector<std::string>{
              "CT203 11:46 203 ballots but only 0 registered voters in \"AB\", and so in all 33 units "
              "of its level"});
}
