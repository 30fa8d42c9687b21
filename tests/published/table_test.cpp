// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "published/publications.hpp"

#include <filesystem>

using namespace caucus_tally;

namespace {

/// The one contest of a table that is in order.
Contest contest_of(const std::string& text) {
    const Publication publication = read_text(text, "folder/results.txt");
    REQUIRE(publication.format == "table");
    REQUIRE(publication.contests.size() == 1);
    for (const Finding& finding : publication.contests.front().findings) UNSCOPED_INFO(finding.message);
    REQUIRE(publication.contests.front().findings.empty());
    return publication.contests.front().contest.value();
}

const std::string figures =
    "John Kerry 84818 51.79 93\nHoward Dean 27025 16.50 24\nUncommitted 0 - -\nTotal 111843 - 117\n";

const std::string wide =
    "County\tKerry\tDean\tTotal\tBallots cast\tRegistered voters\tMargin\n"
    "Polk\t12\t8\t20\t21\t30\t4\n"
    "Linn\t1,005\t7\t1,012\t1,012\t--\t998\n"
    "Total\t1,017\t15\t1,032\t\t\t\n";

}  // namespace

TEST_CASE("a long table is read whatever parts its cells") {
    CHECK(figures_of(contest_of(
              "Candidate,Votes,%,Delegates\n\"John Kerry\",\"84,818\",51.79%,93\nHoward Dean,27025,16.50%,24\n"
              "Uncommitted,0,,--\nTotal,111843,,117\n")) == figures);
    CHECK(figures_of(contest_of("Name;Popular vote;Percentage;Pledged delegates\nJohn Kerry;84,818;51.79;93\n"
                                "Howard Dean;27,025;16.50;24\nUncommitted;0;;\nTotals;111,843;;117\n")) == figures);
    CHECK(figures_of(contest_of(
              "Candidate\tTotal\tShare\tDel.\r\nJohn Kerry\t84818\t51.79 %\t93\r\n"
              "Howard Dean\t27025\t16.50 %\t24\r\nUncommitted\t0\t\t\r\nTotals\t111843\t\t117\r\n")) == figures);
    CHECK(figures_of(contest_of(
              "| Candidate | Votes | % | Delegates |\n|:--|--:|--:|--:|\n| **John Kerry** | 84,818 | 51.79% | 93 |\n"
              "| Howard Dean | 27,025 | 16.50% | 24 |\n| Uncommitted | 0 | | |\n| **Total** | **111,843** | | 117 "
              "|\n")) == figures);
    CHECK(figures_of(contest_of(" Candidate   | Votes  |   %   | Delegates\n-------------+--------+-------+----------\n"
                                " John Kerry  |  84818 | 51.79 | 93\n Howard Dean |  27025 | 16.50 | 24\n"
                                " Uncommitted |      0 |       | n/a\n Total       | 111843 |       | 117\n")) ==
          figures);
}

TEST_CASE("a title above a table names its contest, else the file does") {
    const Contest titled =
        contest_of("2004 Michigan Democratic presidential caucuses\n\nCandidate;Votes\nKerry;12\nDean;8\n");
    CHECK(titled.id == "2004-mi-dem");
    CHECK(titled.jurisdiction == "Michigan");
    CHECK(titled.kind == "caucus");
    const Contest plain = contest_of("Candidate;Votes\nKerry;12\nDean;8\n");
    CHECK(plain.id == "results");
    CHECK(plain.title == "results");
    CHECK(plain.sources == std::vector<std::string>{"table (results.txt)"});
    CHECK_FALSE(plain.total);
}

TEST_CASE("a row of totals is what the table states of the whole") {
    CHECK(
        findings_of("Candidate,Votes\nKerry,12\nDean,8\nTotal,21\n") ==
        std::vector<std::string>{"CT201 4:7 candidates add up to 20 but the total says 21 (the total is 1 too high)"});
    const Publication twice = read_text(
        "Candidate,Votes,Party\nKerry,12,D\nDean,8,D\nTotal,20,\nTotal votes,20,\nOver votes,3,\nSource: me\n");
    CHECK(figures_of(twice.contests.front().contest.value()) == "Kerry 12 - -\nDean 8 - -\nTotal 20 - -\n");
    CHECK(twice.left_out ==
          std::vector<std::string>{"column: Party", "rows: Total votes and Over votes", "1 line of text"});
}

TEST_CASE("a wide table has a row a unit and a column a candidate") {
    const Publication publication = read_text(wide);
    CHECK(findings_of(wide).empty());
    const Contest& contest = publication.contests.front().contest.value();
    CHECK(figures_of(contest) == "Kerry 1017 - -\nDean 15 - -\nTotal 1032 - -\n");
    CHECK(units_of(contest) ==
          "Polk county ballots=21 registered=30 total=20 kerry=12 dean=8\nLinn county ballots=1012 total=1012 "
          "kerry=1005 dean=7\n");
    CHECK(publication.left_out == std::vector<std::string>{"column: Margin"});
}

TEST_CASE("a wide table may have rows of header for candidates, rounds and figures") {
    const Contest rounds = contest_of(
        "Precinct;First alignment;;Final "
        "alignment;\n;Biden;Sanders;Biden;Sanders\nA1;3;4;3;5\nA2;1;2;0;3\nTotal;4;6;3;8\n");
    CHECK(rounds.rounds.size() == 2);
    CHECK(rounds.rounds[0].title == "First alignment");
    CHECK(figures_of(rounds) == "Biden 3 - -\nSanders 8 - -\n");
    CHECK(
        units_of(rounds) ==
        "whole whole biden=4/3 sanders=6/8\nA1 precinct in whole biden=3/3 sanders=4/5\nA2 precinct in whole biden=1/0 "
        "sanders=2/3\n");
    const Contest fields = contest_of(
        "County;Kerry;;Dean;;Total\n;Votes;Delegates;Votes;Delegates;Votes\nPolk;12;2;8;1;20\nLinn;5;1;7;1;12\n");
    CHECK(units_of(fields) ==
          "Polk county total=20 kerry=12 kerry:2 dean=8 dean:1\nLinn county total=12 kerry=5 kerry:1 dean=7 dean:1\n");
    const Contest long_rounds = contest_of("Candidate;First vote;Final vote\nBiden;4;3\nSanders;6;8\nTotal;10;11\n");
    CHECK(units_of(long_rounds) == "whole whole total=10 total=11 biden=4/3 sanders=6/8\n");
}

TEST_CASE("units of two levels are units inside one another") {
    CHECK(units_of(contest_of("County,Precinct,Kerry,Dean\nPolk,A,1,2\n,B,3,4\nLinn,A,5,6\n")) ==
          "Polk county\nA precinct in Polk kerry=1 dean=2\nB precinct in Polk kerry=3 dean=4\nLinn county\n"
          "A precinct in Linn kerry=5 dean=6\n");
    CHECK(findings_of("County,Kerry,Dean\nPolk,1,2\nPolk,1,2\n") ==
          std::vector<std::string>{"CT103 3:1 \"Polk\" is among the units already; the first row counts"});
}

TEST_CASE("rows and columns of a wide table are held against their totals") {
    for (const auto& [from, to] : {std::pair("12\t8\t20", "12\t9\t20"), std::pair("1,012\t1,012", "1,013\t1,013"),
                                   std::pair("1,017\t15", "1,018\t15"), std::pair("1,032", "1,302")}) {
        std::string text = wide;
        text.replace(text.find(from), std::string_view(from).size(), to);
        INFO(from);
        const auto found = findings_of(text);
        REQUIRE_FALSE(found.empty());
        CHECK(found.front().starts_with("CT201"));
    }
}

TEST_CASE("what is no figure, or stands in a row that is cut otherwise, is not read") {
    CHECK(findings_of("Candidate,Votes\nKerry,12x\nDean,8.5\nClark,1\n") ==
          std::vector<std::string>{"CT007 2:7 \"12x\" is no whole number of votes, so it is not read",
                                   "CT007 3:6 \"8.5\" is no whole number of votes, so it is not read"});
    CHECK(findings_of("Candidate,Votes\nKerry,84,818\nDean,8\n").front() ==
          "CT102 2:1 the row of \"Kerry\" has 3 cells but the header has 2, so its figures are not read");
    CHECK(findings_of("Candidate,Votes\nKerry,1\n\"Dean,8\n").front() == "CT005 3:1 a quote that is never closed");
}

TEST_CASE("how many rows the header has can be said") {
    // The years look like figures of a candidate.
    const std::string text = "Candidate;Votes\n2004;2004\nKerry;12\nDean;8\n";
    CHECK(figures_of(read_text(text).contests.front().contest.value()) == "2004 2004 - -\nKerry 12 - -\nDean 8 - -\n");
    CHECK(figures_of(read_publication({"t.txt", text}, PublicationOptions{2}).contests.front().contest.value()) ==
          "Kerry 12 - -\nDean 8 - -\n");
}

TEST_CASE("a precinct table is no publication") {
    for (const std::string header :
         {"county,precinct,office,district,party,candidate,votes", "office,candidate,votes", "candidate,party",
          "candidate,votes,election_day,absentee", "county,precinct,kind,delegates,sde,attendance",
          "precinct,candidate,first,final,sde", "county,candidate,votes"})
        CHECK_FALSE(begins_like_publication(header + "\nx,y,1,2,3,4,5\nz,y,1,2,3,4,5\n"));
}

TEST_CASE("a table cut anywhere, and one of many columns or cells, is read in bounded time") {
    for (std::size_t size = 0; size < wide.size(); ++size) {
        const Publication publication = read_text(wide.substr(0, size));
        REQUIRE_FALSE(publication.contests.empty());
    }
    std::string header = "County";
    std::string row = "Polk";
    for (int i = 0; i < 300; ++i) {
        header += fmt::format(",Person {}", i);
        row += fmt::format(",{}", i);
    }
    const Publication many = read_text(header + '\n' + row + '\n');
    REQUIRE(many.contests.front().contest);
    CHECK(many.contests.front().contest->units.front().results.size() == 300);
    CHECK(findings_of("Candidate,Votes\nKerry,1\n" + std::string(4'000'001, ','))
              .front()
              .starts_with("CT005 3:1 more than 4,000,000 cells"));
}

TEST_CASE("a digit changed in a wide table with totals is found") {
    for (std::size_t i = wide.find("12\t8"); i < wide.size(); ++i) {
        const std::string_view before = std::string_view(wide).substr(0, i);
        const auto tabs = std::ranges::count(before.substr(before.rfind('\n')), '\t');
        if (wide[i] < '0' || wide[i] > '9' || tabs > 3) continue;  // behind the totals nothing implies a figure
        std::string text = wide;
        text[i] = text[i] == '9' ? '1' : static_cast<char>(text[i] + 1);
        INFO(i);
        CHECK_FALSE(findings_of(text).empty());
    }
}

TEST_CASE("no precinct table of the archives is taken for a publication", "[.][shared-data]") {
    std::size_t tables = 0;
    for (const char* folder : {"/wild", "/wild/expected", "/openelections-nv", "/iowa-2020"})
        for (const auto& entry : std::filesystem::directory_iterator(SHARED_DATA_FOLDER + std::string(folder))) {
            if (entry.path().extension() != ".csv" || entry.path().filename() == "index.csv") continue;
            const std::string text = read_source(entry.path().string()).text;
            INFO(entry.path());
            CHECK_FALSE(begins_like_publication(std::string_view(text).substr(0, 65536)));
            ++tables;
        }
    CHECK(tables > 50);
}
