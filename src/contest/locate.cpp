// SPDX-License-Identifier: MIT
#include "base/place.hpp"
#include "csv/csv_reader.hpp"
#include "json/json_pointer.hpp"

#include <algorithm>
#include <caucus_tally/parse.hpp>

namespace caucus_tally {
namespace {

std::vector<Finding> locate_by_pointer(const Source& file, std::vector<Finding> findings) {
    if (findings.empty()) return findings;
    const ParsedJson json = parse_json(file.text);
    std::vector<PlacedFinding> placed;
    placed.reserve(findings.size());
    for (Finding& finding : findings) {
        const Span place = json.complete ? json.tree.nodes[find_nearest(json.tree, finding.pointer)].place : Span{};
        placed.push_back({std::move(finding), place});
    }
    return locate(file.name, file.text, std::move(placed));
}

/// Reads the table again up to the lines that findings are about.
void locate_in_table(const NamedTable& table, std::vector<Finding>& findings) {
    std::ranges::stable_sort(findings, {}, [](const Finding& finding) { return finding.location.line; });
    CsvReader reader(open_memory(table.source.text), table.source.name);
    std::vector<Finding> known;  // what is wrong with the rows has been said when they were first read
    if (!reader.next(known)) return;
    const std::vector<std::string> columns(reader.fields().begin(), reader.fields().end());
    for (Finding& finding : findings) {
        const std::size_t line = finding.location.line;
        while (reader.line() < line && reader.next(known)) known.clear();
        if (reader.line() != line) return;
        const std::string field = finding.location.field;
        const auto column = std::ranges::find(columns, field);
        finding.location =
            reader.locate(column == columns.end() ? 0 : static_cast<std::size_t>(column - columns.begin()));
        finding.location.field = field;
    }
}

}  // namespace

std::vector<Finding> locate(const ContestText& text, std::vector<Finding> findings) {
    std::vector<Finding> by_pointer;
    std::vector<std::vector<Finding>> by_table(text.tables.size());
    for (Finding& finding : findings) {
        const auto table = std::ranges::find(text.tables, finding.location.file, &NamedTable::name);
        auto& group =
            table == text.tables.end() ? by_pointer : by_table[static_cast<std::size_t>(table - text.tables.begin())];
        group.push_back(std::move(finding));
    }
    std::vector<Finding> located = locate_by_pointer(text.file, std::move(by_pointer));
    for (std::size_t i = 0; i < by_table.size(); ++i) {
        if (by_table[i].empty()) continue;
        locate_in_table(text.tables[i], by_table[i]);
        std::ranges::move(by_table[i], std::back_inserter(located));
    }
    return located;
}

}  // namespace caucus_tally
