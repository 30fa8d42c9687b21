// SPDX-License-Identifier: MIT
#include "precincts/near_names.hpp"

#include "catch.hpp"

using namespace caucus_tally;

namespace {

Likeness compare(std::string_view a, std::string_view b) {
    const Likeness likeness = compare_names(comparable_name(a), comparable_name(b));
    CHECK(compare_names(comparable_name(b), comparable_name(a)) == likeness);
    return likeness;
}

}  // namespace

TEST_CASE("names that differ in case, punctuation and blanks are the same words") {
    CHECK(compare("Donald J. Trump", "DONALD J TRUMP") == Likeness::same_words);
    CHECK(compare("Write-in", "Write In") == Likeness::same_words);
    CHECK(compare("O'Brien", "OBrien") == Likeness::same_words);
    CHECK(compare("HANSEN, JANINE", "Hansen, Janine") == Likeness::same_words);
}

TEST_CASE("typing errors are near") {
    CHECK(compare("Amy Klobuchar", "Amy Klobuchur") == Likeness::near);
    CHECK(compare("Elizabeth Warren", "Elizabteh Warren") == Likeness::near);
    CHECK(compare("Bernard Sanders", "Bernrad Sandesr") == Likeness::near);
    CHECK(compare("Joe Biden", "Joe Bden") == Likeness::near);
    CHECK(compare("John A. Smithers", "John Smithers") == Likeness::near);
}

TEST_CASE("people of short or purposely different names are different") {
    CHECK(compare("Kim Lee", "Tim Lee") == Likeness::different);
    CHECK(compare("Yes", "Yet") == Likeness::different);
    CHECK(compare("Joe Biden", "Joe Bdne X") == Likeness::different);
    CHECK(compare("John Smithers, Jr.", "John Smithers, Sr.") == Likeness::different);
    CHECK(compare("John Smithers II", "John Smithers III") == Likeness::different);
    CHECK(compare("John Smithers", "John Smithers V") == Likeness::different);
    CHECK(compare("John A. Smithers", "John B. Smithers") == Likeness::different);
    CHECK(compare("Delegate Slate 12", "Delegate Slate 13") == Likeness::different);
    CHECK(compare("", "---") == Likeness::different);
    CHECK(compare(std::string(500, 'a') + "b", std::string(500, 'a') + "c") == Likeness::different);
}
