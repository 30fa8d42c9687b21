// SPDX-License-Identifier: MIT
#include "precincts/glob.hpp"

#include "catch.hpp"

using namespace caucus_tally;

TEST_CASE("globs match whole texts") {
    CHECK(matches_glob("U.S. House", "U.S. *"));
    CHECK(matches_glob("U.S. House", "*"));
    CHECK(matches_glob("", "*"));
    CHECK(matches_glob("", ""));
    CHECK(matches_glob("abc", "a?c"));
    CHECK(matches_glob("abcabc", "*abc"));
    CHECK(matches_glob("aXbYbZc", "a*b*c"));
    CHECK(matches_glob("a*c", "a*c"));
    CHECK_FALSE(matches_glob("U.S. House", "House"));
    CHECK_FALSE(matches_glob("abc", "ab"));
    CHECK_FALSE(matches_glob("ab", "abc"));
    CHECK_FALSE(matches_glob("", "?"));
    CHECK_FALSE(matches_glob("abcd", "a*b"));
    CHECK_FALSE(matches_glob(std::string(5000, 'a'), "*a*a*a*a*a*a*a*a*b"));
}
