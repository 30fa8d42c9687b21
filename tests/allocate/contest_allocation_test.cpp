// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <algorithm>
#include <caucus_tally/builtin.hpp>
#include <caucus_tally/contest_allocation.hpp>
#include <caucus_tally/parse.hpp>
#include <string>

using namespace caucus_tally;

namespace {

Contest builtin(std::string_view id) {
    const auto contests = builtin_contests();
    const auto found = std::ranges::find(contests, id, &BuiltinContest::id);
    return *parse_contest({std::string(id), std::string(found->text)}).contest;
}

/// A contest of Ann, Bo, Uncommitted and others with these members behind the candidates.
Contest contest_of(const std::string& votes, const std::string& rest) {
    const auto candidate = [&](const std::string& id, const std::string& kind) {
        const std::size_t at = votes.find('"' + id + '"');
        const std::string member = at == std::string::npos
                                       ? ""
                                       : ", \"votes\": " + votes.substr(votes.find(':', at) + 1,
                                                                        votes.find(';', at) - votes.find(':', at) - 1);
        return R"({"id": ")" + id + R"(", "name": ")" + id + R"(", "kind": ")" + kind + '"' + member + '}';
    };
    const std::string text = R"({"format": 1, "id": "x", "title": "X", "candidates": [)" + candidate("ann", "person") +
                             ", " + candidate("bo", "person") + ", " + candidate("uncommitted", "uncommitted") + ", " +
                             candidate("other", "other") + "], " + rest + '}';
    ParsedContest parsed = parse_contest({"x", text});
    REQUIRE(parsed.findings.empty());
    return *std::move(parsed.contest);
}

/// "At-large 21/7" for each pool, delegates of those who have any.
std::vector<std::string> results(const Contest& contest, const ContestAllocation& allocation) {
    std::vector<std::string> texts;
    for (const AllocatedPool& pool : allocation.pools) {
        std::string text = pool_label(contest, pool.place);
        char sign = ' ';
        for (const RowAllocation& row : pool.steps.rows) {
            if (row.delegates == 0) continue;
            text += sign + to_string(delegates_won(pool, row.delegates));
            sign = '/';
        }
        texts.push_back(text);
    }
    return texts;
}

std::vector<std::string> results(const Contest& contest, const AllocationRequest& request = {}) {
    return results(contest, allocate_contest(contest, request));
}

std::string error_of(const Contest& contest, const AllocationRequest& request) {
    try {
        allocate_contest(contest, request);
    } catch (const AllocationError& error) {
        return error.what();
    }
    return {};
}

using Texts = std::vector<std::string>;

constexpr auto plan = R"("allocation": {"rules": "dnc-2020", "pools": [{"name": "At-large", "delegates": 10}]})";

/// Two districts, the second of which only its precincts report.
constexpr auto districts = R"(
    "allocation": {"rules": "dnc-2020", "pools": [{"name": "District", "delegates": 9, "by": "district"}]},
    "levels": ["district", "precinct"],
    "units": [
      {"id": "n", "name": "North", "level": "district", "delegates": 4, "votes": {"ann": 60, "bo": 40, "uncommitted": 0}, "total": 100},
      {"id": "s", "name": "South", "level": "district", "delegates": 5},
      {"id": "s1", "level": "precinct", "parent": "s", "votes": {"ann": 10, "bo": 80, "uncommitted": 5, "other": 5}},
      {"id": "s2", "level": "precinct", "parent": "s", "votes": {"ann": 10, "bo": 10, "uncommitted": 5}, "total": 30}
    ])";

}  // namespace

TEST_CASE("Michigan 2004: two pools are computed, the districts are implied and possible") {
    const Contest contest = builtin("2004-mi-dem");
    const ContestAllocation allocation = allocate_contest(contest);
    CHECK(results(contest, allocation) == Texts{"At-large 21/7", "PLEO 13/4"});
    REQUIRE(allocation.uncomputed.size() == 1);
    CHECK(allocation.uncomputed.front().why == NotComputed::no_units);
    REQUIRE(allocation.implied);
    CHECK(allocation.implied->possible);
    CHECK(allocation.implied->complete);
    CHECK(allocation.implied->delegates == Decimal(Votes{83}));
    Texts rest;
    for (const ImpliedRow& row : allocation.implied->rows) rest.push_back(to_string(*row.rest));
    CHECK(rest == Texts{"59", "13", "7", "4", "0", "0", "0", "0", "0", "0", "0"});
}

TEST_CASE("Michigan 2008: all seventeen pools are as published, with the margins of districts 12 and 15") {
    const Contest contest = builtin("2008-mi-dem");
    const ContestAllocation allocation = allocate_contest(contest);
    REQUIRE(allocation.pools.size() == 17);
    CHECK(allocation.uncomputed.empty());
    CHECK_FALSE(allocation.implied);
    for (const AllocatedPool& pool : allocation.pools) {
        const auto stated = stated_awards(contest, pool.place, pool.delegates);
        for (std::size_t i = 0; i < stated.size(); ++i)
            CHECK(stated[i] == delegates_won(pool, pool.steps.rows[i].delegates));
    }
    const auto totals = sum_pools(contest, allocation);
    CHECK(totals[0] == Decimal(Votes{73}));
    CHECK(totals[1] == Decimal(Votes{55}));
    const auto gain = [&](std::string_view unit) {
        const auto pool = std::ranges::find_if(allocation.pools,
                                               [&](const AllocatedPool& each) { return each.place.unit_id == unit; });
        return pool->margins.rows[0].to_gain;
    };
    CHECK(gain("12") == Votes{462});
    CHECK(gain("15") == Votes{455});
}

TEST_CASE("stated totals that the pools contradict leave nothing possible") {
    Contest contest = builtin("2004-mi-dem");
    contest.candidates[0].stated.delegates = Decimal(Votes{33});
    auto implied = allocate_contest(contest).implied;
    CHECK_FALSE(implied->possible);
    CHECK_FALSE(implied->rows[0].possible);
    CHECK_FALSE(implied->rows[0].rest);

    contest.candidates[0].stated.delegates.reset();
    implied = allocate_contest(contest).implied;
    CHECK(implied->possible);  // 24 of 83 are spoken for
    CHECK_FALSE(implied->complete);

    contest.candidates[0].stated.delegates = Decimal(Votes{93});
    contest.candidates[10].stated.delegates = Decimal(Votes{1});  // write-ins
    implied = allocate_contest(contest).implied;
    CHECK_FALSE(implied->rows[10].possible);

    for (Candidate& candidate : contest.candidates) candidate.stated.delegates.reset();
    CHECK_FALSE(allocate_contest(contest).implied);
}

TEST_CASE("write-ins and unlisted votes count for the threshold and win nothing") {
    // 15 of 100 qualifies, 15 of 101 does not.
    const std::string votes = R"("ann":80;"bo":15;"uncommitted":0;"other":5;)";
    CHECK(results(contest_of(votes, plan)) == Texts{"At-large 8/2"});
    const Contest more = contest_of(votes, std::string(R"("total": {"votes": 101}, )") + plan);
    CHECK(results(more) == Texts{"At-large 10"});
    CHECK(allocate_contest(more).pools.front().unlisted == 1);
    // A total that is too small is another check's finding.
    CHECK(results(contest_of(votes, std::string(R"("total": {"votes": 90}, )") + plan)) == Texts{"At-large 8/2"});
}

TEST_CASE("a pool is not computed where somebody who might qualify is unknown") {
    const std::string votes = R"("ann":80;"bo":15;)";
    const auto why = [&](const std::string& total) {
        const Contest contest = contest_of(votes, total + plan);
        const ContestAllocation allocation = allocate_contest(contest);
        return allocation.uncomputed.empty() ? std::nullopt : std::optional(allocation.uncomputed.front().why);
    };
    CHECK(why("") == NotComputed::partial_votes);
    // Uncommitted has at most the 14 votes of 109 that nobody else has: too few. 17 of 112 would do.
    CHECK(why(R"("total": {"votes": 109}, )") == std::nullopt);
    CHECK(why(R"("total": {"votes": 112}, )") == NotComputed::partial_votes);
    const Contest nobody = contest_of("", plan);
    CHECK(allocate_contest(nobody).uncomputed.front().why == NotComputed::no_votes);
}

TEST_CASE("a pool is not computed by units of which one leaves out whom others report") {
    const auto results_with = [](const std::string& second, const std::string& members = "") {
        const ParsedContest parsed = parse_contest({"x.json", R"({"format": 1, "id": "x", "title": "X", "candidates":
            [{"id": "a", "name": "Ann"}, {"id": "b", "name": "Bo"}, {"id": "o", "name": "Others", "kind": "other"}],
            "allocation": {"rules": "dnc-2004", "pools": [{"name": "P", "delegates": 3}]}, )" +
                                                                  members + R"("units": [
            {"id": "1", "level": "county", "votes": {"a": 60, "b": 30, "o": 1}},
            {"id": "2", "level": "county")" + second + "}]}"});
        REQUIRE(parsed.findings.empty());
        const ContestAllocation allocation = allocate_contest(*parsed.contest);
        if (allocation.uncomputed.empty()) return results(*parsed.contest);
        CHECK(allocation.uncomputed.front().why == NotComputed::partial_votes);
        return Texts{"partial"};
    };
    const Texts two_to_one{"P 2/1"};
    CHECK(results_with(R"(, "votes": {"a": 10, "b": 0})") == two_to_one);
    CHECK(results_with(R"(, "votes": {"a": 10})") == Texts{"partial"});
    CHECK(results_with(R"(, "votes": {"a": 10}, "total": 15)") == Texts{"partial"});
    CHECK(results_with(R"(, "votes": {"a": 10}, "total": 10)") == two_to_one);
    CHECK(results_with(R"(, "votes": {"a": 10})", R"("total": {"votes": 101}, )") == two_to_one);
    // Who reports nobody has not reported yet; in a caucus who is not named has nobody.
    CHECK(results_with("") == two_to_one);
    CHECK(results_with(R"(, "votes": {"a": 10})", R"("caucus_math": {"rules": "iowa-2020"}, )") == two_to_one);
}

TEST_CASE("pools by unit use the unit's own votes, or those of the units inside it") {
    const Contest contest = contest_of("", districts);
    CHECK(results(contest) == Texts{"District/n 2/2", "District/s 1/4"});
    const ContestAllocation allocation = allocate_contest(contest);
    CHECK(allocation.pools[1].steps.total == 130);
    CHECK(allocation.pools[1].unlisted == 5);
}

TEST_CASE("a unit that states only what was won in it has the votes of the units inside it") {
    Contest contest = contest_of("", districts);
    contest.units[1].results = {{0, {std::nullopt}, Decimal(Votes{1}), {}, {}}};
    REQUIRE(contest.units[2].parent == 1U);
    CHECK(results(contest) == Texts{"District/n 2/2", "District/s 1/4"});
}

TEST_CASE("where the whole contest's votes decide, every unit's pool goes to its front-runner") {
    const Contest contest = contest_of("", districts);
    AllocationRequest request;
    request.rules.id = "winner-take-most";
    CHECK(results(contest, request) == Texts{"District/n 4", "District/s 5"});
    request.rules.id = "winner-take-all";
    const ContestAllocation allocation = allocate_contest(contest, request);
    for (const AllocatedPool& pool : allocation.pools) {
        CHECK(pool.steps.total == 230);
        CHECK(pool.steps.rows[1].delegates == pool.steps.delegates);
    }
    // It does so even where no unit is known.
    CHECK(results(builtin("2004-mi-dem"), request) == Texts{"At-large 28", "PLEO 17", "District 83"});
}

TEST_CASE("a unit without a number of delegates is not computed") {
    Contest contest = contest_of("", districts);
    contest.units[0].delegates.reset();
    const ContestAllocation allocation = allocate_contest(contest);
    CHECK(results(contest, allocation) == Texts{"District/s 1/4"});
    CHECK(allocation.uncomputed.front().why == NotComputed::no_delegates);
    CHECK(allocation.uncomputed.front().place.unit_id == "n");
}

TEST_CASE("other rules, thresholds and pools are tried, and nothing is implied from stated totals then") {
    const Contest contest = builtin("2004-mi-dem");
    AllocationRequest request;
    request.threshold = Fraction{10, 100};
    ContestAllocation tried = allocate_contest(contest, request);
    CHECK(tried.what_if);
    CHECK_FALSE(tried.implied);
    CHECK(results(contest, tried) == Texts{"At-large 18/6/4", "PLEO 11/3/3"});
    request = {};
    request.sizes.push_back({"At-large", Decimal(Votes{30})});
    CHECK(results(contest, request) == Texts{"At-large 23/7", "PLEO 13/4"});
    request = {};
    request.rules.id = "dnc-2004";
    CHECK_FALSE(allocate_contest(contest, request).what_if);
}

TEST_CASE("half delegates are allocated as parts") {
    const Contest contest =
        contest_of(R"("ann":60;"bo":40;"uncommitted":0;"other":0;)",
                   R"("allocation": {"rules": "hare", "pools": [{"name": "At-large", "delegates": 2.5}]})");
    CHECK(results(contest) == Texts{"At-large 1.5/1"});
    CHECK(allocate_contest(contest).pools.front().worth == *parse_decimal("0.5"));
}

TEST_CASE("votes and delegates beyond all bounds are no pool") {
    const auto why = [](const std::string& votes, const std::string& delegates) {
        const Contest contest = contest_of(
            votes,
            R"("total": {"votes": 18446744073709551615}, "allocation": {"rules": "hare", "pools": [{"name": "A", "delegates": )" +
                delegates + "}]}");
        return allocate_contest(contest).uncomputed.front().why;
    };
    CHECK(why(R"("ann":1;)", "1000001") == NotComputed::too_many_delegates);
    CHECK(why(R"("ann":1;)", "0.0000001234567") == NotComputed::too_many_delegates);
}

TEST_CASE("what cannot be met says what there is") {
    const Contest contest = builtin("2008-mi-dem");
    AllocationRequest request;
    request.rules.id = "dnc-2002";
    CHECK(error_of(contest, request) == R"(unknown rules "dnc-2002"; did you mean "dnc-2004"?)");
    request.rules.id = "iowa-2020";
    CHECK(error_of(contest, request) == R"(the rules "iowa-2020" are for precincts, not for pools)");
    request = {};
    request.sizes.push_back({"At-larg", Decimal(Votes{1})});
    CHECK(error_of(contest, request) == R"(2008-mi-dem has no pool "At-larg"; did you mean "At-large"?)");
    request.sizes.front().pool = "District";
    CHECK(error_of(contest, request) ==
          R"("District" is a pool for each congressional-district: say which, as in "District/2")");
    Contest bare = contest;
    bare.allocation.reset();
    CHECK(error_of(bare, {}) == R"(2008-mi-dem has no pools of delegates ("allocation"))");
}

TEST_CASE("pools are selected by name, by label and by the unit's name") {
    const Contest contest = builtin("2008-mi-dem");
    const auto selected = [&](const Texts& names) {
        ContestAllocation allocation = allocate_contest(contest);
        select_pools(contest, names, allocation);
        return results(contest, allocation);
    };
    CHECK(selected({"PLEO", "District/12"}) == Texts{"PLEO 10/7", "District/12 3/3"});
    CHECK(selected({"District 14"}) == Texts{"District/14 3/4"});
    CHECK(selected({"District"}).size() == 15);
    CHECK_THROWS_AS(selected({"District/16"}), AllocationError);
    ContestAllocation implied = allocate_contest(builtin("2004-mi-dem"));
    select_pools(builtin("2004-mi-dem"), Texts{"PLEO"}, implied);
    CHECK_FALSE(implied.implied);
}

TEST_CASE("a comparison takes stated results first, then implied, then computed ones") {
    AllocationRequest request;
    request.rules.id = "winner-take-all";
    const Contest stated = builtin("2008-mi-dem");
    for (const PoolComparison& pool : compare_with_contest(stated, allocate_contest(stated, request))) {
        CHECK(pool.baseline == Baseline::stated);
        CHECK(pool.after[1] == Decimal());
    }
    const Contest unstated = builtin("2004-mi-dem");
    const auto pools = compare_with_contest(unstated, allocate_contest(unstated, request));
    REQUIRE(pools.size() == 3);
    CHECK(pools[0].baseline == Baseline::computed);
    CHECK(pools[0].before[1] == Decimal(Votes{7}));
    CHECK(pools[2].baseline == Baseline::implied);
    CHECK(pools[2].before[2] == Decimal(Votes{7}));
    CHECK(pools[2].after[0] == Decimal(Votes{83}));
}

TEST_CASE("ten thousand pools are the same on two threads as one by one") {
    Contest contest = contest_of("", districts);
    const Unit north = contest.units[0];
    contest.units = {};
    for (int i = 0; i < 10'000; ++i) {
        contest.units.push_back(north);
        contest.units.back().id = std::to_string(i);
        contest.units.back().results[0].votes[0] = 50 + static_cast<Votes>(i);
        contest.units.back().totals[0].reset();
    }
    const ContestAllocation all = allocate_contest(contest);
    REQUIRE(all.pools.size() == 10'000);
    for (std::size_t i = 0; i < all.pools.size(); i += 997) {
        Contest one = contest;
        one.units = {contest.units[i]};
        const ContestAllocation alone = allocate_contest(one);
        CHECK(all.pools[i].place.unit_id == std::to_string(i));
        CHECK(all.pools[i].steps.rows[0].delegates == alone.pools[0].steps.rows[0].delegates);
        CHECK(all.pools[i].margins.rows[0].to_gain == alone.pools[0].margins.rows[0].to_gain);
    }
}
