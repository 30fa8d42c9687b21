// SPDX-License-Identifier: MIT
#include "format/tabulate.hpp"
#include "json/json_values.hpp"

#include <fmt/format.h>

namespace caucus_tally {
namespace {

std::string list_of(const std::vector<std::string>& names) {
    return Json(names).dump();
}

std::string number_or_null(std::optional<Votes> number) {
    return number ? fmt::format_int(*number).str() : "null";
}

std::string rows_of(const Tabulation& totals) {
    Json kept_out = Json::array();
    for (const KeptOutRows& rows : totals.kept_out)
        kept_out.push_back({{"name", rows.name}, {"kind", rows.total ? "total" : "ballots"}, {"rows", rows.rows}});
    Json rows{{"read", totals.rows},
              {"summed", totals.summed_rows},
              {"bad", totals.bad_rows},
              {"unwanted", totals.unwanted_rows},
              {"unknown", totals.unknown_rows}};
    rows["kept_out"] = std::move(kept_out);
    return rows.dump();
}

}  // namespace

ScriptTable tabulate_rows(const Tabulation& totals, const TotalsView& view) {
    const std::vector<std::size_t> counts = order_counts(totals);
    std::vector<ScriptColumn> columns;
    for (const std::string& column : totals.by) columns.push_back({column});
    for (const std::size_t count : counts) columns.push_back({totals.counts[count]});
    if (view.delegates) columns.push_back({"delegates"});
    return {std::move(columns), [&totals, &view, counts](RowSink& rows) {
                std::vector<Cell> cells;
                for (std::uint32_t group = 0; group < totals.groups(); ++group) {
                    cells.clear();
                    for (std::size_t column = 0; column < totals.by.size(); ++column)
                        cells.push_back(Cell::view(totals.name(group, column)));
                    for (const std::size_t count : counts) cells.emplace_back(totals.sum(group, count));
                    if (view.delegates) cells.emplace_back((*view.delegates)[group]);
                    rows.take(cells);
                }
            }};
}

// Groups may be many: a document in memory would take many times their size.
std::string tabulate_json(const Tabulation& totals, const TotalsView& view) {
    const ArrangedTotals arranged = arrange_totals(totals, view);
    std::vector<const TotalsContest*> contest_of(totals.groups());
    std::vector<std::size_t> place(totals.groups());
    for (const TotalsContest& contest : arranged.contests) {
        for (std::size_t i = 0; i < contest.groups.size(); ++i) {
            contest_of[contest.groups[i]] = &contest;
            place[contest.groups[i]] = i;
        }
    }
    std::vector<std::vector<std::string>> names(totals.by.size());
    for (std::size_t column = 0; column < totals.by.size(); ++column)
        for (const std::string& name : totals.names[column])
            names[column].push_back(Json(totals.by[column]).dump() + ": " + Json(name).dump());
    std::vector<std::string> counts;
    std::vector<std::string> count_names;
    for (const std::size_t count : arranged.counts) {
        counts.push_back(Json(totals.counts[count]).dump() + ": ");
        count_names.push_back(totals.counts[count]);
    }
    std::vector<std::string> contest_columns;
    for (const std::size_t column : arranged.contest_columns) contest_columns.push_back(totals.by[column]);

    std::string text = fmt::format(
        "{{\n  \"format\": 1,\n  \"by\": {},\n  \"counts\": {},\n  \"percent_of\": {},\n"
        "  \"files\": {},\n  \"rows\": {},\n  \"groups\": [",
        list_of(totals.by), list_of(count_names), list_of(contest_columns), totals.files, rows_of(totals));
    for (std::uint32_t group = 0; group < totals.groups(); ++group) {
        text += group == 0 ? "\n    {\"by\": {" : ",\n    {\"by\": {";
        for (std::size_t column = 0; column < totals.by.size(); ++column) {
            if (column > 0) text += ", ";
            text += names[column][totals.keys[group * totals.by.size() + column]];
        }
        text += "}, \"counts\": {";
        for (std::size_t i = 0; i < counts.size(); ++i) {
            if (i > 0) text += ", ";
            text += counts[i] + number_or_null(totals.sum(group, arranged.counts[i]));
        }
        const std::string share = share_text(totals, *contest_of[group], group, view.digits);
        const std::optional<Rank> rank = contest_of[group]->tally.ranks[place[group]];
        text += fmt::format("}}, \"percent\": {}, \"rank\": {}", share.empty() ? "null" : '"' + share + '"',
                            rank ? fmt::format_int(rank->place).str() : "null");
        if (view.delegates) text += ", \"delegates\": " + json_of((*view.delegates)[group]).dump();
        text += '}';
    }
    return text + "\n  ]\n}\n";
}

}  // namespace caucus_tally
