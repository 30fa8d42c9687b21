// SPDX-License-Identifier: MIT
#include "base/words.hpp"
#include "contest/contest_reader.hpp"
#include "contest/row_kind.hpp"
#include "csv/column_table.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

namespace caucus_tally {
namespace {

/// Room that a unit is given at once for the candidates it reports.
constexpr std::size_t usual_candidates = 16;

constexpr char path_separator = '\x1f';  // inside keys; in ids it is a slash

/// A contest's units by their path of names.
class UnitTree {
public:
    UnitTree(Contest& contest, TableLines& lines, const std::vector<std::string>& path_levels)
        : contest_(contest), lines_(lines) {
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
        const std::size_t index = contest_.units.size();
        note_namesake(unit, index);
        contest_.units.push_back(std::move(unit));
        lines_.units.push_back(0);
        lines_.results.emplace_back();
        units_.emplace(std::move(key), index);
        return index;
    }

    /// Pairs of units, found since the last call, whose different names make up the same id.
    std::vector<std::pair<std::size_t, std::size_t>> take_namesakes() { return std::exchange(namesakes_, {}); }

private:
    /// Only a name that holds a slash can make an id that another unit has: until there is one, no ids are remembered.
    void note_namesake(const Unit& unit, std::size_t index) {
        if (ids_.empty() && unit.name.find('/') == std::string::npos) return;
        if (ids_.empty())
            for (std::size_t i = 0; i < contest_.units.size(); ++i) ids_.emplace(contest_.units[i].id, i);
        const auto [first, fresh] = ids_.emplace(unit.id, index);
        if (!fresh) namesakes_.emplace_back(first->second, index);
    }

    Contest& contest_;
    TableLines& lines_;
    std::vector<std::size_t> levels_;
    std::map<std::string, std::size_t> units_;
    std::map<std::string, std::size_t> ids_;
    std::vector<std::pair<std::size_t, std::size_t>> namesakes_;
};

/// "county "A/B", precinct "C"".
std::string name_path(const Contest& contest, std::size_t unit) {
    std::string text;
    for (std::optional<std::size_t> at = unit; at; at = contest.units[*at].parent) {
        const Unit& named = contest.units[*at];
        text = fmt::format("{} {}{}{}", contest.levels[named.level], quote(named.name), text.empty() ? "" : ", ", text);
    }
    return text;
}

/// Takes the names of the row's unit from the outermost level on; inner levels may be empty. Empty where it has none.
void read_path(ColumnTable& table, const std::vector<Column>& levels, std::vector<std::string_view>& path) {
    path.clear();
    for (const Column& level : levels) path.push_back(table.value(level));
    while (!path.empty() && path.back().empty()) path.pop_back();
    const auto hole = std::ranges::find(path, std::string_view());
    if (!path.empty() && hole == path.end()) return;
    const Column& missing = levels[path.empty() ? 0 : static_cast<std::size_t>(hole - path.begin())];
    table.report(missing, Code::missing_value, [&] { return fmt::format("the row names no {}", missing.name); });
    path.clear();
}

/// A row that sums up others, by its unit's name. It is no unit: what it states would count twice.
bool is_total(ColumnTable& table, const std::vector<Column>& levels, const std::vector<std::string_view>& path) {
    if (kind_by_unit(path.back()) != RowKind::total) return false;
    table.report(levels[path.size() - 1], Code::total_row,
                 [&] { return fmt::format("{} among the units doubles every sum", quote(path.back())); });
    return true;
}

/// A whole row given twice is harmless; two rows that differ leave open which one is meant.
Case case_of_repetition(bool is_same) {
    return is_same ? Case::whole_row : Case::usual;
}

/// The columns of the units table beside those of the path.
struct UnitColumns {
    std::vector<std::pair<std::size_t, Column>> outer;
    Column kind, delegates, sde, attendance, ballots, registered;
};

UnitColumns find_unit_columns(const ColumnTable& table, const std::vector<std::string>& path_levels,
                              const Contest& contest) {
    UnitColumns columns{{},
                        table.column("kind"),
                        table.column("delegates"),
                        table.column("sde"),
                        table.column("attendance"),
                        table.column("ballots"),
                        table.column("registered")};
    for (std::size_t i = 0; i < contest.levels.size(); ++i)
        if (table.has(contest.levels[i]) && std::ranges::find(path_levels, contest.levels[i]) == path_levels.end())
            columns.outer.emplace_back(i, table.column(contest.levels[i]));
    return columns;
}

/// Gives the unit what the current row states of it.
void read_unit_row(ColumnTable& table, const UnitColumns& columns, Unit& unit) {
    unit.kind = table.value(columns.kind);
    unit.delegates = table.decimal(columns.delegates);
    unit.sde = table.decimal(columns.sde);
    unit.attendance = table.count(columns.attendance);
    unit.ballots = table.count(columns.ballots);
    unit.registered = table.count(columns.registered);
    for (const auto& [level, column] : columns.outer)
        if (!table.value(column).empty()) unit.outer.push_back({level, std::string(table.value(column))});
}

void read_units_table(ColumnTable& table, const std::vector<std::string>& path_levels, UnitTree& tree, Contest& contest,
                      TableLines& lines) {
    const std::vector<Column> levels = table.columns(path_levels);
    const UnitColumns columns = find_unit_columns(table, path_levels, contest);
    std::vector<std::string_view> path;
    while (table.next_row()) {
        read_path(table, levels, path);
        if (path.empty() || is_total(table, levels, path)) {
            Unit ignored;
            read_unit_row(table, columns, ignored);
            continue;
        }
        const std::size_t index = tree.at(path);
        Unit& unit = contest.units[index];
        const Column& innermost = levels[path.size() - 1];
        for (const auto& pair : tree.take_namesakes())
            table.report(innermost, Code::duplicate_row, [&] {
                return fmt::format("{} and {} have the same id {}", name_path(contest, pair.first),
                                   name_path(contest, pair.second), quote(contest.units[pair.second].id));
            });
        if (lines.units[index] == 0) {
            lines.units[index] = table.line();
            read_unit_row(table, columns, unit);
            continue;
        }
        Unit again = unit;
        again.outer.clear();
        read_unit_row(table, columns, again);
        table.report(
            innermost, Code::duplicate_row,
            [&] { return fmt::format("unit {} stands on line {} already", quote(unit.id), lines.units[index]); },
            case_of_repetition(again == unit));
    }
    if (table.rows() == 0) table.report_table(Code::nothing_checked, "the file has a header and no rows");
}

/// The row's candidate; nothing, and a finding, where it is none of the contest's.
std::optional<std::size_t> candidate_of(ColumnTable& table, const Column& column, const CandidateIndex& candidates) {
    const std::string_view word = table.value(column);
    if (const auto known = candidates.find(word)) return known;
    if (word.empty()) {
        table.report(column, Code::missing_value, [] { return "the row names no candidate"; });
    } else if (kind_by_choice(word) == RowKind::total) {
        table.report(column, Code::total_row,
                     [&] { return fmt::format("{} among the candidates doubles every sum", quote(word)); });
    } else {
        table.report(column, Code::unknown_candidate, [&] {
            return fmt::format("{} is no candidate of this contest{}", quote(word), candidates.suggest(word));
        });
    }
    return std::nullopt;
}

void read_results_table(ColumnTable& table, const std::vector<std::string>& path_levels, const UnitTree& tree,
                        Contest& contest, TableLines& lines) {
    const CandidateIndex candidates(contest);
    std::vector<std::string> rounds;
    for (const Round& round : contest.rounds) rounds.push_back(round.id);
    if (rounds.empty()) rounds.emplace_back(votes_column);
    const std::vector<Column> levels = table.columns(path_levels);
    const std::vector<Column> round_columns = table.columns(rounds);
    const Column candidate_column = table.column("candidate");
    const Column delegates = table.column("delegates");
    const Column sde = table.column("sde");
    const Column percent = table.column("percent");
    // The rows of a unit stand together as a rule: it is looked up once for all of them.
    std::vector<std::string> last_path;
    ResultPlaces places;
    std::optional<std::size_t> index;
    bool total = false;
    std::vector<std::string_view> path;
    while (table.next_row()) {
        read_path(table, levels, path);
        if (!std::ranges::equal(path, last_path)) {
            index = path.empty() ? std::nullopt : tree.find(path);
            total = !path.empty() && !index && is_total(table, levels, path);
            last_path.assign(path.begin(), path.end());
        }
        if (!index && !total && !path.empty())
            table.report(levels[path.size() - 1], Code::orphan_unit, [&] {
                return "the units table has no unit " + quote(fmt::format("{}", fmt::join(path, "/")));
            });
        const auto candidate = candidate_of(table, candidate_column, candidates);
        UnitResult result;
        result.votes.reserve(rounds.size());
        for (const Column& round : round_columns) result.votes.push_back(table.count(round));
        result.delegates = table.decimal(delegates);
        result.sde = table.decimal(sde);
        result.percent = table.decimal(percent);
        if (!index || !candidate) continue;
        result.candidate = *candidate;
        Unit& unit = contest.units[*index];
        const auto twice = places.find(*index, unit.results, *candidate);
        std::vector<TableLines::Result>& result_lines = lines.results[*index];
        if (!twice) {
            if (unit.results.empty()) {
                unit.results.reserve(std::min(contest.candidates.size(), usual_candidates));
                result_lines.reserve(unit.results.capacity());
            }
            unit.results.push_back(std::move(result));
            places.add(*index, unit.results);
            result_lines.push_back({*candidate, table.line()});
            continue;
        }
        table.report(
            candidate_column, Code::duplicate_row,
            [&] {
                return fmt::format("{} has a result in {} on line {} already",
                                   quote(contest.candidates[*candidate].name), quote(unit.id),
                                   result_lines[*twice].line);
            },
            case_of_repetition(result == unit.results[*twice]));
    }
    if (table.rows() == 0) table.report_table(Code::nothing_checked, "the file has a header and no rows");
}

}  // namespace

void read_unit_tables(const NamedTable& units, const NamedTable& results, Contest& contest, TableLines& lines,
                      std::vector<Finding>& findings) {
    std::vector<std::string_view> of_units(contest.levels.begin(), contest.levels.end());
    std::vector<std::string_view> of_results = of_units;
    of_units.insert(of_units.end(), unit_columns.begin(), unit_columns.end());
    of_results.insert(of_results.end(), result_columns.begin(), result_columns.end());
    for (const Round& round : contest.rounds) of_results.emplace_back(round.id);
    if (contest.rounds.empty()) of_results.push_back(votes_column);

    ColumnTable units_table(units.source, findings);
    if (!units_table.read_header(of_units)) return;
    std::vector<Finding> later;  // the results' findings come after those of the units
    ColumnTable results_table(results.source, later);
    if (results_table.read_header(of_results)) {
        // The levels that both tables have name a unit; one that only the units table has is said of it.
        const std::vector<std::string> path_levels = units_table.present(results_table.present(contest.levels));
        if (path_levels.empty())
            results_table.report_table(Code::field,
                                       fmt::format("the tables share no column of the contest's levels ({})",
                                                   fmt::join(contest.levels, ", ")));
        if (!results_table.has("candidate"))
            results_table.report_table(Code::field, "the table has no column \"candidate\"");
        if (!path_levels.empty() && results_table.has("candidate")) {
            UnitTree tree(contest, lines, path_levels);
            read_units_table(units_table, path_levels, tree, contest, lines);
            read_results_table(results_table, path_levels, tree, contest, lines);
        }
    }
    std::ranges::move(later, std::back_inserter(findings));
}

}  // namespace caucus_tally
