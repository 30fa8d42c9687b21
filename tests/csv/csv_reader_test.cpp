// SPDX-License-Identifier: MIT
#include "csv/csv_reader.hpp"

#include "catch.hpp"

using namespace caucus_tally;

namespace {

struct Table {
    std::vector<std::vector<std::string>> rows;  // those that are sound
    std::vector<std::size_t> lines;
    std::vector<Finding> findings;
};

Table read(std::string_view text, std::size_t row_limit = default_row_limit) {
    Table table;
    CsvReader reader(open_memory(text), "t.csv", row_limit);
    while (reader.next(table.findings)) {
        if (!reader.sound()) continue;
        table.rows.emplace_back(reader.fields().begin(), reader.fields().end());
        table.lines.push_back(reader.line());
    }
    return table;
}

using Rows = std::vector<std::vector<std::string>>;

}  // namespace

TEST_CASE("rows come with their fields and lines") {
    const Table table = read("name,votes\r\n\"Smith, \"\"Jo\"\"\",1\r\n\r\n\"two\r\nlines\",2\r\nlast,3");
    CHECK(table.rows == Rows{{"name", "votes"}, {"Smith, \"Jo\"", "1"}, {"two\r\nlines", "2"}, {"last", "3"}});
    CHECK(table.lines == std::vector<std::size_t>{1, 2, 4, 6});
    CHECK(table.findings.empty());
}

TEST_CASE("an empty text has no rows") {
    for (const std::string_view text : {"", "\n\n", "\xEF\xBB\xBF"}) CHECK(read(text).rows.empty());
}

TEST_CASE("a byte-order mark is accepted with a warning") {
    const Table table = read("\xEF\xBB\xBFname,votes\nx,1\n");
    CHECK(table.rows.front().front() == "name");
    REQUIRE(table.findings.size() == 1);
    CHECK(table.findings[0].code == Code::encoding);
    CHECK(table.findings[0].severity == Severity::warning);
}

TEST_CASE("a row of another length than the header is a finding and not sound") {
    const Table table = read("a,b,c\n1,2\n1,2,3\n1,2,3,4\n");
    CHECK(table.rows == Rows{{"a", "b", "c"}, {"1", "2", "3"}});
    REQUIRE(table.findings.size() == 2);
    CHECK(table.findings[0].code == Code::ragged_row);
    CHECK(table.findings[0].message == "2 fields, but the header has 3");
    CHECK(table.findings[0].location.line == 2);
    CHECK(table.findings[0].location.column == 4);
    CHECK(table.findings[1].message == "4 fields, but the header has 3");
    CHECK(table.findings[1].location.line == 4);
    CHECK(table.findings[1].location.column == 7);
}

TEST_CASE("text after a closing quote is a finding at its place") {
    const Table table = read("a,b\n\"x\" y,1\nz,2\n");
    CHECK(table.rows == Rows{{"a", "b"}, {"z", "2"}});
    REQUIRE(table.findings.size() == 1);
    CHECK(table.findings[0].code == Code::syntax);
    CHECK(table.findings[0].location.line == 2);
    CHECK(table.findings[0].location.column == 4);
    CHECK(table.findings[0].location.excerpt == "\"x\" y,1");
}

TEST_CASE("a quote that is never closed is reported where it opens") {
    const Table table = read("a,b\nz,2\ny,\"1\nx,3\n");
    CHECK(table.rows == Rows{{"a", "b"}, {"z", "2"}});
    REQUIRE(table.findings.size() == 1);
    CHECK(table.findings[0].message == "the quote opened here is never closed");
    CHECK(table.findings[0].location.line == 3);
    CHECK(table.findings[0].location.column == 3);
    CHECK(table.findings[0].location.excerpt == "y,\"1");
}

TEST_CASE("bytes that are not UTF-8 are a finding with their place") {
    const Table table = read("a,b\n\xC3\x89t\xC3\xA9,Jos\xE9\n");
    CHECK(table.rows.size() == 1);
    REQUIRE(table.findings.size() == 1);
    CHECK(table.findings[0].code == Code::encoding);
    CHECK(table.findings[0].severity == Severity::error);
    CHECK(table.findings[0].message == "byte 0xE9 is not UTF-8");
    CHECK(table.findings[0].location.column == 8);
}

TEST_CASE("a row above the limit ends in a finding, finished or not") {
    for (const std::string_view end : {"", "\n", "\nnext,1\n"}) {
        const std::string text = "a,b\n" + std::string(300'000, 'x') + std::string(end);
        const Table table = read(text, 100'000);
        CHECK(table.rows.size() == 1);
        REQUIRE(table.findings.size() == 1);
        CHECK(table.findings[0].code == Code::syntax);
        CHECK(table.findings[0].message == "a row of more than 100000 bytes");
        CHECK(table.findings[0].location.line == 2);
        CHECK(table.findings[0].location.excerpt.size() == 400);
    }
    const Table in_one_piece = read("a,b\n" + std::string(20'000, 'x') + ",1\nnext,1\n", 10'000);
    CHECK(in_one_piece.rows.size() == 1);
    CHECK(in_one_piece.findings.size() == 1);
    const Table quoted = read("a,b\n1,\"" + std::string(300'000, '\n'), 100'000);
    REQUIRE(quoted.findings.size() == 1);
    CHECK(quoted.findings[0].message == "the quote opened here is not closed within 100000 bytes");
    CHECK(quoted.findings[0].location.column == 3);
}

TEST_CASE("long tables are read across the joints of the buffer") {
    std::string text = "name,votes\n";
    Rows expected{{"name", "votes"}};
    for (int i = 0; i < 20'000; ++i) {
        const std::string name = "n" + std::string(static_cast<std::size_t>(i % 41), '"') + std::to_string(i) + "\n";
        std::string escaped =
            "\"n" + std::string(2 * static_cast<std::size_t>(i % 41), '"') + std::to_string(i) + "\n\"";
        text += escaped + "," + std::to_string(i) + "\n";
        expected.push_back({name, std::to_string(i)});
    }
    const Table table = read(text);
    CHECK(table.findings.empty());
    REQUIRE(table.rows == expected);
    CHECK(table.lines.back() == 2 * 19'999 + 2);
}

TEST_CASE("a field's place can be asked for") {
    std::vector<Finding> findings;
    CsvReader reader(open_memory("a,b,c\n\"x\ny\",\xC3\xA9\xC3\xA9,z\n"), "t.csv");
    REQUIRE(reader.next(findings));
    REQUIRE(reader.next(findings));
    const Location first = reader.locate(0);
    CHECK(first.line == 2);
    CHECK(first.column == 1);
    const Location last = reader.locate(2);
    CHECK(last.file == "t.csv");
    CHECK(last.line == 3);
    CHECK(last.column == 7);
    CHECK(last.length == 1);
    CHECK(last.excerpt == "y\",\xC3\xA9\xC3\xA9,z");
}

TEST_CASE("a file that cannot be read is a finding") {
    std::vector<Finding> findings;
    CsvReader absent(open_source("/nonexistent/t.csv"), "t.csv");
    CHECK_FALSE(absent.next(findings));
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == Code::unreadable);
    CHECK(findings[0].message == "No such file or directory");
}
