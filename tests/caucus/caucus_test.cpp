// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <caucus_tally/check.hpp>
#include <caucus_tally/parse.hpp>
#include <string>

using namespace caucus_tally;

namespace {

std::vector<Finding> findings_of(const std::string& unit, const std::string& rules = "iowa-2020") {
    const std::string text = R"({"format": 1, "id": "x", "title": "X", "candidates": [{"id": "a", "name": "Ann"},
        {"id": "b", "name": "Bo"}, {"id": "c", "name": "Cy"}, {"id": "d", "name": "Di"}, {"id": "e", "name": "Ed"}],
        "rounds": [{"id": "first"}, {"id": "final"}], "caucus_math": {"rules": ")" +
                             rules + R"("}, "units": [{"id": "u", "level": "precinct", )" + unit + "}]}";
    const ParsedContest parsed = parse_contest({"x.json", text});
    REQUIRE(parsed.findings.empty());
    return check(*parsed.contest);
}

/// Codes and messages behind `in "u" `.
std::vector<std::string> found(const std::string& unit, const std::string& rules = "iowa-2020") {
    std::vector<std::string> texts;
    for (const Finding& f : findings_of(unit, rules)) {
        const std::string lead = "in \"u\" ";
        texts.push_back(code_text(f.code) + ' ' +
                        (f.message.starts_with(lead) ? f.message.substr(lead.size()) : f.message));
    }
    return texts;
}

/// The same people in both rounds.
std::string both(const std::string& groups) {
    return R"("votes": {"first": )" + groups + R"(, "final": )" + groups + "}";
}

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("a broken precinct is named with its numbers, the right ones and the reckoning") {
    const std::string ocheyedan = R"("delegates": 3, )" + both(R"({"a": 3, "b": 1, "c": 1})");
    CHECK(found(ocheyedan + R"(, "awarded": {"a": 1, "b": 1, "c": 1})").empty());
    CHECK(found(ocheyedan + R"(, "awarded": {"a": 2, "b": 1, "c": 0})") ==
          Found{"CT507 Cy is viable with 1 person (1 needed) and has no delegate",
                "CT512 Bo and Cy have 1 person each, but 1 delegate and no delegate: a coin should be on record",
                "CT510 Ann has 2 delegates, the rules give 1; Cy has 0, the rules give 1: 1.80, .60, .60 round to 2, "
                "1, 1, one too many for 3, and only Ann has one to lose"});

    const auto findings = findings_of(ocheyedan + R"(, "awarded": {"a": 2, "b": 1, "c": 0})");
    CHECK(findings.back().pointer == "/units/0/awarded/a");
    CHECK(findings.back().stated == "Ann 2; Cy 0");
    CHECK(findings.back().computed == "Ann 1; Cy 1");
    CHECK(findings.back().notes == Found{"no attendance is stated: the 5 of the first stand in for it"});
}

TEST_CASE("stated attendance is the one that counts") {
    const std::string groups = R"("delegates": 10, "votes": {"final": {"a": 101, "b": 66, "c": 48}},
                                  "awarded": {"a": 5, "b": 3, "c": 2}, "attendance": )";
    CHECK(found(groups + "215").empty());
    // With 85 more in the room it is 3.37, 2.20 and 1.60, and 4, 3, 3.
    CHECK(found(groups + "300").size() == 1);
    CHECK(findings_of(groups + "300").back().code == Code::caucus_math);
    CHECK(findings_of(groups + "300").back().notes.empty());
}

TEST_CASE("delegates are read from state delegate equivalents to the nearest whole number") {
    const std::string unit =
        R"("delegates": 6, "sde": "1.6788008565310495", )" + both(R"({"a": 52, "b": 50, "c": 31, "d": 28})");
    CHECK(found(unit + R"(, "awarded_sde": {"a": "0.5596", "b": "0.5596", "c": "0.2798", "d": "0.2798"})").empty());
    CHECK(found(unit + R"(, "awarded_sde": {"a": "0.5596", "b": "0.5596", "c": "0.2798", "d": "0.2800"})") ==
          Found{"CT516 Di's 0.2800 state delegate equivalents are no whole number of delegates: 1 would be 0.2798"});
    CHECK(
        findings_of(unit + R"(, "awarded_sde": {"a": "0.5596", "b": "0.2798", "c": "0.5596", "d": "0.2798"})").size() ==
        2);
}

TEST_CASE("any outcome of a lot is accepted, and the tie reported") {
    const std::string unit = R"("delegates": 6, )" + both(R"({"a": 100, "b": 50, "c": 50})") + R"(, "awarded": )";
    const std::string tie =
        "CT405 3.00, 1.50, 1.50 round to 3, 2, 2, one too many for 6, and a coin decides which one of Bo (1.50) and "
        "Cy (1.50) loses one";
    CHECK(found(unit + R"({"a": 3, "b": 2, "c": 1})") ==
          Found{"CT512 Bo and Cy have 50 people each, but 2 delegates and 1 delegate: a coin should be on record",
                tie + "; as published, Bo has one more than the others"});
    CHECK(found(unit + R"({"a": 3, "b": 1, "c": 2})").back() ==
          tie + "; as published, Cy has one more than the others");
    const Found both_won = found(unit + R"({"a": 2, "b": 2, "c": 2})");
    REQUIRE(both_won.size() == 2);
    CHECK(both_won[0] == tie);
    CHECK(both_won[1].starts_with("CT510 Ann has 2 delegates, the rules give 3: "));
    const Found too_many = found(unit + R"({"a": 3, "b": 2, "c": 2})");
    REQUIRE(too_many.size() == 3);
    CHECK(too_many[0] == "CT508 7 delegates are won, 1 more than the 6 it elects");
    CHECK(too_many[2].starts_with(
        "CT510 Bo has 2 delegates; Cy has 2 delegates, the rules give one more than 1 to one of them: "));
}

TEST_CASE("groups are told what the rules say of viability") {
    // 15% of 100: 15 are needed.
    CHECK(found(R"("delegates": 4, )" + both(R"({"a": 60, "b": 36, "c": 4})") + R"(, "awarded": {"a": 2, "b": 2})") ==
          Found{"CT505 Cy is still counted with 4, 11 short of viability (15)"});
    const Found won = found(R"("delegates": 4, )" + both(R"({"a": 60, "b": 26, "c": 14})") +
                            R"(, "awarded": {"a": 2, "b": 1, "c": 1})");
    REQUIRE(won.size() == 3);
    CHECK(won[1] == "CT506 Cy has 1 delegate with 14 people, 1 short of viability (15)");
    // No more than two of three groups could be viable with two delegates, so the smallest may go.
    CHECK(found(R"("delegates": 2, "votes": {"first": {"a": 4, "b": 3, "c": 3}, "final": {"a": 6, "b": 4, "c": 0}},
                   "awarded": {"a": 1, "b": 1})")
              .empty());
}

TEST_CASE("who is viable is locked where the rules lock") {
    const std::string unit = R"("delegates": 4, "votes": {"first": {"a": 50, "b": 30, "c": 20},
                                "final": {"a": 75, "b": 25, "c": 0}}, "awarded": {"a": 3, "b": 1})";
    CHECK(found(unit) == Found{"CT503 Bo was viable with 30 people and fell to 25",
                               "CT504 Cy was viable with 20 people and has none left"});
    CHECK(found(unit, "iowa-2016").empty());
}

TEST_CASE("more viable groups than delegates are lawful where the rules say so") {
    const std::string unit = R"("delegates": 4, )" + both(R"({"a": 13, "b": 13, "c": 13, "d": 13, "e": 24})") +
                             R"(, "awarded": {"a": 1, "b": 1, "c": 1, "d": 1, "e": 1})";
    CHECK(found(unit, "nevada-2020").empty());
    CHECK(found(unit, "iowa-2020") == Found{"CT508 5 delegates are won, 1 more than the 4 it elects"});
}

TEST_CASE("units without known delegates are held against themselves only") {
    const std::string sde = R"(, "awarded_sde": {"a": "0.1", "b": "0.2", "d": "0.1"})";
    CHECK(found(both(R"({"a": 5, "b": 3, "c": 1, "d": 0})") + sde) ==
          Found{"CT513 Di has 0.1 SDE but nobody in the group",
                "CT511 Ann has 5 people and 0.1 SDE, Bo has 3 people and 0.2 SDE"});
    CHECK(found(R"("votes": {"first": {"a": 5}, "final": {"a": 6}}, "awarded": {"a": 0})") ==
          Found{"CT501 6 people are counted in the final round, 5 in the first round (1 too many)",
                "CT515 nobody won a delegate, but 6 people are counted"});
    CHECK(found(R"("votes": {"first": {"a": 0}, "final": {"a": 0}}, "awarded": {"a": 0})").empty());
}

TEST_CASE("what is not published yet is not zero") {
    // Neither the final round nor what anybody won.
    CHECK(found(R"("delegates": 4, "votes": {"first": {"a": 30, "b": 10}})").empty());
    CHECK(found(R"("delegates": 4, "votes": {"first": {"a": 30, "b": 10}}, "awarded": {"a": 3, "b": 1})").empty());
    CHECK(found(R"("delegates": 4, )" + both(R"({"a": 30, "b": 10})")).empty());
    CHECK(found(R"("votes": {"first": {"a": 30, "b": 10}}, "total": {"first": 40, "final": 0})") ==
          Found{"CT514 nobody is counted in the final round, but 40 in the first round"});
    CHECK(found(R"("delegates": 4, )" + both(R"({"a": 30, "b": 10})") + R"(, "awarded_sde": {"a": 0, "b": 0})") ==
          Found{"CT515 nobody won a delegate, but 40 people are counted"});
}

TEST_CASE("a finding states what is there and what ought to be") {
    const auto figures = [](const std::string& unit, Code code) -> std::string {
        for (const Finding& f : findings_of(unit))
            if (f.code == code) return f.pointer + ' ' + f.stated + " against " + f.computed;
        return "not found";
    };
    const std::string lost = R"("delegates": 4, "votes": {"first": {"a": 60, "b": 36, "c": 20, "d": 4},
        "final": {"a": 75, "b": 26, "d": 4}}, "awarded": {"a": 1, "c": 2, "d": 2})";
    CHECK(figures(lost, Code::viable_shrank) == "/units/0/votes/final/b 26 against 36");
    CHECK(figures(lost, Code::viable_vanished) == "/units/0/votes/final/c 0 against 20");
    CHECK(figures(lost, Code::nonviable_in_final) == "/units/0/votes/final/d 4 against 18");
    CHECK(figures(lost, Code::nonviable_delegates) == "/units/0/awarded/d 2 against 0");
    CHECK(figures(lost, Code::viable_without) == "/units/0/votes/final/b 0 against 1");
    CHECK(figures(lost, Code::over_awarded) == "/units/0/awarded/a 5 against 4");
    CHECK(figures(lost, Code::inversion) == "/units/0/votes/final/b 0 against 2");
    CHECK(figures(lost, Code::delegates_from_nothing) == "/units/0/awarded/c 2 against 0");
    const std::string none = R"("delegates": 4, "votes": {"first": {"a": 0}, "final": {"a": 9, "b": 9}}, "awarded": )";
    CHECK(figures(none + R"({"a": 0})", Code::missing_round) == "/units/0/votes/first 0 against 18");
    CHECK(figures(none + R"({"a": 0})", Code::votes_without_delegates) == "/units/0/awarded/a 0 against 4");
    CHECK(figures(none + R"({"a": 2, "b": 1})", Code::equal_votes) == "/units/0/awarded/a 2 against 1");
    CHECK(figures(none + R"({"a": 2, "b": 1})", Code::under_awarded) == "/units/0/awarded/a 3 against 4");
}

TEST_CASE("a single delegate is no matter of viability") {
    CHECK(found(R"("delegates": 1, )" + both(R"({"a": 9, "b": 1})") + R"(, "awarded": {"a": 1})").empty());
    CHECK(found(R"("delegates": 1, )" + both(R"({"a": 9, "b": 1})") + R"(, "awarded": {"a": 1, "b": 1})") ==
          Found{"CT508 2 delegates are won, 1 more than the 1 it elects"});
}

TEST_CASE("delegates that are no whole number are reported") {
    CHECK(found(R"("delegates": 2, )" + both(R"({"a": 10})") + R"(, "awarded": {"a": "1.5"})") ==
          Found{"CT516 Ann's 1.5 delegates are no whole number"});
    const std::string unit = R"("delegates": 2, "sde": "0.3", )" + both(R"({"a": 10, "b": 10})");
    CHECK(found(unit + R"(, "awarded": {"a": 1, "b": 1}, "awarded_sde": {"a": "0.30", "b": "0.0"})") ==
          Found{"CT516 Ann's 0.30 state delegate equivalents are those of 2 delegates, but 1 is stated, which would be "
                "0.1500; Bo's 0.0 state delegate equivalents are those of 0 delegates, but 1 is stated, which would be "
                "0.1500"});
    CHECK(found(unit + R"(, "awarded": {"a": 1, "b": 1}, "awarded_sde": {"a": "0.28", "b": "0.15"})") ==
          Found{"CT516 Ann's 0.28 state delegate equivalents are no whole number of delegates: 2 would be 0.3000"});
    const Finding finding =
        findings_of(unit + R"(, "awarded": {"a": 1, "b": 1}, "awarded_sde": {"a": "0.30"})").front();
    CHECK(finding.pointer == "/units/0/awarded_sde/a");
    CHECK(finding.stated == "0.30");
    CHECK(finding.computed == "0.1500");
}

TEST_CASE("rules that nobody knows, or that are none for precincts, are an error of the file") {
    CHECK(found(both(R"({"a": 10})"), "iowa-2002") ==
          Found{"CT101 \"iowa-2002\" is no rule set for precincts; did you mean \"iowa-2020\"?"});
    CHECK(found(both(R"({"a": 10})"), "hare") == Found{"CT101 \"hare\" is no rule set for precincts"});
    CHECK(findings_of(both(R"({"a": 10})"), "hare").front().pointer == "/caucus_math/rules");
}

TEST_CASE("groups beyond 64 bits are an error, not a wrong sum") {
    CHECK(found(both(R"({"a": 18446744073709551615, "b": 1})")) ==
          Found{"CT007 candidates in \"u\" in the first round add up to more than 2^64 - 1",
                "CT007 candidates in \"u\" in the final round add up to more than 2^64 - 1"});
}
