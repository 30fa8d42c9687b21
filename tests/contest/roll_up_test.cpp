// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <caucus_tally/parse.hpp>
#include <caucus_tally/tally.hpp>
#include <string>

using namespace caucus_tally;

namespace {

Contest county() {
    const ParsedContest parsed = parse_contest(read_source(TEST_DATA_FOLDER "/data/county/county.json"));
    REQUIRE(parsed.findings.empty());
    return parsed.contest.value();
}

/// A contest of Ann and Bo with these levels and units.
Contest contest_of(const std::string& levels, const std::string& units) {
    const ParsedContest parsed =
        parse_contest({"x", R"({"format": 1, "id": "x", "title": "X", "candidates": [{"id": "a", "name": "Ann"},
              {"id": "b", "name": "Bo"}], "levels": )" +
                                levels + R"(, "units": )" + units + "}"});
    REQUIRE(parsed.findings.empty());
    return parsed.contest.value();
}

/// "7/8" of the whole contest; what is unknown is "?".
std::string whole_votes(const Contest& contest) {
    std::string text;
    for (const CandidateSum& candidate : roll_up(contest).candidates) {
        const auto& votes = candidate.votes.back();
        text += (text.empty() ? "" : "/") + (votes ? std::to_string(*votes) : "?");
    }
    return text;
}

/// "East 46/27" of each unit: the candidates' votes in the last round.
std::vector<std::string> votes_by(const Contest& contest, std::size_t level) {
    std::vector<std::string> texts;
    for (const UnitSum& unit : roll_up(contest, level)) {
        std::string text = unit.id;
        for (const CandidateSum& candidate : unit.candidates)
            text += ' ' + std::to_string(candidate.votes.back().value());
        texts.push_back(text);
    }
    return texts;
}

}  // namespace

TEST_CASE("units that state no results are the sum of those inside them") {
    const Contest contest = county();
    CHECK(votes_by(contest, 1) == std::vector<std::string>{"East 46 27", "West 25 25"});
    CHECK(votes_by(contest, 2) ==
          std::vector<std::string>{"East/North Ward 35 15", "East/South Ward 11 12", "West/Only Ward 25 25"});
    CHECK(roll_up(contest, 1)[0].candidates[0].votes[0] == 40U);
    CHECK(roll_up(contest, 1)[0].candidates[0].delegates.value() == Decimal(Votes{3}));
}

TEST_CASE("a level beside the units is the sum of the units that lie in it, by their own or their parent's word") {
    CHECK(votes_by(county(), 0) == std::vector<std::string>{"1 35 15", "2 36 37"});
}

TEST_CASE("the whole contest is the sum of the units that lie in no other") {
    const UnitSum whole = roll_up(county());
    CHECK(whole.candidates[0].votes.back() == 71U);
    CHECK(whole.candidates[1].votes.back() == 52U);
}

TEST_CASE("what nobody reports is unknown, what some report is their sum") {
    Contest contest = county();
    contest.units[1].results[0].votes[1].reset();
    contest.units[2].results.clear();
    const auto counties = roll_up(contest, 1);
    CHECK_FALSE(counties[0].candidates[0].votes[1].has_value());
    CHECK(counties[0].candidates[1].votes[1] == 15U);
}

TEST_CASE("a sum beyond 2^64 - 1 is unknown, not wrong") {
    Contest contest = county();
    for (Unit& unit : contest.units)
        for (UnitResult& result : unit.results) result.votes[1] = 9223372036854775808U;
    CHECK_FALSE(roll_up(contest, 1)[0].candidates[0].votes[1].has_value());
    CHECK_FALSE(roll_up(contest).candidates[0].votes[1].has_value());
}

TEST_CASE("unlisted votes are those of stated totals beyond the candidates, those of inner units included") {
    Contest contest;
    contest.candidates.resize(1);
    contest.levels = {"county", "precinct"};
    const auto unit = [&](std::string id, std::size_t level, std::optional<std::size_t> parent,
                          std::optional<Votes> votes, std::optional<Votes> total) {
        Unit each;
        each.id = std::move(id);
        each.level = level;
        each.parent = parent;
        each.totals = {total};
        if (votes) each.results.push_back({0, {votes}, {}, {}, {}});
        contest.units.push_back(each);
    };
    unit("a", 0, std::nullopt, std::nullopt, std::nullopt);
    unit("a1", 1, 0, 10, 13);
    unit("a2", 1, 0, 10, 9);  // a total that is too small says nothing about others
    unit("b", 0, std::nullopt, std::nullopt, 20);
    unit("b1", 1, 3, 10, std::nullopt);
    const std::vector<UnitSum> counties = roll_up(contest, 0);
    CHECK(counties[0].unlisted == std::vector<Votes>{3});
    CHECK(counties[1].unlisted == std::vector<Votes>{10});
    CHECK(roll_up(contest).unlisted == std::vector<Votes>{13});
}

TEST_CASE("a precinct beside counties that have precincts counts, wherever it stands in the file") {
    const std::string county = R"({"id": "c", "level": "county"},
        {"id": "p", "level": "precinct", "parent": "c", "votes": {"a": 6, "b": 4}})";
    const std::string satellite = R"({"id": "s", "level": "precinct", "votes": {"a": 1, "b": 4}})";
    const std::string levels = R"(["county", "precinct"])";
    CHECK(whole_votes(contest_of(levels, "[" + county + ", " + satellite + "]")) == "7/8");
    CHECK(whole_votes(contest_of(levels, "[" + satellite + ", " + county + "]")) == "7/8");
    CHECK(whole_votes(contest_of(R"(["state", "county", "precinct"])",
                                 R"([{"id": "z", "level": "state"},
                                     {"id": "c", "level": "county", "parent": "z"},
                                     {"id": "p", "level": "precinct", "parent": "c", "votes": {"a": 6, "b": 4}},
                                     {"id": "s", "level": "precinct", "parent": "z", "votes": {"a": 1, "b": 4}}])")) ==
          "7/8");
}

TEST_CASE("units of levels side by side count the same people, so one level of them counts") {
    const std::string district = R"({"id": "1", "level": "district", "votes": {"a": 7, "b": 8}})";
    const std::string county = R"({"id": "c", "level": "county", "votes": {"a": 7, "b": 8}})";
    const std::string levels = R"(["district", "county"])";
    CHECK(whole_votes(contest_of(levels, "[" + district + ", " + county + "]")) == "7/8");
    CHECK(whole_votes(contest_of(R"(["state", "district", "county"])",
                                 R"([{"id": "z", "level": "state"},
                                     {"id": "1", "level": "district", "parent": "z", "votes": {"a": 7, "b": 8}},
                                     {"id": "c", "level": "county", "parent": "z", "votes": {"a": 7, "b": 8}}])")) ==
          "7/8");
    // Districts that state only what was won leave the votes to the counties beside them.
    const Contest contest =
        contest_of(levels, R"([{"id": "1", "level": "district", "awarded": {"a": 2, "b": 3}}, )" + county + "]");
    CHECK(whole_votes(contest) == "7/8");
    CHECK(roll_up(contest).candidates[1].delegates == Decimal(Votes{3}));
}

TEST_CASE("a unit's own word replaces that of the units inside it field by field and round by round") {
    Contest contest = contest_of(R"(["district", "precinct"])",
                                 R"([{"id": "d", "level": "district", "awarded": {"a": 3}},
        {"id": "p", "level": "precinct", "parent": "d", "votes": {"a": 60, "b": 20}, "total": 85,
         "awarded": {"a": 1, "b": 1}}])");
    UnitSum district = roll_up(contest, 0).front();
    CHECK(district.candidates[0].votes.back() == 60U);
    CHECK(district.candidates[1].votes.back() == 20U);
    CHECK(district.unlisted.back() == 5U);
    CHECK(district.candidates[0].delegates == Decimal(Votes{3}));
    CHECK_FALSE(district.candidates[1].delegates.has_value());  // whom the district does not name won nothing in it

    contest.rounds = {{"first", ""}, {"final", ""}};
    for (Unit& unit : contest.units) {
        unit.totals.resize(2);
        for (UnitResult& result : unit.results) result.votes.resize(2);
    }
    contest.units[0].results[0].votes[1] = 50;
    contest.units[1].results[0].votes[1] = 55;
    district = roll_up(contest, 0).front();
    CHECK(district.candidates[0].votes == std::vector<std::optional<Votes>>{60, 50});
    CHECK(district.candidates[1].votes == std::vector<std::optional<Votes>>{20, std::nullopt});
}
