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
    struct Run {
        std::string county;
        bool flawed = false;
        std::map<std::vector<std::string>, std::uint64_t> sums;
        std::vector<std::pair<std::vector<std::string>, const Row*>> totals;
    };
    std::vector<Run> runs;

    for (std::size_t i = 1; i < rows.size(); ++i) {
        const Row& row = rows[i];
        std::string joined;
        for (const std::string& field : row.fields) joined += field + ",";
        const bool invalid = !valid_utf8(joined);
        const bool ragged = row.fields.size() != header.size();
        if (row.malformed || invalid || ragged) {
            found.insert({row.line, row.malformed ? 5 : invalid ? 3 : 102, true});
            if (!runs.empty()) runs.back().flawed = true;
            continue;
        }
        const auto& fields = row.fields;
        if (runs.empty() || runs.back().county != fields[county]) runs.push_back({fields[county], false, {}, {}});
        Run& run = runs.back();
        const bool total = fields[precinct] == "Total";
        const bool ballots = fields[office] == "Ballots Cast" || fields[office] == "Registered Voters" ||
                             fields[candidate] == "Over Votes";

        bool complete = true;
        for (const std::size_t at : {county, precinct, office, candidate}) {
            if (has_stray_blanks(fields[at])) once(104, at, row, false);
            const bool may_be_empty = at == county || at == precinct ? total : ballots;
            if (!fields[at].empty() || may_be_empty) continue;
            found.insert({row.line, 108, true});
            complete = false;
        }
        if (total) once(105, precinct, row, true);

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
        if (count_in(fields[votes])) {
            const std::uint64_t sum = number(day) + number(absentee);
            const bool known = count_in(fields[day]) && count_in(fields[absentee]);
            if (known ? sum != number(votes) : sum > number(votes)) found.insert({row.line, 202, true});
        }

        if (complete) {
            const auto [first, is_new] =
                first_rows.try_emplace({fields[county], fields[precinct], fields[office], fields[candidate]}, &row);
            const auto count_of = [&](const Row& of, std::size_t at) { return count_in(of.fields[at]); };
            const Row& first_row = *first->second;
            const auto same_count = [&](std::size_t at) { return count_of(row, at) == count_of(first_row, at); };
            if (!is_new) {
                found.insert({row.line, 103, !(same_count(votes) && same_count(day) && same_count(absentee))});
                run.flawed = true;
            }
        }
        if (!count_in(fields[votes])) continue;
        if (ballots && fields[candidate].empty()) {
            auto& [registered, cast] = turnout[fields[county] + '\0' + fields[precinct]];
            (fields[office] == "Registered Voters" ? registered : cast) = number(votes) + 1;
            if (registered > 0 && cast > registered) found.insert({row.line, 203, true});
        }
        if (ballots || !complete) continue;
        if (total)
            run.totals.push_back({{fields[office], fields[candidate]}, &row});
        else
            run.sums[{fields[office], fields[candidate]}] += number(votes);
    }
    for (const Run& run : runs) {
        const auto same_county = [&](const Run& other) { return other.county == run.county; };
        if (run.flawed || std::count_if(runs.begin(), runs.end(), same_county) > 1) continue;
        for (const auto& [choice, row] : run.totals)
            if (const auto sum = run.sums.find(choice); sum != run.sums.end())
                if (count_in(row->fields[votes]) != sum->second) found.insert({row->line, 201, true});
    }
    return found;
}

}  // namespace reference
