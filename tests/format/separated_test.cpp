// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "format/document.hpp"

using namespace caucus_tally;

namespace {

/// The only row of a table without column names.
std::string record(const std::vector<Cell>& cells, const SeparatedStyle& style) {
    const std::string text =
        write_separated({std::vector<ScriptColumn>(cells.size()), [&](RowSink& rows) { rows.take(cells); }}, style);
    return text.substr(text.find('\n') + 1);
}

}  // namespace

TEST_CASE("comma-separated values are quoted only where they must be") {
    CHECK(record({"a", "", "b c"}, {}) == "a,,b c\n");
    CHECK(record({"a,b", "say \"x\"", "two\nlines", "\r"}, {}) == "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\"\r\"\n");
}

TEST_CASE("tab-separated values have no line breaks or tabs inside") {
    CHECK(record({"a,b", "x\ty", "1\n2\r", "\\"}, {.separator = '\t'}) == "a,b\tx\\ty\t1\\n2\\r\t\\\\\n");
}

TEST_CASE("formulas are defused only on demand") {
    CHECK(record({"=1+1", "+x", "-x", "@x", "a=b"}, {}) == "=1+1,+x,-x,@x,a=b\n");
    CHECK(record({"=1+1", "+x", "-x", "@x", "a=b"}, {.defuse_formulas = true}) == "'=1+1,'+x,'-x,'@x,a=b\n");
}

TEST_CASE("figures are written plain, and what is unknown is empty") {
    CHECK(record({1234567U, *parse_decimal("63.50"), true, false, Cell(), std::optional<Votes>()}, {}) ==
          "1234567,63.50,yes,no,,\n");
}

TEST_CASE("CSV leaves out the columns that JSON alone has") {
    const ScriptTable table{
        {{"contest", Written::separated}, {"id", Written::json}, {"votes"}, {"by", Written::nowhere}},
        [](RowSink& rows) { rows.add("x", "kerry", 3U, "county"); }};
    CHECK(write_separated(table, {}) == "contest,votes\nx,3\n");
    CHECK(write_separated(table, {.separator = '\t'}) == "contest\tvotes\nx\t3\n");
}
