// SPDX-License-Identifier: MIT
// Tables, pasted or saved: separated by commas, semicolons, tabs or bars, or Markdown. A long one has a row for each
// candidate; a wide one a row for each unit and a column for each candidate. Rows and columns of totals are what the
// table states of a whole, not one more part of it.
#include "base/files.hpp"
#include "base/words.hpp"
#include "contest/row_kind.hpp"
#include "published/formats.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <optional>
#include <set>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t most_cells = 4'000'000;
constexpr std::size_t most_header_rows = 3;

struct Cell {
    std::string_view text;  ///< without blanks and marks around it
    Span place;
};

struct Row {
    std::vector<Cell> cells;
    Span place;
};

/// The lines of a text, cut into cells.
struct Grid {
    std::vector<Row> rows;
    std::vector<Cell> captions;        ///< lines of one piece before the table
    std::size_t lines_of_text = 0;     ///< and behind it
    std::deque<std::string> unquoted;  ///< cells that were written with doubled quotes
    std::vector<PlacedFinding> faults;
};

constexpr std::string_view blanks = " \t\r\n\xC2\xA0";

/// Blanks go, and what Markdown sets around a text to make it bold.
Cell cell_of(std::string_view all, std::size_t begin, std::size_t end, bool is_tab) {
    const auto drop = [&](std::string_view marks) {
        while (begin < end && marks.find(all[begin]) != std::string_view::npos) ++begin;
        while (begin < end && marks.find(all[end - 1]) != std::string_view::npos) --end;
    };
    drop(is_tab ? " \r\n\xC2\xA0" : blanks);
    drop("*_`");
    drop(" ");
    return {all.substr(begin, end - begin), {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}};
}

/// "|---|:--:|" parts the header of Markdown from its rows.
bool is_rule(std::string_view line) {
    return line.find("--") != std::string_view::npos && line.find_first_not_of("|-:+= \t\r") == std::string_view::npos;
}

std::string_view line_at(std::string_view text, std::size_t at) {
    return text.substr(at, std::min(text.find('\n', at), text.size()) - at);
}

/// Cuts a line into cells, or with quotes more than one line. Returns where the next one begins.
std::size_t cut_row(std::string_view text, std::size_t at, char separator, Grid& grid, Row& row) {
    const std::string_view line = line_at(text, at);
    const std::size_t line_end = at + line.size();
    std::size_t begin = at;
    if (separator == '|') {
        std::size_t end = line_end;
        const Cell whole = cell_of(text, begin, end, false);
        const bool opens = text.substr(whole.place.begin).starts_with('|');
        if (opens) begin = whole.place.begin + 1;
        while (end > begin && blanks.find(text[end - 1]) != std::string_view::npos) --end;
        if (opens && end > begin && text[end - 1] == '|') --end;
        for (std::size_t i = begin; i <= end; ++i)
            if (i == end || (text[i] == '|' && text[i - 1] != '\\')) {
                row.cells.push_back(cell_of(text, begin, i, false));
                begin = i + 1;
            }
        row.place = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(line_end)};
        return std::min(line_end + 1, text.size());
    }
    const char ends[] = {separator, '\n'};
    for (;;) {
        const std::size_t first = text.find_first_not_of(" ", begin);
        if (first != std::string_view::npos && text[first] == '"') {
            std::size_t close = first + 1;
            bool doubled = false;
            for (;; close += 2, doubled = true) {
                close = text.find('"', close);
                if (close == std::string_view::npos || close + 1 >= text.size() || text[close + 1] != '"') break;
            }
            if (close == std::string_view::npos) {
                report(grid.faults, Code::syntax,
                       {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(first + 1)},
                       "a quote that is never closed");
                row.place = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(text.size())};
                return text.size();
            }
            Cell cell = cell_of(text, first + 1, close, separator == '\t');
            if (doubled) {
                std::string plain;
                for (std::size_t i = 0; i < cell.text.size(); ++i) {
                    plain += cell.text[i];
                    if (cell.text.substr(i).starts_with("\"\"")) ++i;
                }
                cell.text = grid.unquoted.emplace_back(std::move(plain));
            }
            row.cells.push_back(cell);
            begin = std::min(text.find_first_of({ends, 2}, close + 1), text.size());
        } else {
            const std::size_t end = std::min(text.find_first_of({ends, 2}, begin), text.size());
            row.cells.push_back(cell_of(text, begin, end, separator == '\t'));
            begin = end;
        }
        if (begin >= text.size() || text[begin] == '\n') break;
        ++begin;
    }
    row.place = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(begin)};
    return std::min(begin + 1, text.size());
}

/// What parts the cells: two lines that it cuts into equally many.
char find_separator(std::string_view text) {
    constexpr int most_lines = 20;
    for (const char separator : {'\t', '|', ';', ','}) {
        std::set<std::size_t> before;
        int lines = 0;
        for (std::size_t at = 0; at < text.size() && lines < most_lines; ++lines) {
            if (separator == '|' && is_rule(line_at(text, at))) {
                at = std::min(at + line_at(text, at).size() + 1, text.size());
                continue;
            }
            Grid unused;
            Row row;
            at = cut_row(text, at, separator, unused, row);
            if (row.cells.size() > 1 && !before.insert(row.cells.size()).second) return separator;
        }
    }
    return '\0';
}

Grid cut(std::string_view text) {
    Grid grid;
    std::size_t at = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    const char separator = find_separator(text.substr(at));
    if (separator == '\0') return grid;
    std::size_t cells = 0;
    while (at < text.size()) {
        const std::string_view line = line_at(text, at);
        if (line.find_first_not_of(blanks) == std::string_view::npos || is_rule(line)) {
            at = std::min(at + line.size() + 1, text.size());
            continue;
        }
        Row row;
        at = cut_row(text, at, separator, grid, row);
        cells += row.cells.size();
        if (cells > most_cells) {
            report(grid.faults, Code::syntax, row.place,
                   fmt::format("more than {} cells", with_separators(Votes{most_cells})));
            break;
        }
        while (row.cells.size() > 1 && row.cells.back().text.empty() && !grid.rows.empty() &&
               row.cells.size() > grid.rows.front().cells.size())
            row.cells.pop_back();
        if (std::ranges::all_of(row.cells, [](const Cell& cell) { return cell.text.empty(); })) continue;
        if (row.cells.size() > 1)
            grid.rows.push_back(std::move(row));
        else if (grid.rows.empty())
            grid.captions.push_back(row.cells.front());
        else
            ++grid.lines_of_text;
    }
    return grid;
}

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

/// The level of units that a column's header names, or empty.
std::string level_of(std::string_view header) {
    constexpr std::array words{"state"sv,
                               "county"sv,
                               "parish"sv,
                               "precinct"sv,
                               "ward"sv,
                               "town"sv,
                               "township"sv,
                               "city"sv,
                               "municipality"sv,
                               "borough"sv,
                               "unit"sv,
                               "area"sv,
                               "jurisdiction"sv,
                               "region"sv,
                               "district"sv,
                               "cd"sv,
                               "site"sv,
                               "location"sv,
                               "caucus_location"sv,
                               "polling_place"sv,
                               "congressional_district"sv,
                               "county_district"sv};
    std::string word = normalize_name(header);
    for (const std::string_view ending : {"_name"sv, "_parish"sv})
        if (word.size() > ending.size() && word.ends_with(ending)) word.erase(word.size() - ending.size());
    if (word.ends_with("ies"))
        word.replace(word.size() - 3, 3, "y");
    else if (word.ends_with('s') && is_one_of(word.substr(0, word.size() - 1), words))
        word.pop_back();
    if (!is_one_of(word, words)) return {};
    if (word == "cd") word = "congressional_district";
    std::ranges::replace(word, '_', '-');
    return word;
}

/// Whether a column beside candidates says which contest or kind of votes a row is of: the table is one of precincts,
/// with many contests, or of units alone.
bool is_of_rows(std::string_view header) {
    constexpr std::array words{"office"sv,     "office_name"sv, "contest"sv, "contest_name"sv,    "race"sv,
                               "mode"sv,       "vote_type"sv,   "level"sv,   "reporting_level"sv, "year"sv,
                               "attendance"sv, "sde"sv,         "kind"sv,    "election_date"sv};
    constexpr std::array types{"election_day"sv, "absentee"sv,  "early"sv,   "mail"sv,    "provisional"sv,
                               "advance"sv,      "in_person"sv, "polling"sv, "machine"sv, "federal"sv};
    const std::string word = normalize_name(header);
    return is_one_of(word, words) || std::ranges::any_of(types, [&](std::string_view type) {
               return word.starts_with(type) && (word.size() == type.size() || word[type.size()] == '_');
           });
}

/// What a header says besides the names of candidates.
bool is_remark(std::string_view header) {
    constexpr std::array words{"margin"sv,  "winner"sv, "lead"sv,   "turnout"sv, "notes"sv, "note"sv,   "change"sv,
                               "swing"sv,   "date"sv,   "party"sv,  "fips"sv,    "rank"sv,  "source"sv, "reporting"sv,
                               "updated"sv, "place"sv,  "status"sv, "code"sv,    "id"sv,    "number"sv, "precincts"sv};
    const std::string word = '_' + normalize_name(header) + '_';
    return std::ranges::any_of(
        words, [&](std::string_view each) { return word.find(fmt::format("_{}_", each)) != std::string::npos; });
}

/// What a column holds.
struct Column {
    enum class Kind : std::uint8_t { none, level, candidate, total, registered, ballots };
    Kind kind = Kind::none;
    FigureField field = FigureField::votes;
    std::size_t candidate = 0;  ///< in a wide table
    std::string header;         ///< all its rows in one
    Span place;
};

struct Layout {
    bool wide = false;
    std::size_t header_rows = 0;
    std::vector<Column> columns;
    std::vector<std::string> levels;      ///< outermost first, of the columns before the others
    std::vector<std::string> candidates;  ///< of a wide table
    std::vector<Span> candidate_places;
    std::string first_title;  ///< of rounds, if the columns have them
    std::string final_title;
};

bool is_figure(std::string_view text) {
    return read_figure(text).kind == StatedFigure::Kind::figure;
}

/// Whether a row below a header that names candidates and figures goes on with it ("Count", "%").
bool goes_on(const std::vector<Cell>& cells) {
    return std::ranges::all_of(
        cells, [](const Cell& cell) { return cell.text.empty() || field_of(cell.text) != FigureField::other; });
}

/// Rows before the first one that shows figures behind its first cell.
std::size_t count_header_rows(const Grid& grid) {
    std::size_t rows = 0;
    for (; rows < grid.rows.size() && rows < most_header_rows; ++rows) {
        const auto& cells = grid.rows[rows].cells;
        if (std::any_of(cells.begin() + 1, cells.end(), [](const Cell& cell) { return is_figure(cell.text); })) break;
        const auto names = [](const Cell& cell) { return field_of(cell.text) == FigureField::name; };
        if (rows > 0 && std::ranges::any_of(grid.rows.front().cells, names) && !goes_on(cells)) break;
    }
    return rows;
}

/// The texts of the header above a column; a cell that is empty continues the one to its left, but not in the last row.
std::vector<Cell> headers_of(const Grid& grid, std::size_t header_rows, std::size_t column) {
    std::vector<Cell> texts;
    for (std::size_t row = 0; row < header_rows; ++row) {
        const auto& cells = grid.rows[row].cells;
        std::size_t at = column;
        if (row + 1 < header_rows)
            while (at > 1 && (at >= cells.size() || cells[at].text.empty())) --at;
        if (at >= cells.size() || cells[at].text.empty()) continue;
        if (at != column && texts.empty() && row > 0) continue;
        texts.push_back(cells[at]);
    }
    return texts;
}

std::string title_of_round(std::string header) {
    for (const std::string_view word : {" Votes"sv, " votes"sv})
        if (header.ends_with(word) && header.size() > word.size() + 6) header.erase(header.size() - word.size());
    return header;
}

std::optional<Layout> lay_out_long(const Grid& grid, Layout layout) {
    bool has_name = false;
    std::set<FigureField> states;
    for (Column& column : layout.columns) {
        if (is_of_rows(column.header) || !level_of(column.header).empty()) return std::nullopt;
        column.field = field_of(column.header);
        if (column.field == FigureField::name && has_name) column.field = FigureField::other;
        has_name = has_name || column.field == FigureField::name;
        if (column.field == FigureField::name || column.field == FigureField::other) continue;
        if (!states.insert(column.field).second) column.field = FigureField::other;  // the first one counts
        column.kind = column.field == FigureField::other ? Column::Kind::none : Column::Kind::candidate;
        if (column.field == FigureField::first_votes) layout.first_title = title_of_round(column.header);
        if (column.field == FigureField::final_votes) layout.final_title = title_of_round(column.header);
    }
    if (!has_name || states.empty() || grid.rows.size() <= layout.header_rows) return std::nullopt;
    return layout;
}

std::optional<Layout> lay_out_wide(const Grid& grid, Layout layout) {
    layout.wide = true;
    std::map<std::string, std::size_t> known;
    std::set<std::pair<std::size_t, FigureField>> taken;
    bool leading = true;
    for (std::size_t i = 0; i < layout.columns.size(); ++i) {
        Column& column = layout.columns[i];
        const std::string level = level_of(column.header);
        if (leading && (!level.empty() || (i == 0 && column.header.empty()))) {
            column.kind = Column::Kind::level;
            layout.levels.push_back(level.empty() ? "unit" : level);
            continue;
        }
        leading = false;
        if (layout.levels.empty() || is_of_rows(column.header)) return std::nullopt;
        std::string name;
        std::string stated;
        Span place = column.place;
        for (const Cell& cell : headers_of(grid, layout.header_rows, i)) {
            const FigureField field = field_of(cell.text);
            if (field == FigureField::name) continue;  // "Candidates" above their names
            const bool is_no_choice = kind_by_choice(cell.text) != RowKind::candidate;
            if ((field == FigureField::other || is_no_choice) && name.empty()) {
                name = tidy(cell.text);
                place = cell.place;
            } else {
                stated += (stated.empty() ? "" : " ") + tidy(cell.text);
            }
        }
        if (name.empty() || is_remark(column.header)) continue;
        const RowKind kind = kind_by_choice(name);
        const std::string word = normalize_name(name);
        column.field = stated.empty() ? FigureField::votes : field_of(stated);
        if (column.field == FigureField::other || column.field == FigureField::name) continue;
        if (column.field == FigureField::first_votes) layout.first_title = title_of_round(stated);
        if (column.field == FigureField::final_votes) layout.final_title = title_of_round(stated);
        if (kind == RowKind::total) {
            column.kind = Column::Kind::total;
        } else if (kind == RowKind::ballots) {
            if (word.find("regist") != std::string::npos) column.kind = Column::Kind::registered;
            if (word.find("ballots") != std::string::npos && word.find("blank") == std::string::npos)
                column.kind = Column::Kind::ballots;
        } else {
            const auto [found, is_new] = known.emplace(slug(name) + normalize_name(name), layout.candidates.size());
            if (is_new) {
                layout.candidates.push_back(name);
                layout.candidate_places.push_back(place);
            }
            column.candidate = found->second;
            column.kind =
                taken.emplace(column.candidate, column.field).second ? Column::Kind::candidate : Column::Kind::none;
        }
    }
    const auto figures = std::ranges::count_if(grid.rows, [](const Row& row) {
        return std::ranges::any_of(row.cells, [](const Cell& c) { return is_figure(c.text); });
    });
    if (layout.levels.empty() || layout.candidates.size() < 2 || figures == 0) return std::nullopt;
    return layout;
}

/// How a table is read; nullopt if it is none of results of one contest.
std::optional<Layout> lay_out(const Grid& grid, std::size_t header_rows) {
    Layout layout;
    layout.header_rows = header_rows > 0 ? header_rows : count_header_rows(grid);
    if (grid.rows.empty() || layout.header_rows == 0 || layout.header_rows >= grid.rows.size()) return std::nullopt;
    std::size_t columns = 0;
    for (std::size_t row = 0; row < layout.header_rows; ++row) columns = std::max(columns, grid.rows[row].cells.size());
    for (std::size_t i = 0; i < columns; ++i) {
        Column& column = layout.columns.emplace_back();
        for (const Cell& cell : headers_of(grid, layout.header_rows, i)) {
            if (column.header.empty()) column.place = cell.place;
            column.header += (column.header.empty() ? "" : " ") + tidy(cell.text);
        }
    }
    if (const auto found = lay_out_long(grid, layout)) return found;
    return lay_out_wide(grid, std::move(layout));
}

struct Stated {
    std::string digits;
    Span place;
};

class TableReader {
public:
    TableReader(const Source& source, Grid grid, Layout layout)
        : source_(source), grid_(std::move(grid)), layout_(std::move(layout)), findings_(std::move(grid_.faults)) {}

    Reading read() {
        read_rows();
        Reading reading;
        if (names_.empty()) {
            report(findings_, Code::nothing_checked, {}, "a table without a row of results");
            reading.contests.push_back({nullptr, std::move(findings_)});
            return reading;
        }
        std::shared_ptr<const JsonTree> tree = write();
        reading.contests.push_back({std::move(tree), std::move(findings_)});
        list_left_out(reading.left_out);
        return reading;
    }

private:
    using Figures = std::vector<std::pair<std::size_t, Stated>>;  ///< by column

    /// A row that states something: of a unit, or of a candidate.
    struct Stating {
        const Row* row = nullptr;
        std::vector<std::string> path;  ///< of a unit
        Span place;
        Figures figures;
    };

    bool has(FigureField field) const {
        return std::ranges::any_of(layout_.columns, [field](const Column& column) {
            return column.kind == Column::Kind::candidate && column.field == field;
        });
    }
    bool has_rounds() const { return has(FigureField::first_votes) || has(FigureField::final_votes); }

    Figures figures_of(const Row& row) {
        Figures figures;
        if (row.cells.size() != layout_.columns.size()) {
            report(findings_, Code::ragged_row, row.place,
                   fmt::format("the row of {} has {} but the header has {}, so its figures are not read",
                               quote(tidy(row.cells.front().text)), count_noun(row.cells.size(), "cell"),
                               layout_.columns.size()));
            return figures;
        }
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const Column& column = layout_.columns[i];
            if (column.kind == Column::Kind::none || column.kind == Column::Kind::level) continue;
            const Cell& cell = row.cells[i];
            StatedFigure figure = read_figure(cell.text);
            if (figure.kind == StatedFigure::Kind::absent || figure.kind == StatedFigure::Kind::unknown) continue;
            const bool is_count = column.field == FigureField::votes || column.field == FigureField::first_votes ||
                                  column.field == FigureField::final_votes;
            if (figure.kind == StatedFigure::Kind::faulty ||
                (is_count && figure.digits.find('.') != std::string::npos)) {
                report(findings_, Code::not_a_count, cell.place,
                       fmt::format("{} is no {}, so it is not read", quote(tidy(cell.text)),
                                   is_count ? "whole number of votes" : "figure"));
                continue;
            }
            figures.push_back({i, {std::move(figure.digits), cell.place}});
        }
        return figures;
    }

    void read_rows() {
        if (layout_.wide) {
            names_ = layout_.candidates;
            name_places_ = layout_.candidate_places;
        }
        const std::size_t name_column = static_cast<std::size_t>(
            std::ranges::find(layout_.columns, FigureField::name, &Column::field) - layout_.columns.begin());
        for (std::size_t r = layout_.header_rows; r < grid_.rows.size(); ++r) {
            const Row& row = grid_.rows[r];
            const Cell& named = row.cells[layout_.wide ? 0 : std::min(name_column, row.cells.size() - 1)];
            const std::string name = tidy(named.text);
            Stating stating{&row, {}, named.place, figures_of(row)};
            if (layout_.wide) {
                read_unit(std::move(stating));
            } else if (name.empty()) {
                ++grid_.lines_of_text;
            } else if (const RowKind kind = kind_by_choice(name);
                       kind == RowKind::total && candidate_kind_of(name).empty()) {
                take_total(std::move(stating), name);
            } else if (kind == RowKind::ballots) {
                unread_rows_.push_back(name);
            } else {
                names_.push_back(name);
                name_places_.push_back(named.place);
                rows_.push_back(std::move(stating));
            }
        }
    }

    void read_unit(Stating stating) {
        const auto& cells = stating.row->cells;
        for (std::size_t i = 0; i < layout_.levels.size() && i < cells.size(); ++i)
            stating.path.push_back(tidy(cells[i].text));
        // "Polk" stands once above its precincts in many tables.
        if (stating.path.size() > 1 && stating.path.front().empty() && !rows_.empty())
            for (std::size_t i = 0; i + 1 < stating.path.size() && stating.path[i].empty(); ++i)
                stating.path[i] = rows_.back().path[i];
        const std::string name = stating.path.front().empty() ? std::string() : stating.path.front();
        const bool is_total = kind_by_unit(name) == RowKind::total ||
                              (name.empty() && std::ranges::any_of(stating.path, [](const std::string& part) {
                                   return kind_by_unit(part) == RowKind::total;
                               }));
        if (is_total)
            take_total(std::move(stating), name);
        else if (std::ranges::all_of(stating.path, &std::string::empty))
            ++grid_.lines_of_text;
        else
            rows_.push_back(std::move(stating));
    }

    void take_total(Stating stating, const std::string& name) {
        if (total_)
            unread_rows_.push_back(name);
        else
            total_ = std::move(stating);
    }

    // ---- writing ----------------------------------------------------------------------------------------------------

    static const Stated* find(const Figures& figures, const std::vector<Column>& columns, auto wanted) {
        for (const auto& [column, figure] : figures)
            if (wanted(columns[column])) return &figure;
        return nullptr;
    }

    /// Votes, percentage, delegates and SDE: of a candidate, or of the whole. Of rounds the last is the result.
    template <typename Wanted>
    void write_figures(Draft& draft, const Figures& figures, Wanted wanted) const {
        const auto get = [&](FigureField field) {
            return find(figures, layout_.columns,
                        [&](const Column& column) { return column.field == field && wanted(column); });
        };
        const Stated* votes = get(FigureField::votes);
        if (votes == nullptr) votes = get(FigureField::final_votes);
        if (votes != nullptr) draft.add_number("votes", draft.keep(votes->digits), votes->place);
        if (const Stated* const percent = get(FigureField::percent))
            draft.add_text("percent", draft.keep(percent->digits), percent->place);
        if (const Stated* const delegates = get(FigureField::delegates))
            draft.add_number("delegates", draft.keep(delegates->digits), delegates->place);
        if (const Stated* const sde = get(FigureField::sde))
            draft.add_number("sde", draft.keep(sde->digits), sde->place);
    }

    std::shared_ptr<const JsonTree> write() {
        Draft draft;
        write_facts(draft);
        ids_ = candidate_ids(names_);
        draft.open_array("candidates", name_places_.front());
        for (std::size_t i = 0; i < names_.size(); ++i) {
            draft.open_object("", name_places_[i]);
            draft.add_text("id", draft.keep(ids_[i]), name_places_[i]);
            draft.add_text("name", draft.keep(names_[i]), name_places_[i]);
            draft.add_text("kind", candidate_kind_of(names_[i]), name_places_[i]);
            if (!layout_.wide)
                write_figures(draft, rows_[i].figures, [](const Column&) { return true; });
            else if (total_)
                write_figures(draft, total_->figures, [&](const Column& column) {
                    return column.kind == Column::Kind::candidate && column.candidate == i;
                });
            draft.close();
        }
        draft.close();
        if (total_ && (!layout_.wide || find(total_->figures, layout_.columns, is_total) != nullptr)) {
            draft.open_object("total", total_->place);
            write_figures(draft, total_->figures,
                          [&](const Column& column) { return !layout_.wide || is_total(column); });
            draft.close();
        }
        write_units(draft);
        return draft.finish();
    }

    static bool is_total(const Column& column) { return column.kind == Column::Kind::total; }

    void write_facts(Draft& draft) const {
        Cell caption = grid_.captions.empty() ? Cell{} : grid_.captions.front();
        while (caption.text.starts_with('#') || caption.text.starts_with(' ')) caption.text.remove_prefix(1);
        std::string title = tidy(caption.text);
        if (title.empty()) title = tidy(std::filesystem::path(source_.name).stem().string());
        if (title.empty() || title == "<stdin>") title = "Table";
        const TitleFacts facts = facts_of_title(title);
        draft.add_text("id", draft.keep(facts.id.empty() ? "table" : facts.id), caption.place);
        draft.add_text("title", draft.keep(title), caption.place);
        draft.add_text("jurisdiction", draft.keep(facts.jurisdiction), caption.place);
        draft.add_text("office", facts.office, caption.place);
        draft.add_text("kind", facts.kind, caption.place);
        draft.add_text("party", facts.party, caption.place);
        draft.open_array("sources", {});
        draft.add_text("", draft.keep(fmt::format("table ({})", base_name(source_))), caption.place);
        draft.close();
    }

    void write_units(Draft& draft) {
        const bool rounds = has_rounds();
        if (!layout_.wide && !rounds) return;
        if (rounds) {
            draft.open_array("rounds", name_places_.front());
            for (const auto& [id, title, field] :
                 {std::tuple("first"sv, layout_.first_title, FigureField::first_votes),
                  std::tuple("final"sv, layout_.final_title, FigureField::final_votes)}) {
                if (!has(field)) continue;
                draft.open_object("", name_places_.front());
                draft.add_text("id", id, {});
                draft.add_text("title", draft.keep(title), {});
                draft.close();
            }
            draft.close();
        }
        // What a total row states of rounds it can only state of a unit around the others.
        const bool has_whole = !layout_.wide || (rounds && total_);
        draft.open_array("levels", name_places_.front());
        if (has_whole) draft.add_text("", "whole", {});
        for (const std::string& level : layout_.levels) draft.add_text("", draft.keep(level), {});
        draft.close();
        draft.open_array("units", name_places_.front());
        Ids unit_ids;
        const std::string whole = has_whole ? unit_ids.take({"whole"}) : std::string();
        if (has_whole) {
            const Span place = layout_.wide ? total_->place : name_places_.front();
            draft.open_object("", place);
            draft.add_text("id", draft.keep(whole), place);
            draft.add_text("level", "whole", place);
            if (layout_.wide)
                write_unit_figures(draft, total_->figures, place);
            else
                write_long_rounds(draft, place);
            draft.close();
        }
        if (layout_.wide) write_rows(draft, unit_ids, whole);
        draft.close();
    }

    /// The units of a wide table, each after the outer ones that its row names.
    void write_rows(Draft& draft, Ids& unit_ids, const std::string& whole) {
        std::map<std::vector<std::string>, std::string> known;
        for (const Stating& row : rows_) {
            std::size_t depth = row.path.size();
            while (depth > 1 && row.path[depth - 1].empty()) --depth;  // a row of an outer unit itself
            std::string parent = whole;
            for (std::size_t i = 1; i <= depth; ++i) {
                const std::vector<std::string> path(row.path.begin(),
                                                    row.path.begin() + static_cast<std::ptrdiff_t>(i));
                const auto [outer, is_new] = known.try_emplace(path);
                if (!is_new && i == depth)
                    report(findings_, Code::duplicate_row, row.place,
                           fmt::format("{} is among the units already; the first row counts",
                                       quote(fmt::format("{}", fmt::join(path, "/")))));
                if (is_new) {
                    const std::string name = path.back().empty() ? "unit without a name" : path.back();
                    outer->second = unit_ids.take({i == 1 ? name : parent + '/' + name});
                    draft.open_object("", row.place);
                    draft.add_text("id", draft.keep(outer->second), row.place);
                    draft.add_text("name", draft.keep(name), row.place);
                    draft.add_text("level", draft.keep(layout_.levels[i - 1]), row.place);
                    draft.add_text("parent", draft.keep(parent), row.place);
                    if (i == depth) write_unit_figures(draft, row.figures, row.place);
                    draft.close();
                }
                parent = outer->second;
            }
        }
    }

    void write_unit_figures(Draft& draft, const Figures& figures, Span place) const {
        const auto number = [&](std::string_view key, auto wanted) {
            if (const Stated* const figure = find(figures, layout_.columns, wanted))
                draft.add_number(key, draft.keep(figure->digits), figure->place);
        };
        number("ballots", [](const Column& column) { return column.kind == Column::Kind::ballots; });
        number("registered", [](const Column& column) { return column.kind == Column::Kind::registered; });
        const auto by_candidate = [&](std::string_view key, FigureField field) {
            if (!has(field)) return;
            draft.open_object(key, place);
            for (const auto& [index, figure] : figures) {
                const Column& column = layout_.columns[index];
                if (column.kind != Column::Kind::candidate || column.field != field) continue;
                if (field == FigureField::percent)
                    draft.add_text(draft.keep(ids_[column.candidate]), draft.keep(figure.digits), figure.place);
                else
                    draft.add_number(draft.keep(ids_[column.candidate]), draft.keep(figure.digits), figure.place);
            }
            draft.close();
        };
        const auto total = [&](std::string_view key, FigureField field) {
            number(key, [&](const Column& column) { return is_total(column) && column.field == field; });
        };
        if (has_rounds()) {
            draft.open_object("votes", place);
            by_candidate("first", FigureField::first_votes);
            by_candidate("final", FigureField::final_votes);
            draft.close();
            draft.open_object("total", place);
            if (has(FigureField::first_votes)) total("first", FigureField::first_votes);
            if (has(FigureField::final_votes)) total("final", FigureField::final_votes);
            draft.close();
        } else {
            by_candidate("votes", FigureField::votes);
            total("total", FigureField::votes);
        }
        by_candidate("percent", FigureField::percent);
        by_candidate("awarded", FigureField::delegates);
        by_candidate("awarded_sde", FigureField::sde);
    }

    /// The rounds of a long table, which are stated of the contest as a whole: of one unit.
    void write_long_rounds(Draft& draft, Span place) const {
        const auto column = [&](const Figures& figures, FigureField field) {
            return find(figures, layout_.columns, [field](const Column& each) { return each.field == field; });
        };
        const std::array rounds{std::pair("first"sv, FigureField::first_votes),
                                std::pair("final"sv, FigureField::final_votes)};
        draft.open_object("votes", place);
        for (const auto& [key, field] : rounds) {
            if (!has(field)) continue;
            draft.open_object(key, place);
            for (std::size_t i = 0; i < rows_.size(); ++i)
                if (const Stated* const votes = column(rows_[i].figures, field))
                    draft.add_number(draft.keep(ids_[i]), draft.keep(votes->digits), votes->place);
            draft.close();
        }
        draft.close();
        if (!total_) return;
        draft.open_object("total", place);
        for (const auto& [key, field] : rounds)
            if (const Stated* const votes = column(total_->figures, field))
                draft.add_number(key, draft.keep(votes->digits), votes->place);
        draft.close();
    }

    void list_left_out(std::vector<std::string>& list) const {
        std::vector<std::string> columns;
        for (const Column& column : layout_.columns)
            if (column.kind == Column::Kind::none && column.field != FigureField::name && !column.header.empty())
                columns.push_back(column.header);
        const auto add = [&](const std::vector<std::string>& names, std::string_view what) {
            if (!names.empty())
                list.push_back(fmt::format("{}{}: {}", what, names.size() == 1 ? "" : "s", enumerate(names)));
        };
        add(columns, "column");
        add(unread_rows_, "row");
        const std::size_t lines = grid_.lines_of_text + std::max<std::size_t>(grid_.captions.size(), 1) - 1;
        if (lines > 0) list.push_back(fmt::format("{} of text", count_noun(lines, "line")));
    }

    const Source& source_;
    Grid grid_;
    Layout layout_;
    std::vector<PlacedFinding> findings_;
    std::vector<std::string> names_;
    std::vector<Span> name_places_;
    std::vector<std::string> ids_;
    std::vector<Stating> rows_;
    std::optional<Stating> total_;
    std::vector<std::string> unread_rows_;
};

}  // namespace

bool begins_table(std::string_view head) {
    if (kind_of_text(head) != TextKind::other) return false;
    constexpr int most_lines = 30;
    std::size_t end = 0;
    for (int lines = 0; lines < most_lines && end < head.size(); ++lines)
        end = std::min(head.find('\n', end), head.size() - 1) + 1;
    // A line may have been cut where the head ends.
    if (end == head.size() && end >= kind_bytes) end = std::max(head.rfind('\n') + 1, std::size_t{1});
    head = head.substr(0, end);
    const Grid grid = cut(head);
    return lay_out(grid, 0).has_value();
}

Reading read_result_table(const Source& source, std::size_t header_rows) {
    Grid grid = cut(source.text);
    std::optional<Layout> layout = lay_out(grid, header_rows);
    if (layout) return TableReader(source, std::move(grid), *std::move(layout)).read();
    Reading reading;
    DraftContest& none = reading.contests.emplace_back();
    none.findings = std::move(grid.faults);
    report(none.findings, Code::nothing_checked, {},
           "a table without a column of candidates and one of their votes, and without a row a unit and a column a "
           "candidate");
    return reading;
}

}  // namespace caucus_tally
