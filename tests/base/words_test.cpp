// SPDX-License-Identifier: MIT
#include "base/words.hpp"

#include "catch.hpp"

#include <string>
#include <vector>

using namespace caucus_tally;
using namespace std::string_view_literals;

TEST_CASE("the edit distance counts insertions, deletions, replacements and swaps") {
    CHECK(edit_distance("", "") == 0);
    CHECK(edit_distance("votes", "") == 5);
    CHECK(edit_distance("votes", "vote") == 1);
    CHECK(edit_distance("tilte", "title") == 1);
    CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("the closest word is one that could have been meant") {
    const std::vector<std::string_view> known{"votes", "percent", "delegates"};
    CHECK(closest("vote", known) == "votes");
    CHECK(closest("DELEGATES", known) == "delegates");
    CHECK(closest("color", known).empty());
    CHECK(closest(std::string(100, 'v'), known).empty());
    CHECK(did_you_mean("precent", known) == "; did you mean \"percent\"?");
    CHECK(did_you_mean("x", known).empty());
}

TEST_CASE("a text is quoted as far as it is worth showing, and never inside a character") {
    CHECK(quote("é") == "\"é\"");
    CHECK(quote(std::string(80, 'a')) == '"' + std::string(80, 'a') + '"');
    CHECK(quote(std::string(79, 'a') + "é") == '"' + std::string(79, 'a') + "...\"");
}

TEST_CASE("names are enumerated, and counted where they are too many") {
    CHECK(enumerate({}).empty());
    CHECK(enumerate({"Ann"}) == "Ann");
    CHECK(enumerate({"Ann", "Bo", "Cy"}) == "Ann, Bo and Cy");
    CHECK(enumerate(std::vector<std::string>(8, "A")) == "A, A, A, A, A, A, A and A");
    CHECK(enumerate(std::vector<std::string>(9, "A")) == "A, A, A, A, A, A, A, A and 1 other");
    CHECK(enumerate(std::vector<std::string>(11, "A")) == "A, A, A, A, A, A, A, A and 3 others");
}

TEST_CASE("well-formed UTF-8 has no invalid byte") {
    for (const std::string text :
         {"", "plain ASCII longer than a word", "é", "山田太郎", "😀", "\xEF\xBF\xBF", "\xF4\x8F\xBF\xBF"})
        CHECK(find_invalid_utf8(text) == std::string_view::npos);
}

TEST_CASE("the first byte that is not UTF-8 is found") {
    CHECK(find_invalid_utf8("abc\xFF") == 3);
    CHECK(find_invalid_utf8("\x80") == 0);
    CHECK(find_invalid_utf8("é\xC3") == 2);                 // truncated
    CHECK(find_invalid_utf8("\xC0\xAF") == 0);              // overlong
    CHECK(find_invalid_utf8("\xE0\x80\xAF") == 0);          // overlong
    CHECK(find_invalid_utf8("\xED\xA0\x80") == 0);          // surrogate
    CHECK(find_invalid_utf8("\xF4\x90\x80\x80") == 0);      // above U+10FFFF
    CHECK(find_invalid_utf8("12345678\xF0\x9F\x98") == 8);  // truncated behind a whole word
}

TEST_CASE("code points are counted") {
    CHECK(count_code_points("") == 0);
    CHECK(count_code_points("José") == 4);
    CHECK(count_code_points("山田😀") == 3);
    CHECK(count_code_points("a\xFF\xFFé") == 4);
}

TEST_CASE("stray blanks and control characters are named") {
    CHECK(whitespace_fault(" Ann") == "a blank at the start");
    CHECK(whitespace_fault("Ann ") == "a blank at the end");
    CHECK(whitespace_fault("Ann  Alder") == "two blanks in a row");
    CHECK(whitespace_fault("Ann\tAlder") == "a tab");
    CHECK(whitespace_fault("Ann\r\nAlder ") == "a line break");
    for (const std::string_view name :
         {"Ann\0X"sv, "\x1B[31mAnn"sv, "Ann\x7F"sv, "An\v n "sv, "Ann\xC2\x85"sv, "\xC2\x9F"sv})
        CHECK(whitespace_fault(name) == "a control character");
    for (const std::string_view name : {""sv, "Ann Alder"sv, "\xC2\xA0"sv, "\xC3\x85sa"sv, "a\xC2"sv})
        CHECK(whitespace_fault(name).empty());
}

TEST_CASE("names are compared by their words") {
    CHECK(normalize_name("Early Voting") == "early_voting");
    CHECK(normalize_name(" mail_in_/_absentee ") == "mail_in_absentee");
    CHECK(normalize_name("total.votes") == "total_votes");
    CHECK(normalize_name("% Turnout") == "turnout");
    CHECK(normalize_name("\xC3\x89tat") == "\xC3\x89tat");
    CHECK(normalize_name(" - ") == "");
}

TEST_CASE("things are counted in singular and plural") {
    CHECK(count_noun(0, "row") == "0 rows");
    CHECK(count_noun(1, "row") == "1 row");
    CHECK(count_noun(1765, "row") == "1,765 rows");
}
