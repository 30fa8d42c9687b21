// SPDX-License-Identifier: MIT
#include "format/allocation_text.hpp"

#include "catch.hpp"
#include "format/allocate.hpp"

#include <algorithm>
#include <caucus_tally/builtin.hpp>
#include <caucus_tally/parse.hpp>

using namespace caucus_tally;

namespace {

Contest builtin(std::string_view id) {
    const auto contests = builtin_contests();
    const auto found = std::ranges::find(contests, id, &BuiltinContest::id);
    return *parse_contest({std::string(id), std::string(found->text)}).contest;
}

}  // namespace

TEST_CASE("a quota never looks like a delegate that it is not") {
    CHECK(quota_text({84818 * 28, 111843}) == "21.2343");
    CHECK(quota_text({199'999, 100'000}) == "1.99999");
    CHECK(quota_text({2, 1}) == "2.0000");
}

TEST_CASE("quotients keep every digit they have") {
    CHECK(exact_text({163'769 * 15, 100}) == "24565.35");
    CHECK(exact_text({100, 1}) == "100");
    CHECK(with_separators(Ratio{163'769 * 15, 100}) == "24,565.35");
    CHECK(percent_of(Fraction{125, 1000}) == "12.5");
}

TEST_CASE("counts read like sentences") {
    CHECK(counted(Votes{1}, "vote") == "1 vote");
    CHECK(counted(Votes{1200}, "vote") == "1,200 votes");
    CHECK(counted(*parse_decimal("0.5")) == "0.5 delegates");
    CHECK(change_text(Decimal(Votes{3}), *parse_decimal("2.5")) == "-0.5");
    CHECK(change_text(Decimal(Votes{3}), Decimal(Votes{3})) == "0");
}

TEST_CASE("every step of a pool is said, in its order") {
    const Contest contest = builtin("2008-mi-dem");
    const ContestAllocation allocation = allocate_contest(contest);
    const auto pool =
        std::ranges::find_if(allocation.pools, [](const AllocatedPool& each) { return each.place.unit_id == "12"; });
    CHECK(
        explain_pool(contest, allocation, *pool) ==
        std::vector<std::string>{
            "6 delegates are won by the votes of District 12.",
            "15% of 55,795 votes is 8,369.25, so it takes 8,370 votes to qualify.",
            "Hillary Clinton with 30,879 votes (55.34%) and Uncommitted with 22,386 votes (40.12%) qualify; together "
            "53,265.",
            "Hillary Clinton: 30,879 x 6 / 53,265 = 3.4783, so 3 whole.",
            "Uncommitted: 22,386 x 6 / 53,265 = 2.5217, so 2 whole.",
            "That is 5 of 6, so 1 is left for the largest fraction: Uncommitted (.5217), ahead of Hillary Clinton "
            "(.4783).",
            "Result: Hillary Clinton 3 and Uncommitted 3.",
            "All other votes unchanged, Hillary Clinton needs 462 more votes for delegate 4 and can lose 14,888 votes "
            "before losing one.",
            "All other votes unchanged, Uncommitted needs 20,845 more votes for delegate 4 and can lose 329 votes "
            "before losing one."});
}

TEST_CASE("fractions that look equal are shown with the digits that tell them apart") {
    Contest contest = builtin("2008-mi-dem");
    contest.units.clear();
    contest.allocation->rules.id = "hare";
    contest.allocation->pools = {{"At-large", Decimal(Votes{3}), "", {}, {}, {}}};
    contest.total.reset();
    contest.candidates[0].stated.votes = 1'000'001;
    contest.candidates[1].stated.votes = 1'000'000;
    contest.candidates[2].stated.votes = 0;
    const ContestAllocation allocation = allocate_contest(contest);
    const std::vector<std::string> steps = explain_pool(contest, allocation, allocation.pools[0]);
    CHECK(
        std::ranges::find(steps,
                          "That is 2 of 3, so 1 is left for the largest fraction: Hillary Clinton (.500001), ahead of "
                          "Uncommitted (.499999).") != steps.end());
}
