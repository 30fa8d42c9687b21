// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <caucus_tally/parse.hpp>
#include <fmt/format.h>
#include <map>
#include <string>

using namespace caucus_tally;

namespace {

const std::string contest_text = R"({"format": 1, "id": "x", "title": "X",
    "candidates": [{"id": "ann", "name": "Ann Alder"}, {"id": "bo", "name": "Bo Birch"}],
    "rounds": [{"id": "first"}, {"id": "final"}], "levels": ["district", "county", "precinct"],
    "units": {"units": "u.csv", "results": "r.csv"}})";

ParsedContest parse_tables(const std::string& units, const std::string& results) {
    const std::map<std::string, std::string> tables{{"u.csv", units}, {"r.csv", results}};
    return parse_contest({"x.json", contest_text}, [&](const std::string& name) -> Source {
        return {"folder/" + name, tables.at(name)};
    });
}

std::vector<std::string> found(const std::string& units, const std::string& results) {
    std::vector<std::string> texts;
    for (const Finding& f : parse_tables(units, results).findings)
        texts.push_back(code_text(f.code) + ' ' + f.location.file + ':' + std::to_string(f.location.line) + ':' +
                        std::to_string(f.location.column) + ' ' + f.message);
    return texts;
}

using Found = std::vector<std::string>;

const std::string units = "county,precinct,district,delegates,sde\nEast,North,1,3,0.25\nWest,,2,5,\n";
const std::string results =
    "county,precinct,candidate,first,final,sde\nEast,North,ann,30,35,0.2\nEast,North,Bo Birch,20,15,\nWest,,ann,24,,\n";

}  // namespace

TEST_CASE("units and results are read from two tables") {
    const ParsedContest parsed = parse_tables(units, results);
    REQUIRE(parsed.findings.empty());
    const Contest& contest = parsed.contest.value();
    REQUIRE(contest.units.size() == 3);
    const Unit& east = contest.units[0];  // nobody states it, its precinct implies it
    CHECK(east.id == "East");
    CHECK(parsed.text.lines.units[0] == 0);
    const Unit& north = contest.units[1];
    CHECK(north.id == "East/North");
    CHECK(north.name == "North");
    CHECK(north.parent == 0U);
    CHECK(north.level == 2U);
    CHECK(north.delegates.value() == Decimal(Votes{3}));
    CHECK(to_string(north.sde.value()) == "0.25");
    CHECK(north.outer == std::vector<OuterUnit>{{0, "1"}});
    CHECK(parsed.text.lines.units[1] == 2);
    REQUIRE(north.results.size() == 2);
    CHECK(north.results[1].candidate == 1);
    CHECK(north.results[1].votes == std::vector<std::optional<Votes>>{20, 15});
    CHECK_FALSE(north.results[1].sde.has_value());
    CHECK(contest.units[2].results[0].votes == std::vector<std::optional<Votes>>{24, std::nullopt});
}

TEST_CASE("what is wrong with a table is found at its place") {
    CHECK(found("county,precinct,delegtaes\nEast,North,3\n", results) ==
          Found{R"(CT101 folder/u.csv:1:17 unknown column "delegtaes"; did you mean "delegates"?)",
                R"(CT107 folder/r.csv:4:1 the units table has no unit "West")"});
    CHECK(
        found(units,
              "county,precinct,candidate,first,final\nEast,North,anne,1,2\nEast,North,Total,3,4\nEast,North,,1,1\n") ==
        Found{R"(CT106 folder/r.csv:2:12 "anne" is no candidate of this contest; did you mean "ann"?)",
              R"(CT105 folder/r.csv:3:12 "Total" among the candidates doubles every sum)",
              "CT108 folder/r.csv:4:12 the row names no candidate"});
    CHECK(
        found(units, "county,precinct,candidate,first,final\nEast,North,ann,\"1,000\",3.5\nEast,North,ann,-1,2\n") ==
        Found{
            R"(CT007 folder/r.csv:2:16 "first" must be a whole number below 2^64 written with digits only, not "1,000")",
            R"(CT007 folder/r.csv:2:24 "final" must be a whole number below 2^64 written with digits only, not "3.5")",
            R"(CT007 folder/r.csv:3:16 "first" must be a whole number below 2^64 written with digits only, not "-1")",
            R"(CT103 folder/r.csv:3:12 "Ann Alder" has a result in "East/North" on line 2 already)"});
    CHECK(found(units + "East,North,1,3,1\n,South,1,1,1\n", results) ==
          Found{R"(CT103 folder/u.csv:4:6 unit "East/North" stands on line 2 already)",
                "CT108 folder/u.csv:5:1 the row names no county"});
    CHECK(found(units, results + "West,,bo,1\n") == Found{"CT102 folder/r.csv:5:11 4 fields, but the header has 6"});
    CHECK(found(units + "South, East ,1,1,1\n", results) ==
          Found{"CT104 folder/u.csv:4:7 precinct \" East \" has a blank at the start"});
}

TEST_CASE("everything that is wrong with a row is found") {
    const std::string header = "county,precinct,candidate,first,final\n";
    const auto not_count = [](const std::string& place, const std::string& what) {
        return "CT007 folder/r.csv:" + place + " must be a whole number below 2^64 written with digits only, not \"" +
               what + "\"";
    };
    CHECK(found(units, header + "East,South,boo,-3,1\nEast,North,boo,x,1\n") ==
          Found{R"(CT107 folder/r.csv:2:6 the units table has no unit "East/South")",
                R"(CT106 folder/r.csv:2:12 "boo" is no candidate of this contest; did you mean "bo"?)",
                not_count("2:16 \"first\"", "-3"),
                R"(CT106 folder/r.csv:3:12 "boo" is no candidate of this contest; did you mean "bo"?)",
                not_count("3:16 \"first\"", "x")});
    CHECK(
        found("county,precinct,attendance\nEast,North,1\n,South,2\nEast,North,x\nEast,,\n",
              header + "East,North,bo,1,1\n") ==
        Found{
            "CT108 folder/u.csv:3:1 the row names no county",
            R"(CT007 folder/u.csv:4:12 "attendance" must be a whole number below 2^64 written with digits only, not "x")",
            R"(CT103 folder/u.csv:4:6 unit "East/North" stands on line 2 already)"});
}

TEST_CASE("totals among the units are found and not read") {
    const auto parsed = parse_tables("county,precinct\nEast,North\nEast,Totally Square\nEast,East Total\n",
                                     "county,precinct,candidate,first,final\nEast,North,ann,4,4\n"
                                     "East,East Total,ann,4,4\nEast,East Total,bo,0,0\nTotal,,ann,4,4\n");
    Found texts;
    for (const Finding& f : parsed.findings)
        texts.push_back(code_text(f.code) + ' ' + f.location.file + ':' + std::to_string(f.location.line) + ':' +
                        std::to_string(f.location.column) + ' ' + f.message);
    CHECK(texts == Found{R"(CT105 folder/u.csv:4:6 "East Total" among the units doubles every sum)",
                         R"(CT105 folder/r.csv:3:6 "East Total" among the units doubles every sum)",
                         R"(CT105 folder/r.csv:5:1 "Total" among the units doubles every sum)"});
    CHECK(parsed.contest->units.size() == 3);
}

TEST_CASE("a whole row given twice is a warning") {
    const auto severities = [](const std::string& of_units, const std::string& of_results) {
        std::vector<Severity> found;
        for (const Finding& f : parse_tables(of_units, of_results).findings) {
            CHECK(f.code == Code::duplicate_row);
            found.push_back(f.severity);
        }
        return found;
    };
    using Severities = std::vector<Severity>;
    CHECK(severities(units + "West,,2,5,\n", results + "West,,ann,24,,\n") ==
          Severities{Severity::warning, Severity::warning});
    CHECK(severities(units + "West,,3,5,\n", results + "West,,ann,24,0,\n") ==
          Severities{Severity::error, Severity::error});
}

TEST_CASE("tables that say nothing are not silently fine") {
    CHECK(found("", results) == Found{"CT002 folder/u.csv:0:0 the file is empty"});
    CHECK(found(units, "county,precinct,candidate,first,final\n") ==
          Found{"CT002 folder/r.csv:0:0 the file has a header and no rows"});
    CHECK(
        found(units, "candidate,first\nann,1\n") ==
        Found{
            "CT101 folder/r.csv:0:0 the tables share no column of the contest's levels (district, county, precinct)"});
    CHECK(found(units, "county,precinct,first\nEast,North,1\n") ==
          Found{"CT101 folder/r.csv:0:0 the table has no column \"candidate\""});
}

TEST_CASE("names with slashes that make up one id are two units") {
    CHECK(
        found("county,precinct\nA/B,C\nA,B/C\n", "county,precinct,candidate,first,final\nA/B,C,ann,1,2\n") ==
        Found{
            R"(CT103 folder/u.csv:3:3 county "A/B", precinct "C" and county "A", precinct "B/C" have the same id "A/B/C")"});
    CHECK(found("county,precinct\nA,B\nC,D\nA/B,\n", "county,precinct,candidate,first,final\nA,B,ann,1,2\n") ==
          Found{R"(CT103 folder/u.csv:4:1 county "A", precinct "B" and county "A/B" have the same id "A/B")"});
}

TEST_CASE("levels and rounds are not called as another column is") {
    const auto fields_of = [](const std::string& structure) {
        std::vector<std::string> texts;
        const std::string text = R"({"format": 1, "id": "x", "title": "X", "candidates": [{"id": "a", "name": "Ann"}],
                                     "units": {"units": "u.csv", "results": "r.csv"}, )" +
                                 structure + "}";
        const ParsedContest parsed = parse_contest({"x.json", text}, [](const std::string& name) -> Source {
            return {name, name == "u.csv" ? "county\nA\n" : "county,candidate,votes,first\nA,a,1,1\n"};
        });
        for (const Finding& f : parsed.findings)
            if (f.location.file == "x.json") texts.push_back(code_text(f.code) + ' ' + f.pointer + ' ' + f.message);
        return texts;
    };
    const std::string why = "the tables have another column of this name";
    CHECK(fields_of(R"("levels": ["county", "candidate", "kind", "votes"])") ==
          Found{R"(CT101 /levels/1 a level cannot be called "candidate": )" + why,
                R"(CT101 /levels/2 a level cannot be called "kind": )" + why,
                R"(CT101 /levels/3 a level cannot be called "votes": )" + why});
    CHECK(fields_of(
              R"("levels": ["county", "votes"], "rounds": [{"id": "delegates"}, {"id": "county"}, {"id": "first"}])") ==
          Found{R"(CT101 /rounds/0/id a round cannot be called "delegates": )" + why,
                R"(CT101 /rounds/1/id a round cannot be called "county": )" + why});
}

TEST_CASE("one fault in every row of a long table does not fill the memory") {
    std::string rows = "county,precinct,candidate,first,final\n";
    for (int i = 0; i < 10'100; ++i) rows += "East,North,anne,1,1\n";
    const Found texts = found(units, rows);
    REQUIRE(texts.size() == 10'001);
    CHECK(texts[9'999] == R"(CT106 folder/r.csv:10001:12 "anne" is no candidate of this contest; did you mean "ann"?)");
    CHECK(texts[10'000] ==
          "CT106 folder/r.csv:10002:12 more than 10000 findings in this file; those from here on are "
          "not listed");
    const std::string long_word(100'000, 'x');
    for (const std::string& row :
         {long_word + ",North,ann,1,1\n", "East,North," + long_word + ",1,1\n", "East,North,ann," + long_word + ",1\n"})
        CHECK(found(units, "county,precinct,candidate,first,final\n" + row).front().size() < 250);
}

TEST_CASE("findings about a unit of a table are located by line and column's name") {
    const ParsedContest parsed = parse_tables(units, results);
    const auto place = [&](const std::string& pointer) {
        Finding finding = make_finding(Code::sum, "x");
        finding.pointer = pointer;
        const Finding located = locate(parsed.text, {finding}).front();
        CHECK(located.pointer.empty() == (located.location.file != "x.json"));
        return fmt::format("{}:{}:{} {}", located.location.file, located.location.line, located.location.column,
                           located.location.field);
    };
    CHECK(place("/units/1/votes/final/bo") == "folder/r.csv:3:24 final");
    CHECK(place("/units/1/awarded_sde/ann") == "folder/r.csv:2:22 sde");
    CHECK(place("/units/1/delegates") == "folder/u.csv:2:14 delegates");
    CHECK(place("/units/1/total/first") == "folder/u.csv:2:1 total");     // no column: the row's start
    CHECK(place("/units/1/votes/first") == "folder/u.csv:2:1 votes");     // nobody's in particular
    CHECK(place("/units/0/delegates") == "folder/u.csv:0:0 delegates");   // on no row of its own
    CHECK(place("/units/2/votes/final/bo") == "folder/r.csv:0:0 final");  // nor has he a result there
    CHECK(place("/candidates/1/name") == "x.json:2:77 ");
    CHECK(place("/units/9/delegates") == "x.json:4:14 ");

    Finding finding = make_finding(Code::sum, "x");
    finding.pointer = "/units/1/votes/final/bo";
    const Finding located = locate(parsed.text, {finding}).front();
    CHECK(located.location.length == 2);
    CHECK(located.location.excerpt == "East,North,Bo Birch,20,15,");
}

TEST_CASE("tables outside the contest file's folder are not opened") {
    const TableOpener open = tables_beside("tests/x.json");
    for (const std::string name : {"../x.csv", "/etc/passwd", "a/../../x.csv"})
        CHECK_THROWS_WITH(open(name), name + ": a table must lie in the folder of its contest file");
    CHECK_THROWS_AS(open("no-such-table.csv"), FileError);
}
