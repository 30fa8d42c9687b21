// SPDX-License-Identifier: MIT
#include "json/json_tree.hpp"

#include "catch.hpp"

#include <string>

using namespace caucus_tally;

namespace {

std::vector<Finding> findings_of(const std::string& text) {
    return locate("file", text, parse_json(text).findings);
}

/// The only finding's "code line:column length message".
std::string only_finding(const std::string& text) {
    const auto findings = findings_of(text);
    REQUIRE(findings.size() == 1);
    const Finding& f = findings.front();
    return code_text(f.code) + ' ' + std::to_string(f.location.line) + ':' + std::to_string(f.location.column) + ' ' +
           f.message;
}

}  // namespace

TEST_CASE("every value of a JSON text keeps its place") {
    const std::string text = "{\"a\": [1, -2.50e3, true], \"b\\n\": \"x\\u00e9\"}";
    const ParsedJson json = parse_json(text);
    REQUIRE(json.complete);
    const auto& nodes = json.tree.nodes;
    REQUIRE(nodes.size() == 6);
    const auto written = [&](std::size_t i) {
        return text.substr(nodes[i].place.begin, nodes[i].place.end - nodes[i].place.begin);
    };
    CHECK(written(0) == text);
    CHECK(written(1) == "[1, -2.50e3, true]");
    CHECK(written(3) == "-2.50e3");
    CHECK(nodes[3].text == "-2.50e3");
    CHECK(written(4) == "true");
    CHECK(nodes[5].key == "b\n");
    CHECK(nodes[5].text == "xé");
}

TEST_CASE("text that is no JSON is a finding at its place") {
    CHECK(only_finding("") == "CT005 1:1 the file is empty");
    CHECK(only_finding("{\"a\": }") == "CT005 1:7 a value was expected here");
    CHECK(only_finding("{\"a\": 1,\n  2}") == "CT005 2:3 a field name in quotes was expected here");
    CHECK(only_finding("{\"a\": 1") == "CT005 1:8 the text ends too early; a comma or } was expected here");
    CHECK(only_finding("{} {}") == "CT005 1:4 the end of the file was expected here");
}

TEST_CASE("hostile JSON ends in a finding") {
    CHECK(only_finding(std::string(100'000, '[')) == "CT005 1:65 nested more than 64 levels deep");
    CHECK(only_finding(std::string("{\"a\"\0: 1}", 9)) == "CT005 1:5 a NUL byte in the text");
    CHECK(only_finding("[\"\xC3(\"]") == "CT003 1:3 byte 0xC3 is not UTF-8");
    CHECK(only_finding("[\"\xFF\xFE\xFF\"]") == "CT003 1:3 byte 0xFF is not UTF-8");
    CHECK(parse_json("[\n\"\xFF\xFF\",\n\n\"\xFF\"]").findings.size() == 2);
    CHECK(only_finding("[1e999]") == "CT007 1:2 the number is too large to be read");
    CHECK(only_finding(std::string(1'000'000, '7')) == "CT007 1:1 the number is too large to be read");
}

TEST_CASE("a byte-order mark is a warning and the text is read all the same") {
    const std::string text = "\xEF\xBB\xBF{\"a\": 1}";
    CHECK(parse_json(text).complete);
    CHECK(parse_json(text).tree.nodes[1].place.begin == 9);
    const auto findings = findings_of(text);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == Code::encoding);
    CHECK(findings[0].severity == Severity::warning);
}

TEST_CASE("each repeated key is reported at its own place") {
    const auto findings = findings_of("{\"a\": 1, \"b\": {\"x\": 1, \"x\": 2},\n\"a\": 2, \"a\": 3}");
    REQUIRE(findings.size() == 3);
    CHECK(findings[0].message == "\"x\" is given twice in one object");
    CHECK(findings[1].location.line == 2);
    CHECK(findings[1].location.column == 1);
    CHECK(findings[2].location.column == 9);
}

TEST_CASE("columns count characters, not bytes") {
    const auto findings = findings_of("{\"山田é\": 1, \"山田é\": 2}");
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].location.column == 12);
    CHECK(findings[0].location.length == 5);
}

TEST_CASE("what is missing in a JSON text is said in plain words") {
    CHECK(only_finding("{broken") == "CT005 1:2 a field name in quotes was expected here");
    CHECK(only_finding("[1,\n]") == "CT005 2:1 a value was expected here; no comma may stand before ]");
    CHECK(only_finding("[1,,2]") == "CT005 1:4 a value was expected here");
    CHECK(only_finding("{\"a\" 1}") == "CT005 1:6 a colon was expected here");
    CHECK(only_finding("[1 2]") == "CT005 1:4 a comma or ] was expected here");
    CHECK(only_finding("[True]") == "CT005 1:2 a value was expected here; text stands in double quotes");
    CHECK(only_finding("[.5]") == "CT005 1:2 a value was expected here; a number is written like 0.5 or -1");
    CHECK(only_finding("[1, 01]") == "CT005 1:5 JSON has no number or word like this");
    CHECK(only_finding("{\"a\": truefalse}") == "CT005 1:7 JSON has no number or word like this");
    CHECK(only_finding("[1 // one\n]") == "CT005 1:4 a comma or ] was expected here; JSON has no comments");
    CHECK(only_finding("[\"a\tb\"]").starts_with("CT005 1:2 the text in quotes is faulty: control character"));
}

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
