// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "precincts/precinct_reference.hpp"
#include "random_table.hpp"

#include <array>
#include <caucus_tally/precincts.hpp>
#include <fmt/format.h>
#include <random>

using namespace caucus_tally;

namespace {

/// Counties of precincts with the same few choices, as in real files; in some, everything that can go wrong. Names are
/// so short or so different that none is like another.
std::string random_table(std::mt19937_64& random) {
    std::vector<std::string> columns = {"county", "precinct",     "office",  "candidate",
                                        "votes",  "election_day", "absentee"};
    for (std::size_t i = columns.size(); i > 1; --i) std::swap(columns[i - 1], columns[random() % i]);
    const std::string line_break = random() % 3 == 0 ? "\r\n" : "\n";
    const std::uint64_t trouble = std::array<std::uint64_t, 4>{0, 2, 10, 60}[random() % 4];
    const bool shuffled = random() % 3 == 0;
    const bool with_totals = random() % 3 == 0;
    std::string text;
    for (std::size_t i = 0; i < columns.size(); ++i) text += (i > 0 ? "," : "") + columns[i];
    text += line_break;

    const std::uint64_t choices = 1 + random() % 6;
    const std::uint64_t precincts = 1 + random() % 5;
    const std::uint64_t rows = random() % 150;
    for (std::uint64_t row = 0; row < rows; ++row) {
        const std::uint64_t choice = shuffled ? random() % choices : row % choices;
        const std::uint64_t unit = shuffled ? random() % 12 : row / choices;
        const bool bad = random() % 100 < trouble;
        if (bad && random() % 4 == 0) {
            text += pick(random, {"", "\r", ",,,,,,", "\"\"", "a,b", "x\"y,\"z\" ,1,2,3,4,5", "1,2,3,4,5,6,7,8",
                                  "\xC3,b,c,1,2,3,4", "\"\r\n\",b,c,1,2,3,4"});
            text += line_break;
            continue;
        }
        std::uint64_t day = random() % 30;
        std::uint64_t absentee = random() % 3;
        std::string office = choice < 3 ? "President" : "Governor";
        std::string candidate = fmt::format("C{}", choice);
        std::string precinct = fmt::format("Ward {}", unit % precincts);
        const std::string county = fmt::format("County {}", unit / precincts);
        if (with_totals && unit % precincts == precincts - 1) precinct = "Total";
        if (choice == 4) office = pick(random, {"Ballots Cast", "Registered Voters"}), candidate.clear();
        if (choice == 5) office = "President", candidate = "Over Votes";
        if (bad && random() % 3 == 0) precinct = pick(random, {"Total", "", "Ward 1, 2", "a\nb", " Ward 1"});
        if (bad && random() % 3 == 0) office = pick(random, {"", "Ballots Cast", "Say \"yes\"", "two  blanks"});
        if (bad && random() % 3 == 0) candidate = pick(random, {"", "Over Votes", "C1", "Jos\xE9", "\tC1", "C2 "});
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (i > 0) text += ',';
            std::string value = columns[i] == "county"         ? county
                                : columns[i] == "precinct"     ? precinct
                                : columns[i] == "office"       ? office
                                : columns[i] == "candidate"    ? candidate
                                : columns[i] == "votes"        ? std::to_string(day + absentee)
                                : columns[i] == "election_day" ? std::to_string(day)
                                                               : std::to_string(absentee);
            const bool is_count = columns[i] == "votes" || columns[i] == "election_day" || columns[i] == "absentee";
            if (is_count && bad && random() % 3 == 0)
                value = pick(random, {"", "*", "-1", "1.0", "1,234", " 7", "0012", "1e3", "99999999"});
            const bool needs_quotes = value.find_first_of(",\"\n\r") != std::string::npos;
            text += needs_quotes || random() % 10 == 0 ? in_quotes(value) : value;
        }
        if (row + 1 < rows || random() % 2 == 0) text += line_break;
    }
    return text;
}

std::vector<std::string> those_only_in(const std::multiset<reference::Found>& some,
                                       const std::multiset<reference::Found>& others) {
    std::vector<reference::Found> only;
    std::ranges::set_difference(some, others, std::back_inserter(only));
    std::vector<std::string> lines;
    for (const reference::Found& each : only)
        lines.push_back(fmt::format("line {}: CT{:03} {}", each.line, each.code, each.is_error ? "error" : "warning"));
    return lines;
}

}  // namespace

TEST_CASE("the same is found as by comparing all rows with each other") {
    std::mt19937_64 random(20200203);
    for (int round = 0; round < 500; ++round) {
        const std::string text = random_table(random);
        const CheckedTable table = check_precinct_table({"table.csv", text});
        // The reference knows where rows begin, not where their values stand.
        std::set<std::size_t, std::greater<>> starts;
        for (const reference::Row& row : reference::parse(text)) starts.insert(row.line);
        std::multiset<reference::Found> found;
        for (const Finding& finding : table.findings)
            if (finding.code != Code::nothing_checked)
                found.insert({*starts.lower_bound(finding.location.line), static_cast<int>(finding.code),
                              finding.severity == Severity::error});
        const std::multiset<reference::Found> expected = reference::check(text);
        INFO(text);
        REQUIRE(those_only_in(found, expected) == std::vector<std::string>());
        REQUIRE(those_only_in(expected, found) == std::vector<std::string>());
    }
}

TEST_CASE("however many times a table is repeated, only the repetitions are found") {
    std::mt19937_64 random(5);
    // Longer than the reader's buffer, so that rows are expected, cut by the buffer's end and expected again.
    std::string text = "precinct,office,candidate,votes\n";
    for (int unit = 0; unit < 1200; ++unit)
        for (int choice = 0; choice < 9; ++choice)
            text += fmt::format("Ward {},Office {},Candidate no. {},{}\n", unit, choice / 3, choice, random() % 2000);
    REQUIRE(text.size() > 300'000);
    const CheckedTable once = check_precinct_table({"table.csv", text});
    CHECK(once.rows == 10'800);
    CHECK(once.units == 1200);
    CHECK(once.findings.empty());
    PrecinctCheckOptions options;
    options.max_findings = 20'000;
    const CheckedTable twice = check_precinct_table({"table.csv", text + text.substr(text.find('\n') + 1)}, options);
    CHECK(twice.findings.size() == 10'800);
    CHECK(twice.counts[static_cast<std::size_t>(Severity::warning)] == 10'800);
    CHECK(twice.units == 1200);
    CHECK(twice.findings.front().location.line == 10'802);
    CHECK(twice.findings.front().message == "the whole row is already on line 2");
}
