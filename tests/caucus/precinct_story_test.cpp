// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "caucus/caucus.hpp"
#include "caucus/precincts.hpp"

using namespace caucus_tally;

namespace {

std::string story(std::string_view rules, Votes attendance, std::uint64_t delegates, const std::vector<Votes>& groups) {
    return explain_split(allocate_precinct(caucus_rules(rules), precinct_with(attendance, delegates, groups)));
}

}  // namespace

TEST_CASE("a precinct's reckoning is told in a sentence") {
    CHECK(story("iowa-2020", 161, 6, {52, 50, 31, 25}) == "1.94, 1.86, 1.16, .93 round to 2, 2, 1, 1");
    CHECK(story("iowa-2020", 5, 3, {3, 1, 1}) ==
          "1.80, .60, .60 round to 2, 1, 1, one too many for 3, and only Ann has one to lose");
    CHECK(
        story("iowa-2020", 100, 7, {20, 18, 27, 19, 16}) ==
        "1.89, 1.40, 1.33, 1.26, 1.12 round to 2, 1, 1, 1, 1, one too few for 7, and Ann's .40 is the highest decimal "
        "below .5");
    CHECK(story("iowa-2020", 90, 3, {75, 15}) ==
          "2.50, .50 round to 3, 1, one too many for 3, and only Ann has one to lose");
    CHECK(story("iowa-2020", 200, 6, {100, 50, 50}) ==
          "3.00, 1.50, 1.50 round to 3, 2, 2, one too many for 6, and a coin decides which one of Bo (1.50) and Cy "
          "(1.50) "
          "loses one");
    CHECK(story("iowa-2020", 133, 8, {35, 35, 21, 21, 21}) ==
          "2.11, 2.11, 1.26, 1.26, 1.26 round to 2, 2, 1, 1, 1, one too few for 8, and a coin decides which one of Cy "
          "(1.26), Di (1.26) and Ed (1.26) gains one");
    CHECK(story("nevada-2020", 75, 10, {23, 27}) ==
          "3.60, 3.07 round to 4, 3, three too few for 10, and in turn Ann (3.07) gains two and Bo (3.60) gains one");
    CHECK(story("nevada-2020", 76, 4, {13, 13, 13, 13, 24}) ==
          "1.26, .68, .68, .68, .68 round to 1, 1, 1, 1, 1, one too many for 4, and nobody can lose an only delegate");
    CHECK(story("minnesota-dfl", 50, 7, {15, 30, 5}) ==
          "4.67, 2.33 round down to 4, 2, one too few for 7, and Bo's .67 is the largest remainder");
    CHECK(story("iowa-2020", 12, 1, {7, 5}).empty());
}

TEST_CASE("the one who loses is named with the decimal that made it so") {
    // 2.55, 1.70 and .85 round to 3, 2, 1; Cy has one only.
    CHECK(story("iowa-2020", 100, 5, {51, 34, 17}) ==
          "2.55, 1.70, .85 round to 3, 2, 1, one too many for 5, and Ann's .55 is the lowest decimal");
    // The lowest decimal is Cy's, who has one only.
    CHECK(story("iowa-2020", 1000, 5, {340, 345, 110 + 50}) == "1.73, 1.70, .80 round to 2, 2, 1");
}

TEST_CASE("shares get as many digits as it takes to tell them apart and from a half") {
    const auto digits = [](Votes attendance, std::uint64_t delegates, const std::vector<Votes>& groups) {
        return share_digits(allocate_precinct(caucus_rules("iowa-2020"), precinct_with(attendance, delegates, groups)));
    };
    CHECK(digits(161, 6, {52, 50, 31, 25}) == 2);
    CHECK(digits(10'000, 4, {3'749, 3'751, 2'500}) == 4);      // 1.4996, 1.5004
    CHECK(digits(100'000, 4, {37'501, 37'500, 24'999}) == 5);  // 1.50004, 1.5, .99996
    CHECK(share_text({3, 5}, 2) == ".60");
    CHECK(share_text({8, 5}, 2) == "1.60");
}

TEST_CASE("numbers are written as people write them") {
    CHECK(count_word(1) == "one");
    CHECK(count_word(11) == "11");
    CHECK(people_text(1) == "1 person");
    CHECK(people_text(1234) == "1,234 people");
}
