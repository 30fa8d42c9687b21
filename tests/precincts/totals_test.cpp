// SPDX-License-Identifier: MIT
// Which rows are totals of others: what counts, by candidate, and what is kept out, by name.
#include "catch.hpp"
#include "precincts/totals_text.hpp"

#include <string>

using namespace caucus_tally;

namespace {

/// "Ann=30 Bo=12 -Total:2": the sums, then the names of rows kept out and how many there are of each.
std::string counted(const std::string& rows, TotalsChoice choice = TotalsChoice::automatic,
                    const std::string& header = "county,precinct,office,party,candidate,votes") {
    const std::string text = header + "\n" + rows;
    const TableInput table{"a.csv", text};
    TabulateOptions options;
    options.by = {"candidate"};
    options.totals = choice;
    const Tabulation totals = tabulate({&table, 1}, options);
    std::string line;
    for (std::size_t group = 0; group < totals.groups(); ++group)
        line += totals.name(group, 0) + "=" + std::to_string(totals.sum(group, 0).value()) + " ";
    for (const KeptOutRows& rows_out : totals.kept_out)
        line += "-" + rows_out.name + ":" + std::to_string(rows_out.rows) + " ";
    return line;
}

}  // namespace

TEST_CASE("a unit that holds the sums of all others is their total, whatever its name") {
    const std::string parts =
        "A,1,M,,Ann,10\nA,1,M,,Bo,4\nA,1,M,,Cy,7\n"
        "A,2,M,,Ann,20\nA,2,M,,Bo,8\nA,2,M,,Cy,1\n";
    for (const std::string name : {"", "A", "ALAMEDA CA", "Zz", "Total"}) {
        const std::string total = "A," + name + ",M,,Ann,30\nA," + name + ",M,,Bo,12\nA," + name + ",M,,Cy,8\n";
        CHECK(counted(parts + total) == "Ann=30 Bo=12 Cy=8 -" + name + ":3 ");
        CHECK(counted(total + parts) == "Ann=30 Bo=12 Cy=8 -" + name + ":3 ");
        CHECK(counted(parts + total, TotalsChoice::keep) == "Ann=60 Bo=24 Cy=16 ");
    }
    CHECK(counted(parts + "A,,M,,Ann,3\nA,,M,,Bo,12\nA,,M,,Cy,9\n") == "Ann=33 Bo=24 Cy=17 ");
}

TEST_CASE("parts count where a total differs from their sum in few of its rows") {
    std::string parts;
    std::string total;
    for (int choice = 0; choice < 8; ++choice) {
        const std::string name = "C" + std::to_string(choice);
        parts += "A,1,M,," + name + ",10\nA,2,M,," + name + "," + std::to_string(choice) + "\n";
        total += "A,,M,," + name + "," + std::to_string(10 + choice + (choice == 5 ? 9 : 0)) + "\n";
    }
    CHECK(counted(parts + total) == "C0=10 C1=11 C2=12 C3=13 C4=14 C5=15 C6=16 C7=17 -:8 ");
}

TEST_CASE("what may be a total or not is said") {
    struct Doubt {
        std::string text;
        std::uint64_t rows = 0;
    };
    const auto doubt = [](const std::string& rows, TotalsChoice choice = TotalsChoice::automatic) {
        const std::string text = "county,precinct,office,party,candidate,votes\n" + rows;
        const TableInput table{"a.csv", text};
        TabulateOptions options;
        options.by = {"candidate"};
        options.totals = choice;
        const Tabulation totals = tabulate({&table, 1}, options);
        Doubt found{{}, totals.undecided_rows};
        for (const Finding& finding : totals.findings)
            if (finding.severity == Severity::error)
                found.text += std::to_string(finding.location.line) + " " + finding.message + "\n";
        return found;
    };
    // Of six figures three are sums of the others: too many for chance, too few for a total.
    std::string rows;
    for (int choice = 0; choice < 6; ++choice) {
        const std::string name = ",M,,C" + std::to_string(choice) + ",";
        rows += "A,1" + name + "10\nA,2" + name + std::to_string(1 + choice) + "\n";
        rows += "A,Fairgrounds" + name + std::to_string(choice < 3 ? 11 + choice : 12) + "\n";
    }
    CHECK(counted(rows) == "C0=22 C1=24 C2=26 C3=26 C4=27 C5=28 ");
    CHECK(doubt(rows).text ==
          "4 \"Fairgrounds\" may be a total: 3 of its 6 figures are the sums of all others; it is counted\n");
    CHECK(doubt(rows).rows == 6);
    CHECK(doubt(rows, TotalsChoice::keep).rows == 0);

    const std::string parties = "A,1,M,D,Ann,5\nA,1,M,R,Bo,6\nA,1,M,,Write-In Totals,3\n";
    const std::string listed = parties + "A,1,M,,Cy (Write-In),2\n";
    CHECK(
        doubt(listed).text ==
        "4 \"Write-In Totals\" is left out beside the write-ins that are listed, which do not add up to it (1 row)\n");
    CHECK(doubt(listed).rows == 1);
    CHECK(doubt(listed, TotalsChoice::drop).rows == 0);
    CHECK(doubt(listed + "A,1,M,,Not Assigned,1\n").rows == 0);
    CHECK(doubt(parties).rows == 0);
}

TEST_CASE("a total without parts is no total") {
    CHECK(counted("A,DIST 1 TOTAL,M,,Ann,1\nA,DIST 2 TOTAL,M,,Ann,2\n") == "Ann=3 ");
    CHECK(counted("A,Total,M,,Ann,1\n") == "Ann=1 ");
    CHECK(counted("A,1,M,,Ann,1\nA,Absentee Total,M,,Ann,2\n") == "Ann=3 ");
    CHECK(counted("A,1,M,,Ann,1\nA,Total,M,,Ann,1\nA,Total,M,,Bo,5\n") == "Ann=1 Bo=5 -Total:1 ");
    CHECK(counted("A,1,M,,Ann,1\nB,Total,M,,Ann,2\n") == "Ann=3 ");
    CHECK(counted("A,DIST 1 TOTAL,M,,Ann,1\n", TotalsChoice::drop) == "-DIST 1 TOTAL:1 ");
}

TEST_CASE("a total of the choices of a contest needs choices") {
    CHECK(counted("A,1,M,,Ann,1\nA,1,M,,Bo,2\nA,1,M,,Total Votes,3\n") == "Ann=1 Bo=2 -Total Votes:1 ");
    CHECK(counted("A,1,M,,Total Votes,3\nA,1,Mayor,,Bo,2\n") == "Total Votes=3 Bo=2 ");
}

TEST_CASE("a total of write-ins counts unless they are listed beside it") {
    const std::string parties = "A,1,M,D,Ann,5\nA,1,M,R,Bo,6\n";
    CHECK(counted(parties + "A,1,M,,Write-In Totals,3\n") == "Ann=5 Bo=6 Write-In Totals=3 ");
    CHECK(counted(parties + "A,1,M,,Write-In Totals,3\nA,1,M,,Cy,2\nA,1,M,,Not Assigned,1\n") ==
          "Ann=5 Bo=6 Cy=2 Not Assigned=1 -Write-In Totals:1 ");
    CHECK(counted(parties + "A,1,M,,Write-In Totals,3\nA,1,M,,Cy (Write-In),2\n") ==
          "Ann=5 Bo=6 Cy (Write-In)=2 -Write-In Totals:1 ");
    // The total of all choices tells whether the write-ins are listed.
    CHECK(counted(parties + "A,1,M,,Write-In Totals,3\nA,1,M,,Cy (W),2\nA,1,M,,Total,16\n") ==
          "Ann=5 Bo=6 Write-In Totals=3 Cy (W)=2 -Total:1 ");
    CHECK(counted("A,1,M,,Ann,5\nA,1,M,,Bo,6\nA,1,M,,Write-In Totals,3\n") == "Ann=5 Bo=6 Write-In Totals=3 ");
    CHECK(counted("A,1,M,,Write-In Total,3\nA,1,M,,Total Votes,3\n") == "Write-In Total=3 -Total Votes:1 ");
}

TEST_CASE("the total of all counties is known by its counties") {
    const std::string counties = "A,1,M,,Ann,1\nB,1,M,,Ann,2\n";
    CHECK(counted(counties + "Total,,M,,Ann,3\n") == "Ann=3 -Total:1 ");
    CHECK(counted(counties + "Total,Total,M,,Ann,3\n") == "Ann=3 -Total:1 ");
    CHECK(counted("A,Ann,1\nB,Ann,2\nTotal,Ann,3\n", TotalsChoice::automatic, "county,candidate,votes") ==
          "Ann=3 -Total:1 ");
}

TEST_CASE("a straight party needs no candidate") {
    CHECK(counted("A,1,Straight Party,DEM,,5\nA,1,M,DEM,Ann,6\n") == "=5 Ann=6 ");
    CHECK(counted("A,1,,,Straight Party,5\n") == "Straight Party=5 ");
    CHECK(counted("A,1,Straight Party,,,5\nA,1,M,DEM,Ann,6\n") == "Ann=6 ");
    CHECK(counted("A,1,M,DEM,,0\nA,1,M,DEM,Ann,6\n") == "=0 Ann=6 ");
    CHECK(counted("A,1,M,DEM,,\nA,1,M,DEM,Ann,6\n") == "Ann=6 ");
}
