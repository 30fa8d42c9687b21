// SPDX-License-Identifier: MIT
// The texts behind a contest: where its tables are, and where in them something stands.
#include "base/files.hpp"
#include "base/place.hpp"
#include "csv/csv_reader.hpp"
#include "json/json_tree.hpp"

#include <algorithm>
#include <caucus_tally/parse.hpp>
#include <charconv>
#include <filesystem>

namespace caucus_tally {
namespace {

/// Tables are read whole before their rows are; a nation's precincts in two tables are a tenth of this.
constexpr std::size_t max_table_bytes = std::size_t{4} << 30;

/// Where a figure stands in one of a contest's two tables.
struct TablePlace {
    bool in_results = false;
    std::size_t line = 0;  ///< 0: no row states it
    std::string column;
};

/// The place of a candidate's result: "votes/final/kerry", without rounds "votes/kerry"; "awarded/kerry".
std::optional<TablePlace> find_result(const ContestText& text, const JsonTree& tree, std::size_t unit,
                                      std::string_view field) {
    const std::string_view member = field.substr(0, field.find('/'));
    const std::size_t last = field.rfind('/');
    const std::uint32_t rounds = find_member(tree, 0, "rounds");
    const bool by_round = member == "votes" && rounds != 0 && tree.nodes[rounds].next > rounds + 1;
    TablePlace place{true, 0, {}};
    if (by_round && last > member.size() + 1 && last != std::string_view::npos)
        place.column = field.substr(member.size() + 1, last - member.size() - 1);
    else if (!by_round && last == member.size())
        place.column = member == "awarded" ? "delegates" : member == "awarded_sde" ? "sde" : member;
    else
        return std::nullopt;
    const std::uint32_t candidates = find_member(tree, 0, "candidates");
    std::uint32_t item = candidates + 1;
    while (item < tree.nodes[candidates].next &&
           tree.nodes[find_member(tree, item, "id")].text != field.substr(last + 1))
        item = tree.nodes[item].next;
    if (item == tree.nodes[candidates].next) return std::nullopt;
    const auto& results = text.lines.results[unit];
    const auto result = std::ranges::find(results, tree.nodes[item].ordinal, &TableLines::Result::candidate);
    if (result != results.end()) place.line = result->line;
    return place;
}

/// The place in a table of the figure that a pointer names ("/units/12/attendance", "/units/12/votes/final/kerry");
/// nullopt if it stands in the contest file.
std::optional<TablePlace> find_in_tables(const ContestText& text, const JsonTree& tree, std::string_view pointer) {
    constexpr std::string_view start = "/units/";
    if (text.lines.units.empty() || !pointer.starts_with(start)) return std::nullopt;
    std::size_t unit = 0;
    const auto [end, fault] = std::from_chars(pointer.data() + start.size(), pointer.data() + pointer.size(), unit);
    if (fault != std::errc() || unit >= text.lines.units.size()) return std::nullopt;
    const std::string_view rest = pointer.substr(static_cast<std::size_t>(end - pointer.data()));
    const std::string_view field = rest.substr(std::min<std::size_t>(1, rest.size()));
    for (const std::string_view member : {"votes/", "percent/", "awarded/", "awarded_sde/"})
        if (field.starts_with(member))
            if (auto place = find_result(text, tree, unit, field)) return place;
    return TablePlace{false, text.lines.units[unit], std::string(field.substr(0, field.find('/')))};
}

/// Reads the table again up to the lines that findings are about.
void locate_in_table(const Source& table, std::vector<Finding>& findings) {
    std::ranges::stable_sort(findings, {}, [](const Finding& finding) { return finding.location.line; });
    CsvReader reader(open_memory(table.text), table.name);
    std::vector<Finding> known;  // what is wrong with the rows was said when they were first read
    if (!reader.next(known)) return;
    const std::vector<std::string> columns(reader.fields().begin(), reader.fields().end());
    for (Finding& finding : findings) {
        const std::size_t line = finding.location.line;
        while (reader.line() < line && reader.next(known)) known.clear();
        if (reader.line() != line) continue;
        const std::string field = finding.location.field;
        const auto column = std::ranges::find(columns, field);
        finding.location =
            reader.locate(column == columns.end() ? 0 : static_cast<std::size_t>(column - columns.begin()));
        finding.location.field = field;
    }
}

}  // namespace

TableOpener tables_beside(const std::string& contest_file) {
    const std::filesystem::path folder = std::filesystem::path(contest_file).parent_path();
    return [folder](const std::string& name) {
        return read_source(*open_beneath(folder.string(), name), (folder / name).string(), max_table_bytes);
    };
}

std::vector<Finding> locate(const ContestText& text, std::vector<Finding> findings) {
    if (findings.empty()) return findings;
    std::vector<PlacedFinding> in_file;
    std::vector<Finding> in_units;
    std::vector<Finding> in_results;
    for (Finding& finding : findings) {
        if (!text.places) {
            in_file.push_back({std::move(finding), {}});
        } else if (auto place = find_in_tables(text, *text.places, finding.pointer)) {
            finding.pointer.clear();
            finding.location.file = text.tables[place->in_results ? 1 : 0].source.name;
            finding.location.line = place->line;
            finding.location.field = std::move(place->column);
            (place->in_results ? in_results : in_units).push_back(std::move(finding));
        } else {
            const Span span = text.places->nodes[find_nearest(*text.places, finding.pointer)].place;
            if (!text.is_contest_file) finding.pointer.clear();
            in_file.push_back({std::move(finding), span});
        }
    }
    std::vector<Finding> located = locate(text.file->name, text.file->text, std::move(in_file));
    if (!in_units.empty()) locate_in_table(text.tables[0].source, in_units);
    if (!in_results.empty()) locate_in_table(text.tables[1].source, in_results);
    std::ranges::move(in_units, std::back_inserter(located));
    std::ranges::move(in_results, std::back_inserter(located));
    return located;
}

}  // namespace caucus_tally
