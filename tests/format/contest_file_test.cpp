// SPDX-License-Identifier: MIT
#include "format/contest_file.hpp"

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
        if (coin()) contest.kind = "caucus";
        if (coin()) contest.date = "2004-02-29";
        if (coin()) contest.ongoing = coin();
        if (coin()) contest.status = "certified";
        if (coin()) contest.previous = SeriesLink{text(), std::nullopt};
        if (coin()) contest.next = SeriesLink{text(), static_cast<unsigned>(number(3000))};
        if (coin()) contest.calendar_after = text();
        if (coin()) contest.summary = text();
        if (coin()) contest.sources = {text(), text()};
        for (std::size_t i = number(8) + 1; i > 0; --i) contest.candidates.push_back(candidate(i));
        if (coin()) contest.total = figures();
        if (coin())
            contest.allocation = AllocationPlan{
                "dnc-2004", {{text(), decimal(), "", {{0, decimal()}}}, {text(), decimal(), "district", {}}}};
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

    std::mt19937_64 random_;
};

}  // namespace

TEST_CASE("contest → file → contest is the identity") {
    RandomContest random(42);
    for (int i = 0; i < 1'000; ++i) {
        const Contest contest = random();
        const std::string text = contest_file(contest);
        const ParsedContest again = parse_contest({"f", text});
        CAPTURE(text);
        REQUIRE_FALSE(has_errors(again.findings));
        REQUIRE(again.contest == contest);
        REQUIRE(contest_file(*again.contest) == text);
    }
}

TEST_CASE("the built-in contests are in the canonical layout") {
    for (const BuiltinContest& builtin : builtin_contests()) {
        const ParsedContest parsed = parse_contest({"", std::string(builtin.text)});
        REQUIRE(parsed.contest.has_value());
        CHECK(parsed.contest->id == builtin.id);
        CHECK(contest_file(*parsed.contest) == builtin.text);
    }
}
