// SPDX-License-Identifier: MIT
#include "check/waivers.hpp"

#include "catch.hpp"

#include <algorithm>
#include <string>

using namespace caucus_tally;

namespace {

ParsedWaivers read(const std::string& waivers, std::string_view today = "2021-06-01") {
    return parse_waivers({"w.json", R"({"format": 1, "waivers": [)" + waivers + "]}"}, today);
}

Finding found(Code code, std::string file, std::size_t line, std::string contest, std::string unit) {
    Finding finding = make_finding(code, "");
    finding.location.file = std::move(file);
    finding.location.line = line;
    finding.contest = std::move(contest);
    finding.unit = std::move(unit);
    return finding;
}

bool covers(const std::string& where, const Finding& finding) {
    const ParsedWaivers parsed = read(R"({"code": "CT201", "reason": "as published", "where": ")" + where + "\"}");
    REQUIRE(parsed.waivers.size() == 1);
    return std::ranges::any_of(parsed.waivers,
                               [&](const Waiver& waiver) { return coverage(waiver, finding) == Coverage::covered; });
}

std::vector<std::string> faults(const ParsedWaivers& parsed) {
    std::vector<std::string> texts;
    for (const Finding& f : parsed.findings) texts.push_back(code_text(f.code) + ' ' + f.pointer + ' ' + f.message);
    return texts;
}

using Faults = std::vector<std::string>;

}  // namespace

TEST_CASE("a waiver names a unit, a contest's own figures, or a file") {
    const Finding unit = found(Code::sum, "data/a.csv", 12, "2020-ia-dem", "Polk/DM-14");
    CHECK(covers("Polk/DM-14", unit));
    CHECK(covers("2020-ia-dem/Polk/DM-14", unit));
    CHECK(covers("data/a.csv", unit));
    CHECK(covers("a.csv:12", unit));
    CHECK(covers("./data/a.csv", unit));
    CHECK_FALSE(covers("a.csv:1", unit));
    CHECK_FALSE(covers("Polk", unit));
    CHECK_FALSE(covers("2020-nv-dem/Polk/DM-14", unit));
    CHECK_FALSE(covers("2020-ia-dem", unit));  // its units are waived one by one
    CHECK_FALSE(covers(".csv", unit));
    CHECK_FALSE(covers("Polk/DM-14", found(Code::percent, "data/a.csv", 12, "2020-ia-dem", "Polk/DM-14")));

    CHECK(covers("2020-ia-dem", found(Code::sum, "a.json", 1, "2020-ia-dem", "")));
    CHECK_FALSE(covers("2020-ia-dem", found(Code::sum, "a.json", 1, "", "")));
}

TEST_CASE("a waiver accepts one thing: the candidate, the pool, the stated figure that it names") {
    const auto covers_with = [](const std::string& fields, const Finding& finding) {
        const ParsedWaivers parsed = read(R"({"code": "CT301", "where": "x", "reason": "r")" + fields + "}");
        REQUIRE(parsed.waivers.size() == 1);
        return coverage(parsed.waivers.front(), finding);
    };
    Finding percent = found(Code::percent, "a.json", 3, "x", "");
    percent.candidate = "kerry";
    percent.stated = "47.90";
    CHECK(covers_with("", percent) == Coverage::too_wide);
    CHECK(covers_with(R"(, "candidate": "kerry")", percent) == Coverage::covered);
    CHECK(covers_with(R"(, "candidate": "dean")", percent) == Coverage::none);
    CHECK(covers_with(R"(, "candidate": "kerry", "stated": "47.90")", percent) == Coverage::covered);
    CHECK(covers_with(R"(, "candidate": "kerry", "stated": "47.9")", percent) == Coverage::none);
    CHECK(covers_with(R"(, "candidate": "kerry", "pool": "PLEO")", percent) == Coverage::none);
    CHECK(covers("a.json:3", [&] {
        Finding sum = percent;
        sum.code = Code::sum;
        return sum;
    }()));
    CHECK_FALSE(covers("a.json", [&] {
        Finding sum = percent;
        sum.code = Code::sum;
        return sum;
    }()));
    // A unit is narrow enough.
    percent.unit = "x";
    CHECK(covers_with("", percent) == Coverage::covered);
}

TEST_CASE("the waivers that are written accept the findings they were written for once there is a reason") {
    Finding percent = found(Code::percent, "a.json", 3, "x", "");
    percent.candidate = "kerry";
    percent.stated = "47.90";
    Finding pool = found(Code::allocation, "a.json", 9, "x", "");
    pool.pool = "At-large";
    const std::vector<Finding> findings{percent, pool, found(Code::sum, "data/a.csv", 12, "", ""),
                                        found(Code::sum, "a.json", 7, "x", "Polk/\"1\"")};
    std::string text = write_waivers(findings);
    ParsedWaivers parsed = parse_waivers({"w.json", text}, "2021-06-01");
    CHECK(parsed.waivers.empty());
    CHECK(parsed.findings.size() == findings.size());  // each lacks its reason
    for (std::size_t at = 0; (at = text.find(R"("reason":"")", at)) != std::string::npos; at += 10)
        text.replace(at, 11, R"("reason":"signed")");
    parsed = parse_waivers({"w.json", text}, "2021-06-01");
    REQUIRE(parsed.waivers.size() == findings.size());
    for (std::size_t i = 0; i < findings.size(); ++i)
        for (std::size_t k = 0; k < findings.size(); ++k)
            CHECK((coverage(parsed.waivers[i], findings[k]) == Coverage::covered) == (i == k));
    CHECK(write_waivers({}) == "{\n  \"format\": 1,\n  \"waivers\": []\n}\n");
}

TEST_CASE("a waiver is in force through its last day, and only with a reason") {
    const std::string until = R"({"code": "sum", "where": "x", "reason": "canvass", "until": "2021-06-01"})";
    CHECK(read(until, "2021-06-01").waivers.size() == 1);
    CHECK(read(until, "2021-06-02").waivers.empty());
    CHECK(faults(read(until, "2021-06-02")) ==
          Faults{R"(CT902 /waivers/0/until the waiver of CT201 at "x" expired on 2021-06-01)"});
    CHECK(read(until, "2021-06-02").findings.front().severity == Severity::warning);
    CHECK(faults(read(R"({"code": "CT201", "where": "x", "reason": " "})")) ==
          Faults{R"(CT901 /waivers/0 the waiver of CT201 at "x" gives no reason)"});
}

TEST_CASE("a waiver file is read strictly") {
    CHECK(faults(read(R"({"code": "CT2", "where": "x", "reason": "r"})")) ==
          Faults{R"(CT101 /waivers/0/code "code" must name one check, such as CT201 or sum, not "CT2")"});
    CHECK(
        faults(read(R"({"code": "percnt", "where": "x", "reason": "r"})")) ==
        Faults{
            R"(CT101 /waivers/0/code "code" must name one check, such as CT201 or sum, not "percnt"; did you mean "percent"?)"});
    CHECK(faults(read(R"({"code": "CT201", "were": "x", "reason": "r"})")) ==
          Faults{R"(CT101 /waivers/0 a waiver must have "where")",
                 R"(CT101 /waivers/0/were a waiver has no field "were"; did you mean "where"?)"});
    const std::string waiver = R"({"code": "CT201", "where": "x", "reason": "r"})";
    const ParsedWaivers newer =
        parse_waivers({"w.json", R"({"waivers": [)" + waiver + R"(], "format": 2})"}, "2021-06-01");
    CHECK(faults(newer) == Faults{"CT004 /format waiver format 2 is not known to this program, which reads format 1"});
    CHECK(newer.waivers.empty());
    CHECK_FALSE(newer.complete);
    for (const std::string& bare : {waiver, "[" + waiver + "]"}) {
        const ParsedWaivers parsed = parse_waivers({"w.json", bare}, "2021-06-01");
        CHECK(faults(parsed) == Faults{"CT101  not a waiver file, which begins with {\"format\": 1, \"waivers\": [ and "
                                       "holds the waivers there"});
        CHECK_FALSE(parsed.complete);
    }
    CHECK_FALSE(parse_waivers({"w.json", "["}, "2021-06-01").complete);
}

TEST_CASE("a waiver remembers where it stands, for the case that nothing needs it, and why") {
    const ParsedWaivers parsed = read(
        "\n"
        R"(  {"code": "CT201", "where": "x", "reason": "r"})");
    REQUIRE(parsed.waivers.size() == 1);
    const Finding unused = unused_waiver(parsed.waivers, 0, {});
    CHECK(unused.message == R"(CT201 at "x" was not found, so there is nothing to waive)");
    CHECK(unused_waiver(parsed.waivers, 0, {.behind = 0}).message == R"(CT201 at "x" is already waived on line 2)");
    CHECK(unused_waiver(parsed.waivers, 0, {.refused = true}).message ==
          R"(CT201 at "x" cannot be waived: what could not be read was not checked)");
    CHECK(unused.location.line == 2);
    CHECK(unused.location.column == 3);
}

TEST_CASE("a waiver may name a unit whose name has stray blanks") {
    CHECK(read(R"({"code": "CT104", "where": "Adair ", "reason": "as published"})").waivers.size() == 1);
}
