// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <caucus_tally/precincts.hpp>
#include <fmt/format.h>

using namespace caucus_tally;

namespace {

CheckedTable check_text(std::string_view text, const PrecinctCheckOptions& options = {}) {
    return check_precinct_table({"table.csv", text}, options);
}

/// "3:5 error CT103 message" for each finding.
std::vector<std::string> lines_of(const CheckedTable& table) {
    std::vector<std::string> lines;
    for (const Finding& finding : table.findings)
        lines.push_back(fmt::format("{}:{} {} {} {}", finding.location.line, finding.location.column,
                                    finding.severity == Severity::error ? "error" : "warning", code_text(finding.code),
                                    finding.message));
    return lines;
}

std::vector<std::string> findings_in(std::string_view text, const PrecinctCheckOptions& options = {}) {
    return lines_of(check_text(text, options));
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a sound precinct table has no findings, whatever the order of its columns and rows") {
    const CheckedTable table = check_text(
        "county,precinct,office,district,party,candidate,votes,election_day,absentee\n"
        "Adair,North,President,,DEM,Ann Adler,12,10,2\n"
        "Adair,North,President,,REP,Bo Brandt,\"7\",7,0\r\n"
        "Adair,North,Registered Voters,,,,40,,\n"
        "Adair,North,Ballots Cast,,,,20,,\n"
        "\n"
        "Adair,South,President,,DEM,Ann Adler,1,,1\n");
    CHECK(lines_of(table) == Lines{});
    CHECK(table.precinct_table);
    CHECK(table.rows == 5);
    CHECK(table.units == 2);
    CHECK(findings_in("votes,candidate\n3,Ann\n4,Bo\n") == Lines{});
    CHECK(findings_in("candidate,precinct,votes,office\nA,1,3,X\nA,2,4,X\nB,1,3,X\nB,2,4,X\n") == Lines{});
}

TEST_CASE("a header that stands again among the rows is none of them") {
    const CheckedTable table = check_text(
        "precinct,candidate,votes\n1,Ann,3\nprecinct,candidate,votes\n1,Bo,4\nprecinct,\"candidate\",votes\n2,Bo,1\n");
    CHECK(lines_of(table) == Lines{"3:1 warning CT101 the header stands again among the rows (2 rows)"});
    CHECK(table.rows == 3);
    CHECK(table.units == 2);
}

TEST_CASE("a column that is not known may be the vote type that is missing") {
    const CheckedTable table =
        check_text("precinct,candidate,votes,absentee,drive_through\n1,Ann,10,4,6\n2,Ann,10,4,5\n3,Ann,10,4,\n");
    std::vector<std::size_t> lines;
    for (const Finding& finding : table.findings)
        if (finding.code == Code::vote_types && !finding.notes.empty()) {
            lines.push_back(finding.location.line);
            CHECK(finding.notes ==
                  Lines{"the column \"drive_through\", which is not known, holds what is missing: it may "
                        "be a vote type"});
        }
    CHECK(lines == std::vector<std::size_t>{2});
}

TEST_CASE("what is true of many rows is said once, with a few of the places") {
    std::string text = "precinct,candidate,votes\n";
    for (int row = 0; row < 6; ++row) text += std::to_string(row) + ",Ann,*\n";
    const CheckedTable table = check_text(text);
    CHECK(lines_of(table) == Lines{"2:7 warning CT108 votes is \"*\": a masked count (6 rows)"});
    CHECK(table.findings.at(0).notes == Lines{"also on lines 3, 4, 5"});
}

TEST_CASE("a total without a name lacks none") {
    const std::string parts = "precinct,candidate,votes\n1,Ann,10\n2,Ann,3\n1,Bo,7\n2,Bo,8\n1,Cy,5\n2,Cy,1\n";
    const std::string total = ",Ann,13\n,Bo,15\n,Cy,6\n";
    CHECK(findings_in(parts + total) ==
          Lines{"8:1 error CT105 precinct \"\" holds the sums of all others: it doubles every sum (3 rows)"});
    CHECK(findings_in(parts + ",Ann,1\n") == Lines{"8:1 warning CT108 precinct is empty"});
}

TEST_CASE("votes that no sum can hold") {
    const std::string half = "9300000000000000000";
    CHECK(findings_in("precinct,candidate,votes\n1,Ann," + half + "\n1,Bo,1\n2,Ann," + half + "\n") ==
          Lines{"2:3 error CT007 the votes of \"Ann\" in the contest exceed 2^64 - 1"});
}

TEST_CASE("what cannot be read or holds no rows is never clean") {
    CHECK(findings_in("") == Lines{"0:0 error CT002 the file is empty"});
    CHECK(findings_in("candidate,votes\n\n") == Lines{"0:0 error CT002 the file has a header and no rows"});
    const CheckedTable absent = check_precinct_table({"/nonexistent/table.csv", {}});
    CHECK(lines_of(absent) == Lines{"0:0 error CT001 No such file or directory"});
    CHECK_FALSE(absent.precinct_table);
}

TEST_CASE("what is no precinct table is refused") {
    const CheckedTable table = check_text("county,precinct,delegates\nAdair,1,5\n");
    CHECK_FALSE(table.precinct_table);
    CHECK(lines_of(table) ==
          Lines{"1:1 error CT101 not a precinct table: no column for the candidate and none for the votes"});
    CHECK(findings_in("name,candidate\nx,y\n") == Lines{"1:1 error CT101 no column for the votes"});
}

TEST_CASE("misspelt, repeated and unknown columns are named") {
    CHECK(
        findings_in("precinct,office,candidat,votes\n1,X,A,3\n") ==
        Lines{
            "1:17 error CT101 no column for the candidate; unknown column \"candidat\": did you mean \"candidate\"?"});
    CHECK(findings_in("precinct,office,candidate,votes,votes\n1,X,A,3,3\n") ==
          Lines{"1:33 error CT101 column \"votes\" is there twice"});
    CHECK(findings_in("precinct,colour,candidate,votes\n1,X,A,3\n") ==
          Lines{"1:10 warning CT101 unknown column \"colour\""});
}

TEST_CASE("encodings and quotes") {
    CHECK(findings_in("\xEF\xBB\xBF"
                      "candidate,votes\nA,3\n") == Lines{"1:1 warning CT003 the file begins with a byte-order mark"});
    CHECK(findings_in("candidate,votes\nJos\xE9,3\n") == Lines{"2:4 error CT003 byte 0xE9 is not UTF-8"});
    CHECK(findings_in("candidate,votes\nA,3\n\"B,4\n") ==
          Lines{"3:1 error CT005 the quote opened here is never closed"});
    CHECK(findings_in("candidate,votes\n\"A\"x,3\n") == Lines{"2:4 error CT005 text after a closing quote"});
    CHECK(findings_in("candidate,votes\nA,3,\n") == Lines{"2:5 error CT102 3 fields, but the header has 2"});
}

TEST_CASE("counts are whole numbers") {
    CHECK(findings_in("candidate,votes\nA,-3\nB,3.0\nC,many\nD,99999999999999999999\n") ==
          Lines{"2:3 error CT007 votes is \"-3\": not a whole number",
                "3:3 warning CT007 votes has counts written with \".0\"",
                "4:3 error CT007 votes is \"many\": not a whole number",
                "5:3 error CT007 votes is \"99999999999999999999\": more than 2^64 - 1"});
    CHECK(findings_in("candidate,votes\nA,\"1,234\"\n") ==
          Lines{"2:3 warning CT007 votes has counts written with thousands separators"});
    PrecinctCheckOptions options;
    options.thousands = true;
    CHECK(findings_in("candidate,votes\nA,\"1,234\"\n", options) == Lines{});
}

TEST_CASE("masked and missing counts are a warning, once for each way of masking in a column") {
    CHECK(findings_in("candidate,votes,mail\nA,*,*\nB,*,4\nC,N/A,\nD,<10,1\nE,-,1\nF,,1\nG,,2\n") ==
          Lines{"2:3 warning CT108 votes is \"*\": a masked count (2 rows)",
                "2:5 warning CT108 mail is \"*\": a masked count", "4:3 warning CT108 votes is \"N/A\": a masked count",
                "5:3 warning CT108 votes is \"<10\": a masked count",
                "6:3 warning CT108 votes is \"-\": a masked count", "7:3 warning CT108 votes is empty (2 rows)"});
}

TEST_CASE("a unit and choice twice is an error, a whole row twice a warning") {
    const std::string_view text =
        "precinct,office,party,candidate,votes\n"
        "North,President,DEM,Ann Adler,12\n"
        "North,President,DEM,Ann Adler,13\n"
        "North,President,WFP,Ann Adler,13\n"
        "North,President,DEM,Ann Adler,12\n";
    const CheckedTable table = check_text(text);
    CHECK(lines_of(table) == Lines{"3:21 error CT103 line 2 already has other figures for \"Ann Adler\" in President",
                                   "5:21 warning CT103 the whole row is already on line 2"});
    CHECK(table.findings.front().unit == "North");
    CHECK(table.findings.front().location.excerpt == "North,President,DEM,Ann Adler,13");
}

TEST_CASE("duplicates are found where a unit comes again") {
    CHECK(findings_in("precinct,office,candidate,votes\n1,X,A,3\n2,X,A,3\n1,X,B,4\n2,X,A,5\n1,X,A,3\n") ==
          Lines{"5:5 error CT103 line 3 already has other figures for \"A\" in X",
                "6:5 warning CT103 the whole row is already on line 2"});
}

TEST_CASE("rows of several vote types, and columns that are not known, are no duplicates") {
    CHECK(findings_in("precinct,office,candidate,mode,votes\n1,X,A,MAIL,3\n1,X,A,EARLY,3\n") == Lines{});
    CHECK(findings_in("precinct,ballot_style,candidate,votes\n1,7,A,3\n1,8,A,3\n") == Lines{});
    CHECK(findings_in("precinct,percent,candidate,votes\n1,7,A,3\n1,8,A,3\n") ==
          Lines{"3:5 warning CT103 the whole row is already on line 2"});
}

TEST_CASE("stray blanks are named once for each value and column") {
    CHECK(findings_in("precinct,office,candidate,votes\n 1,X,A,3\n 1,X,B,3\n2,X,\"A\nB\",1\n2,X,C  D,1\n") ==
          Lines{"2:1 warning CT104 precinct \" 1\" has a blank at the start (2 rows)",
                "4:5 warning CT104 candidate \"A\nB\" has a line break",
                "6:5 warning CT104 candidate \"C  D\" has two blanks in a row"});
}

TEST_CASE("total rows are named once, and compared with the precincts of their county where that is certain") {
    const std::string rows =
        "county,precinct,office,candidate,votes\n"
        "Adair,1,X,Ann,10\nAdair,1,X,Bo,1\n"
        "Adair,2,X,Ann,20\nAdair,2,X,Bo,2\n";
    CHECK(findings_in(rows + "Adair,Total,X,Ann,30\nAdair,Total,X,Bo,3\n") ==
          Lines{"6:7 error CT105 precinct \"Total\" is a total among the units: it doubles every sum (2 rows)"});
    const CheckedTable wrong = check_text(rows + "Adair,Total,X,Ann,31\nAdair,Total,X,Bo,2\nBoone,1,X,Ann,5\n");
    CHECK(lines_of(wrong) ==
          Lines{"6:7 error CT105 precinct \"Total\" is a total among the units: it doubles every sum (2 rows)",
                "6:19 error CT201 the precincts add up to 30 but the total row says 31 (the total row is 1 too high)",
                "7:18 error CT201 the precincts add up to 3 but the total row says 2 (the total row is 1 too low)"});
    CHECK(wrong.findings[1].stated == "31");
    CHECK(wrong.findings[1].computed == "30");
    CHECK(wrong.findings[1].unit == "Adair/Total");
    CHECK(wrong.units == 3);
    const CheckedTable swapped = check_text(rows + "Adair,3,X,Ann,66\nAdair,Total,X,Ann,69\n");
    CHECK(swapped.findings[1].notes == std::vector<std::string>{"96 and 69 look transposed"});
    // Not certain: a row that was not understood, a county that comes again.
    CHECK(check_text(rows + "Adair,3,X,Ann,?\nAdair,Total,X,Ann,31\n").codes.back().code == Code::total_row);
    CHECK(check_text(rows + "Adair,Total,X,Ann,31\nBoone,1,X,Ann,5\nAdair,4,X,Ann,1\n").codes.back().code ==
          Code::total_row);
    CHECK(findings_in("precinct,candidate,votes\n1,Ann,3\n1,Total Votes,3\n") ==
          Lines{"3:3 error CT105 candidate \"Total Votes\" is a total among the candidates: it doubles every sum"});
}

TEST_CASE("missing names are errors, unless the row is no candidate's") {
    CHECK(
        findings_in("precinct,office,candidate,votes\n,X,A,3\n1,,A,3\n1,X,,3\n1,Ballots Cast,,3\n1,,Over Votes,3\n") ==
        Lines{"2:1 warning CT108 precinct is empty", "3:3 error CT108 office is empty",
              "4:5 error CT108 candidate is empty"});
}

TEST_CASE("vote types add up to the votes") {
    const CheckedTable table =
        check_text("candidate,votes,election_day,absentee\nA,12,10,3\nB,12,10,2\nC,12,10,\nD,12,13,\nE,12,1,1\n");
    CHECK(lines_of(table) ==
          Lines{"2:3 error CT202 election_day + absentee add up to 13 but votes says 12 (1 too few)",
                "5:3 error CT202 election_day add up to 13 but votes says 12 (1 too few)",
                "6:3 error CT202 election_day + absentee add up to 2 but votes says 12 (10 too many)"});
    CHECK(table.findings.front().stated == "12");
    CHECK(table.findings.front().computed == "13");
    // A column that may be part of another one.
    CHECK(findings_in("candidate,votes,election_day,election_day_paper\nA,12,12,5\nB,12,7,5\n") == Lines{});
    // Of what is no vote type nothing is asked.
    CHECK(findings_in("candidate,votes,percent\nA,12,40\n") == Lines{});
}

TEST_CASE("no choice has more votes than ballots were cast in its precinct") {
    const std::string header = "precinct,office,candidate,votes\n";
    const std::string over = header + "1,Mayor,Ann,8\n1,Mayor,Bo,5\n2,Mayor,Ann,8\n";
    CHECK(findings_in(over + "1,Ballots Cast,,7\n") ==
          Lines{"2:13 error CT203 8 votes for \"Ann\" in Mayor, but 7 ballots cast"});
    CHECK(findings_in(over + "1,,Ballots Cast,7\n") ==
          Lines{"2:13 error CT203 8 votes for \"Ann\" in Mayor, but 7 ballots cast"});
    // Two votes each; ballots of one contest; a figure that was not filled in.
    CHECK(findings_in(over + "1,Ballots Cast,,8\n") == Lines{});
    CHECK(findings_in(over + "1,Sheriff,Ballots Cast,3\n") == Lines{});
    CHECK(findings_in(over + "1,Ballots Cast,,0\n") == Lines{});
    CHECK(findings_in(header + "1,Registered Voters,,0\n1,Ballots Cast,,7\n") == Lines{});
}

TEST_CASE("no more ballots than registered voters in a precinct") {
    const CheckedTable table = check_text(
        "precinct,office,candidate,votes\n"
        "1,Registered Voters,,1000\n1,Ballots Cast,,1002\n"
        "2,Ballots Cast,,900\n2,Registered Voters,,1000\n"
        "3,President,Registered Voters,10\n3,President,Ballots Cast,11\n");
    CHECK(lines_of(table) == Lines{"3:17 error CT203 1,002 ballots cast, but 1,000 registered voters",
                                   "7:26 error CT203 11 ballots cast, but 10 registered voters"});
    CHECK(table.findings.front().stated == "1002");
    CHECK(table.findings.front().computed == "1000");
}

TEST_CASE("spellings of one candidate are named with their votes") {
    CHECK(
        findings_in("precinct,office,candidate,votes\n"
                    "1,X,Amy Klobuchar,1200\n1,X,Bo Brandt,3\n2,X,Amy Klobuchur,1\n2,X,Bo Brandt,3\n"
                    "3,X,Amy Klobuchar,34\n3,X,BO BRANDT,5\n") ==
        Lines{"4:5 warning CT106 \"Amy Klobuchur\" (1 vote) looks like \"Amy Klobuchar\" (1,234 votes) of X",
              "7:5 warning CT106 \"BO BRANDT\" (5 votes) looks like \"Bo Brandt\" (6 votes) of X: they differ only in "
              "case, punctuation or blanks"});
}

TEST_CASE("candidates who stand side by side are two, in whatever order the rows come") {
    CHECK(
        findings_in("precinct,office,candidate,votes\n1,X,Jim Harrison,7\n2,X,Tim Harrison,7\n2,X,Jim Harrison,7\n") ==
        Lines{});
    CHECK(
        findings_in("precinct,office,candidate,votes\n1,X,Jim Harrison,7\n2,X,Jim Harrison,7\n1,X,Tim Harrison,7\n") ==
        Lines{});
    CHECK(findings_in("precinct,office,candidate,votes\n1,X,Jim Harrison,7\n2,Y,Tim Harrison,7\n") == Lines{});
}

TEST_CASE("names of two counties are compared where their ballots are alike") {
    const std::string header = "county,precinct,office,candidate,votes\n";
    CHECK(findings_in(header + "A,1,X,Jim Harrison,7\nA,1,X,Ann Adler,7\nB,1,X,Tim Harrison,6\nB,1,X,Ann Adler,7\n") ==
          Lines{"4:7 warning CT106 \"Tim Harrison\" (6 votes) looks like \"Jim Harrison\" (7 votes) of X"});
    CHECK(findings_in(header + "A,1,X,Jim Harrison,7\nA,1,X,Ann Adler,7\nB,1,X,Tim Harrison,6\nB,1,X,Bo Brandt,7\n") ==
          Lines{});
}

TEST_CASE("findings are counted exactly when fewer are kept, and only those that are wanted") {
    std::string text = "precinct,candidate,votes\n";
    for (int i = 0; i < 50; ++i) text += fmt::format("{},A,?\n", i);
    text += "50,A ,1\n";
    PrecinctCheckOptions options;
    options.max_findings = 3;
    CheckedTable table = check_text(text, options);
    CHECK(table.findings.size() == 4);
    CHECK(table.findings.back().location.line == 52);
    CHECK(table.counts[static_cast<std::size_t>(Severity::error)] == 50);
    REQUIRE(table.codes.size() == 2);
    CHECK(table.codes[0].code == Code::not_a_count);
    CHECK(table.codes[0].units == 50);
    options.wanted = [](const Finding& finding) { return finding.code == Code::whitespace; };
    table = check_text(text, options);
    CHECK(table.findings.size() == 1);
    CHECK(table.codes.front().unwanted == 50);
    CHECK(table.counts[static_cast<std::size_t>(Severity::error)] == 0);
}

TEST_CASE("real precinct files are clean", "[.shared-data]") {
    for (const std::string name :
         {"20140610__nv__primary__white_pine__precinct.csv", "20141104__nv__general__humboldt__precinct.csv"}) {
        const std::string path = std::string(SHARED_DATA_FOLDER) + "/openelections-nv/" + name;
        const CheckedTable table = check_precinct_table({path, {}});
        CHECK(lines_of(table) == Lines{});
        CHECK(table.units == (name.starts_with("201406") ? 11 : 16));
    }
}
