// SPDX-License-Identifier: MIT
#include "precincts/row_scan.hpp"

#include "catch.hpp"
#include "csv/csv_scan.hpp"

#include <algorithm>
#include <random>
#include <string>

using namespace caucus_tally;

namespace {

std::string hostile_rows(std::mt19937_64& random, std::size_t size) {
    static constexpr char bytes[] = "aaaaaaaaaaaa,,,,\n\n\"\r\xC3";
    // Fewer quotes in some texts, so that not all is irregular.
    const std::uint64_t quotes = random() % 4;
    std::string text(size, 'a');
    for (char& byte : text) {
        byte = bytes[random() % (sizeof bytes - 1)];
        if (byte == '"' && random() % 4 < quotes) byte = 'a';
    }
    return text;
}

/// Whether scan_rows and split_record cut the text alike.
void require_same_cuts(const std::string& text, std::size_t size, std::size_t most, RowScan& scan) {
    scan_rows(text.data(), text.data() + size, most, scan);
    REQUIRE(scan.rows <= most);
    CsvRecord record;
    std::size_t start = 0;
    std::size_t field = 0;
    for (std::size_t row = 0; row < scan.rows; ++row) {
        REQUIRE(split_record(text.data() + start, text.data() + size, record));
        REQUIRE(scan.newlines[row] + 1 == start + record.size);
        REQUIRE(field + record.fields <= scan.fields);
        REQUIRE(scan.separators[field] + 1U == start);
        for (std::size_t i = 0; i < record.fields; ++i)
            REQUIRE(scan.separators[field + i + 1] == start + record.ends[i]);
        field += record.fields;

        const std::string_view bytes(record.begin, record.size);
        const bool breaks_line = bytes.find('\n') + 1 != bytes.size();
        const bool odd = record.non_ascii != CsvRecord::none || record.fault != CsvRecord::none || breaks_line;
        REQUIRE(scan.is_odd(start, start + record.size) == odd);
        if (record.non_ascii != CsvRecord::none && record.fault == CsvRecord::none && !breaks_line) {
            REQUIRE_FALSE(scan.is_odd(start, start + record.non_ascii));
            REQUIRE(scan.is_odd(start + record.non_ascii, start + record.non_ascii + 1));
        }
        start += record.size;
    }
    // It stops only where there are enough rows or no more of them.
    if (scan.rows < most && size <= RowScan::window)
        REQUIRE_FALSE(split_record(text.data() + start, text.data() + size, record));
}

}  // namespace

TEST_CASE("rows scanned together are cut like one by one") {
    std::mt19937_64 random(1);
    RowScan scan;  // kept, so that what it held before shows if it is taken for new
    for (int round = 0; round < 2000; ++round) {
        const std::size_t size = random() % 500;
        require_same_cuts(hostile_rows(random, size + wide::block), size, 1 + random() % 40, scan);
    }
    for (int round = 0; round < 10; ++round) {
        const std::size_t size = RowScan::window + random() % 5000;
        require_same_cuts(hostile_rows(random, size + wide::block), size, size, scan);
    }
}

TEST_CASE("nothing but separators fits, and a row longer than the window is no row") {
    RowScan scan;
    for (const char byte : {',', '\n', 'a'}) {
        const std::string text(RowScan::window + 200, byte);
        require_same_cuts(text, text.size() - wide::block, text.size(), scan);
        CHECK(scan.rows == (byte == '\n' ? RowScan::window : 0));
    }
}
