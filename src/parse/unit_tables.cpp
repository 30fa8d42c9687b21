// SPDX-License-Identifier: MIT
#include "parse/csv_reader.hpp"
#include "parse/foreign_text.hpp"
#include "parse/row_kind.hpp"
#include "parse/spelling.hpp"
#include "parse/units_reader.hpp"
#include "parse/whitespace.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace caucus_tally {
namespace {

/// Room that a unit is given at once for the candidates it reports.
constexpr std::size_t usual_candidates = 16;

constexpr char path_separator = '\x1f';  // inside keys; in ids it is a slash

/// A column of a table by its name; rows have no value in one that the table does not have.
struct Column {
    std::string_view name;
    std::optional<std::size_t> field;
};

/// A table while it is read: the current row's values by column name, and where faults go.
class Table {
public:
    Table(const NamedTable& table, std::vector<Finding>& findings)
        : reader_(open_memory(table.source.text), table.source.name), name_(table.source.name), findings_(findings) {}

    /// Reads the header. Columns that are not among the known ones, or repeated, are CT101.
    bool read_header(const std::vector<std::string_view>& known) {
        std::vector<Finding> found;
        const bool there = reader_.next(found);
        if (there && is_cut_elsewhere(known)) return false;
        if (!there && !has_errors(found)) report_table(Code::nothing_checked, "the file is empty");
        std::ranges::move(found, std::back_inserter(findings_));
        if (!there) return false;
        for (std::size_t i = 0; i < reader_.fields().size(); ++i) {
            const std::string_view column = reader_.fields()[i];
            names_.emplace_back(column);
            if (std::ranges::find(known, column) == known.end()) {
                report(i, Code::field, fmt::format("unknown column \"{}\"{}", column, did_you_mean(column, known)));
            } else if (!columns_.emplace(std::string(column), i).second) {
                report(i, Code::field, fmt::format("the column \"{}\" is given twice", column));
            }
        }
        return true;
    }

    bool has(std::string_view column) const { return columns_.contains(std::string(column)); }

    /// The columns of these that the table has.
    std::vector<std::string> present(const std::vector<std::string>& columns) const {
        std::vector<std::string> result;
        std::ranges::copy_if(columns, std::back_inserter(result), [&](const std::string& c) { return has(c); });
        return result;
    }

    /// Goes to the next row that has as many fields as the header.
    bool next_row() {
        while (reader_.next(findings_)) {
            if (!reader_.sound()) continue;
            for (std::size_t i = 0; i < reader_.fields().size(); ++i)
                if (const auto fault = whitespace_fault(reader_.fields()[i]); !fault.empty()) {
                    report(i, Code::whitespace, fmt::format("{} \"{}\" has {}", names_[i], reader_.fields()[i], fault));
                    findings_.back().severity = Severity::warning;
                }
            ++rows_;
            return true;
        }
        return false;
    }

    /// The name must outlive the column.
    Column column(std::string_view name) const {
        const auto found = columns_.find(std::string(name));
        return {name, found == columns_.end() ? std::nullopt : std::optional(found->second)};
    }

    std::vector<Column> columns(const std::vector<std::string>& names) const {
        std::vector<Column> result;
        for (const std::string& name : names) result.push_back(column(name));
        return result;
    }

    std::string_view value(const Column& column) const {
        return column.field ? std::string_view(reader_.fields()[*column.field]) : std::string_view();
    }

    std::size_t line() const { return reader_.line(); }
    std::size_t rows() const { return rows_; }

    /// The table must have the column.
    void report(const Column& column, Code code, std::string message) {
        report(*column.field, code, std::move(message));
    }
    void report_table(Code code, std::string message) {
        findings_.push_back(error(code, std::move(message)));
        findings_.back().location.file = name_;
    }

    std::optional<Votes> count(const Column& column) {
        const std::string_view text = value(column);
        if (text.empty()) return std::nullopt;
        Votes number = 0;
        const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
        if (parsed.ec == std::errc() && parsed.ptr == text.data() + text.size()) return number;
        report(column, Code::not_a_count,
               fmt::format("\"{}\" must be a whole number below 2^64 written with digits only, not \"{}\"", column.name,
                           text));
        return std::nullopt;
    }

    std::optional<Decimal> decimal(const Column& column) {
        const std::string_view text = value(column);
        if (text.empty()) return std::nullopt;
        if (const auto number = parse_decimal(text)) return number;
        report(
            column, Code::not_a_count,
            fmt::format("\"{}\" must be a whole number or a plain decimal below 10^18, not \"{}\"", column.name, text));
        return std::nullopt;
    }

private:
    /// Whether the header has separators other than commas, which is reported.
    bool is_cut_elsewhere(const std::vector<std::string_view>& known) {
        if (reader_.fields().size() > 1) return false;
        const std::string_view row(reader_.record().begin, reader_.record().size);
        const auto is_known = [&](std::string_view name) { return std::ranges::find(known, name) != known.end(); };
        auto foreign = find_foreign_separator(row, [&](std::span<const std::string_view> names) {
            return names.size() > 1 && std::ranges::count_if(names, is_known) * 2 > std::ranges::ssize(names);
        });
        if (!foreign) return false;
        findings_.push_back(error(Code::syntax, std::move(foreign->message)));
        findings_.back().location =
            locate_in_row(name_, row, reader_.line(), foreign->offset, row.substr(foreign->offset, 1));
        return true;
    }

    void report(std::size_t field, Code code, std::string message) {
        findings_.push_back(error(code, std::move(message)));
        findings_.back().location = reader_.locate(field);
    }

    CsvReader reader_;
    std::string name_;
    std::vector<Finding>& findings_;
    std::vector<std::string> names_;  // of the columns
    std::unordered_map<std::string, std::size_t> columns_;
    std::size_t rows_ = 0;
};

/// A contest's units by their path of names.
class UnitTree {
public:
    UnitTree(Contest& contest, const std::vector<std::string>& path_levels) : contest_(contest) {
        for (const std::string& level : path_levels)
            levels_.push_back(
                static_cast<std::size_t>(std::ranges::find(contest.levels, level) - contest.levels.begin()));
    }

    std::optional<std::size_t> find(const std::vector<std::string_view>& path) const {
        const auto found = units_.find(fmt::format("{}", fmt::join(path, std::string_view(&path_separator, 1))));
        return found == units_.end() ? std::nullopt : std::optional(found->second);
    }

    /// The unit of a path; it and the parents that nobody has named yet are made.
    std::size_t at(std::vector<std::string_view> path) {
        if (const auto known = find(path)) return *known;
        Unit unit;
        unit.id = fmt::format("{}", fmt::join(path, "/"));
        unit.name = path.back();
        unit.level = levels_[path.size() - 1];
        unit.totals.resize(count_rounds(contest_));
        std::string key = fmt::format("{}", fmt::join(path, std::string_view(&path_separator, 1)));
        path.pop_back();
        if (!path.empty()) unit.parent = at(std::move(path));
        contest_.units.push_back(std::move(unit));
        units_.emplace(std::move(key), contest_.units.size() - 1);
        return contest_.units.size() - 1;
    }

private:
    Contest& contest_;
    std::vector<std::size_t> levels_;
    std::unordered_map<std::string, std::size_t> units_;
};

/// Takes the names of the row's unit from the outermost level on; inner levels may be empty. Empty where it has none.
void read_path(Table& table, const std::vector<Column>& levels, std::vector<std::string_view>& path) {
    path.clear();
    for (const Column& level : levels) path.push_back(table.value(level));
    while (!path.empty() && path.back().empty()) path.pop_back();
    const auto hole = std::ranges::find(path, std::string_view());
    if (!path.empty() && hole == path.end()) return;
    const Column& missing = levels[path.empty() ? 0 : static_cast<std::size_t>(hole - path.begin())];
    table.report(missing, Code::missing_value, fmt::format("the row names no {}", missing.name));
    path.clear();
}

void read_units_table(Table& table, const std::vector<std::string>& path_levels, UnitTree& tree, Contest& contest) {
    std::vector<std::pair<std::size_t, Column>> outer;
    for (std::size_t i = 0; i < contest.levels.size(); ++i)
        if (table.has(contest.levels[i]) && std::ranges::find(path_levels, contest.levels[i]) == path_levels.end())
            outer.emplace_back(i, table.column(contest.levels[i]));
    const std::vector<Column> levels = table.columns(path_levels);
    const Column kind = table.column("kind");
    const Column delegates = table.column("delegates");
    const Column sde = table.column("sde");
    const Column attendance = table.column("attendance");
    const Column ballots = table.column("ballots");
    const Column registered = table.column("registered");
    std::vector<std::string_view> path;
    while (table.next_row()) {
        read_path(table, levels, path);
        if (path.empty()) continue;
        Unit& unit = contest.units[tree.at(path)];
        if (unit.line != 0) {
            table.report(levels[path.size() - 1], Code::duplicate_row,
                         fmt::format("unit \"{}\" stands on line {} already", unit.id, unit.line));
            continue;
        }
        unit.line = table.line();
        unit.kind = table.value(kind);
        unit.delegates = table.decimal(delegates);
        unit.sde = table.decimal(sde);
        unit.attendance = table.count(attendance);
        unit.ballots = table.count(ballots);
        unit.registered = table.count(registered);
        for (const auto& [level, column] : outer)
            if (!table.value(column).empty()) unit.outer.push_back({level, std::string(table.value(column))});
    }
    if (table.rows() == 0) table.report_table(Code::nothing_checked, "the file has a header and no rows");
}

/// The row's candidate; nothing, and a finding, where it is none of the contest's.
std::optional<std::size_t> candidate_of(Table& table, const Column& column, const CandidateIndex& candidates) {
    const std::string_view word = table.value(column);
    if (const auto known = candidates.find(word)) return known;
    if (word.empty()) {
        table.report(column, Code::missing_value, "the row names no candidate");
    } else if (kind_by_choice(word) == RowKind::total) {
        table.report(column, Code::total_row, fmt::format("\"{}\" among the candidates doubles every sum", word));
    } else {
        table.report(column, Code::unknown_candidate,
                     fmt::format("\"{}\" is no candidate of this contest{}", word, candidates.suggest(word)));
    }
    return std::nullopt;
}

void read_results_table(Table& table, const std::vector<std::string>& path_levels, const UnitTree& tree,
                        Contest& contest) {
    const CandidateIndex candidates(contest);
    std::vector<std::string> rounds;
    for (const Round& round : contest.rounds) rounds.push_back(round.id);
    if (rounds.empty()) rounds.emplace_back("votes");
    const std::vector<Column> levels = table.columns(path_levels);
    const std::vector<Column> round_columns = table.columns(rounds);
    const Column candidate_column = table.column("candidate");
    const Column delegates = table.column("delegates");
    const Column sde = table.column("sde");
    // The rows of a unit stand together as a rule: it is looked up once for all of them.
    std::vector<std::string> last_path;
    std::optional<std::size_t> index;
    std::vector<std::string_view> path;
    while (table.next_row()) {
        read_path(table, levels, path);
        if (path.empty()) continue;
        if (!std::ranges::equal(path, last_path)) {
            index = tree.find(path);
            last_path.assign(path.begin(), path.end());
        }
        if (!index) {
            table.report(levels[path.size() - 1], Code::orphan_unit,
                         fmt::format("the units table has no unit \"{}\"", fmt::join(path, "/")));
            continue;
        }
        const auto candidate = candidate_of(table, candidate_column, candidates);
        if (!candidate) continue;
        Unit& unit = contest.units[*index];
        const auto twice = std::ranges::find(unit.results, *candidate, &UnitResult::candidate);
        if (twice != unit.results.end()) {
            table.report(candidate_column, Code::duplicate_row,
                         fmt::format("\"{}\" has a result in \"{}\" on line {} already",
                                     contest.candidates[*candidate].name, unit.id, twice->line));
            continue;
        }
        if (unit.results.empty()) unit.results.reserve(std::min(contest.candidates.size(), usual_candidates));
        UnitResult& result = unit.results.emplace_back();
        result.candidate = *candidate;
        result.line = table.line();
        result.votes.reserve(rounds.size());
        for (const Column& round : round_columns) result.votes.push_back(table.count(round));
        result.delegates = table.decimal(delegates);
        result.sde = table.decimal(sde);
    }
    if (table.rows() == 0) table.report_table(Code::nothing_checked, "the file has a header and no rows");
}

}  // namespace

void read_unit_tables(const NamedTable& units, const NamedTable& results, Contest& contest,
                      std::vector<Finding>& findings) {
    std::vector<std::string_view> unit_columns(contest.levels.begin(), contest.levels.end());
    std::vector<std::string_view> result_columns = unit_columns;
    for (const char* const column : {"kind", "delegates", "sde", "attendance", "ballots", "registered"})
        unit_columns.emplace_back(column);
    for (const char* const column : {"candidate", "delegates", "sde"}) result_columns.emplace_back(column);
    for (const Round& round : contest.rounds) result_columns.emplace_back(round.id);
    if (contest.rounds.empty()) result_columns.emplace_back("votes");

    Table units_table(units, findings);
    if (!units_table.read_header(unit_columns)) return;
    std::vector<Finding> later;  // the results' findings come after those of the units
    Table results_table(results, later);
    if (results_table.read_header(result_columns)) {
        // The levels that both tables have name a unit; one that only the units table has is said of it.
        const std::vector<std::string> path_levels = units_table.present(results_table.present(contest.levels));
        if (path_levels.empty())
            results_table.report_table(Code::field,
                                       fmt::format("the tables share no column of the contest's levels ({})",
                                                   fmt::join(contest.levels, ", ")));
        if (!results_table.has("candidate"))
            results_table.report_table(Code::field, "the table has no column \"candidate\"");
        if (!path_levels.empty() && results_table.has("candidate")) {
            UnitTree tree(contest, path_levels);
            read_units_table(units_table, path_levels, tree, contest);
            read_results_table(results_table, path_levels, tree, contest);
        }
    }
    std::ranges::move(later, std::back_inserter(findings));
}

}  // namespace caucus_tally
