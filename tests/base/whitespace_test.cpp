// SPDX-License-Identifier: MIT
#include "base/whitespace.hpp"

#include "catch.hpp"

using namespace caucus_tally;
using namespace std::string_view_literals;

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
