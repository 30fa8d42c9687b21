// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "precincts/totals_text.hpp"

#include <caucus_tally/precincts.hpp>

using namespace caucus_tally;

TEST_CASE("masked and empty counts are left out with a warning for each text") {
    const std::string text =
        "precinct,candidate,votes,absentee\n"
        "1,X,10,4\n"
        "1,Y,*,*\n"
        "2,X,20,<5\n"
        "2,Y,*,1\n"
        "3,X,,2\n"
        "3,Y,30,\n"
        "4,X,*,1.5\n";
    for (const std::size_t block_bytes : {std::size_t{1}, std::size_t{1} << 16}) {
        TestedOptions options;
        options.by = {"candidate"};
        options.block_bytes = block_bytes;
        const TableInput input{"a.csv", text};
        const Tabulation totals = tabulate({&input, 1}, options, options);
        CHECK(groups_text(totals) == "X|votes=30|absentee=4\nY|votes=30|absentee=?\n");
        CHECK(totals.rows == 7);
        CHECK(totals.summed_rows == 3);
        CHECK(totals.unknown_rows == 3);
        CHECK(totals.bad_rows == 1);
        CHECK(totals.stated_rows == std::vector<std::uint64_t>{3, 1});
        CHECK(totals.errors == 1);
        CHECK(totals.warnings == 4);
        CHECK(findings_text(totals) ==
              "a.csv:8:7 CT007 absentee is \"1.5\": not a whole number\n"
              "a.csv:3:5 CT108 votes is \"*\": a masked count (2 rows)\n"
              "a.csv:3:7 CT108 absentee is \"*\": a masked count\n"
              "a.csv:4:8 CT108 absentee is \"<5\": a masked count\n"
              "a.csv:6:5 CT108 votes is empty\n");
    }
}
