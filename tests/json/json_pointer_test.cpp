// SPDX-License-Identifier: MIT
#include "json/json_pointer.hpp"

#include "catch.hpp"

using namespace caucus_tally;

TEST_CASE("a JSON pointer leads to its node, or as far as there is one") {
    const ParsedJson json = parse_json(R"({"a": [1, -2.50e3, true], "b": null})");
    CHECK(pointer_to(json.tree, 0).empty());
    CHECK(pointer_to(json.tree, 3) == "/a/1");
    CHECK(find_nearest(json.tree, "/a/1") == 3);
    CHECK(find_nearest(json.tree, "/a/7") == 1);
    CHECK(find_nearest(json.tree, "/c/0") == 0);
}

TEST_CASE("JSON pointers escape what would be taken for their own signs") {
    const ParsedJson json = parse_json(R"({"a/b": {"~": 1}})");
    CHECK(pointer_to(json.tree, 2) == "/a~1b/~0");
    CHECK(find_nearest(json.tree, "/a~1b/~0") == 2);
}
