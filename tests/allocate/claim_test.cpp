// SPDX-License-Identifier: MIT
#include "allocate/steps.hpp"
#include "catch.hpp"

using namespace caucus_tally;

TEST_CASE("Huntington-Hill's square roots are compared exactly, at the end of 64 bits") {
    // 6² / (9 × 8) = 1² / (2 × 1): six times the votes claim the ninth delegate as strongly as these the second.
    const Votes votes = 3'074'457'345'618'258'602;
    const auto compare = [](Votes ninth, Votes second) {
        return compare_claims(Signposts::huntington_hill, {ninth, 9}, {second, 2});
    };
    CHECK(compare(6 * votes, votes) == std::strong_ordering::equal);
    CHECK(compare(6 * votes + 1, votes) == std::strong_ordering::greater);
    CHECK(compare(6 * votes, votes + 1) == std::strong_ordering::less);
    CHECK(compare(6 * votes - 1, votes) == std::strong_ordering::less);
}

TEST_CASE("claims are counted up to the limit") {
    CHECK(count_claims(Signposts::dhondt, 1000, {100, 1}, 50) == 10);
    CHECK(count_claims(Signposts::dhondt, 1000, {100, 1}, 4) == 4);
    CHECK(count_claims(Signposts::dhondt, 99, {100, 1}, 4) == 0);
    CHECK(count_claims(Signposts::sainte_lague, 300, {100, 1}, 9) == 2);
    CHECK(count_claims(Signposts::adams, 300, {100, 2}, 9) == 4);
    CHECK(count_claims(Signposts::adams, 300, {100, 1}, 9) == 1);
    CHECK(count_claims(Signposts::adams, 99, {100, 1}, 9) == 0);
}
