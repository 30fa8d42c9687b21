// SPDX-License-Identifier: MIT
#include "format/display.hpp"

#include "catch.hpp"

using namespace caucus_tally;

TEST_CASE("display width is columns, not bytes") {
    CHECK(display_width("Kerry") == 5);
    CHECK(display_width("山田太郎") == 8);
    CHECK(display_width("Jos\u00e9") == 4);
    CHECK(display_width("Jose\u0301") == 4);
    CHECK(display_width("😀") == 2);
    CHECK(display_width("👨\u200d👩\u200d👧") == 2);  // a family joined into one sign
    CHECK(display_width("\u2764\ufe0f") == 2);     // a heart shown as an emoji
    CHECK(display_width("") == 0);
}

TEST_CASE("what could steer a terminal is made visible") {
    CHECK(visible("a\x1b[31mb", true) == "a␛[31mb");
    CHECK(visible("a\x1b[31mb", false) == "a\\x1b[31mb");
    CHECK(visible("a\tb\n\r\x7f", true) == "a␉b␊␍␡");
    CHECK(visible("\u009b", true) == "<U+009B>");
    CHECK(visible("\u202e", false) == "\\u202e");
    CHECK(visible("Ann\u200b\ufeff", true) == "Ann<U+200B><U+FEFF>");
    CHECK(visible("José 山田", true) == "José 山田");
    CHECK(visible("\xff", true) == "\uFFFD");
    CHECK(visible(std::string_view("\0", 1), true) == "␀");
}

TEST_CASE("text is fitted to a width exactly") {
    CHECK(fit("Kerry", 8, false, true) == "Kerry   ");
    CHECK(fit("93", 5, true, true) == "   93");
    CHECK(fit("Carol Moseley Braun", 10, false, true) == "Carol Mos…");
    CHECK(fit("Carol Moseley Braun", 10, false, false) == "Carol Mos~");
    CHECK(fit("山田太郎", 6, false, true) == "山田… ");
    CHECK(fit("Kerry", 0, false, true).empty());
    for (unsigned width = 0; width < 12; ++width)
        CHECK(display_width(fit("山é田Jose\u0301😀", width, false, true)) == width);
}

TEST_CASE("text is wrapped at blanks, and long words where the line ends") {
    CHECK(wrap("the pools add up", 9) == std::vector<std::string>{"the pools", "add up"});
    CHECK(wrap("abcdefgh ij", 3) == std::vector<std::string>{"abc", "def", "gh", "ij"});
    CHECK(wrap("", 10) == std::vector<std::string>{""});
}

TEST_CASE("a text that is cut inside keeps its beginning and its end") {
    CHECK(fit_inside("Polk/DES MOINES-14", 18, true) == "Polk/DES MOINES-14");
    CHECK(fit_inside("Polk/DES MOINES-14", 12, true) == "Polk/D…ES-14");
    CHECK(fit_inside("Polk/DES MOINES-14", 7, false) == "Pol~-14");
    CHECK(fit_inside("Polk", 6, true) == "Polk  ");
    CHECK(fit_inside("山田太郎山田太郎", 7, true) == "山…太郎");
    CHECK(fit_inside("Polk", 1, true) == "…");
    CHECK(fit_inside("Polk", 0, true).empty());
}

TEST_CASE("the end of a text is fitted to a width, whole characters only") {
    CHECK(fit_end("abcdef", 6, true) == "abcdef");
    CHECK(fit_end("abcdef", 4, true) == "…def");
    CHECK(fit_end("abcdef", 4, false) == "~def");
    CHECK(fit_end("山田太郎", 4, true) == "…郎");
    CHECK(fit_end("Jose\u0301", 2, true) == "…e\u0301");
    CHECK(display_width(fit_end(std::string(100'000, 'x'), 20, true)) == 20);
}
