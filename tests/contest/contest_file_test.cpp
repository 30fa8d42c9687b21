// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <caucus_tally/builtin.hpp>
#include <caucus_tally/parse.hpp>
#include <random>

using namespace caucus_tally;

namespace {

class RandomContest {
public:
    explicit RandomContest(std::uint64_t seed) : random_(seed) {}

    Contest operator()() {
        Contest contest;
        contest.id = "id-" + std::to_string(number(1000));
        contest.title = text();
        if (coin()) contest.schema = "contest.schema.json";
        if (coin()) contest.jurisdiction = text();
        if (coin()) contest.office = text();
        if (coin()) contest.kind = "caucus";
        if (coin()) contest.party = text();
        if (coin()) contest.date = "2004-02-29";
        if (coin()) contest.ongoing = coin();
        if (coin()) contest.status = "certified";
        if (coin()) contest.previous = SeriesLink{text(), std::nullopt};
        if (coin()) contest.next = SeriesLink{text(), static_cast<unsigned>(number(3000))};
        if (coin()) contest.calendar_before = text();
        if (coin()) contest.calendar_after = text();
        if (coin()) contest.convention = text();
        if (coin()) contest.summary = text();
        if (coin()) contest.sources = {text(), text()};
        for (std::size_t i = number(8) + 1; i > 0; --i) contest.candidates.push_back(candidate(i));
        if (coin()) contest.total = figures();
        if (coin()) contest.caucus_rules = "iowa-2020";
        for (std::size_t i = number(3); i > 0; --i)
            contest.rounds.push_back({"r" + std::to_string(i), coin() ? text() : ""});
        for (std::size_t i = number(4); i > 0; --i) contest.levels.push_back(text() + std::to_string(i));
        if (!contest.levels.empty() && coin()) {
            contest.tables = UnitTables{"units.csv", "results.csv"};
        } else if (!contest.levels.empty()) {
            for (std::size_t i = number(6); i > 0; --i) contest.units.push_back(unit(contest));
        }
        if (coin())
            contest.allocation =
                AllocationPlan{{"dnc-2004", {}, {}, {}},
                               {{text() + '1', decimal(), "", {}, {{0, decimal()}}, {}},
                                {text() + '2', decimal(), a_level(contest), {"hare", {}, {}, {}}, {}, decimal()}},
                               coin() ? Shared::sde : Shared::votes,
                               coin() ? std::optional(decimal()) : std::nullopt};
        return contest;
    }

private:
    std::uint64_t number(std::uint64_t below) { return random_() % below; }
    bool coin() { return number(2) == 0; }

    std::string text() {
        static const std::string pieces[] = {"a",  "Z",  " ",    "é", "山", "😀",    "\"",
                                             "\\", "\n", "\x1b", "/", "~",  "\x7f", "\u2028"};
        std::string text = "t" + std::to_string(number(1'000'000));
        for (std::size_t i = number(6); i > 0; --i) text += pieces[number(std::size(pieces))];
        return text;
    }

    Decimal decimal() { return {number(1'000'000), static_cast<unsigned>(number(4))}; }

    Figures figures() {
        Figures result;
        if (coin()) result.votes = number(1'000'000'000);
        if (coin()) result.percent = Decimal(number(10'001), 2);
        if (coin()) result.delegates = decimal();
        return result;
    }

    Candidate candidate(std::size_t index) {
        Candidate result;
        result.id = "c" + std::to_string(index);
        result.name = text() + std::to_string(index);
        result.kind = static_cast<CandidateKind>(number(4));
        result.withdrawn = coin();
        if (coin()) result.home_state = text();
        if (coin()) result.color = "#00539f";
        if (coin())
            result.portrait = PortraitSize{static_cast<unsigned>(number(3)), static_cast<unsigned>(number(300))};
        result.stated = figures();
        return result;
    }

    std::string a_level(const Contest& contest) {
        return contest.levels.empty() ? "district" : contest.levels[number(contest.levels.size())];
    }

    Unit unit(const Contest& contest) {
        Unit result;
        result.id = text() + std::to_string(contest.units.size());
        result.name = coin() ? text() : result.id;
        result.level = number(contest.levels.size());
        for (std::size_t i = 0; i < contest.units.size(); ++i)
            if (contest.units[i].level < result.level && coin()) result.parent = i;
        if (coin()) result.kind = text();
        if (coin()) result.delegates = decimal();
        if (coin()) result.sde = decimal();
        if (coin()) result.attendance = number(1'000);
        if (coin()) result.ballots = number(1'000);
        if (coin()) result.registered = number(1'000);
        for (std::size_t i = count_rounds(contest); i > 0; --i)
            result.totals.push_back(coin() ? std::optional(number(1'000)) : std::nullopt);
        // Results stand in the order in which a file first names their candidates: by votes, then by what was won.
        const std::size_t with_votes = number(contest.candidates.size() + 1);
        for (std::size_t i = 0; i < contest.candidates.size(); ++i) {
            if (i >= with_votes && coin()) continue;
            UnitResult& reported = result.results.emplace_back();
            reported.candidate = i;
            reported.votes.resize(count_rounds(contest));
            for (std::size_t round = 0; i < with_votes && round < reported.votes.size(); ++round)
                if (round == 0 || coin()) reported.votes[round] = number(1'000);
            if (i >= with_votes || coin()) reported.delegates = decimal();
            if (coin()) reported.sde = decimal();
        }
        return result;
    }

    std::mt19937_64 random_;
};

/// The text with its quotes doubled, as a quoted field of a table has them.
std::string doubled(const std::string& text) {
    std::string result;
    for (const char c : text) result += c == '"' ? std::string(2, c) : std::string(1, c);
    return result;
}

}  // namespace

TEST_CASE("contest → file → contest is the identity") {
    RandomContest random(42);
    for (int i = 0; i < 1'000; ++i) {
        const Contest contest = random();
        const std::string text = write_contest(contest);
        ParsedContest again = parse_contest({"f", text}, [&](const std::string& name) -> Source {
            const std::string header = "\"" + doubled(contest.levels.front()) + '"';
            return {name, name == "units.csv" ? header + "\nx\n" : header + ",candidate\nx,c1\n"};
        });
        if (contest.tables) again.contest->units.clear();
        CAPTURE(text);
        REQUIRE_FALSE(has_errors(again.findings));
        REQUIRE(again.contest == contest);
        REQUIRE(write_contest(*again.contest) == text);
    }
}

TEST_CASE("the built-in contests are in the canonical layout") {
    for (const BuiltinContest& builtin : builtin_contests()) {
        const ParsedContest parsed = parse_contest({"", std::string(builtin.text)});
        REQUIRE(parsed.contest.has_value());
        CHECK(parsed.contest->id == builtin.id);
        CHECK(write_contest(*parsed.contest) == builtin.text);
    }
}
