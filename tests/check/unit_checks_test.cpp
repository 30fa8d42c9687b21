// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <caucus_tally/check.hpp>
#include <caucus_tally/parse.hpp>
#include <string>

using namespace caucus_tally;

namespace {

/// What is found in a contest of candidates a and b with these members more.
std::vector<std::string> found(const std::string& members) {
    const std::string text = R"({"format": 1, "id": "x", "title": "X", "candidates": [{"id": "a", "name": "Ann"},
        {"id": "b", "name": "Bo"}, {"id": "c", "name": "Cy"}], )" +
                             members + "}";
    const ParsedContest parsed = parse_contest({"x.json", text});
    REQUIRE(parsed.findings.empty());
    std::vector<std::string> texts;
    for (const Finding& f : check(*parsed.contest))
        texts.push_back(code_text(f.code) + ' ' + f.pointer + ' ' + f.unit + ": " + f.message);
    return texts;
}

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("candidates are held against their unit's total") {
    CHECK(
        found(R"("units": [{"id": "u", "level": "county", "votes": {"a": 10, "b": 5, "c": 1}, "total": 17}])") ==
        Found{
            R"(CT201 /units/0/total u: candidates in "u" add up to 16 but its total says 17 (its total is 1 too high))"});
    // Somebody is not listed: the others may be fewer than the total, but not more.
    CHECK(found(R"("units": [{"id": "u", "level": "county", "votes": {"a": 10, "b": 5}, "total": 17}])").empty());
    CHECK(found(R"("units": [{"id": "u", "level": "county", "votes": {"a": 10, "b": 8}, "total": 17}])").size() == 1);
}

TEST_CASE("units are held against their parent, candidate by candidate and round by round") {
    CHECK(
        found(R"("rounds": [{"id": "first"}, {"id": "final", "title": "Final alignment"}], "units": [
        {"id": "p", "level": "county", "votes": {"first": {"a": 30}, "final": {"a": 32}}},
        {"id": "1", "level": "precinct", "parent": "p", "votes": {"first": {"a": 10}, "final": {"a": 11}}},
        {"id": "2", "level": "precinct", "parent": "p", "votes": {"first": {"a": 20}, "final": {"a": 20}}}])") ==
        Found{
            R"(CT201 /units/0/votes/final/a p: the votes for Ann in the units of "p" in the Final alignment add up to 31 but "p" says 32 ("p" is 1 too high))"});
}

TEST_CASE("totals are held against those of the units inside, and against the contest's") {
    const auto state = [](const std::string& county, const std::string& first, const std::string& second) {
        return R"("levels": ["county", "precinct"], "units": [{"id": "p", "level": "county", )" + county +
               R"(}, {"id": "1", "level": "precinct", "parent": "p", )" + first +
               R"(}, {"id": "2", "level": "precinct", "parent": "p", )" + second + "}]";
    };
    const std::string difference =
        R"(CT201 /units/0/total p: the votes in the units of "p" add up to 90 but its total says 100 (its total is 10 too high))";
    CHECK(found(state(R"("total": 100)", R"("total": 40)", R"("total": 50)")) == Found{difference});
    CHECK(found(state(R"("total": 90)", R"("total": 40)", R"("votes": {"a": 30, "b": 20, "c": 0})")).empty());
    CHECK(found(state(R"("total": 100)", R"("total": 40)", R"("votes": {"a": 30, "b": 20, "c": 0})")) ==
          Found{difference});
    // What is not known may be the rest, but not less than nothing.
    CHECK(found(state(R"("total": 100)", R"("total": 40)", R"("votes": {"a": 30, "b": 20})")).empty());
    CHECK(found(state(R"("total": 100)", R"("total": 40)", R"("registered": 90)")).empty());
    CHECK(found(state(R"("total": 30)", R"("total": 40)", R"("registered": 90)")).size() == 1);
    // A candidate's votes are said once.
    CHECK(found(state(R"("votes": {"a": 60, "b": 40, "c": 0}, "total": 100)", R"("votes": {"a": 30, "b": 20, "c": 0})",
                      R"("votes": {"a": 20, "b": 20, "c": 0})")) ==
          Found{R"(CT201 /units/0/votes/a p: the votes for Ann in the units of "p" add up to 50 but "p" says 60 )"
                R"(("p" is 10 too high))"});
    CHECK(
        found(R"("total": {"votes": 80}, )" + state(R"("kind": "rural")", R"("total": 40)", R"("total": 50)")) ==
        Found{"CT201 /total/votes : the votes by county add up to 90 but the total says 80 (the total is 10 too low)"});
}

TEST_CASE("the outermost units are held against the contest") {
    const std::string units = R"("units": [{"id": "u", "level": "county", "votes": {"a": 10, "b": 5, "c": 0}},
                                           {"id": "v", "level": "county", "votes": {"a": 1, "b": 2, "c": 3}}])";
    CHECK(found(units).empty());
    CHECK(found(R"("total": {"votes": 20}, )" + units) ==
          Found{"CT201 /total/votes : candidates add up to 21 but the total says 20 (the total is 1 too low)"});
}

TEST_CASE("a unit is held against those inside it that report, however deep") {
    CHECK(
        found(R"("levels": ["state", "county", "precinct"], "units": [
        {"id": "s", "level": "state", "votes": {"a": 100}},
        {"id": "c", "level": "county", "parent": "s"},
        {"id": "1", "level": "precinct", "parent": "c", "votes": {"a": 10}},
        {"id": "2", "level": "precinct", "parent": "c", "votes": {"a": 20}}])") ==
        Found{
            R"(CT201 /units/0/votes/a s: the votes for Ann in the units of "s" add up to 30 but "s" says 100 ("s" is 70 too high))"});
}

TEST_CASE("precincts beside the counties are held against the contest together with them") {
    const auto contest = [](Votes ann) {
        return R"({"format": 1, "id": "x", "title": "X", "candidates": [{"id": "a", "name": "Ann", "votes": )" +
               std::to_string(ann) + R"(}], "levels": ["county", "precinct"], "units": [{"id": "c", "level": "county"},
               {"id": "p", "level": "precinct", "parent": "c", "votes": {"a": 6}},
               {"id": "s", "level": "precinct", "votes": {"a": 1}}]})";
    };
    CHECK(check(*parse_contest({"x.json", contest(7)}).contest).empty());
    const auto findings = check(*parse_contest({"x.json", contest(8)}).contest);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].message ==
          "the votes for Ann by county add up to 7 but the contest says 8 (the contest is 1 too high)");
}

TEST_CASE("levels side by side are held against the contest and a common parent each for itself") {
    CHECK(
        found(R"("levels": ["state", "district", "county"], "units": [
        {"id": "s", "level": "state", "votes": {"a": 10}},
        {"id": "1", "level": "district", "parent": "s", "votes": {"a": 10}},
        {"id": "c", "level": "county", "parent": "s", "votes": {"a": 9}}])") ==
        Found{
            R"(CT201 /units/0/votes/a s: the votes for Ann in the units of "s" add up to 9 but "s" says 10 ("s" is 1 too high))"});
}

TEST_CASE("votes of a unit beyond 64 bits are said to be, and compared with nothing") {
    CHECK(found(R"("units": [{"id": "u", "level": "county", "ballots": 40,
                              "votes": {"a": 18446744073709551615, "b": 1, "c": 50}}])") ==
          Found{R"(CT007 /units/0/votes/a u: candidates in "u" add up to more than 2^64 - 1)"});
}

TEST_CASE("a unit's percentages are held against its own votes") {
    CHECK(found(R"("units": [{"id": "u", "level": "county", "votes": {"a": 50, "b": 30, "c": 20},
                             "percent": {"a": "50.0", "b": "31.0", "c": "20.0"}}])") ==
          Found{"CT301 /units/0/percent/b u: Bo is stated with 31.0%, but 30 of 100 votes is 30.0%"});
    CHECK(found(R"("units": [{"id": "u", "level": "county", "votes": {"a": 50}, "percent": {"a": "40.0"}}])").empty());
}

TEST_CASE("there are no more votes than ballots, attendees and registered voters") {
    CHECK(found(R"("units": [{"id": "u", "level": "county", "votes": {"a": 10}, "ballots": 9, "attendance": 12,
                             "registered": 11}])") ==
          Found{R"(CT203 /units/0/ballots u: 10 votes but only 9 ballots in "u")",
                R"(CT203 /units/0/registered u: 12 attendees but only 11 registered voters in "u")"});
}

TEST_CASE("two units with the very same figures are suspicious unless they are small") {
    const auto units = [](const std::string& votes) {
        return R"("units": [{"id": "u", "level": "county", "votes": )" + votes +
               R"(}, {"id": "v", "level": "county", "votes": )" + votes + "}]";
    };
    CHECK(found(units(R"({"a": 10, "b": 11})")) ==
          Found{R"(CT701 /units/0/votes/a u: "u" has the very same figures as "v")",
                R"(CT701 /units/1/votes/a v: "v" has the very same figures as "u")"});
    CHECK(found(units(R"({"a": 10, "b": 10})")).empty());
}

TEST_CASE("figures that moved to the neighbor's column between two rounds are suspicious") {
    const auto moved = [](const std::string& first, const std::string& final) {
        Found texts = found(R"("caucus_math": {"rules": "iowa-2020"}, "rounds": [{"id": "first"}, {"id": "final"}],
            "units": [{"id": "u", "level": "precinct", "delegates": 9, "votes": {"first": )" +
                            first + R"(, "final": )" + final + "}}]");
        std::erase_if(texts, [](const std::string& text) { return !text.starts_with("CT702"); });
        return texts;
    };
    CHECK(moved(R"({"a": 40, "b": 28, "c": 4})", R"({"a": 40, "b": 0, "c": 30})") ==
          Found{R"(CT702 /units/0/votes/final/c u: the figures of Bo look moved to Cy in "u": 28 then 0, 4 then 30)"});
    CHECK(moved(R"({"a": 1, "b": 28, "c": 43})", R"({"a": 29, "b": 0, "c": 43})") ==
          Found{R"(CT702 /units/0/votes/final/a u: the figures of Bo look moved to Ann in "u": 28 then 0, 1 then 29)"});
    CHECK(moved(R"({"a": 40, "b": 28, "c": 4})", R"({"a": 40, "b": 0, "c": 43})")
              .empty());  // more than half as many again
    CHECK(moved(R"({"a": 40, "b": 28, "c": 4})", R"({"a": 40, "b": 1, "c": 30})").empty());   // not gone
    CHECK(moved(R"({"a": 40, "b": 28, "c": 20})", R"({"a": 40, "b": 0, "c": 30})").empty());  // viable before
    CHECK(moved(R"({"a": 40, "b": 1, "c": 0})", R"({"a": 40, "b": 0, "c": 5})").empty());     // one person
    CHECK(moved(R"({"a": 90, "b": 12, "c": 0})", R"({"a": 90, "b": 0, "c": 12})").empty());   // was not viable
}

TEST_CASE("what a pool by units states as a whole is held against its units and against the rules") {
    const auto contest = [](const std::string& awarded, const std::string& first, const std::string& second) {
        return R"("allocation": {"rules": "dnc-2004", "pools": [{"name": "District", "delegates": 6, "by": "district",
            "awarded": )" +
               awarded + R"(}]}, "units": [
            {"id": "1", "level": "district", "delegates": 3, "votes": {"a": 60, "b": 40, "c": 0})" +
               first + R"(}, {"id": "2", "level": "district", "delegates": 3, "votes": {"a": 70, "b": 50, "c": 0})" +
               second + "}]";
    };
    const std::string won = R"(, "awarded": {"a": 2, "b": 1})";
    CHECK(found(contest(R"({"a": 4, "b": 2})", won, won)).empty());
    CHECK(found(contest(R"({"a": 4, "b": 2})", "", "")).empty());
    CHECK(found(R"("allocation": {"rules": "dnc-2004", "pools": [{"name": "District", "delegates": 6, "by": "district",
                   "awarded": {"a": 4, "b": 2}}]})")
              .empty());
    const std::string rules =
        "CT402 /allocation/pools/0/awarded : pool \"District\": Ann is stated with 5, the rules "
        "give 4 in its units; Bo is stated with 1, the rules give 2 in its units";
    CHECK(found(contest(R"({"a": 5, "b": 1})", won, won)) ==
          Found{"CT401 /allocation/pools/0/awarded/a : Ann's delegates in the units of pool \"District\" add up to 4 "
                "but the pool says 5 (1 too many)",
                "CT401 /allocation/pools/0/awarded/b : Bo's delegates in the units of pool \"District\" add up to 2 "
                "but the pool says 1 (1 too few)",
                rules});
    // What the second district gave is not known: the first one's may be fewer, but not more.
    CHECK(found(contest(R"({"a": 5, "b": 1})", won, "")) == Found{rules});
    CHECK(found(contest(R"({"a": 1, "b": 5})", won, "")).size() == 2);
}
