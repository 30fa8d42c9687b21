// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "precincts/reference.hpp"
#include "precincts/totals_text.hpp"
#include "random_table.hpp"

#include <caucus_tally/precincts.hpp>
#include <numeric>
#include <random>

using namespace caucus_tally;

namespace {

constexpr std::size_t row_limit = 300;

/// Most rows are good and alike, as in real files; the others have everything that can go wrong.
std::string random_table(std::mt19937_64& random) {
    std::vector<std::string> columns = {"precinct", "office", "candidate", "votes", "absentee"};
    for (std::size_t i = columns.size(); i > 1; --i) std::swap(columns[i - 1], columns[random() % i]);
    const std::string line_break = random() % 3 == 0 ? "\r\n" : "\n";
    const std::uint64_t trouble = std::array<std::uint64_t, 4>{0, 2, 10, 60}[random() % 4];
    const bool always_quoted = random() % 4 == 0;
    const bool shuffled = random() % 3 == 0;

    std::string text = random() % 4 == 0 ? "\xEF\xBB\xBF" : "";
    const auto end_row = [&] { text += random() % 40 == 0 ? "\n" : line_break; };
    for (std::size_t i = 0; i < columns.size(); ++i) text += (i > 0 ? "," : "") + columns[i];
    text += line_break;
    const std::uint64_t rows = random() % 120;
    for (std::uint64_t row = 0; row < rows; ++row) {
        const std::uint64_t n = shuffled ? random() % 40 : row % 12;
        const bool bad = random() % 100 < trouble;
        if (bad && random() % 4 == 0) {
            text += pick(random, {"", "\r", ",,,,", "\"\"", "a,b", "x\"y,\"z\" ,1,2,3", "1,2,3,4,5,6", "\"open",
                                  "\xC3,b,c,1,2", "\"\r\n\",b,c,1,2", "\"a\rb\r\n\"\r,b,c,1,2"});
            end_row();
            continue;
        }
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (i > 0) text += ',';
            std::string value;
            if (columns[i] == "precinct") {
                value = "Precinct " + std::to_string(shuffled ? random() % 30 : row / 12);
                if (bad) value = pick(random, {"Total", "", "Ward 1, 2", "a\nb", "Ra\xC3\xA9", std::string(400, 'p')});
            } else if (columns[i] == "office") {
                value = n % 12 < 4 ? "President" : n % 12 < 8 ? "U.S. House, \xC3\x89tat" : "Governor";
                if (bad && random() % 3 == 0) value = pick(random, {"", "Ballots Cast", "Say \"yes\"", "two\r\nlines"});
            } else if (columns[i] == "candidate") {
                value = "Candidate " + std::to_string(n);
                if (bad && random() % 3 == 0)
                    value = pick(random, {"", "Over Votes", "Jos\xE9", "Robert \"Bob\" Smith", std::string(1100, 'c')});
            } else {
                value = std::to_string(random() % (random() % 8 == 0 ? 100'000'000'000 : 3000));
                if (columns[i] == "absentee" && random() % 4 == 0) value.clear();
                if (bad && random() % 4 == 0)
                    value = pick(random, {"", "*", "*", "-1", "1.0", "1,234", " 7", "0012", "1e3"});
            }
            const bool needs_quotes = value.find_first_of(",\"\n\r") != std::string::npos;
            // A quote inside an unquoted field is an ordinary byte.
            const bool bare = needs_quotes && value.find_first_of(",\n\r") == std::string::npos && random() % 2 == 0;
            text += (needs_quotes && !bare) || always_quoted || random() % 10 == 0 ? in_quotes(value) : value;
        }
        if (row + 1 < rows || random() % 2 == 0) end_row();
    }
    return text;
}

/// Everything a tabulation says.
std::string to_text(const Tabulation& totals) {
    std::string text;
    for (std::size_t group = 0; group < totals.groups(); ++group) {
        for (std::size_t column = 0; column < totals.by.size(); ++column) text += totals.name(group, column) + "|";
        for (std::size_t count = 0; count < totals.counts.size(); ++count) {
            const auto sum = totals.sum(group, count);
            text += totals.counts[count] + "=" + (sum ? std::to_string(*sum) : "?") + "|";
        }
        text += "\n";
    }
    for (const Finding& finding : totals.findings)
        text += finding.location.file + ":" + std::to_string(finding.location.line) + ":" +
                std::to_string(finding.location.column) + ":" + std::to_string(finding.location.length) + " " +
                code_text(finding.code) + " " + finding.message + " [" + finding.location.excerpt + "]\n";
    for (const KeptOutRows& kept : totals.kept_out)
        text += kept.name + " " + std::to_string(kept.rows) + " " + std::to_string(kept.first.line) + "\n";
    for (const std::uint64_t number :
         {totals.files, totals.refused_files, totals.rows, totals.summed_rows, totals.bad_rows, totals.unwanted_rows,
          totals.unknown_rows, totals.errors, totals.warnings})
        text += std::to_string(number) + " ";
    return text;
}

Tabulation tabulate_text(std::string_view text, std::size_t block_bytes, unsigned threads,
                         std::size_t max_findings = 1000) {
    TestedOptions options;
    options.by = {"office", "candidate"};
    options.totals = TotalsChoice::drop;  // parts or not, which the reference does not look for
    options.block_bytes = block_bytes;
    options.threads = threads;
    options.max_findings = max_findings;
    options.max_row_bytes = row_limit;
    const TableInput input{"t.csv", text};
    return tabulate({&input, 1}, options, options);
}

}  // namespace

TEST_CASE("random tables are tabulated as the simple reference does") {
    std::mt19937_64 random(20040207);
    for (int round = 0; round < 3000; ++round) {
        const std::string text = random_table(random);
        const reference::Totals expected = reference::tabulate(text, row_limit);
        const std::size_t block_bytes = std::array<std::size_t, 6>{1, 7, 64, 200, 1000, 1 << 19}[random() % 6];
        const Tabulation totals = tabulate_text(text, block_bytes, 1 + static_cast<unsigned>(random() % 2));
        INFO("round " << round << ", blocks of " << block_bytes << "\n" << text);

        std::vector<reference::Totals::Group> groups;
        for (std::size_t group = 0; group < totals.groups(); ++group) {
            const std::size_t votes = totals.counts[0] == "votes" ? 0 : 1;
            groups.push_back({totals.name(group, 0), totals.name(group, 1), totals.sum(group, votes).value(),
                              totals.sum(group, 1 - votes).value_or(0), totals.sum(group, 1 - votes).has_value()});
        }
        REQUIRE(groups == expected.groups);
        std::vector<std::pair<std::size_t, int>> bad;
        for (const Finding& finding : totals.findings) {
            if (finding.severity != Severity::error) continue;
            bad.emplace_back(finding.location.line, static_cast<int>(finding.code));
        }
        // A finding points into its row, which may have several lines: compare the row it belongs to.
        REQUIRE(bad.size() == expected.bad.size());
        for (std::size_t i = 0; i < bad.size(); ++i) {
            REQUIRE(bad[i].second == expected.bad[i].second);
            REQUIRE(bad[i].first >= expected.bad[i].first);
            const bool is_followed = i + 1 < bad.size() && expected.bad[i + 1].first > expected.bad[i].first;
            if (is_followed) REQUIRE(bad[i].first <= expected.bad[i + 1].first);
        }
        REQUIRE(totals.rows == expected.rows);
        REQUIRE(totals.bad_rows == expected.bad_rows);
        REQUIRE(totals.unknown_rows == expected.unknown);
        REQUIRE(totals.summed_rows + totals.bad_rows + expected.unknown + expected.kept_out == totals.rows);
        const std::uint64_t kept_out =
            std::accumulate(totals.kept_out.begin(), totals.kept_out.end(), std::uint64_t{0},
                            [](std::uint64_t rows, const KeptOutRows& kept) { return rows + kept.rows; });
        REQUIRE(kept_out == expected.kept_out);
    }
}

TEST_CASE("neither the size of blocks nor the number of threads changes a word") {
    std::mt19937_64 random(2);
    for (int round = 0; round < 60; ++round) {
        const std::string text = random_table(random);
        const std::size_t kept = round % 3 == 0 ? 3 : 1000;
        const std::string expected = to_text(tabulate_text(text, std::size_t{1} << 19, 1, kept));
        INFO(text);
        for (const unsigned threads : {1U, 2U, 5U, 16U})
            for (const std::size_t block_bytes : {1U, 2U, 3U, 13U, 63U, 64U, 65U, 500U})
                REQUIRE(to_text(tabulate_text(text, block_bytes, threads, kept)) == expected);
    }
}

TEST_CASE("a table cut into blocks at any byte is tabulated the same") {
    std::mt19937_64 random(3);
    for (int round = 0; round < 2; ++round) {
        const std::string text = random_table(random);
        const std::string expected = to_text(tabulate_text(text, std::size_t{1} << 19, 1));
        for (std::size_t block_bytes = 1; block_bytes <= text.size() + 1; ++block_bytes)
            REQUIRE(to_text(tabulate_text(text, block_bytes, 1)) == expected);
    }
}
