// SPDX-License-Identifier: MIT
// The worked examples of the caucus rules: Iowa, Nevada, Minnesota.
#include "catch.hpp"
#include "caucus/precincts.hpp"

using namespace caucus_tally;
using Delegates = std::vector<std::uint64_t>;
using Groups = std::vector<std::size_t>;

namespace {

PrecinctResult run(std::string_view rules, Votes attendance, std::uint64_t delegates,
                   const std::vector<Votes>& people) {
    return allocate_precinct(caucus_rules(rules), precinct_with(attendance, delegates, people));
}

Delegates sure(const PrecinctResult& result) {
    Delegates delegates;
    for (const GroupResult& group : result.groups) delegates.push_back(group.delegates);
    return delegates;
}

Delegates rounded_shares(const PrecinctResult& result) {
    Delegates delegates;
    for (const GroupResult& group : result.groups) delegates.push_back(group.rounded);
    return delegates;
}

std::string shares(const PrecinctResult& result, unsigned digits) {
    std::string text;
    for (const GroupResult& group : result.groups) text += (text.empty() ? "" : " ") + to_string(group.exact, digits);
    return text;
}

}  // namespace

TEST_CASE("Iowa: too few delegates go to the highest decimals below one half") {
    const PrecinctResult result = run("iowa-2020", 100, 7, {20, 18, 27, 19, 16});
    CHECK(result.outcome == PrecinctCase::shared);
    CHECK(result.viability == 15U);
    CHECK(shares(result, 2) == "1.40 1.26 1.89 1.33 1.12");
    CHECK(rounded_shares(result) == Delegates{1, 1, 2, 1, 1});
    CHECK(sure(result) == Delegates{2, 1, 2, 1, 1});
    REQUIRE(result.adjustments.size() == 1);
    CHECK(result.adjustments[0].added);
    CHECK(result.adjustments[0].groups == Groups{0});
    CHECK_FALSE(result.tie.has_value());
}

TEST_CASE("Ocheyedan: a group keeps its only delegate") {
    const PrecinctResult result = run("iowa-2020", 5, 3, {3, 1, 1});
    CHECK(result.viability == 1U);
    CHECK(shares(result, 2) == "1.80 0.60 0.60");
    CHECK(rounded_shares(result) == Delegates{2, 1, 1});
    CHECK(sure(result) == Delegates{1, 1, 1});
    CHECK(result.adjustments[0].groups == Groups{0});
    CHECK_FALSE(result.adjustments[0].added);
    CHECK(result.kept_only == Groups{1, 2});
    CHECK(allows(result, Delegates{1, 1, 1}));
    CHECK_FALSE(allows(result, Delegates{2, 1, 0}));
}

TEST_CASE("Des Moines-14: members leave, the attendance of the start stays") {
    // Buttigieg, Sanders, Warren, Biden; then groups that dissolved.
    const PrecinctResult result = run("iowa-2020", 161, 6, {52, 50, 31, 25, 0, 0});
    CHECK(result.viability == 25U);
    CHECK(shares(result, 2) == "1.94 1.86 1.16 0.93 0.00 0.00");
    CHECK(sure(result) == Delegates{2, 2, 1, 1, 0, 0});
    CHECK(result.adjustments.empty());
    CHECK_FALSE(allows(result, Delegates{2, 1, 2, 1, 0, 0}));
}

TEST_CASE("Des Moines-80: the final total stands in for the attendance") {
    const PrecinctResult result = run("iowa-2020", 215, 10, {101, 66, 48});
    CHECK(shares(result, 2) == "4.70 3.07 2.23");
    CHECK(sure(result) == Delegates{5, 3, 2});
    CHECK_FALSE(allows(result, Delegates{4, 4, 2}));
}

TEST_CASE("a coin decides who loses one") {
    const PrecinctResult result = run("iowa-2020", 200, 6, {100, 50, 50});
    CHECK(rounded_shares(result) == Delegates{3, 2, 2});
    CHECK(sure(result) == Delegates{3, 1, 1});
    REQUIRE(result.tie.has_value());
    CHECK_FALSE(result.tie->adding);
    CHECK(result.tie->groups == Groups{1, 2});
    CHECK(result.tie->winners == 1);
    CHECK(result.delegates_total == 6);
    CHECK(allows(result, Delegates{3, 2, 1}));
    CHECK(allows(result, Delegates{3, 1, 2}));
    CHECK_FALSE(allows(result, Delegates{3, 2, 2}));
    CHECK_FALSE(allows(result, Delegates{2, 2, 2}));
    CHECK_FALSE(allows(result, Delegates{3, 1, 1}));
    CHECK_FALSE(allows(result, Delegates{3, 2}));
}

TEST_CASE("equal decimals are no tie where only one of them can lose a delegate") {
    const PrecinctResult result = run("iowa-2020", 90, 3, {75, 15});
    CHECK(shares(result, 1) == "2.5 0.5");
    CHECK(rounded_shares(result) == Delegates{3, 1});
    CHECK(sure(result) == Delegates{2, 1});
    CHECK_FALSE(result.tie.has_value());
    CHECK(result.kept_only == Groups{1});
}

TEST_CASE("straws between three for one more") {
    const PrecinctResult result = run("iowa-2020", 133, 8, {35, 35, 21, 21, 21});
    CHECK(result.viability == 20U);
    CHECK(sure(result) == Delegates{2, 2, 1, 1, 1});
    REQUIRE(result.tie.has_value());
    CHECK(result.tie->adding);
    CHECK(result.tie->groups == Groups{2, 3, 4});
    CHECK(result.tie->winners == 1);
    CHECK(allows(result, Delegates{2, 2, 1, 2, 1}));
    CHECK_FALSE(allows(result, Delegates{3, 2, 1, 1, 1}));
}

TEST_CASE("where most people have left, the delegates go round") {
    // 6.55, 5.15 and 4.68 of 22: five too few for three groups.
    const PrecinctResult result = run("iowa-2020", 94, 22, {28, 22, 20});
    CHECK(rounded_shares(result) == Delegates{7, 5, 5});
    CHECK(sure(result) == Delegates{8, 7, 7});
    REQUIRE(result.adjustments.size() == 2);
    CHECK(result.adjustments[0].groups == Groups{1, 2, 0});
    CHECK(result.adjustments[1].groups == Groups{1, 2});
}

TEST_CASE("a decimal below one half gives way where the others have an only delegate") {
    const PrecinctResult result = run("iowa-2020", 24, 3, {16, 7, 7});
    CHECK(shares(result, 3) == "2.000 0.875 0.875");
    CHECK(sure(result) == Delegates{1, 1, 1});
    CHECK(result.kept_only == Groups{1, 2});
}

TEST_CASE("more viable groups than delegates") {
    const PrecinctResult result = run("iowa-2020", 20, 4, {4, 4, 4, 4, 4});
    CHECK(result.outcome == PrecinctCase::too_many_groups);
    CHECK(shares(result, 1) == "0.8 0.8 0.8 0.8 0.8");
    CHECK(result.delegates_total == 0);
    CHECK_FALSE(delegates_of(result, 0).has_value());
    CHECK_FALSE(allows(result, Delegates{1, 1, 1, 1, 1}));
    const PrecinctResult nevada = run("nevada-2020", 20, 4, {4, 4, 4, 4, 4});
    CHECK(nevada.outcome == PrecinctCase::shared);
    CHECK(nevada.delegates_total == 5);
}

TEST_CASE("a single delegate is elected by majority") {
    const PrecinctResult result = run("iowa-2020", 20, 1, {11, 9});
    CHECK(result.outcome == PrecinctCase::majority);
    CHECK_FALSE(result.viability.has_value());
    CHECK(sure(result) == Delegates{1, 0});
    CHECK(allows(result, Delegates{1, 0}));
    CHECK(sure(run("iowa-2020", 20, 1, {10, 10})) == Delegates{0, 0});
    CHECK_FALSE(allows(run("iowa-2020", 20, 1, {10, 10}), Delegates{0, 0}));
}

TEST_CASE("Nevada: the party's own examples") {
    CHECK(sure(run("nevada-2020", 79, 7, {14, 19, 18, 12, 16})) == Delegates{1, 2, 2, 1, 1});
    const PrecinctResult five = run("nevada-2020", 76, 4, {13, 13, 13, 13, 24});
    CHECK(sure(five) == Delegates{1, 1, 1, 1, 1});
    CHECK(five.delegates_total == 5);
    CHECK(five.kept_only == Groups{0, 1, 2, 3, 4});
    CHECK(sure(run("nevada-2020", 73, 5, {12, 14, 22, 25})) == Delegates{1, 1, 1, 2});
    CHECK(sure(run("nevada-2020", 100, 6, {38, 24, 22, 16})) == Delegates{2, 2, 1, 1});
    const PrecinctResult left = run("nevada-2020", 75, 10, {23, 27});
    CHECK(shares(left, 4) == "3.0667 3.6000");
    CHECK(rounded_shares(left) == Delegates{3, 4});
    CHECK(sure(left) == Delegates{5, 5});
}

TEST_CASE("Nevada compares decimals to four places, Iowa exactly") {
    const std::vector<Votes> groups{2'000'001, 2'000'000, 2'000'000};
    const PrecinctResult nevada = run("nevada-2020", 6'000'001, 4, groups);
    CHECK(shares(nevada, 6) == "1.333334 1.333333 1.333333");
    REQUIRE(nevada.tie.has_value());
    CHECK(nevada.tie->groups == Groups{0, 1, 2});
    CHECK(sure(run("iowa-2020", 6'000'001, 4, groups)) == Delegates{2, 1, 1});
}

TEST_CASE("Minnesota: viability by delegates, then largest remainders among viable people") {
    const PrecinctResult result = run("minnesota-dfl", 50, 6, {15, 30, 5});
    CHECK(result.viability == 9U);
    CHECK(result.divisor == 45);
    CHECK(sure(result) == Delegates{2, 4, 0});
    CHECK_FALSE(result.groups[2].viable);
    const PrecinctResult remainders = run("minnesota-dfl", 60, 6, {26, 20, 14});
    CHECK(rounded_shares(remainders) == Delegates{2, 2, 1});
    CHECK(sure(remainders) == Delegates{3, 2, 1});
    const PrecinctResult lot = run("minnesota-dfl", 60, 5, {30, 30});
    REQUIRE(lot.tie.has_value());
    CHECK(sure(lot) == Delegates{2, 2});
}

TEST_CASE("a precinct without attendance, delegates or viable groups computes nothing") {
    CHECK(run("iowa-2020", 0, 5, {3, 4}).outcome == PrecinctCase::no_attendance);
    CHECK(run("iowa-2020", 10, 0, {3, 4}).outcome == PrecinctCase::no_delegates);
    CHECK(run("iowa-2020", 100, 5, {3, 4}).outcome == PrecinctCase::nobody_viable);
    CHECK(run("iowa-2020", 100, max_delegates + 1, {30, 40}).outcome == PrecinctCase::out_of_range);
    CHECK_FALSE(allows(run("iowa-2020", 100, 5, {3, 4}), Delegates{0, 0}));
}

TEST_CASE("precincts beyond all measure end in a value, not in a wrap") {
    constexpr Votes most = ~Votes{0};
    CHECK(run("iowa-2020", 1, max_delegates, {most, 1}).outcome == PrecinctCase::out_of_range);
    CHECK(sure(run("iowa-2020", 1, max_delegates, {most, 1})) == Delegates{0, 0});
    CHECK(sure(run("iowa-2020", most, max_delegates, {most})) == Delegates{max_delegates});
    CHECK(sure(run("nevada-2020", most, max_delegates, {most / 2, most / 2})) == Delegates{500'000, 500'000});
    CHECK(sure(run("minnesota-dfl", most, 2, {most, most, most / 2})) == Delegates{1, 1, 0});
    // Thousands of groups that all have delegates to lose, each a different number.
    std::vector<Votes> crowd;
    for (Votes members = 1; members <= 5000; ++members) crowd.push_back(members);
    const PrecinctResult crowded = run("nevada-2020", 1, 4, crowd);
    CHECK(crowded.delegates_total == 5000);
    CHECK(crowded.adjustments.size() == 100);
    // Ten million people in a room of one: all but the only delegates are taken away again.
    CHECK(sure(run("iowa-2020", 1, 3, {10'000'000, 10'000'000, 1})) == Delegates{1, 1, 1});
}

TEST_CASE("state delegate equivalents") {
    // Adair 2020: 51 county delegates are worth 4.
    const DelegateWorth adair{Decimal(4), 51};
    const DelegateWorth precinct{*parse_decimal("0.6274509803921569"), 8};
    CHECK(to_string(*state_delegate_equivalents(2, adair), 4) == "0.1569");
    CHECK(to_string(*state_delegate_equivalents(1, adair), 4) == "0.0784");
    CHECK(to_string(*state_delegate_equivalents(1, precinct), 4) == "0.0784");
    CHECK(delegates_from_sde(*parse_decimal("0.0784"), precinct) == 1U);
    CHECK(delegates_from_sde(*parse_decimal("0.1569"), adair) == 2U);
    CHECK_FALSE(delegates_from_sde(Decimal(1), {Decimal(0), 51}).has_value());
    CHECK_FALSE(state_delegate_equivalents(1, {Decimal(4), 0}).has_value());
    CHECK_FALSE(
        delegates_from_sde(*parse_decimal("999999999999999999.9"), {*parse_decimal("0.00000000000000000001"), 51})
            .has_value());
}
