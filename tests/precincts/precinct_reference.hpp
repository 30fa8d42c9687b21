// SPDX-License-Identifier: MIT
// Checking a precinct table again, as simply as it can be written: all rows in memory, compared with each other.
#pragma once

#include "precincts/reference.hpp"

#include <map>
#include <set>

namespace reference {

struct Found {
    std::size_t line = 0;
    int code = 0;
    bool is_error = true;
    auto operator<=>(const Found&) const = default;
};

inline bool has_stray_blanks(const std::string& text) {
    return !text.empty() && (text.front() == ' ' || text.back() == ' ' || text.find("  ") != std::string::npos ||
                             text.find_first_of("\t\r\n") != std::string::npos);
}

/// What is wrong with a table of the columns county, precinct, office, candidate, votes, election_day and absentee in
/// any order, in which every quote is closed. Of the rows that are no candidates' it knows those that the test makes.
inline std::multiset<Found> check(std::string_view text) {
    std::multiset<Found> found;
    const std::vector<Row> rows = parse(text);
    const std::vector<std::string>& header = rows.front().fields;
    const auto column = [&](std::string_view name) {
        return static_cast<std::size_t>(std::find(header.begin(), header.end(), name) - header.begin());
    };
    const std::size_t county = column("county"), precinct = column("precinct"), office = column("office"),
                      candidate = column("candidate"), votes = column("votes"), day = column("election_day"),
                      absentee = column("absentee");

    std::map<std::vector<std::string>, const Row*> first_rows;
    std::set<std::vector<std::string>> named;  // what is reported once for each code, column and value
    const auto once = [&](int code, std::size_t at, const Row& row, bool is_error) {
        if (named.insert({std::to_string(code), header[at], row.fields[at]}).second)
            found.insert({row.line, code, is_error});
    };
    std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> turnout;  // registered, ballots; plus one each
    struct County {
        bool flawed = false;
        const Row* total = nullptr;  // the first of its total rows
        std::map<std::vector<std::string>, std::uint64_t> sums;
        struct Stated {
            const Row* row = nullptr;
            std::uint64_t votes = 0;
            bool known = false;
        };
        std::map<std::vector<std::string>, Stated> totals;
    };
    std::map<std::string, County> counties;
    County* last = nullptr;
    std::vector<const Row*> voted;                         // rows of a choice's votes
    std::vector<std::pair<const Row*, bool>> repetitions;  // and whether they state other figures

    for (std::size_t i = 1; i < rows.size(); ++i) {
        const Row& row = rows[i];
        std::string joined;
        for (const std::string& field : row.fields) joined += field + ",";
        const bool invalid = !valid_utf8(joined);
        const bool ragged = row.fields.size() != header.size();
        if (row.malformed || invalid || ragged) {
            found.insert({row.line, row.malformed ? 5 : invalid ? 3 : 102, true});
            if (last != nullptr) last->flawed = true;
            continue;
        }
        const auto& fields = row.fields;
        County& run = counties[fields[county]];
        last = &run;
        const bool total = fields[precinct] == "Total";
        const bool ballots = fields[office] == "Ballots Cast" || fields[office] == "Registered Voters" ||
                             fields[candidate] == "Over Votes";

        bool complete = true;
        for (const std::size_t at : {county, precinct, office, candidate}) {
            if (has_stray_blanks(fields[at])) once(104, at, row, false);
            const bool may_be_empty = at == county || at == precinct ? total : ballots;
            if (!fields[at].empty() || may_be_empty) continue;
            if (at == county || at == precinct) {
                once(108, at, row, false);
                continue;
            }
            if (at == office) {
                once(108, at, row, true);
                continue;
            }
            const auto is_zero = [&](std::size_t count) { return count_in(fields[count]) == 0; };
            const bool is_lost = !is_zero(votes) || !(is_zero(day) || fields[day].empty()) ||
                                 !(is_zero(absentee) || fields[absentee].empty());
            if (named.insert({"108", header[at], is_lost ? "votes" : "no votes"}).second)
                found.insert({row.line, 108, is_lost});
            complete = complete && !is_lost;
        }
        if (total && run.total == nullptr) run.total = &row;

        bool counted = true;
        for (const std::size_t at : {votes, day, absentee}) {
            if (is_number(fields[at]) || (fields[at].empty() && at != votes)) continue;
            if (count_in(fields[at])) {
                const std::string spelling = fields[at].ends_with(".0") ? "decimals" : "separators";
                if (named.insert({"spelling", header[at], spelling}).second) found.insert({row.line, 7, false});
                continue;
            }
            counted = false;
            if (fields[at].empty() || fields[at] == "*")
                once(108, at, row, false);
            else
                found.insert({row.line, 7, true});
        }
        if (!complete || !counted) run.flawed = true;
        const auto number = [&](std::size_t at) { return count_in(fields[at]).value_or(0); };
        if (count_in(fields[votes]) && !ballots) {
            const std::uint64_t sum = number(day) + number(absentee);
            const bool known = count_in(fields[day]) && count_in(fields[absentee]);
            if (known ? sum != number(votes) : sum > number(votes)) found.insert({row.line, 202, true});
        }

        if (complete) {
            const auto [first, is_new] =
                first_rows.try_emplace({fields[county], fields[precinct], fields[office], fields[candidate]}, &row);
            const auto count_of = [&](const Row& of, std::size_t at) {
                const auto count = count_in(of.fields[at]);
                return count ? std::to_string(*count) : of.fields[at] + "?";
            };
            const Row& first_row = *first->second;
            const auto same_count = [&](std::size_t at) { return count_of(row, at) == count_of(first_row, at); };
            if (!is_new) {
                repetitions.emplace_back(&row, !(same_count(votes) && same_count(day) && same_count(absentee)));
                run.flawed = true;
            }
        }
        const std::vector<std::string> choice = {fields[office], fields[candidate]};
        if (!ballots && complete) {
            if (total) {
                County::Stated& stated = run.totals[choice];
                if (stated.row == nullptr) stated.row = &row;
                stated.known = stated.known || count_in(fields[votes]);
                stated.votes += number(votes);
            } else {
                run.sums[choice] += number(votes);
            }
        }
        if (count_in(fields[votes]) && !ballots && !fields[candidate].empty()) voted.push_back(&row);
        if (!count_in(fields[votes]) || !ballots || !fields[candidate].empty()) continue;
        auto& [registered, cast] = turnout[fields[county] + '\0' + fields[precinct]];
        std::uint64_t& figure = fields[office] == "Registered Voters" ? registered : cast;
        if (figure > 0) continue;
        figure = number(votes) + 1;
        if (registered > 1 && cast > registered) found.insert({row.line, 203, true});
    }
    // A total without parts is no total.
    std::size_t first_total = 0;
    for (const auto& [name, run] : counties)
        for (const auto& [choice, stated] : run.totals) {
            const auto sum = run.sums.find(choice);
            if (sum == run.sums.end()) continue;
            if (stated.known && (first_total == 0 || run.total->line < first_total)) first_total = run.total->line;
            if (!run.flawed && stated.votes != sum->second) found.insert({stated.row->line, 201, true});
        }
    if (first_total > 0) found.insert({first_total, 105, true});
    const auto is_total = [&](const Row& row) {
        const County& run = counties.at(row.fields[county]);
        const std::vector<std::string> choice = {row.fields[office], row.fields[candidate]};
        return row.fields[precinct] == "Total" && run.totals.contains(choice) && run.sums.contains(choice);
    };
    for (const auto& [row, differs] : repetitions)
        if (!is_total(*row)) found.insert({row->line, 103, differs});
    // Nobody has more votes than there were ballots.
    for (const Row* const row : voted) {
        const auto stated = turnout.find(row->fields[county] + '\0' + row->fields[precinct]);
        if (stated == turnout.end() || stated->second.second < 2 || is_total(*row)) continue;
        if (count_in(row->fields[votes]).value_or(0) >= stated->second.second) found.insert({row->line, 203, true});
    }
    return found;
}

}  // namespace reference
