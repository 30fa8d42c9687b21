// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <caucus_tally/builtin.hpp>
#include <caucus_tally/parse.hpp>
#include <string>

using namespace caucus_tally;

namespace {

/// A contest of one candidate with these members more.
std::string contest_with(const std::string& members, const std::string& candidate_members = "") {
    return R"({"format": 1, "id": "x", "title": "X", "candidates": [{"id": "a", "name": "A")" +
           (candidate_members.empty() ? "" : ", " + candidate_members) + "}]" +
           (members.empty() ? "" : ", " + members) + "}";
}

std::vector<std::string> messages_of(const std::string& text) {
    std::vector<std::string> messages;
    for (const Finding& finding : parse_contest({"f", text}).findings)
        messages.push_back(code_text(finding.code) + ' ' + finding.pointer + ' ' + finding.message);
    return messages;
}

using Messages = std::vector<std::string>;

}  // namespace

TEST_CASE("the built-in 2004 Michigan contest holds every published fact") {
    const auto builtin = builtin_contests().front();
    REQUIRE(builtin.id == "2004-mi-dem");
    const ParsedContest parsed = parse_contest({"", std::string(builtin.text)});
    REQUIRE(parsed.findings.empty());
    const Contest& contest = parsed.contest.value();
    CHECK(contest.jurisdiction == "Michigan");
    CHECK(contest.date == "2004-02-07");
    CHECK(contest.ongoing == false);
    CHECK(contest.previous == SeriesLink{"2000 Michigan Democratic presidential caucuses", 2000});
    CHECK(contest.next == SeriesLink{"2008 Michigan Democratic presidential primary", 2008});
    CHECK(contest.calendar_before == "SC");
    CHECK(contest.calendar_after == "WA");
    CHECK(contest.convention == "2004 Democratic National Convention");

    struct Published {
        const char *name, *home_state, *color;
        std::optional<PortraitSize> portrait;
        bool withdrawn;
        Votes votes;
        const char* percent;
        Votes delegates;
    };
    const PortraitSize high{0, 160};
    const Published published[] = {
        {"John Kerry", "Massachusetts", "#00539f", high, false, 84818, "51.79", 93},
        {"Howard Dean", "Vermont", "#e7cf1e", high, false, 27025, "16.50", 24},
        {"Al Sharpton", "New York", "#aa5f2f", PortraitSize{160, 160}, false, 11404, "6.96", 7},
        {"John Edwards", "North Carolina", "#e50100", high, false, 21905, "13.38", 4},
        {"Wesley Clark", "Arkansas", "#039042", high, false, 10955, "6.69", 0},
        {"Dennis Kucinich", "", "", {}, false, 5258, "3.21", 0},
        {"Dick Gephardt", "", "", {}, true, 951, "0.58", 0},
        {"Joe Lieberman", "", "", {}, true, 659, "0.40", 0},
        {"Uncommitted", "", "", {}, false, 497, "0.30", 0},
        {"Carol Moseley Braun", "", "", {}, true, 189, "0.12", 0},
        {"Write-ins", "", "", {}, false, 108, "0.07", 0},
    };
    REQUIRE(contest.candidates.size() == std::size(published));
    for (std::size_t i = 0; i < std::size(published); ++i) {
        const Candidate& candidate = contest.candidates[i];
        const Published& fact = published[i];
        CAPTURE(fact.name);
        CHECK(candidate.name == fact.name);
        CHECK(candidate.home_state == fact.home_state);
        CHECK(candidate.color == fact.color);
        CHECK(candidate.portrait == fact.portrait);
        CHECK(candidate.withdrawn == fact.withdrawn);
        CHECK(candidate.stated.votes == fact.votes);
        CHECK(to_string(candidate.stated.percent.value()) == fact.percent);
        CHECK(candidate.stated.delegates.value() == Decimal(fact.delegates));
    }
    CHECK(contest.candidates[8].kind == CandidateKind::uncommitted);
    CHECK(contest.candidates[10].kind == CandidateKind::write_in);
    CHECK(contest.total->votes == 163769U);
    CHECK(to_string(*contest.total->percent) == "100");
    CHECK(*contest.total->delegates == Decimal(Votes{128}));
}

TEST_CASE("a count is digits only, from 0 to 2^64 - 1") {
    CHECK(parse_contest({"f", contest_with("", R"("votes": 18446744073709551615)")}).findings.empty());
    CHECK(parse_contest({"f", contest_with("", R"("votes": 0)")}).findings.empty());
    for (const std::string value : {"1.0", "1e3", "\"12\"", "-1", "-0", "true", "null", "[1]", "3.7"})
        CHECK(messages_of(contest_with("", "\"votes\": " + value))
                  .at(0)
                  .starts_with(
                      "CT007 /candidates/0/votes \"votes\" must be a whole number written with digits only, not "));
    CHECK(messages_of(contest_with("", "\"votes\": 18446744073709551616")) ==
          Messages{"CT007 /candidates/0/votes \"votes\" must be at most 18446744073709551615 (2^64 - 1), not "
                   "18446744073709551616"});
}

TEST_CASE("delegates are whole numbers or exact decimals") {
    for (const std::string value : {"63.5", "\"63.5\"", "0", "12"})
        CHECK(parse_contest({"f", contest_with("", "\"delegates\": " + value)}).findings.empty());
    for (const std::string value : {"-1", "1e3", "\"\"", "\"1,5\"", "true"})
        CHECK(messages_of(contest_with("", "\"delegates\": " + value)).size() == 1);
}

TEST_CASE("everything wrong is reported in one run, in file order") {
    const std::string text =
        contest_with(R"("tilte": 1, "date": "2004-02-30", "status": "sertified", "ongoing": "no", "total": 5)",
                     R"("colour": "#00539f", "color": "blue", "percent": 16.5, "kind": "persn")");
    CHECK(
        messages_of(text) ==
        Messages{
            R"(CT101 /candidates/0/colour a candidate has no field "colour"; did you mean "color"?)",
            R"(CT101 /candidates/0/color "color" must be a color written as # and six hexadecimal digits, not "blue")",
            R"(CT101 /candidates/0/percent "percent" must be a string from "0" to "100" with the digits as published, such as "16.50", not 16.5)",
            R"(CT101 /candidates/0/kind "kind" must be one of person, uncommitted, write-in, other, not "persn"; did you mean "person"?)",
            R"(CT101 /tilte a contest has no field "tilte"; did you mean "title"?)",
            R"(CT101 /date "date" must be a day of the calendar written as YYYY-MM-DD, not "2004-02-30")",
            R"(CT101 /status "status" must be one of certified, correction, recount, unofficial-complete, unofficial-partial, not "sertified"; did you mean "certified"?)",
            R"(CT101 /ongoing "ongoing" must be true or false, not "no")",
            R"(CT101 /total "total" must be an object such as {"votes": 163769}, not 5)",
        });
}

TEST_CASE("missing fields are named") {
    CHECK(messages_of(R"({"format": 1, "candidates": [{"name": "A"}]})") ==
          Messages{R"(CT101  a contest must have "id")", R"(CT101  a contest must have "title")",
                   R"(CT101 /candidates/0 a candidate must have "id")"});
    CHECK(messages_of(R"({"format": 1, "id": "x", "title": "X", "candidates": []})") ==
          Messages{R"(CT101 /candidates "candidates" must name at least one candidate)"});
}

TEST_CASE("a candidate can be listed only once") {
    CHECK(messages_of(R"({"format": 1, "id": "x", "title": "X", "candidates": [{"id": "a", "name": "A"},
                          {"id": "b", "name": "B"}, {"id": "a", "name": "B"}]})") ==
          Messages{R"(CT103 /candidates/2 two candidates have the id "a": number 1 and number 3)",
                   R"(CT103 /candidates/2 two candidates have the name "B": number 2 and number 3)"});
}

TEST_CASE("an id that is another candidate's name would say two people") {
    const auto found = [](const std::string& first, const std::string& second) {
        return messages_of(R"({"format": 1, "id": "x", "title": "X", "candidates": [)" + first + ", " + second + "]}");
    };
    const std::string ann = R"({"id": "smith", "name": "Ann Smith"})";
    const std::string bo = R"({"id": "b", "name": "smith"})";
    CHECK(
        found(ann, bo) ==
        Messages{
            R"(CT103 /candidates/1 "smith" is the id of one candidate and the name of another: number 1 and number 2)"});
    CHECK(
        found(bo, ann) ==
        Messages{
            R"(CT103 /candidates/1 "smith" is the name of one candidate and the id of another: number 1 and number 2)"});
    CHECK(found(R"({"id": "smith", "name": "smith"})", R"({"id": "b", "name": "Bo"})").empty());
    CHECK(found(R"({"id": "smith", "name": "smith"})", R"({"id": "smith", "name": "smith"})").size() == 1);
}

TEST_CASE("a candidate is named once in an object, and the first figure counts") {
    const std::string unit = R"("units": [{"id": "u", "level": "county", "votes": )";
    CHECK(messages_of(contest_with(unit + R"({"a": 5, "A": 6}}])")) ==
          Messages{R"(CT103 /units/0/votes/A "a" and "A" are the same candidate)"});
    const std::string twice = contest_with(unit + R"({"a": 5, "a": 6}}])");
    CHECK(messages_of(twice) == Messages{R"(CT006  "a" is given twice in one object)"});
    CHECK(parse_contest({"f", twice}).contest->units[0].results[0].votes.front() == 5U);
    const ParsedContest awarded = parse_contest({"f", contest_with(R"("allocation": {"rules": "hare", "pools": [
                                  {"name": "P", "delegates": 5, "awarded": {"a": 3, "A": 0}}]})")});
    CHECK(awarded.findings.size() == 1);
    CHECK(awarded.contest->allocation->pools[0].awarded == std::vector<Award>{{0, Decimal(Votes{3})}});
    const std::string rounds = R"("rounds": [{"id": "r"}], )" + unit + R"({"r": {"a": 5}, "r": {"a": 6}}}])";
    CHECK(parse_contest({"f", contest_with(rounds)}).contest->units[0].results[0].votes.front() == 5U);
}

TEST_CASE("rounds, levels and pools are called differently") {
    CHECK(messages_of(contest_with(R"("rounds": [{"id": "first"}, {"id": "first"}])")) ==
          Messages{R"(CT103 /rounds/1 two rounds have the id "first")"});
    CHECK(messages_of(contest_with(R"("levels": ["county", "precinct", "county"])")) ==
          Messages{R"(CT103 /levels/2 two levels are called "county")"});
    CHECK(messages_of(contest_with(R"("allocation": {"rules": "hare", "pools": [
                          {"name": "P", "delegates": 5}, {"name": "P", "delegates": 2}]})")) ==
          Messages{R"(CT103 /allocation/pools/1 two pools have the name "P": number 1 and number 2)"});
}

TEST_CASE("a pool is by a level of the contest, where it has levels") {
    const std::string pool = R"("allocation": {"rules": "hare", "pools": [
        {"name": "P", "delegates": 5, "by": "distrit"}]})";
    const Messages unknown{
        R"(CT101 /allocation/pools/0/by "distrit" is none of the contest's levels; did you mean "district"?)"};
    CHECK(messages_of(contest_with(pool)).empty());
    CHECK(messages_of(contest_with(R"("levels": ["district"], )" + pool)) == unknown);
    CHECK(messages_of(contest_with(R"("units": [{"id": "1", "level": "district"}], )" + pool)) == unknown);
}

TEST_CASE("a contest has no more levels and rounds than one could mean") {
    std::string levels;
    std::string rounds;
    std::string units;
    for (int i = 0; i < 70; ++i) {
        const std::string comma = i > 0 ? ", " : "";
        levels += comma + "\"l" + std::to_string(i) + '"';
        rounds += comma + R"({"id": "r)" + std::to_string(i) + "\"}";
        units += comma + R"({"id": "u)" + std::to_string(i) + R"(", "level": "l)" + std::to_string(i) + "\"}";
    }
    const ParsedContest stated =
        parse_contest({"f", contest_with("\"levels\": [" + levels + "], \"rounds\": [" + rounds + "]")});
    CHECK(stated.contest->levels.size() == 64);
    CHECK(stated.contest->rounds.size() == 64);
    CHECK(stated.findings.size() == 2);
    CHECK(stated.findings.front().message == "a contest may have 64 levels at most");
    const ParsedContest learned = parse_contest({"f", contest_with("\"units\": [" + units + "]")});
    CHECK(learned.contest->levels.size() == 64);
    REQUIRE(learned.findings.size() == 6);
    CHECK(learned.findings.front().message == R"("l64" is one level more than the 64 that a contest may have)");
}

TEST_CASE("units without any level are no units") {
    const ParsedContest parsed = parse_contest({"f", contest_with(R"("units": [{"id": "u", "votes": {"a": 5}}])")});
    CHECK(parsed.findings.size() == 1);
    CHECK(parsed.contest->units.empty());
}

TEST_CASE("a parent that is none says whether it stands later in the file") {
    const auto units = [](const std::string& parent) {
        return contest_with(R"("levels": ["county", "precinct"], "units": [{"id": "adams", "level": "county"},
            {"id": "p", "level": "precinct", "parent": ")" +
                            parent + R"("}, {"id": "boone", "level": "county"}])");
    };
    CHECK(messages_of(units("adasm")) ==
          Messages{
              R"(CT107 /units/1/parent the parent "adasm" of unit "p" is not among the units; did you mean "adams"?)"});
    CHECK(messages_of(units("boone")) ==
          Messages{R"(CT107 /units/1/parent the parent "boone" of unit "p" does not stand before it)"});
}

TEST_CASE("votes that overflow together are reported") {
    const std::string half = R"("votes": 9223372036854775808)";
    CHECK(messages_of(R"({"format": 1, "id": "x", "title": "X", "candidates": [{"id": "a", "name": "A", )" + half +
                      R"(}, {"id": "b", "name": "B", )" + half + "}]}") ==
          Messages{"CT007 /candidates the candidates' votes add up to more than 2^64 - 1"});
}

TEST_CASE("a file of another format version, or none, is no contest") {
    const auto no_contest = [](const std::string& text) {
        const ParsedContest parsed = parse_contest({"f", text});
        CHECK_FALSE(parsed.contest.has_value());
        REQUIRE(parsed.findings.size() == 1);
        return parsed.findings.front();
    };
    CHECK(no_contest(R"({"format": 2, "id": "x"})").code == Code::format_version);
    CHECK(no_contest(R"({"format": "1", "id": "x"})").code == Code::not_a_count);
    CHECK(messages_of(R"({"id": "x", "titel": "X", "candidates": [{"id": "a", "name": "A"}]})") ==
          Messages{R"(CT101  a contest must have "format": 1)", R"(CT101  a contest must have "title")",
                   R"(CT101 /titel a contest has no field "titel"; did you mean "title"?)"});
    CHECK(no_contest("{}").code == Code::nothing_checked);
    CHECK(no_contest(R"({"name": "caucus-night"})").message == "not a contest file: it has no \"format\"");
    CHECK(no_contest(R"({"format": 1, "waivers": []})").message == "not a contest file: it has no \"candidates\"");
    CHECK(no_contest("[]").message == "not a contest file: it holds an array, not an object");
}

TEST_CASE("findings of later checks get their place from the pointer") {
    const ContestText text = parse_contest({"f.json", "{\n  \"format\": 1,\n  \"total\": {\"votes\": 12}\n}"}).text;
    Finding finding = make_finding(Code::sum, "x");
    finding.pointer = "/total/votes";
    const auto located = locate(text, {finding});
    CHECK(located[0].location.line == 3);
    CHECK(located[0].location.column == 22);
    CHECK(located[0].location.length == 2);
    CHECK(located[0].location.excerpt == "  \"total\": {\"votes\": 12}");
}

TEST_CASE("a total among the units is found and counts nothing, unless the others lie in it") {
    const std::string text = contest_with(R"("levels": ["state", "county"], "units": [
        {"id": "s", "name": "State total", "level": "state", "votes": {"a": 9}},
        {"id": "1", "level": "county", "parent": "s", "votes": {"a": 5}},
        {"id": "2", "level": "county", "parent": "s", "name": "Old Total Hill", "votes": {"a": 4}},
        {"id": "3", "level": "county", "parent": "s", "name": "Totalville", "votes": {"a": 0}},
        {"id": "County Totals", "level": "county", "parent": "s", "votes": {"a": 9}, "total": 9}])");
    CHECK(messages_of(text) == Messages{R"(CT105 /units/4/id "County Totals" among the units doubles every sum)"});
    const Contest contest = parse_contest({"f", text}).contest.value();
    REQUIRE(contest.units.size() == 5);
    CHECK(contest.units[0].results.size() == 1);
    CHECK(contest.units[3].results.size() == 1);
    CHECK(contest.units[4].results.empty());
    CHECK_FALSE(contest.units[4].totals.front().has_value());
}
