// SPDX-License-Identifier: MIT
#include "precincts/count.hpp"

#include "base/words.hpp"
#include "catch.hpp"

#include <limits>
#include <random>

using namespace caucus_tally;

TEST_CASE("a cell is a count, or it is said why not") {
    CHECK(parse_count("0", false).votes == 0);
    CHECK(parse_count("007", false).votes == 7);
    CHECK(parse_count("18446744073709551615", false).votes == std::numeric_limits<Votes>::max());
    CHECK(parse_count("18446744073709551616", false).kind == CountKind::too_large);
    CHECK(parse_count("99999999999999999999999999", false).kind == CountKind::too_large);
    CHECK(parse_count("", false).kind == CountKind::empty);
    CHECK(parse_count("1,234", false).kind == CountKind::separators);
    CHECK(parse_count("1,234", false).votes == 1234);
    CHECK(parse_count("1,234", true).kind == CountKind::count);
    for (const char* const text : {"13.0", "13.00"}) {
        CHECK(parse_count(text, false).kind == CountKind::decimal);
        CHECK(parse_count(text, false).votes == 13);
    }
    CHECK(parse_count("1,234.0", true).kind == CountKind::decimal);
    CHECK(parse_count("1,234.0", false).votes == 1234);
    CHECK(parse_count("18446744073709551616.0", false).kind == CountKind::too_large);
    CHECK(parse_count("1,234", true).votes == 1234);
    CHECK(parse_count("123,456,789", true).votes == 123'456'789);
    for (const char* const text :
         {" 1", "1 ", "+1", "-1", "13.5", "1.000", "1.", ".0", "1.0.0", "1e3", "12a", "0x1", "\xD9\xA1"})
        CHECK(parse_count(text, true).kind == CountKind::no_count);
    for (const char* const text : {"1,23", "1,2345", ",123", "1234,567", "1,,234", "1,234,", "1,a23", ","})
        CHECK(parse_count(text, true).kind == CountKind::no_count);
}

TEST_CASE("a masked count is told from what is no count at all") {
    for (const char* const text : {"*", "***", "x", "X", "(X)", "-", "\u2014", "N/A", "<10", "< 5", "(< 25)", "<=10",
                                   "redacted", "PROTECTED", "(*)"})
        CHECK(parse_count(text, false).kind == CountKind::masked);
    for (const char* const text : {"<", "< ", "<x", "<1,000", "()", "(12)", "x1", "*1", "- -", "none", "n / a"})
        CHECK(parse_count(text, true).kind == CountKind::no_count);
}

TEST_CASE("what is unknown or spelt otherwise is a warning, what is no count an error") {
    const auto said = [](std::string_view text) { return count_finding(parse_count(text, false), text, "votes"); };
    CHECK(said("*").message == "votes is \"*\": a masked count");
    CHECK(said("").message == "votes is empty");
    for (const char* const text : {"*", ""}) {
        CHECK(said(text).severity == Severity::warning);
        CHECK(said(text).code == Code::missing_value);
    }
    CHECK(said("13.0").message == "votes has counts written with \".0\"");
    CHECK(said("1,092").message == "votes has counts written with thousands separators");
    for (const char* const text : {"13.0", "1,092"}) {
        CHECK(said(text).severity == Severity::warning);
        CHECK(said(text).code == Code::not_a_count);
    }
    for (const char* const text : {"1.5", "18446744073709551616"}) {
        CHECK(said(text).severity == Severity::error);
        CHECK(said(text).code == Code::not_a_count);
    }
    // Long cells are cut between characters.
    std::string accents = "x";
    for (int i = 0; i < 60; ++i) accents += "\u00E9";
    CHECK(said(accents).message == "votes is " + quote(accents) + ": not a whole number");
}

TEST_CASE("up to seven digits are read at once") {
    std::mt19937_64 random(1);
    for (int round = 0; round < 20000; ++round) {
        std::string text = std::to_string(random() % 100'000'000 / (1 + random() % 10'000'000));
        const std::size_t digits = text.size();
        // Whatever follows, and be it a byte that carries into its neighbours.
        text += static_cast<char>(random() % 2 == 0 ? ',' : random() % 256);
        while (text.size() < 16) text += static_cast<char>(random() % 256);
        if (text[digits] >= '0' && text[digits] <= '9') continue;
        Votes votes = 0;
        const unsigned size = parse_short_count(text.data(), votes);
        if (digits > 7) {
            CHECK((size == 7 && text[size] >= '0' && text[size] <= '9'));
            continue;
        }
        REQUIRE(size == digits);
        REQUIRE(votes == std::stoull(text.substr(0, digits)));
    }
    Votes votes = 0;
    CHECK(parse_short_count(",1234567", votes) == 0);
    CHECK(parse_short_count("\xB0\xB1\xB2\xB3\xB4\xB5\xB6\xB7", votes) == 0);
}

TEST_CASE("counts in quotes are read as the definition reads them, or not at all") {
    std::mt19937_64 random(2);
    static constexpr std::string_view alphabet = "0123456789,,\"";
    for (int round = 0; round < 50000; ++round) {
        std::string cell;
        for (std::uint64_t i = random() % 24; i > 0; --i) cell += alphabet[random() % alphabet.size()];
        const std::string text = "\"" + cell + "\"" + std::string(16, random() % 2 == 0 ? ',' : '7');
        const bool thousands = random() % 2 == 0;
        Votes votes = 0;
        const unsigned size = parse_quoted_count(text.data(), thousands, votes);
        if (size == 0) continue;
        const CountCell expected = parse_count(std::string_view(text).substr(1, size - 2), thousands);
        REQUIRE(expected.kind == CountKind::count);
        REQUIRE(votes == expected.votes);
    }
    Votes votes = 0;
    CHECK(parse_quoted_count("\"1,234\",xxxxxxx", true, votes) == 7);
    CHECK(parse_quoted_count("\"1,234\",xxxxxxx", false, votes) == 0);
    CHECK(parse_quoted_count("\"12\",xxxxxxxx", false, votes) == 4);
    CHECK(parse_quoted_count("12,xxxxxxxx", false, votes) == 0);
}
