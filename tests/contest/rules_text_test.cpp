// SPDX-License-Identifier: MIT
#include "contest/rules_text.hpp"

#include "catch.hpp"

#include <caucus_tally/parse.hpp>

using namespace caucus_tally;

namespace {

std::string fault_of(const std::string& object) {
    const ParsedRules parsed = parse_rules({"rules.json", object});
    return parsed.findings.empty() ? "" : parsed.findings.front().message;
}

}  // namespace

TEST_CASE("every rule set is an object that reads back as itself") {
    for (const RuleSet& rules : rule_sets()) {
        CAPTURE(rules.id);
        const ParsedRules parsed = parse_rules({"rules.json", dump(rules_json(rules.pools))});
        CHECK(parsed.findings.empty());
        REQUIRE(parsed.rules.has_value());
        REQUIRE(parsed.rules->object.has_value());
        CHECK(parsed.rules->id == "rules.json");
        CHECK(*parsed.rules->object == rules.pools);
    }
}

TEST_CASE("every word of rules is read and written") {
    const std::string text =
        R"({"title":"All of it","note":"Nobody's","threshold":"12.5%","if_none":["half the leader","5%"],)"
        R"("qualify_at_most":3,"takes_all":["leader","statewide 66.67%","alone"],"at_least":1,"method":"round",)"
        R"("round":"up","shares_of":"all","left_over":"largest remainder","too_many":"smallest remainder",)"
        R"("districts":{"threshold":"20%","places":[2,1],"if_none_places":[1,1,1],"left_over":"leader"}})";
    const ParsedRules parsed = parse_rules({"rules.json", text});
    CHECK(parsed.findings.empty());
    REQUIRE(parsed.rules.has_value());
    CHECK(rules_json(*parsed.rules).dump() == text);
    CHECK(parsed.rules->object->rules.threshold == Fraction{125, 1000});
    CHECK(parsed.rules->object->districts->method == Method::places);
}

TEST_CASE("a word that is unknown or of the wrong kind is named, with a near one") {
    CHECK(fault_of(R"({"method": "larges remainder"})").find("did you mean \"largest remainder\"?") !=
          std::string::npos);
    CHECK(fault_of(R"({"treshold": "15%"})").find("did you mean \"threshold\"?") != std::string::npos);
    CHECK(fault_of(R"({"threshold": 15})").find("\"threshold\" must be a share such as \"20%\"") != std::string::npos);
    CHECK(fault_of(R"({"takes_all": "majorty"})").find("did you mean \"majority\"?") != std::string::npos);
    CHECK(fault_of(R"({"if_none": "half the leaders"})").find("did you mean \"half the leader\"?") !=
          std::string::npos);
    CHECK(fault_of(R"({"districts": {"districts": {}}})") == "districts have no districts of their own");
    CHECK(fault_of("15").find("must be the id of a rule set or an object") != std::string::npos);
}

TEST_CASE("a contest keeps its rules when it is written") {
    const std::string text = R"({
  "format": 1,
  "id": "x",
  "title": "X",
  "candidates": [
    {"id": "a", "name": "A"}
  ],
  "allocation": {
    "rules": {"threshold": "10%", "method": "round", "left_over": "leader"},
    "unbound": 2,
    "pools": [
      {"name": "At-large", "delegates": 5, "rules": "hare", "unbound": 2}
    ]
  }
}
)";
    const ParsedContest parsed = parse_contest({"x.json", text});
    CHECK(parsed.findings.empty());
    REQUIRE(parsed.contest.has_value());
    CHECK(write_contest(*parsed.contest) == text);
}
