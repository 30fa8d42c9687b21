// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "precincts/totals_text.hpp"

#include <caucus_tally/precincts.hpp>

using namespace caucus_tally;

namespace {

struct Table {
    std::string text;
    bool found_in_folder = false;
};

Tabulation tabulate_tables(const std::vector<Table>& tables, TestedOptions options = {}) {
    std::vector<TableInput> inputs;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        std::string name = "a.csv";
        name[0] = static_cast<char>('a' + i);
        inputs.push_back({name, tables[i].text, tables[i].found_in_folder});
    }
    options.block_bytes = 40;
    return tabulate(inputs, options, options);
}

TestedOptions by(std::vector<std::string> columns) {
    TestedOptions options;
    options.by = std::move(columns);
    return options;
}

const std::string modes =
    "precinct,candidate,mode,votes\n"
    "1,X,ELECTION DAY,30\n1,X,Absentee,10\n1,X,Total,40\n"
    "1,Y,ABSENTEE,5\n1,Y,TOTAL,6\n"
    "1,Z,TOTAL,7\n";

}  // namespace

TEST_CASE("rows of the mode TOTAL beside rows of other modes are said, and whether they are the same votes") {
    for (const unsigned threads : {1U, 3U}) {
        TestedOptions options = by({"candidate"});
        options.threads = threads;
        const Tabulation totals = tabulate_tables({{modes}}, options);
        CHECK(totals.by == std::vector<std::string>{"candidate"});
        CHECK(groups_text(totals) == "X|votes=80\nY|votes=11\nZ|votes=7\n");
        CHECK(totals.inconsistent);
        CHECK(findings_text(totals) ==
              ":0:0 CT105 1 group has rows of the mode \"TOTAL\" and rows of other modes with the same sum, the first "
              "is \"X\": 40 and 40\n"
              ":0:0 CT105 1 group has rows of the mode \"TOTAL\" and rows of other modes, the first is \"Y\": 6 and "
              "5\n");
        REQUIRE(totals.findings.size() == 2);
        CHECK(totals.findings[0].severity == Severity::error);
        CHECK(totals.findings[1].severity == Severity::warning);
    }
}

TEST_CASE("modes that are grouped or filtered by are the user's choice") {
    const Tabulation grouped = tabulate_tables({{modes}}, by({"candidate", "mode"}));
    CHECK(grouped.findings.empty());
    CHECK(grouped.groups() == 6);
    TestedOptions options = by({"candidate"});
    options.where = {{.column = "mode", .pattern = "TOTAL", .negated = true},
                     {.column = "mode", .pattern = "Total", .negated = true}};
    const Tabulation filtered = tabulate_tables({{modes}}, options);
    CHECK(filtered.findings.empty());
    CHECK(groups_text(filtered) == "X|votes=40\nY|votes=5\n");
}

TEST_CASE("a mode that all rows of a group share is not said") {
    CHECK(tabulate_tables({{"candidate,mode,votes\nX,TOTAL,1\nX,TOTAL,2\nY,MAIL,3\n"}}).findings.empty());
}

TEST_CASE("a sum that overflows only with both modes is an overflow") {
    const Tabulation totals = tabulate_tables({{"candidate,mode,votes\nX,TOTAL,18446744073709551615\nX,MAIL,1\n"}});
    CHECK(totals.overflow);
}

TEST_CASE("negated filters leave out what they match") {
    const std::string text = "office,candidate,votes\nMayor,X,1\nMayor,Y,2\nClerk,X,4\nJudge,Z,8\n";
    TestedOptions options = by({"office"});
    options.where = {{.column = "office", .pattern = "*r*", .glob = true},
                     {.column = "office", .pattern = "Clerk", .negated = true}};
    CHECK(groups_text(tabulate_tables({{text}}, options)) == "Mayor|votes=3\n");
    options.where = {{.column = "office", .pattern = "M*", .glob = true, .negated = true}};
    CHECK(groups_text(tabulate_tables({{text}}, options)) == "Clerk|votes=4\nJudge|votes=8\n");
}

TEST_CASE("a column can be named as the table writes it") {
    const std::string text =
        "county_name,party_detailed,party_simplified,candidate,votes\nA,D,DEM,X,1\nA,DFL,DEM,X,2\n";
    CHECK(groups_text(tabulate_tables({{text}}, by({"county_name", "party"}))) == "A|DEM|votes=3\n");
    CHECK(groups_text(tabulate_tables({{text}}, by({"party_detailed"}))) == "D|votes=1\nDFL|votes=2\n");
    // Alone the same column is the party; totals by it can still be tabulated by it.
    CHECK(groups_text(tabulate_tables({{"party_detailed,votes\nD,1\nDFL,2\nD,3\n"}}, by({"party_detailed"}))) ==
          "D|votes=4\nDFL|votes=2\n");
}

TEST_CASE("usual group columns that all tables lack are left out") {
    const Tabulation some =
        tabulate_tables({{"office,candidate,votes\nM,X,1\n"}, {"office,party,candidate,votes\nM,P,X,2\n"}});
    CHECK(some.by == std::vector<std::string>{"office", "party", "candidate"});
    CHECK(groups_text(some) == "M||X|votes=1\nM|P|X|votes=2\n");
    CHECK(some.findings.empty());
    const Tabulation none = tabulate_tables({{"candidate,votes\n"}});
    CHECK(none.by == std::vector<std::string>{"candidate"});
    CHECK(none.groups() == 0);
}

TEST_CASE("tables of which only some have votes or offices do not fit together") {
    const Tabulation votes = tabulate_tables({{"office,candidate,votes\nM,X,1\n"}, {"office,candidate,mail\nM,X,2\n"}});
    CHECK(votes.inconsistent);
    CHECK(findings_text(votes) ==
          "b.csv:0:0 CT101 no column \"votes\", which 1 of 2 tables has: the sums of votes lack those of the other "
          "tables\n");
    const Tabulation office = tabulate_tables({{"candidate,votes\nX,1\n"}, {"office,candidate,votes\nM,X,1\n"}});
    CHECK(office.inconsistent);
    CHECK(findings_text(office).starts_with("a.csv:0:0 CT101 no column \"office\", which 1 of 2 tables has"));
    CHECK_FALSE(tabulate_tables({{"candidate,votes\nX,1\n"}, {"office,candidate,votes\nM,X,1\n"}}, by({"candidate"}))
                    .inconsistent);
    CHECK_FALSE(tabulate_tables({{"candidate,mail\nX,1\n"}, {"candidate,mail,absentee\nX,1,2\n"}}).inconsistent);
}

TEST_CASE("files in a folder that are no precinct tables are passed over, others are refused") {
    const Tabulation totals = tabulate_tables({{"county,seat\nA,B\n", true},
                                               {"county,seat\nA,B\n", false},
                                               {"candidate,seat\nX,1\n", true},
                                               {"candidat,votes\nX,1\n", true},
                                               {"candidate,votes\nX,1\n", true}});
    CHECK(totals.passed_over == std::vector<std::string>{"a.csv", "c.csv"});
    CHECK(totals.refused_files == 2);
    CHECK(totals.files == 1);
    CHECK(totals.errors == 2);
}

TEST_CASE("how many rows state a count is counted, whichever way they are read") {
    std::string text = "office,candidate,votes,mail\n";
    std::string shuffled = text;
    std::uint64_t mail = 0;
    for (int i = 0; i < 3000; ++i) {
        const bool stated = i % 3 != 0;
        const std::string cell = stated ? "2" : "";
        mail += stated ? 1U : 0U;
        text += "M,X" + std::to_string(i % 4) + ",1," + cell + "\n";
        shuffled += "M,X" + std::to_string(i * 7919 % 1009) + ",1," + cell + "\n";
    }
    for (const std::string& each : {text, shuffled}) {
        for (const unsigned threads : {1U, 2U}) {
            TestedOptions options;
            options.threads = threads;
            const TableInput input{"t.csv", each};
            const Tabulation totals = tabulate({&input, 1}, options, options);
            CHECK(totals.stated_rows == std::vector<std::uint64_t>{3000, mail});
        }
    }
    CHECK(tabulate_tables({{"candidate,votes\nX,1\nX,2\nY,x\n"}}).stated_rows == std::vector<std::uint64_t>{2});
}
