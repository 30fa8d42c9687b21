// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "caucus/caucus.hpp"

#include <caucus_tally/builtin.hpp>
#include <caucus_tally/contest_allocation.hpp>
#include <caucus_tally/parse.hpp>
#include <caucus_tally/tally.hpp>

using namespace caucus_tally;

namespace {

Contest parsed(std::string text) {
    const ParsedContest result = parse_contest({"test", std::move(text)});
    REQUIRE(result.findings.empty());
    return result.contest.value();
}

/// A county of 51 delegates worth 4 (Adair 2020) with the units that are given.
Contest county(const std::string& units, const std::string& more = "") {
    return parsed(
        R"({"format": 1, "id": "x", "title": "X", "candidates": [{"id": "a", "name": "Ann"}, {"id": "b", "name": "Bo"},
        {"id": "c", "name": "Cy"}], "rounds": [{"id": "first"}, {"id": "final"}], "levels": ["county", "precinct"],
        "caucus_math": {"rules": "iowa-2020"},)" +
        more + R"("units": [{"id": "Adair", "level": "county", "delegates": 51, "sde": 4},)" + units + "]}");
}

/// A precinct in it whose two alignments are the same.
std::string precinct(const std::string& name, const std::string& votes, const std::string& rest) {
    return R"({"id": "Adair/)" + name + R"(", "name": ")" + name +
           R"(", "level": "precinct", "parent": "Adair", "votes": {"first": )" + votes + R"(, "final": )" + votes +
           "}" + rest + "}";
}

std::string sde_text(const std::optional<Decimal>& sde) {
    return sde ? to_string(*sde) : "unknown";
}

Contest excerpt() {
    for (const BuiltinContest& contest : builtin_contests())
        if (contest.id == "2020-ia-dem-excerpt") return parsed(std::string(contest.text));
    return {};
}

}  // namespace

TEST_CASE("the three precincts of Iowa 2020 are published with other delegates than the rules give") {
    const Contest contest = excerpt();
    const ContestPrecincts precincts = allocate_precincts(contest);
    REQUIRE(precincts.results.size() == 3);
    const std::vector<std::vector<std::uint64_t>> given{{1, 1, 1}, {1, 2, 0, 2, 0, 1, 0, 0}, {2, 3, 5}};
    for (std::size_t i = 0; i < 3; ++i) {
        const PrecinctResult& result = precincts.results[i];
        CHECK(counts_as_computed(result));
        CHECK(differs_from_rules(result));
        std::vector<std::uint64_t> delegates;
        for (std::size_t group = 0; group < result.groups.size(); ++group)
            delegates.push_back(delegates_of(result, group).value());
        CHECK(delegates == given[i]);
    }
    CHECK(sde_text(counted(precincts.results[1], 3).sde) == "0.5596");
    CHECK(sde_text(published(precincts.results[1], 3).sde) == "0.2798");
}

TEST_CASE("what is published says how a tie ended, where it is one of the ways it can end") {
    const std::string votes = R"({"a": 100, "b": 50, "c": 50})";
    const Contest contest =
        county(precinct("1", votes, R"(, "delegates": 6, "awarded": {"a": 3, "b": 1, "c": 2})") + "," +
               precinct("2", votes, R"(, "delegates": 6, "awarded": {"a": 3, "b": 2, "c": 2})") + "," +
               precinct("3", votes, R"(, "delegates": 6)"));
    const ContestPrecincts open = allocate_precincts(contest);
    CHECK(open.results[0].tie->as_published);
    CHECK(open.results[0].tie->settled == std::vector<std::size_t>{2});
    CHECK_FALSE(open.results[0].tie->open());
    CHECK_FALSE(differs_from_rules(open.results[0]));
    CHECK(open.results[1].tie->open());
    CHECK(differs_from_rules(open.results[1]));
    CHECK(open.results[2].tie->open());
    CHECK_FALSE(differs_from_rules(open.results[2]));
    CHECK(counted(open.results[2], 1).delegates == Decimal(1));  // the delegate of chance is in nobody's figure
    CHECK(counted(open.results[2], 2).delegates == Decimal(1));

    // A choice settles what is open, not what is published.
    const ContestPrecincts chosen = allocate_precincts(contest, {{}, {TieRule::candidate, {"b"}, {}}});
    CHECK(chosen.results[0].tie->settled == std::vector<std::size_t>{2});
    CHECK(counted(chosen.results[1], 1).delegates == Decimal(2));
    CHECK(counted(chosen.results[2], 1).delegates == Decimal(2));
    CHECK_FALSE(chosen.results[2].tie->as_published);
}

TEST_CASE("a delegate is worth what the county's delegates are worth together") {
    const Contest contest = county(
        precinct("1", R"({"a": 30, "b": 10})", R"(, "delegates": 2, "awarded": {"a": 2, "b": 0})") + "," +
        precinct("2", R"({"a": 30, "b": 10})", R"(, "delegates": 2, "sde": "0.3", "awarded": {"a": 2, "b": 0})"));
    const ContestPrecincts precincts = allocate_precincts(contest);
    CHECK(sde_text(counted(precincts.results[0], 0).sde) == "0.0784");
    CHECK(sde_text(published(precincts.results[0], 0).sde) == "0.1569");
    CHECK(sde_text(published(precincts.results[1], 0).sde) == "0.3000");  // its own figure comes first

    const UnitSum sum = roll_up(with_counts(contest, precincts, published), 0).front();
    CHECK(sde_text(sum.candidates[0].sde) == "0.4569");
    CHECK(sum.candidates[0].delegates == Decimal(4));
    CHECK(sum.candidates[0].votes.back() == Votes{60});
}

TEST_CASE("what is won in precincts adds up above a county that states votes of its own") {
    Contest contest =
        county(precinct("1", R"({"a": 30, "b": 10})", R"(, "delegates": 2, "awarded": {"a": 1, "b": 1})"));
    contest.units[0].results = {{0, {30, 30}, {}, {}, {}}, {1, {10, 10}, Decimal(Votes{9}), {}, {}}};
    const UnitSum sum = roll_up(with_counts(contest, allocate_precincts(contest), published), 0).front();
    CHECK(sum.candidates[0].delegates == Decimal(Votes{1}));
    CHECK(sum.candidates[1].delegates == Decimal(Votes{1}));
}

TEST_CASE("where the rules give nothing, what is published counts") {
    const Contest contest =
        county(precinct("crowd", R"({"a": 4, "b": 4, "c": 4})", R"(, "delegates": 2, "awarded": {"a": 1, "b": 1})") +
               "," + precinct("satellite", R"({"a": 7})", R"(, "awarded_sde": {"a": "0.25"})") + "," +
               precinct("even", R"({"a": 5, "b": 5})", R"(, "delegates": 1, "awarded": {"b": 1})") + "," +
               precinct("empty", R"({"a": 0})", R"(, "delegates": 3)") + "," +
               precinct("huge", R"({"a": 18446744073709551615, "b": 1})", R"(, "delegates": 3, "awarded": {"a": 1})"));
    const ContestPrecincts precincts = allocate_precincts(contest);
    REQUIRE(precincts.results.size() == 5);
    for (const PrecinctResult& result : precincts.results) CHECK_FALSE(counts_as_computed(result));
    CHECK(counted(precincts.results[0], 1).delegates == Decimal(1));
    CHECK(precincts.results[1].precinct.judged == Judged::unknown_delegates);
    CHECK(sde_text(counted(precincts.results[1], 0).sde) == "0.25");
    CHECK_FALSE(counted(precincts.results[1], 0).delegates.has_value());
    CHECK(counted(precincts.results[2], 1).delegates == Decimal(1));
    CHECK(precincts.results[3].precinct.judged == Judged::no_figures);
    CHECK(precincts.results[4].precinct.judged == Judged::too_many_votes);
}

TEST_CASE("precincts are named by id, or by a name that only one has") {
    const Contest contest = excerpt();
    ContestPrecincts precincts = allocate_precincts(contest);
    select_precincts(contest, std::vector<std::string>{"DES MOINES-80", "Polk/DES MOINES-14"}, precincts);
    REQUIRE(precincts.results.size() == 2);
    CHECK(precincts.results[0].precinct.name == "Polk/DES MOINES-14");  // in the order of the file
    CHECK_THROWS_WITH(select_precincts(contest, std::vector<std::string>{"Polk"}, precincts),
                      "2020-ia-dem-excerpt has no precinct \"Polk\": other units lie in it");
    CHECK_THROWS_WITH(select_precincts(contest, std::vector<std::string>{"DES MOINES-41"}, precincts),
                      "2020-ia-dem-excerpt has no precinct \"DES MOINES-41\"; did you mean \"DES MOINES-14\"?");
}

TEST_CASE("precincts need rules that are for precincts") {
    Contest contest = excerpt();
    CHECK_NOTHROW(allocate_precincts(contest, {"nevada-2020", {}}));
    CHECK_THROWS_AS(allocate_precincts(contest, {"dnc-2020", {}}), AllocationError);
    CHECK_THROWS_AS(allocate_precincts(contest, {"iowa-2021", {}}), AllocationError);
    contest.caucus_rules.clear();
    CHECK_THROWS_AS(allocate_precincts(contest), AllocationError);
}

TEST_CASE("Iowa 2020: national delegates from state delegate equivalents") {
    const Contest contest =
        parsed(R"({"format": 1, "id": "ia", "title": "Iowa", "candidates": [{"id": "buttigieg", "name": "B"},
        {"id": "sanders", "name": "S"}, {"id": "warren", "name": "W"}, {"id": "biden", "name": "J"}], "levels": ["state"],
        "allocation": {"rules": "dnc-2020", "by": "sde", "pools": [{"name": "At-large", "delegates": 9}, {"name": "PLEO", "delegates": 5}]},
        "units": [{"id": "Iowa", "level": "state", "awarded_sde":
            {"buttigieg": "562.954", "sanders": "562.021", "warren": "388.4", "biden": "340.3"}}]})");
    const ContestAllocation allocation = allocate_contest(contest);
    REQUIRE(allocation.pools.size() == 2);
    const auto delegates = [](const AllocatedPool& pool) {
        std::vector<std::uint64_t> won;
        for (const RowAllocation& row : pool.steps.rows) won.push_back(row.delegates);
        return won;
    };
    CHECK(delegates(allocation.pools[0]) == std::vector<std::uint64_t>{3, 3, 2, 1});
    CHECK(delegates(allocation.pools[1]) == std::vector<std::uint64_t>{2, 1, 1, 1});
    CHECK(to_string(allocation.pools[0].steps.rows[0].quota, 3) == "2.733");
    CHECK(to_string(allocation.pools[0].steps.rows[1].quota, 3) == "2.729");
    CHECK(to_string(allocation.pools[1].steps.rows[0].quota, 4) == "1.5185");
    CHECK(to_string(allocation.pools[1].steps.rows[3].quota, 4) == "0.9179");
    CHECK(allocation.pools[0].of_sde);
    CHECK(allocation.pools[0].vote_digits == 3);
    CHECK(allocation.pools[0].votes[2] == Votes{388'400});
}

TEST_CASE("state delegate equivalents that do not fit are said to be too many, not cut") {
    Contest contest = parsed(
        R"({"format": 1, "id": "x", "title": "X", "candidates": [{"id": "a", "name": "Ann"}], "levels": ["state"],
        "allocation": {"rules": "hare", "by": "sde", "pools": [{"name": "All", "delegates": 1}]},
        "units": [{"id": "U", "level": "state", "awarded_sde": {"a": "184467440737095516.15"}}]})");
    CHECK(allocate_contest(contest).pools.size() == 1);
    contest.units[0].results[0].sde = *parse_decimal("184467440737095516.16");
    const ContestAllocation allocation = allocate_contest(contest);
    REQUIRE(allocation.uncomputed.size() == 1);
    CHECK(allocation.uncomputed[0].why == NotComputed::too_many_votes);
}

TEST_CASE("pools go by the equivalents that are stated, or on request by those the rules give") {
    const Contest contest = county(
        precinct("1", R"({"a": 101, "b": 66, "c": 48})", R"(, "delegates": 10, "awarded": {"a": 4, "b": 4, "c": 2})"),
        R"("allocation": {"rules": "hare", "by": "sde", "pools": [{"name": "All", "delegates": 1}]},)");
    AllocationRequest request;
    const ContestAllocation stated = allocate_contest(contest, request);
    CHECK(stated.pools.at(0).votes == std::vector<std::optional<Votes>>{3137, 3137, 1569});
    CHECK_FALSE(stated.pools.at(0).steps.ties.empty());
    request.computed_sde = true;
    const ContestAllocation computed = allocate_contest(contest, request);
    CHECK(computed.pools.at(0).votes == std::vector<std::optional<Votes>>{3922, 2353, 1569});
    CHECK(computed.pools.at(0).steps.ties.empty());
    CHECK(computed.what_if);
    Contest by_votes = contest;
    by_votes.allocation->by = Shared::votes;
    CHECK_THROWS_AS(allocate_contest(by_votes, request), AllocationError);
}
