// SPDX-License-Identifier: MIT
#include "csv/line_ends.hpp"

#include "catch.hpp"

#include <string>

using namespace caucus_tally;

namespace {

std::string read_through(std::string_view text, std::size_t room) {
    const auto source = with_line_feeds(open_memory(text));
    std::string result;
    std::string buffer(room, '?');
    while (const std::size_t size = source->read(buffer.data(), room)) result += buffer.substr(0, size);
    CHECK(source->error().empty());
    return result;
}

}  // namespace

TEST_CASE("lines that end in CR alone are read, whatever the size of a reading") {
    for (const std::size_t room : {1U, 2U, 3U, 5U, 64U}) {
        CHECK(read_through("a,b\r1,2\r3,4\r", room) == "a,b\n1,2\n3,4\n");
        CHECK(read_through("a,b\r1,2\r\n3,4\n5,6", room) == "a,b\n1,2\n3,4\n5,6");
        CHECK(read_through("a\r\rb", room) == "a\n\nb");
        CHECK(read_through("a\r", room) == "a\n");
        CHECK(read_through("\r", room) == "\n");
    }
}

TEST_CASE("text with line feeds is left as it is") {
    for (const std::size_t room : {1U, 2U, 3U, 5U, 64U})
        for (const std::string_view text : {"a,b\n1,\"\r\"\n", "a,b\r\n1,\"x\ry\"\r\n", "a,b", "", "\n\r"})
            CHECK(read_through(text, room) == text);
}
