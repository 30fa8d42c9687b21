// SPDX-License-Identifier: MIT
#include "format/separated_values.hpp"

#include "catch.hpp"

using namespace caucus_tally;

namespace {

std::string record(std::initializer_list<std::string_view> values, const SeparatedStyle& style) {
    std::string text;
    append_record(text, values, style);
    return text;
}

}  // namespace

TEST_CASE("comma-separated values are quoted only where they must be") {
    CHECK(record({"a", "", "b c"}, {}) == "a,,b c\n");
    CHECK(record({"a,b", "say \"x\"", "two\nlines", "\r"}, {}) == "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\"\r\"\n");
}

TEST_CASE("tab-separated values have no line breaks or tabs inside") {
    CHECK(record({"a,b", "x\ty", "1\n2\r", "\\"}, {.separator = '\t'}) == "a,b\tx\\ty\t1\\n2\\r\t\\\\\n");
}

TEST_CASE("formulas are defused only on demand") {
    CHECK(record({"=1+1", "+x", "-x", "@x", "a=b"}, {}) == "=1+1,+x,-x,@x,a=b\n");
    CHECK(record({"=1+1", "+x", "-x", "@x", "a=b"}, {.defuse_formulas = true}) == "'=1+1,'+x,'-x,'@x,a=b\n");
}
