// SPDX-License-Identifier: MIT
// The whole 2020 Iowa release, read from ../shared/data beside the checkout. How many units broke
// each rule is known, and only one reading of the caucus math meets every count.
#include "catch.hpp"

#include <algorithm>
#include <caucus_tally/caucus.hpp>
#include <caucus_tally/check.hpp>
#include <caucus_tally/parse.hpp>
#include <filesystem>
#include <map>
#include <set>

using namespace caucus_tally;

namespace {

const std::filesystem::path folder = std::filesystem::path(SHARED_DATA_FOLDER) / "iowa-2020";

}  // namespace

TEST_CASE("every broken precinct of Iowa 2020 is found, and no other", "[.shared-data]") {
    const ParsedContest parsed =
        parse_contest(read_source(std::string(TEST_DATA_FOLDER) + "/iowa-2020/2020-ia-dem.json"),
                      tables_beside((folder / "2020-ia-dem.json").string()));
    REQUIRE(parsed.contest);
    REQUIRE(parsed.findings.empty());

    std::size_t units = 0;
    std::size_t with_delegates = 0;
    std::size_t without_figures = 0;
    for (const PrecinctResult& result : allocate_precincts(*parsed.contest).results) {
        ++units;
        with_delegates += result.precinct.delegates ? 1 : 0;
        without_figures += result.precinct.judged == Judged::no_figures ? 1 : 0;
    }
    CHECK(units == 1765);
    CHECK(with_delegates == 1666);
    CHECK(without_figures == 4);

    std::map<std::string, std::set<std::string>> broken;
    std::map<std::string, std::size_t> findings;
    for (const Finding& finding : check(*parsed.contest)) {
        broken[code_text(finding.code)].insert(finding.unit);
        ++findings[code_text(finding.code)];
    }
    std::map<std::string, std::size_t> counts;
    for (const auto& [code, in] : broken) counts[code] = in.size();
    counts.erase("CT702");
    const std::map<std::string, std::size_t> known{
        {"CT405", 99},  {"CT501", 83}, {"CT502", 610}, {"CT503", 8},  {"CT504", 23},  {"CT505", 406},
        {"CT506", 26},  {"CT507", 8},  {"CT508", 20},  {"CT509", 22}, {"CT510", 102}, {"CT511", 17},
        {"CT512", 136}, {"CT513", 8},  {"CT514", 2},   {"CT515", 1},  {"CT701", 6}};
    CHECK(counts == known);
    // One finding a unit and code.
    findings.erase("CT702");
    CHECK(findings == counts);
}
