// SPDX-License-Identifier: MIT
#include "format/markup.hpp"

#include "catch.hpp"

using namespace caucus_tally;
using namespace std::string_literals;

TEST_CASE("text of the data cannot become markup") {
    CHECK(escape_markup("John Kerry") == "John Kerry");
    CHECK(escape_markup("</script><img src=x onerror=\"alert(1)\">") ==
          "&lt;/script&gt;&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
    CHECK(escape_markup("AT&T &amp; ]]>") == "AT&amp;T &amp;amp; ]]&gt;");
    CHECK(escape_markup("candidates' votes") == "candidates' votes");
}

TEST_CASE("what hides or steers in text is made visible in markup") {
    CHECK(escape_markup("a\0b"s) == "a␀b");
    CHECK(escape_markup("\x1b[31m\tx\n") == "␛[31m␉x␊");
    CHECK(escape_markup("a\xE2\x80\xAE"
                        "b\xE2\x81\xA6") == "a&lt;U+202E&gt;b&lt;U+2066&gt;");
    CHECK(escape_markup("\xEF\xBF\xBE\xEF\xBF\xBF") == "\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK(escape_markup("\xFF\xC3") == "\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK(escape_markup("山田 José 😀") == "山田 José 😀");
}
