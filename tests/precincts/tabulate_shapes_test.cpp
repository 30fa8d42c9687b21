// SPDX-License-Identifier: MIT
// Tables of every shape, in and out of order, against sums that are made while the table is written.
#include "catch.hpp"
#include "precincts/totals_text.hpp"

#include <caucus_tally/precincts.hpp>
#include <map>
#include <random>

using namespace caucus_tally;

namespace {

using Row = std::map<std::string, std::string>;

struct Table {
    std::vector<std::string> columns;
    std::vector<Row> rows;
};

template <typename T>
void shuffle(std::vector<T>& items, std::mt19937_64& random) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random() % i]);
}

/// Results as an archive lists them: precinct after precinct the same contests and candidates.
Table ordered_table(std::mt19937_64& random, std::size_t precincts, bool vote_types) {
    Table table;
    table.columns = {"county", "precinct", "office", "district", "party", "candidate", "votes"};
    if (vote_types) table.columns.insert(table.columns.end(), {"mail", "election_day"});
    for (std::size_t precinct = 0; precinct < precincts; ++precinct) {
        const std::string county = "County " + std::to_string(precinct / 40);
        for (std::size_t line = 0; line < 12; ++line) {
            Row row = {{"county", county},
                       {"precinct", "Ward " + std::to_string(precinct) + (precinct % 3 == 0 ? ", part of it" : "")},
                       {"office", line < 5 ? "President" : "U.S. House"},
                       {"district", line < 5 ? "" : std::to_string(precinct / 15)},
                       {"party", line % 3 == 0 ? "DEM" : "REP"},
                       {"candidate", "Nguy\xE1\xBB\x85n \"No.\" " + std::to_string(line)},
                       {"votes", std::to_string(random() % 5000)},
                       {"mail", random() % 5 == 0 ? "" : std::to_string(random() % 50)},
                       {"election_day", std::to_string(random() % 100'000'000)}};
            if (line == 11)
                row["candidate"] =
                    "A name so long that it does not fit into one block of sixty-four bytes or two of thirty-two";
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

std::string to_csv(const Table& table) {
    std::string text;
    for (std::size_t i = 0; i < table.columns.size(); ++i) text += (i > 0 ? "," : "") + table.columns[i];
    text += '\n';
    for (const Row& row : table.rows) {
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (i > 0) text += ',';
            const std::string& value = row.at(table.columns[i]);
            if (value.find(',') == std::string::npos) {
                text += value;
                continue;
            }
            text += '"' + value + '"';
        }
        text += '\n';
    }
    return text;
}

/// The same as groups_text() says, from the rows themselves.
std::string expected_groups(const Table& table, const TestedOptions& options) {
    std::vector<std::string> counts;
    for (const std::string& column : table.columns)
        if (column == "votes" || column == "mail" || column == "election_day") counts.push_back(column);
    std::vector<std::string> order;
    std::map<std::string, std::map<std::string, std::pair<std::uint64_t, bool>>> sums;
    for (const Row& row : table.rows) {
        const bool wanted = std::all_of(options.where.begin(), options.where.end(), [&](const RowFilter& filter) {
            return row.at(filter.column) == filter.pattern;
        });
        if (!wanted) continue;
        std::string key;
        for (const std::string& column : options.by) key += row.at(column) + "|";
        if (!sums.contains(key)) order.push_back(key);
        for (const std::string& count : counts) {
            auto& [sum, stated] = sums[key][count];
            if (row.at(count).empty()) continue;
            sum += std::stoull(row.at(count));
            stated = true;
        }
    }
    std::string text;
    for (const std::string& key : order) {
        text += key;
        for (const std::string& count : counts) {
            const auto& [sum, stated] = sums[key][count];
            text += count + "=" + (stated ? std::to_string(sum) : "?") + (count == counts.back() ? "\n" : "|");
        }
    }
    return text;
}

void check_table(const Table& table, TestedOptions options) {
    const std::string text = to_csv(table);
    const std::string expected = expected_groups(table, options);
    const TableInput input{"t.csv", text};
    for (const unsigned threads : {1U, 2U}) {
        options.threads = threads;
        options.block_bytes = threads == 1 ? std::size_t{1} << 19 : std::size_t{1} << 14;
        const Tabulation totals = tabulate({&input, 1}, options, options);
        REQUIRE(groups_text(totals) == expected);
        REQUIRE(totals.bad_rows == 0);
        REQUIRE(totals.rows == table.rows.size());
        REQUIRE(totals.summed_rows + totals.unwanted_rows == table.rows.size());
    }
}

}  // namespace

TEST_CASE("tables of any shape, in any order, have the sums they were made with") {
    std::mt19937_64 random(1);
    const std::vector<std::vector<std::string>> groupings = {{"office", "district", "party", "candidate"},
                                                             {"county", "office", "candidate"},
                                                             {"precinct"},
                                                             {"party", "county"},
                                                             {"candidate", "precinct", "district"},
                                                             {"district"}};
    for (int round = 0; round < 48; ++round) {
        Table table = ordered_table(random, 120, round % 2 == 0);
        if (round % 3 == 1) shuffle(table.rows, random);
        if (round % 4 == 3) shuffle(table.columns, random);
        if (round % 4 == 2) table.columns = {"candidate", "party", "votes", "office", "district", "county", "precinct"};
        TestedOptions options;
        options.by = groupings[static_cast<std::size_t>(round) % groupings.size()];
        if (round % 5 == 1) options.where = {{"office", "President", false}};
        if (round % 5 == 3) options.where = {{"county", "County 1", false}, {"party", "DEM", false}};
        INFO("round " << round);
        check_table(table, options);
    }
}

TEST_CASE("more distinct names than are kept in mind are summed as well") {
    std::mt19937_64 random(2);
    Table table = ordered_table(random, 550, false);
    // Six megabytes of names, of which the last few rows repeat some.
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        table.rows[i]["precinct"] = "Ward " + std::to_string(i % 6300) + " " + std::string(950, 'x');
    TestedOptions options;
    options.by = {"office"};
    check_table(table, options);
    // A filter looks at every precinct, but none of them makes a group.
    options.where = {{"precinct", table.rows[4].at("precinct"), false}};
    check_table(table, options);
    shuffle(table.rows, random);
    check_table(table, options);
    options.where.clear();
    options.by = {"precinct", "party"};
    check_table(table, options);
}
