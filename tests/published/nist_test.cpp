// SPDX-License-Identifier: MIT
#include "format/nist.hpp"

#include "catch.hpp"
#include "published/publications.hpp"

#include <caucus_tally/builtin.hpp>
#include <nlohmann/json.hpp>

using namespace caucus_tally;

namespace {

const std::string xml = R"(<?xml version="1.0"?>
<e:ElectionReport xmlns:e="http://itl.nist.gov/ns/voting/1500-100/v2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <e:Election>
  <e:Candidate ObjectId="c1"><e:BallotName><e:Text Language="en">Ann Lee</e:Text></e:BallotName><e:PartyId>p</e:PartyId></e:Candidate>
  <e:Candidate ObjectId="c2"><e:BallotName><e:Text Language="en">Bo Ray</e:Text></e:BallotName><e:PartyId>p</e:PartyId></e:Candidate>
  <e:Contest ObjectId="president" xsi:type="e:CandidateContest">
   <e:ContestSelection ObjectId="s1">
    <e:VoteCounts><e:GpUnitId>st</e:GpUnitId><e:Type>total</e:Type><e:Count>30</e:Count></e:VoteCounts>
    <e:VoteCounts><e:GpUnitId>co</e:GpUnitId><e:Type>total</e:Type><e:Count>30</e:Count></e:VoteCounts>
    <e:VoteCounts><e:GpUnitId>a</e:GpUnitId><e:Type>early</e:Type><e:Count>4</e:Count></e:VoteCounts>
    <e:VoteCounts><e:GpUnitId>a</e:GpUnitId><e:Type>election-day</e:Type><e:Count>6</e:Count></e:VoteCounts>
    <e:VoteCounts><e:GpUnitId>b</e:GpUnitId><e:Type>total</e:Type><e:Count>20</e:Count></e:VoteCounts>
    <e:VoteCounts><e:GpUnitId>b</e:GpUnitId><e:Type>early</e:Type><e:Count>9</e:Count></e:VoteCounts>
    <e:CandidateIds>c1</e:CandidateIds>
   </e:ContestSelection>
   <e:ContestSelection ObjectId="s2">
    <e:VoteCounts><e:GpUnitId>st</e:GpUnitId><e:Type>total</e:Type><e:Count>5</e:Count></e:VoteCounts>
    <e:VoteCounts><e:GpUnitId>st</e:GpUnitId><e:Type>seats</e:Type><e:Count>2</e:Count></e:VoteCounts>
    <e:CandidateIds>c2</e:CandidateIds>
   </e:ContestSelection>
   <e:ElectionDistrictId>st</e:ElectionDistrictId>
   <e:Name>President</e:Name>
  </e:Contest>
  <e:ElectionScopeId>st</e:ElectionScopeId>
  <e:Name><e:Text Language="en">2016 Ohio primary</e:Text></e:Name>
  <e:StartDate>2016-03-15</e:StartDate>
  <e:Type>partisan-primary-closed</e:Type>
 </e:Election>
 <e:GpUnit ObjectId="a"><e:Name><e:Text Language="en">A</e:Text></e:Name><e:Type>precinct</e:Type></e:GpUnit>
 <e:GpUnit ObjectId="b"><e:Name><e:Text Language="en">B</e:Text></e:Name><e:Type>precinct</e:Type></e:GpUnit>
 <e:GpUnit ObjectId="co"><e:ComposingGpUnitIds>a b</e:ComposingGpUnitIds><e:Name><e:Text Language="en">Erie</e:Text></e:Name><e:Type>county</e:Type></e:GpUnit>
 <e:GpUnit ObjectId="st"><e:ComposingGpUnitIds>co</e:ComposingGpUnitIds><e:Name><e:Text Language="en">Ohio</e:Text></e:Name><e:Type>state</e:Type></e:GpUnit>
 <e:Issuer>Somebody</e:Issuer>
 <e:Party ObjectId="p"><e:Name><e:Text Language="en">Democratic</e:Text></e:Name></e:Party>
 <e:Status>recount</e:Status>
</e:ElectionReport>
)";

std::string with(const std::string& from, const std::string& to) {
    std::string text = xml;
    text.replace(text.find(from), from.size(), to);
    return text;
}

/// The contest without what docs/publications.md says a report cannot hold.
Contest as_held(Contest contest) {
    contest.schema.clear();
    contest.ongoing.reset();
    contest.previous.reset();
    contest.next.reset();
    contest.calendar_before.clear();
    contest.calendar_after.clear();
    contest.convention.clear();
    contest.summary.clear();
    contest.sources.clear();
    contest.partial = false;
    contest.total.reset();
    contest.allocation.reset();
    contest.caucus_rules.clear();
    for (Candidate& candidate : contest.candidates) {
        candidate.home_state.clear();
        candidate.color.clear();
        candidate.portrait.reset();
        candidate.stated.percent.reset();
    }
    for (Round& round : contest.rounds) round.title.clear();
    for (Unit& unit : contest.units) {
        unit.kind.clear();
        unit.delegates.reset();
        unit.sde.reset();
        unit.totals.assign(unit.totals.size(), std::nullopt);
        unit.outer.clear();
        for (UnitResult& result : unit.results) result.percent.reset();
    }
    return contest;
}

}  // namespace

TEST_CASE("a report of NIST in XML is a contest whose units lie in one another") {
    const Publication publication = read_text(xml);
    REQUIRE(publication.format == "nist");
    CHECK(findings_of(xml).empty());
    const Contest& contest = publication.contests.front().contest.value();
    CHECK(contest.id == "president");
    CHECK(contest.title == "2016 Ohio primary");
    CHECK(contest.jurisdiction == "Ohio");
    CHECK(contest.party == "Democratic");
    CHECK(contest.kind == "primary");
    CHECK(contest.date == "2016-03-15");
    CHECK(contest.status == "recount");
    CHECK(figures_of(contest) == "Ann Lee 30 - -\nBo Ray 5 - 2\n");
    CHECK(units_of(contest) == "Erie county lee=30\nA precinct in Erie lee=10\nB precinct in Erie lee=20\n");
    CHECK(publication.left_out == std::vector<std::string>{"votes by type"});
}

TEST_CASE("the totals of a report are held against one another") {
    CHECK(findings_of(with("<e:Count>20<", "<e:Count>21<")).front() ==
          "CT201 9:77 the votes for Ann Lee in the units of \"Erie\" add up to 31 but \"Erie\" says 30 (\"Erie\" "
          "is 1 too low)");
    CHECK_FALSE(findings_of(with("<e:Count>6<", "<e:Count>5<")).empty());
    CHECK_FALSE(findings_of(with("<e:Count>30<", "<e:Count>31<")).empty());
    CHECK(findings_of(with("<e:CandidateIds>c2<", "<e:CandidateIds>c3<")).front() ==
          "CT106 16:5 the candidate \"c3\" is not among those of the election");
}

TEST_CASE("units that are said to lie in themselves do not") {
    const std::string text =
        with("<e:GpUnit ObjectId=\"a\">", "<e:GpUnit ObjectId=\"a\"><e:ComposingGpUnitIds>co a</e:ComposingGpUnitIds>");
    CHECK(read_text(text).contests.front().contest);
    const std::string apart = with("<e:ComposingGpUnitIds>a b</e:ComposingGpUnitIds>", "");
    CHECK(units_of(read_text(apart).contests.front().contest.value()) ==
          "A precinct lee=10\nB precinct lee=20\nErie county lee=30\n");
    CHECK(findings_of(apart).empty());
}

TEST_CASE("a report cut anywhere is read in bounded time or said to be cut") {
    for (std::size_t size = 0; size < xml.size() - 2; size += 7) {
        INFO(size);
        REQUIRE(has_errors(read_text(xml.substr(0, size)).contests.front().findings));
    }
}

TEST_CASE("each built-in contest is the same again when it has been a report of NIST") {
    for (const BuiltinContest& builtin : builtin_contests()) {
        INFO(builtin.id);
        const Contest contest = parse_contest({"builtin", std::string(builtin.text)}).contest.value();
        const std::vector<ShownContest> shown{{contest, {}}};
        const std::string report = nist_report(shown);
        const Publication again = read_text(report);
        REQUIRE(again.format == "nist");
        REQUIRE(again.contests.size() == 1);
        CHECK(again.contests.front().findings.empty());
        CHECK(write_contest(as_held(again.contests.front().contest.value())) == write_contest(as_held(contest)));
    }
}

TEST_CASE("a written report has what NIST's schema requires") {
    const auto contest = [](std::string_view date) {
        return parse_contest({"c", R"({"format": 1, "id": "c", "title": "C",)" + std::string(date) +
                                       R"("candidates": [{"id": "a", "name": "A", "votes": 1}],
                    "units": [{"id": "U", "level": "ward", "votes": {"a": 1}, "awarded": {"a": "1.5"}}]})"})
            .contest.value();
    };
    const std::vector<ShownContest> shown{{contest(R"("date": "2020-02-03",)"), {}}};
    const nlohmann::json report = nlohmann::json::parse(nist_report(shown));
    const auto require = [](const nlohmann::json& object, std::initializer_list<const char*> keys) {
        for (const char* key : keys) CHECK(object.contains(key));
    };
    require(report, {"@type", "Format", "GeneratedDate", "Issuer", "IssuerAbbreviation", "SequenceStart", "SequenceEnd",
                     "Status", "VendorApplicationId"});
    const nlohmann::json& election = report["Election"][0];
    require(election, {"@type", "ElectionScopeId", "EndDate", "Name", "StartDate", "Type"});
    require(election["Contest"][0], {"@type", "@id", "ElectionDistrictId", "Name", "VotesAllowed"});
    require(election["Candidate"][0], {"@type", "@id", "BallotName"});
    const nlohmann::json& selection = election["Contest"][0]["ContestSelection"][0];
    require(selection, {"@type", "@id", "CandidateIds"});
    for (const nlohmann::json& count : selection["VoteCounts"]) require(count, {"@type", "GpUnitId", "Type", "Count"});
    for (const nlohmann::json& unit : report["GpUnit"]) require(unit, {"@type", "@id", "Type"});
    CHECK(report["Status"] == "unofficial-partial");
    const std::vector<ShownContest> undated{{contest(""), {}}};
    CHECK_THROWS_AS(nist_report(undated), ViewError);
}

TEST_CASE("NIST's closed primary is read alike in JSON and XML", "[.][shared-data]") {
    std::vector<std::string> read;
    for (const char* name : {"err-prim-03.json", "err-prim-03.xml"}) {
        const Source file = read_source(SHARED_DATA_FOLDER "/published/" + std::string(name));
        const Publication publication = read_text(file.text);
        REQUIRE(publication.contests.size() == 10);
        CHECK(findings_of(file.text).empty());
        std::string all;
        for (const ParsedContest& parsed : publication.contests)
            all += parsed.contest->title + '\n' + figures_of(*parsed.contest) + units_of(*parsed.contest);
        read.push_back(all);
        CHECK(figures_of(*publication.contests[0].contest) == "Anne Neet 6 - -\nBen Baker 4 - -\nWrite-ins 0 - -\n");
        CHECK(figures_of(*publication.contests[4].contest).starts_with("Andre Nina 6 - -\nBrent Gilley 4 - -\n"));
        CHECK(publication.contests[4].contest->party == "Republican");
    }
    CHECK(read[0] == read[1]);
}
