// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <caucus_tally/builtin.hpp>
#include <caucus_tally/check.hpp>
#include <caucus_tally/compare.hpp>
#include <caucus_tally/published.hpp>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <tuple>

using namespace caucus_tally;

namespace {

ParsedContest parse(std::string text, const std::string& name = "contest.json") {
    ParsedContest parsed = parse_contest({name, std::move(text)});
    REQUIRE(parsed.contest);
    return parsed;
}

Comparison compare(const ParsedContest& before, const ParsedContest& after) {
    return compare_contests({&before, locate(before.text, check(*before.contest))},
                            {&after, locate(after.text, check(*after.contest))});
}

Comparison compare(const Contest& before, const Contest& after) {
    const ParsedContest old_one = parse(write_contest(before));
    const ParsedContest new_one = parse(write_contest(after));
    return compare(old_one, new_one);
}

/// Kind, unit, candidate, figure, before and after.
using Seen = std::tuple<std::string, std::string, std::string, std::string, std::string, std::string>;

Seen seen(const Change& change) {
    return {
        std::string(to_string(change.kind)), change.unit, change.candidate, change.figure, change.before, change.after};
}

std::multiset<Seen> all_seen(const std::vector<Change>& changes) {
    std::multiset<Seen> all;
    for (const Change& change : changes) all.insert(seen(change));
    return all;
}

std::string place(const Location& location) {
    return location.file + ':' + std::to_string(location.line) + ':' + std::to_string(location.column);
}

/// Three candidates, two counties of three precincts each; nothing is stated twice.
Contest small_contest() {
    Contest contest;
    contest.id = "small";
    contest.title = "Small";
    contest.date = "2024-02-03";
    contest.status = "unofficial-complete";
    for (const char* const id : {"ann", "bo", "cy"}) {
        Candidate& candidate = contest.candidates.emplace_back();
        candidate.id = id;
        candidate.name = "Candidate " + candidate.id;
    }
    contest.levels = {"county", "precinct"};
    std::uint64_t next = 7;
    for (const char* const county : {"East", "West"}) {
        Unit& outer = contest.units.emplace_back();
        outer.id = outer.name = county;
        outer.totals.resize(1);
        const std::size_t parent = contest.units.size() - 1;
        for (int i = 1; i <= 3; ++i) {
            Unit& unit = contest.units.emplace_back();
            unit.id = std::string(county) + std::to_string(i);
            unit.name = "Precinct " + unit.id;
            unit.level = 1;
            unit.parent = parent;
            unit.totals.resize(1);
            unit.sde = Decimal(Uint128{next * 10}, 2);
            for (std::size_t candidate = 0; candidate < 3; ++candidate) {
                UnitResult& result = unit.results.emplace_back();
                result.candidate = candidate;
                result.votes = {next = next * 37 % 1009};
            }
        }
    }
    return contest;
}

Unit& unit_of(Contest& contest, const std::string& id) {
    return *std::ranges::find(contest.units, id, &Unit::id);
}

std::optional<Votes>& votes_of(Contest& contest, const std::string& unit, std::size_t candidate) {
    return *unit_of(contest, unit).results[candidate].votes.data();
}

std::string text(const std::optional<Votes>& votes) {
    return votes ? std::to_string(*votes) : "";
}

/// States the sums of counties and of the contest.
void state_sums(Contest& contest) {
    for (Candidate& candidate : contest.candidates) candidate.stated.votes = 0;
    contest.total = Figures{.votes = Votes{0}, .percent = {}, .delegates = {}, .sde = {}};
    for (Unit& unit : contest.units) {
        if (unit.level != 0) continue;
        unit.results.clear();
        for (std::size_t i = 0; i < contest.candidates.size(); ++i) unit.results.push_back({i, {Votes{0}}, {}, {}, {}});
    }
    for (const Unit& unit : contest.units) {
        if (unit.level == 0) continue;
        for (const UnitResult& result : unit.results) {
            const Votes votes = result.votes[0].value_or(0);
            *contest.units[*unit.parent].results[result.candidate].votes[0] += votes;
            *contest.candidates[result.candidate].stated.votes += votes;
            *contest.total->votes += votes;
        }
    }
}

std::vector<Change> changes_between(const Contest& before, const Contest& after) {
    return compare(before, after).changes;
}

}  // namespace

TEST_CASE("each kind of change is told once") {
    const Contest before = small_contest();
    Contest after = before;
    const auto only = [&] {
        const std::vector<Change> changes = changes_between(before, after);
        REQUIRE(changes.size() == 1);
        return seen(changes.front());
    };
    const std::string ann = text(*before.units[1].results[0].votes.data());
    const std::string bo = text(*before.units[1].results[1].votes.data());

    SECTION("nothing") {
        const Comparison comparison = compare(before, after);
        CHECK(comparison.changes.empty());
        CHECK(comparison.consequences.empty());
        CHECK(comparison.units == std::array<std::size_t, 2>{8, 8});
        CHECK(comparison.figures == std::array<std::size_t, 2>{24, 24});
    }
    SECTION("a figure, with the places of both") {
        *votes_of(after, "East1", 0) += 5;
        const Change change = changes_between(before, after).at(0);
        CHECK(seen(change) == Seen{"figure", "East1", "ann", "votes", ann, std::to_string(std::stoi(ann) + 5)});
        CHECK(difference_text(change) == "+5");
        CHECK_FALSE(change.fell);
        CHECK(change.level == "precinct");
        CHECK(change.unit_name == "East/Precinct East1");
        CHECK(change.old_place.line == change.new_place.line);
        CHECK(change.old_place.line > 1);
        CHECK(change.old_place.excerpt.find("\"ann\": " + ann) != std::string::npos);
    }
    SECTION("votes that fall") {
        *votes_of(after, "East1", 0) -= 1;
        const Change change = changes_between(before, after).at(0);
        CHECK(difference_text(change) == "-1");
        CHECK(change.fell);
    }
    SECTION("a figure that became unknown, and one that became known") {
        votes_of(after, "East1", 0).reset();
        CHECK(only() == Seen{"unknown", "East1", "ann", "votes", ann, ""});
        const std::vector<Change> back = changes_between(after, before);
        REQUIRE(back.size() == 1);
        CHECK(seen(back.front()) == Seen{"known", "East1", "ann", "votes", "", ann});
    }
    SECTION("a figure that stands under another candidate now") {
        Contest without = before;
        votes_of(without, "East1", 1).reset();
        after = without;
        std::swap(votes_of(after, "East1", 0), votes_of(after, "East1", 1));
        const std::vector<Change> changes = changes_between(without, after);
        REQUIRE(changes.size() == 1);
        CHECK(seen(changes.front()) == Seen{"moved", "East1", "bo", "votes", ann, ann});
        CHECK(changes.front().from == "ann");
        CHECK(changes.front().old_place.excerpt.find("\"ann\"") != std::string::npos);
        CHECK(changes.front().new_place.excerpt.find("\"bo\"") != std::string::npos);
    }
    SECTION("two figures that were swapped") {
        std::swap(votes_of(after, "East1", 0), votes_of(after, "East1", 1));
        CHECK(all_seen(changes_between(before, after)) ==
              std::multiset<Seen>{{"moved", "East1", "bo", "votes", ann, ann},
                                  {"moved", "East1", "ann", "votes", bo, bo}});
    }
    SECTION("the spelling of a figure and of a name") {
        unit_of(after, "East1").sde = Decimal(unit_of(after, "East1").sde->digits / 10, 1);
        CHECK(only() == Seen{"spelling", "East1", "", "sde", "0.70", "0.7"});
        after = before;
        unit_of(after, "East1").name = "PRECINCT east-1";
        CHECK(only() == Seen{"spelling", "East1", "", "name", "Precinct East1", "PRECINCT east-1"});
        after = before;
        after.candidates[0].name = "CANDIDATE ANN";
        CHECK(only() == Seen{"spelling", "", "ann", "name", "Candidate ann", "CANDIDATE ANN"});
    }
    SECTION("status and date") {
        after.status = "certified";
        CHECK(only() == Seen{"fact", "", "", "status", "unofficial-complete", "certified"});
        after = before;
        after.date = "2024-02-04";
        CHECK(only() == Seen{"fact", "", "", "date", "2024-02-03", "2024-02-04"});
        after = before;
        after.allocation = AllocationPlan{};
        after.allocation->rules.id = "dnc-2020";
        CHECK(only() == Seen{"fact", "", "", "allocation", "", "dnc-2020"});
    }
    SECTION("a unit that lies elsewhere or is of another kind") {
        unit_of(after, "East3").kind = "satellite";
        CHECK(only() == Seen{"fact", "East3", "", "kind", "", "satellite"});
        after = before;
        std::rotate(after.units.begin() + 3, after.units.begin() + 4, after.units.end());
        Unit& moved = after.units.back();
        moved.parent = 3;
        for (std::size_t i = 4; i + 1 < after.units.size(); ++i) after.units[i].parent = 3;
        CHECK(only() == Seen{"fact", "East3", "", "parent", "East", "West"});
    }
    SECTION("candidates") {
        after.candidates[2].withdrawn = true;
        CHECK(only() == Seen{"withdrawn", "", "cy", "withdrawn", "no", "yes"});
        after = before;
        after.candidates[2].name = "Somebody Else";
        CHECK(only() == Seen{"candidate-renamed", "", "cy", "name", "Candidate cy", "Somebody Else"});
        after = before;
        after.candidates[2].id = "cedar";
        CHECK(changes_between(before, after).empty());
        after = before;
        after.candidates.emplace_back().id = "dee";
        after.candidates.back().name = "Dee";
        unit_of(after, "East1").results.push_back({3, {Votes{12}}, {}, {}, {}});
        CHECK(only() == Seen{"candidate-added", "", "dee", "", "", ""});
        const std::vector<Change> back = changes_between(after, before);
        REQUIRE(back.size() == 1);
        CHECK(seen(back.front()) == Seen{"candidate-removed", "", "dee", "", "", ""});
    }
    SECTION("near names are said, not taken for one") {
        after.candidates[2].id = "see";
        after.candidates[2].name = "Candidate cyd";
        const Comparison comparison = compare(before, after);
        CHECK(comparison.near_names ==
              std::vector<std::string>{
                  "\"Candidate cy\" and \"Candidate cyd\" look like one name; they are not taken for one candidate"});
        CHECK(comparison.changes.size() == 2);
    }
    SECTION("units") {
        unit_of(after, "East1").name = "The Mill";
        CHECK(only() == Seen{"unit-renamed", "East1", "", "name", "Precinct East1", "The Mill"});
        unit_of(after, "East1").id = "mill";
        CHECK(only() == Seen{"unit-renamed", "mill", "", "name", "Precinct East1", "The Mill"});
        after = before;
        unit_of(after, "East1").name = "precinct east 1";
        unit_of(after, "East1").id = "e1";
        CHECK(only() == Seen{"spelling", "e1", "", "name", "Precinct East1", "precinct east 1"});
        after = before;
        after.units.pop_back();
        const auto [kind, unit, candidate, figure, was, is] = only();
        CHECK(std::tuple(kind, unit, figure, is) == std::tuple("unit-removed", "West3", "votes", ""));
    }
    SECTION("a county that is gone with its precincts is one change") {
        after.units.resize(4);
        const std::vector<Change> changes = changes_between(before, after);
        REQUIRE(changes.size() == 1);
        CHECK(changes.front().kind == ChangeKind::unit_removed);
        CHECK(changes.front().unit == "West");
        CHECK(changes.front().note == "with 3 inside");
    }
    SECTION("a constant factor, with one figure that does not have it") {
        for (Unit& unit : after.units)
            if (unit.sde) unit.sde = Decimal(unit.sde->digits, 0);
        std::vector<Change> changes = changes_between(before, after);
        REQUIRE(changes.size() == 1);
        CHECK(changes.front().kind == ChangeKind::factor);
        CHECK(changes.front().note == "× 100");
        CHECK(changes.front().count == 6);
        CHECK(changes_between(after, before).at(0).note == "÷ 100");
        unit_of(after, "West2").sde = Decimal(Votes{1});
        changes = changes_between(before, after);
        REQUIRE(changes.size() == 2);
        CHECK(all_seen(changes).contains(Seen{"figure", "West2", "", "sde", to_string(*before.units[6].sde), "1"}));
    }
    SECTION("percentages of another whole") {
        Contest old_one = before;
        const std::array<const char*, 3> of_all{"50.00", "30.00", "10.00"};
        const std::array<const char*, 3> of_listed{"55.56", "33.33", "11.11"};
        for (std::size_t i = 0; i < 3; ++i) {
            old_one.candidates[i].stated.percent = parse_decimal(of_all[i]);
            after.candidates[i].stated.percent = parse_decimal(of_listed[i]);
        }
        const std::vector<Change> changes = changes_between(old_one, after);
        REQUIRE(changes.size() == 1);
        CHECK(changes.front().kind == ChangeKind::percent_base);
        CHECK(changes.front().count == 3);
        after.candidates[2].stated.percent = parse_decimal("9.00");
        CHECK(changes_between(old_one, after).size() == 3);
    }
}

TEST_CASE("sums that only follow are one line") {
    Contest before = small_contest();
    state_sums(before);
    Contest after = before;
    *votes_of(after, "East1", 0) += 5;
    *votes_of(after, "East2", 1) += 7;
    state_sums(after);
    const Comparison comparison = compare(before, after);
    CHECK(comparison.changes.size() == 2);
    std::map<std::string, std::string> notes;
    for (const Change& change : comparison.consequences)
        if (change.kind == ChangeKind::follows) notes.emplace(change.unit, change.note);
    CHECK(notes == std::map<std::string, std::string>{{"", "from 1 county"}, {"East", "from 2 precincts"}});

    // A county that changed by more than its precincts did is a change of its own.
    *votes_of(after, "East", 0) += 1;
    const std::vector<Change> changes = changes_between(before, after);
    CHECK(changes.size() == 4);  // the contest's figure agrees with its county's no longer either
}

TEST_CASE("delegates, thresholds and findings follow from the figures") {
    const ParsedContest before =
        parse(read_source(std::string(TEST_DATA_FOLDER) + "/golden/compare/unofficial.json").text);
    const ParsedContest after =
        parse(read_source(std::string(TEST_DATA_FOLDER) + "/golden/compare/official.json").text);
    const Comparison comparison = compare(before, after);
    std::map<std::string, std::string> delegates;
    for (const Change& change : comparison.consequences)
        if (change.kind == ChangeKind::delegates)
            delegates[change.pool + ' ' + change.candidate] = difference_text(change);
    CHECK(delegates ==
          std::map<std::string, std::string>{
              {"At-large ann", "+1"}, {"At-large cy", "-1"}, {"District/1 ann", "+1"}, {"District/1 cy", "-1"}});
    const auto count = [&](ChangeKind kind) {
        return std::ranges::count(comparison.consequences, kind, &Change::kind);
    };
    CHECK(count(ChangeKind::threshold) == 3);
    CHECK(count(ChangeKind::qualified) == 2);
    CHECK(count(ChangeKind::mended) == 1);
    CHECK(count(ChangeKind::finding) == 0);
    CHECK(count(ChangeKind::reporting) == 1);
}

TEST_CASE("a tie that comes, and an order that changes") {
    Contest before = small_contest();
    for (std::size_t i = 0; i < 3; ++i) before.candidates[i].stated.votes = 100 - 10 * i;
    before.units.clear();
    before.levels.clear();
    before.allocation = AllocationPlan{};
    before.allocation->rules.id = "dnc-2020";
    Pool& pool = before.allocation->pools.emplace_back();
    pool.name = "At-large";
    pool.delegates = Decimal(Votes{1});
    Contest after = before;
    after.candidates[1].stated.votes = 100;
    std::map<std::string, Seen> found;
    for (const Change& change : compare(before, after).consequences)
        found.emplace(std::string(to_string(change.kind)) + ' ' + change.candidate, seen(change));
    CHECK(found.at("order ann") == Seen{"order", "", "ann", "place", "1", "1="});
    CHECK(found.at("order bo") == Seen{"order", "", "bo", "place", "2", "1="});
    CHECK(found.at("tie ") == Seen{"tie", "", "", "tie", "", "Candidate ann and Candidate bo"});
    CHECK(found.at("delegates ann") == Seen{"delegates", "", "ann", "delegates", "1", "0"});
    CHECK(found.contains("threshold "));
    CHECK(found.contains("finding "));  // that there is a tie
    CHECK(found.size() == 6);
}

TEST_CASE("delegates that come to hang on unknown votes are those that are sure") {
    Contest before;
    before.id = "x";
    before.title = "X";
    for (const auto& [id, votes] : {std::pair("ann", 600), std::pair("bo", 110), std::pair("other", 20)}) {
        Candidate& candidate = before.candidates.emplace_back();
        candidate.id = candidate.name = id;
        candidate.stated.votes = static_cast<Votes>(votes);
    }
    before.candidates[2].kind = CandidateKind::other;
    before.allocation.emplace().rules.id = "dnc-2020";
    before.allocation->pools.push_back({"At-large", Decimal(Votes{10}), "", {}, {}, {}});
    Contest after = before;
    after.candidates[2].stated.votes.reset();
    const std::multiset<Seen> found = all_seen(compare(before, after).consequences);
    CHECK(found.contains({"tie", "", "", "tie", "", "ann and bo (unknown votes)"}));
    CHECK(found.contains({"delegates", "", "bo", "delegates", "2", "0"}));
    CHECK(all_seen(compare(after, before).consequences).contains({"delegates", "", "bo", "delegates", "0", "2"}));
}

TEST_CASE("delegates of caucus precincts by their rules") {
    const ParsedContest before =
        parse(read_source(std::string(PROJECT_DATA_FOLDER) + "/2020-ia-dem-excerpt.json").text);
    ParsedContest after = before;
    Unit& unit = after.contest->units.back();
    UnitResult& first = unit.results.front();
    first.votes.back() = first.votes.back().value_or(0) + 200;
    const Comparison comparison = compare(before, parse(write_contest(*after.contest)));
    CHECK(comparison.changes.size() == 1);
    const auto of_kind = [&](ChangeKind kind) {
        return std::ranges::count(comparison.consequences, kind, &Change::kind);
    };
    CHECK(of_kind(ChangeKind::precinct) >= 2);
    std::int64_t net = 0;
    for (const Change& change : comparison.consequences)
        if (change.kind == ChangeKind::precinct)
            net += (change.fell ? -1 : 1) * static_cast<std::int64_t>(change.difference->digits);
    CHECK(net == 0);  // the precinct elects as many as before
}

TEST_CASE("everything is the same as itself") {
    std::vector<ParsedContest> contests;
    for (const BuiltinContest& builtin : builtin_contests()) contests.push_back(parse(std::string(builtin.text)));
    for (const std::string folder : {PROJECT_DATA_FOLDER, TEST_DATA_FOLDER "/data", TEST_DATA_FOLDER "/golden/compare"})
        for (const auto& file : std::filesystem::directory_iterator(folder))
            if (file.path().extension() == ".json")
                if (ParsedContest parsed = parse_contest(read_source(file.path().string())); parsed.contest)
                    contests.push_back(std::move(parsed));
    CHECK(contests.size() >= 8);
    for (const ParsedContest& contest : contests) {
        const Comparison comparison = compare(contest, contest);
        CHECK(comparison.changes.empty());
        CHECK(comparison.consequences.empty());
    }
}

namespace {

/// Changes contests in ways whose telling is known. Each change is in a unit of its own.
class Mutations {
public:
    explicit Mutations(std::uint64_t seed) : random_(seed) {}

    Contest make() {
        Contest contest = small_contest();
        for (Unit& unit : contest.units) {
            if (unit.level == 0) continue;
            unit.sde = Decimal(Uint128{draw(100, 9'999)} * 10, 3);
            for (UnitResult& result : unit.results) result.votes = {draw(1'000, 900'000)};
        }
        return contest;
    }

    /// Mutates some units and says what is to be told.
    std::multiset<Seen> mutate(Contest& contest, std::map<std::string, std::string>& renamed) {
        std::multiset<Seen> expected;
        for (std::size_t i = contest.units.size(); i-- > 0;) {
            if (contest.units[i].level == 0 || draw(0, 2) == 0) continue;
            mutate_unit(contest, i, expected, renamed);
        }
        if (draw(0, 1) == 0) {
            contest.status = "certified";
            expected.insert({"fact", "", "", "status", "unofficial-complete", "certified"});
        }
        return expected;
    }

private:
    std::uint64_t draw(std::uint64_t least, std::uint64_t most) {
        return std::uniform_int_distribution<std::uint64_t>(least, most)(random_);
    }

    void mutate_unit(Contest& contest, std::size_t at, std::multiset<Seen>& expected,
                     std::map<std::string, std::string>& renamed) {
        Unit& unit = contest.units[at];
        const std::size_t one = draw(0, 2);
        const std::size_t other = (one + draw(1, 2)) % 3;
        std::optional<Votes>& votes = unit.results[one].votes[0];
        const std::string id = contest.candidates[one].id;
        const std::string before = text(votes);
        switch (draw(0, 7)) {
            case 0:
                votes = *votes + draw(1, 50);
                expected.insert({"figure", unit.id, id, "votes", before, text(votes)});
                return;
            case 1:
                votes = *votes - draw(1, 50);
                expected.insert({"figure", unit.id, id, "votes", before, text(votes)});
                return;
            case 2:
                votes.reset();
                expected.insert({"unknown", unit.id, id, "votes", before, ""});
                return;
            case 3: {
                std::swap(votes, unit.results[other].votes[0]);
                expected.insert({"moved", unit.id, contest.candidates[other].id, "votes", before, before});
                expected.insert({"moved", unit.id, id, "votes", text(votes), text(votes)});
                return;
            }
            case 4: {
                const std::string spelt = to_string(*unit.sde);
                unit.sde = normalized(*unit.sde);
                expected.insert({"spelling", unit.id, "", "sde", spelt, to_string(*unit.sde)});
                return;
            }
            case 5: {
                const std::string name = unit.name;
                renamed["new-" + unit.id] = unit.id;
                unit.id = "new-" + unit.id;
                unit.name = "Another " + std::to_string(draw(1, 1'000'000));
                expected.insert({"unit-renamed", unit.id, "", "name", name, unit.name});
                return;
            }
            case 6:
                unit.attendance = draw(1, 1'000'000);
                expected.insert({"known", unit.id, "", "attendance", "", text(unit.attendance)});
                return;
            default: {
                Votes sum = 0;
                for (const UnitResult& result : unit.results) sum += *result.votes[0];
                expected.insert({"unit-removed", unit.id, "", "votes", std::to_string(sum), ""});
                contest.units.erase(contest.units.begin() + static_cast<std::ptrdiff_t>(at));
                for (Unit& each : contest.units)
                    if (each.parent && *each.parent >= at) --*each.parent;
            }
        }
    }

    std::mt19937_64 random_;
};

/// What the other way round would be told.
Seen mirrored(const Change& change, const std::map<std::string, std::string>& renamed) {
    static const std::map<ChangeKind, ChangeKind> opposite{
        {ChangeKind::known, ChangeKind::unknown},           {ChangeKind::unknown, ChangeKind::known},
        {ChangeKind::unit_added, ChangeKind::unit_removed}, {ChangeKind::unit_removed, ChangeKind::unit_added},
        {ChangeKind::mended, ChangeKind::finding},          {ChangeKind::finding, ChangeKind::mended}};
    Change other = change;
    if (const auto found = opposite.find(change.kind); found != opposite.end()) other.kind = found->second;
    if (const auto found = renamed.find(change.unit); found != renamed.end()) other.unit = found->second;
    if (change.kind == ChangeKind::moved) other.candidate = change.from;
    std::swap(other.before, other.after);
    return seen(other);
}

}  // namespace

TEST_CASE("random mutations come out as exactly those changes, and mirrored the other way round") {
    std::size_t told = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        CAPTURE(seed);
        Mutations mutations(seed);
        Contest before = mutations.make();
        Contest after = before;
        std::map<std::string, std::string> renamed;
        const std::multiset<Seen> expected = mutations.mutate(after, renamed);
        if (seed % 2 == 0) {
            state_sums(before);
            state_sums(after);
        }
        const Comparison comparison = compare(before, after);
        CHECK(all_seen(comparison.changes) == expected);
        told += expected.size();

        const Comparison back = compare(after, before);
        std::multiset<Seen> mirror;
        for (const auto* const changes : {&comparison.changes, &comparison.consequences})
            for (const Change& change : *changes) mirror.insert(mirrored(change, renamed));
        std::multiset<Seen> actual = all_seen(back.changes);
        actual.merge(all_seen(back.consequences));
        CHECK(actual == mirror);
    }
    CHECK(told > 1'000);
}

TEST_CASE("places lead to both releases") {
    const ParsedContest before = parse(write_contest(small_contest()), "old.json");
    Contest changed = small_contest();
    changed.date.clear();
    *votes_of(changed, "West3", 2) += 1;
    const ParsedContest after = parse(write_contest(changed), "new.json");
    const std::vector<Change> changes = compare(before, after).changes;
    REQUIRE(changes.size() == 2);
    CHECK(changes[0].new_place.file.empty());  // a date that is not there stands nowhere
    CHECK(place(changes[0].old_place).starts_with("old.json:"));
    CHECK(place(changes[1].old_place).starts_with("old.json:"));
    CHECK(place(changes[1].new_place).starts_with("new.json:"));
    CHECK(changes[1].old_place.line == changes[1].new_place.line + 1);
}

namespace {

Tabulation add_up(std::string_view table, std::vector<std::string> by) {
    TabulateOptions options;
    options.by = std::move(by);
    const TableInput input{.name = "table.csv", .text = table};
    return tabulate({&input, 1}, options);
}

}  // namespace

TEST_CASE("precinct tables are compared by group") {
    constexpr std::string_view before =
        "county,precinct,office,candidate,votes\nPolk,1,President,Ann,10\nPolk,1,President,Bo,20\n"
        "Polk,2,President,Ann,30\nPolk,2,President,Bo,40\n";
    constexpr std::string_view after =
        "county,precinct,office,candidate,votes\nPOLK,1,President,Ann,10\nPOLK,1,President,Bo,20\n"
        "Polk,2,President,Ann,31\nPolk,2,President,Bo,40\nPolk,3,President,Bo,7\n";
    const std::vector<std::string> by{"county", "precinct", "candidate"};
    const Comparison comparison = compare_tabulations(add_up(before, by), add_up(after, by));
    CHECK(all_seen(comparison.changes) == std::multiset<Seen>{{"figure", "Polk/2", "Ann", "votes", "30", "31"},
                                                              {"spelling", "POLK/1", "", "name", "Polk/1", "POLK/1"},
                                                              {"unit-added", "Polk/3", "", "votes", "", "7"}});
    const Tabulation nameless = add_up(
        "county,office,party,candidate,votes\nHart,Straight Party,REP,,10\nHart,President,,Ann,3\n", {"candidate"});
    CHECK(nameless.groups() == 2);
    CHECK(compare_tabulations(nameless, nameless).changes.empty());
    CHECK(compare_tabulations(add_up(before, {"candidate"}), add_up(before, {"candidate"})).changes.empty());
    CHECK(all_seen(compare_tabulations(add_up(before, {"candidate"}), add_up(after, {"candidate"})).changes) ==
          std::multiset<Seen>{{"figure", "", "Ann", "votes", "40", "41"}, {"figure", "", "Bo", "votes", "60", "67"}});
}

TEST_CASE("revisions of the 2020 Iowa release are told one by one", "[.shared-data]") {
    const std::filesystem::path folder = std::filesystem::path(SHARED_DATA_FOLDER) / "iowa-2020";
    const ParsedContest release =
        parse_contest(read_source(std::string(TEST_DATA_FOLDER) + "/iowa-2020/2020-ia-dem.json"),
                      tables_beside((folder / "2020-ia-dem.json").string()));
    REQUIRE(release.contest);
    REQUIRE(release.contest->units.size() > 1'700);
    ParsedContest revised = release;
    Contest& contest = *revised.contest;
    const auto result = [&contest](const std::string& unit, const std::string& candidate) -> UnitResult& {
        for (UnitResult& each : unit_of(contest, unit).results)
            if (contest.candidates[each.candidate].id == candidate) return each;
        throw std::logic_error("no such result");
    };
    result("Polk/DES MOINES-14", "sanders").votes[1] = 91;  // from 50
    std::swap(result("Polk/DES MOINES-14", "yang").votes[0], result("Polk/DES MOINES-14", "patrick").votes[0]);
    unit_of(contest, "Adair/3SW FONTANELLE").id = "Adair/WARD THREE";
    unit_of(contest, "Adair/WARD THREE").name = "WARD THREE";
    unit_of(contest, "Adair/1NW ADAIR").name = "1NW Adair";
    contest.status = "certified";
    const Comparison comparison = compare(release, revised);
    std::multiset<std::pair<std::string, std::string>> kinds;
    for (const Change& change : comparison.changes) kinds.emplace(to_string(change.kind), change.unit);
    CHECK(kinds == std::multiset<std::pair<std::string, std::string>>{{"fact", ""},
                                                                      {"figure", "Polk/DES MOINES-14"},
                                                                      {"moved", "Polk/DES MOINES-14"},
                                                                      {"spelling", "Adair/1NW ADAIR"},
                                                                      {"unit-renamed", "Adair/WARD THREE"}});
    const auto figure = std::ranges::find(comparison.changes, ChangeKind::figure, &Change::kind);
    CHECK(place(figure->old_place).ends_with("2020-ia-dem.results.csv:17510:31"));
    std::map<std::string, std::string> precincts;
    for (const Change& change : comparison.consequences)
        if (change.kind == ChangeKind::precinct) precincts[change.candidate] = difference_text(change);
    CHECK(precincts == std::map<std::string, std::string>{{"buttigieg", "-1"}, {"sanders", "+1"}});
}
