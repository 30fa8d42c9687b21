// SPDX-License-Identifier: MIT
#include "csv/csv_scan.hpp"

#include "base/words.hpp"
#include "catch.hpp"

#include <array>
#include <random>

using namespace caucus_tally;

namespace {

/// Bytes that matter to the scanner, far more often than chance has them.
std::string hostile_text(std::mt19937_64& random, std::size_t size) {
    static constexpr std::string_view alphabet = "\"\"\"\",,,\n\n\r\rab 1\0\x7F\x80\xC3\xA9\xFF";
    const bool any_byte = random() % 8 == 0;
    const bool few_quotes = random() % 2 == 0;
    std::string text(size, ' ');
    for (char& byte : text) {
        byte = any_byte ? static_cast<char>(random() % 256) : alphabet[random() % alphabet.size()];
        if (few_quotes && byte == '"' && random() % 16 != 0) byte = 'q';
    }
    return text;
}

std::string padded(std::string_view text) {
    return std::string(text) + std::string(wide::block, '"');
}

std::vector<std::string> split(std::string_view row) {
    const std::string text = padded(row);
    CsvRecord record;
    REQUIRE(split_record(text.data(), text.data() + row.size(), record));
    REQUIRE(record.size == row.size());
    std::vector<std::string> fields;
    std::string scratch;
    for (std::size_t i = 0; i < record.fields; ++i) fields.emplace_back(unescape_field(raw_field(record, i), scratch));
    return fields;
}

}  // namespace

TEST_CASE("a wide look at a block sees what a look at each byte sees") {
    std::mt19937_64 random(1);
    for (int round = 0; round < 2000; ++round) {
        const std::string text = hostile_text(random, wide::block);
        const auto byte = static_cast<char>(round % 256);
        std::uint64_t equal = 0;
        std::uint64_t non_ascii = 0;
        for (std::size_t i = 0; i < wide::block; ++i) {
            equal |= std::uint64_t{text[i] == byte} << i;
            non_ascii |= std::uint64_t{static_cast<unsigned char>(text[i]) > 127} << i;
        }
        REQUIRE(wide::match(text.data(), byte) == equal);
        REQUIRE(wide::portable::match(text.data(), byte) == equal);
        const std::uint64_t commas = wide::portable::match(text.data(), ',');
        const std::uint64_t newlines = wide::portable::match(text.data(), '\n');
        const bool quotes = wide::portable::match(text.data(), '"') != 0;
        for (const wide::Marks& marks : {wide::find_marks(text.data()), wide::portable::find_marks(text.data())}) {
            REQUIRE(marks.separators == (commas | newlines));
            REQUIRE(marks.newlines == newlines);
            REQUIRE(marks.non_ascii == non_ascii);
            REQUIRE(marks.quotes == quotes);
        }
        REQUIRE(wide::contains(text.data(), byte) == (equal != 0));
        REQUIRE(wide::non_ascii(text.data()) == non_ascii);
        REQUIRE(wide::portable::non_ascii(text.data()) == non_ascii);
    }
}

TEST_CASE("texts are the same up to a length, however they go on") {
    std::mt19937_64 random(2);
    for (int round = 0; round < 2000; ++round) {
        const std::string a = hostile_text(random, 200);
        std::string b = a;
        b[random() % b.size()] = 'X';
        const std::size_t size = random() % (a.size() - wide::block);
        const bool expected = std::string_view(a).substr(0, size) == std::string_view(b).substr(0, size);
        REQUIRE(wide::same(a.data(), b.data(), size) == expected);
        REQUIRE(wide::portable::same(a.data(), b.data(), size) == expected);
        REQUIRE(wide::same_of_any_size(a.data(), b.data(), size) == expected);
    }
}

TEST_CASE("the wide scan finds the structure that the bytewise scan defines") {
    std::mt19937_64 random(3);
    for (int round = 0; round < 20000; ++round) {
        const std::string text = hostile_text(random, wide::block * 4);
        const auto start = static_cast<CsvState>(random() % 5);
        CsvState wide_state = start;
        CsvState byte_state = start;
        for (std::size_t at = 0; at < text.size(); at += wide::block) {
            const CsvStructure by_block = scan_csv(text.data() + at, wide_state);
            const CsvStructure by_byte = scan_csv_bytewise(text.data() + at, wide::block, byte_state);
            REQUIRE(by_block.commas == by_byte.commas);
            REQUIRE(by_block.newlines == by_byte.newlines);
            REQUIRE(by_block.faults == by_byte.faults);
            REQUIRE(wide_state == byte_state);
        }
    }
}

TEST_CASE("rows are cut into fields as RFC 4180 says") {
    using Fields = std::vector<std::string>;
    CHECK(split("a,b,c\n") == Fields{"a", "b", "c"});
    CHECK(split("a,b,\r\n") == Fields{"a", "b", ""});
    CHECK(split(",\n") == Fields{"", ""});
    CHECK(split("\"a,b\",\"say \"\"hi\"\"\"\r\n") == Fields{"a,b", "say \"hi\""});
    CHECK(split("\"two\nlines\",x\n") == Fields{"two\nlines", "x"});
    CHECK(split("\"\",\"\"\"\"\n") == Fields{"", "\""});
    CHECK(split("Robert \"Bob\" Smith,5\" pipe\n") == Fields{"Robert \"Bob\" Smith", "5\" pipe"});
    CHECK(split("\"ab\"cd\",e\n") == Fields{"abcd\"", "e"});
    CHECK(split("a\rb,c\n") == Fields{"a\rb", "c"});
}

TEST_CASE("a row without its end is not cut") {
    for (const std::string_view text : {"", "a,b", "\"a\n", "\"a\"\"\n,b\n"}) {
        const std::string bytes = padded(text);
        CsvRecord record;
        CHECK_FALSE(split_record(bytes.data(), bytes.data() + text.size(), record));
    }
}

TEST_CASE("text after a closing quote is pointed at") {
    const std::string text = padded("x,\"ab\" c,\"d\"\r,\n");
    CsvRecord record;
    REQUIRE(split_record(text.data(), text.data() + text.size() - wide::block, record));
    CHECK(record.fault == 6);
    CHECK(record.fields == 4);
}

TEST_CASE("the ends of the first and last row are found in pieces of any size") {
    std::mt19937_64 random(4);
    for (int round = 0; round < 500; ++round) {
        const std::string body = hostile_text(random, 1 + random() % 300);
        const std::string text = padded(body);
        std::size_t expected = 0;
        CsvState state = CsvState::field_start;
        for (std::size_t i = 0; i < body.size(); ++i)
            if (scan_csv_bytewise(body.data() + i, 1, state).newlines != 0) expected = i + 1;

        RowBoundary boundary;
        for (std::size_t size = 0; size < body.size();) {
            size = std::min<std::size_t>(body.size(), size + 1 + random() % 150);
            find_last_row_end({text.data(), size}, boundary);
        }
        REQUIRE(boundary.last_end == expected);
        REQUIRE(boundary.state == state);

        std::size_t first = std::string_view::npos;
        state = CsvState::field_start;
        for (std::size_t i = 0; i < body.size() && first == std::string_view::npos; ++i)
            if (scan_csv_bytewise(body.data() + i, 1, state).newlines != 0) first = i + 1;
        state = CsvState::field_start;
        REQUIRE(find_row_end(body, state) == first);
    }
}

TEST_CASE("the open quote of an endless row is found") {
    CHECK(find_open_quote("a,\"b\",\"c") == 6);
    CHECK(find_open_quote("a,\"b\"\"c") == 2);
    CHECK(find_open_quote("a,\"b\",c\"") == std::string_view::npos);
}
