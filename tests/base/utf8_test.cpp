// SPDX-License-Identifier: MIT
#include "base/utf8.hpp"

#include "catch.hpp"

#include <string>

using namespace caucus_tally;

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
