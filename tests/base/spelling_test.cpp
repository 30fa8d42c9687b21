// SPDX-License-Identifier: MIT
#include "base/spelling.hpp"

#include "catch.hpp"

#include <vector>

using namespace caucus_tally;

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
