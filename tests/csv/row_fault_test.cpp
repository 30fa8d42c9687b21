// SPDX-License-Identifier: MIT
#include "csv/row_fault.hpp"

#include "catch.hpp"
#include "precincts/columns.hpp"

using namespace caucus_tally;
using namespace std::string_view_literals;

namespace {

std::string separator_of(std::string_view row) {
    const auto found = find_foreign_separator(
        row, [](std::span<const std::string_view> names) { return recognize_header(names).is_precinct_table(); });
    return found ? std::to_string(found->offset) + " " + found->message : "";
}

}  // namespace

TEST_CASE("web pages and archives are known by how they begin") {
    CHECK(foreign_format("\n \t<!DocType html>") == "this is a web page, not a table");
    CHECK(foreign_format("<HTML lang=en>") == "this is a web page, not a table");
    CHECK(foreign_format("PK\x03\x04\x14"sv) == "this is a spreadsheet or zip archive; save the table as CSV");
    CHECK(foreign_format("PKW,candidate,votes").empty());
    CHECK(foreign_format("<htm").empty());
    CHECK(foreign_format("candidate,votes\n<html>").empty());
    CHECK(foreign_format("").empty());
}

TEST_CASE("separators other than commas are found where the header is a precinct table's") {
    CHECK(separator_of("county;candidate;votes\r\n") ==
          "6 the columns are separated by semicolons; only commas are read");
    CHECK(separator_of("Candidate\tVotes\n") == "9 the columns are separated by tabs; only commas are read");
    CHECK(separator_of("candidate | votes") == "10 the columns are separated by vertical bars; only commas are read");
    CHECK(separator_of("\"office\";\"candidate\";\"votes\"\n").starts_with("8 "));
    CHECK(separator_of("candidate;seat").empty());
    CHECK(separator_of("candidate").empty());
    CHECK(separator_of(std::string(5000, ';')).empty());
}
