// SPDX-License-Identifier: MIT
#pragma once

#include "format/format.hpp"

#include <caucus_tally/finding.hpp>
#include <caucus_tally/numbers.hpp>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// What commands hand over to be written: sections for people, which terminal.cpp, markdown.cpp and html.cpp each draw,
// and tables for scripts, which separated.cpp and json.cpp each write.

namespace caucus_tally {

/// One cell of a table: text as the data has it, a figure, yes or no, or nothing known. How a figure is written is the
/// format's business.
class Cell {
public:
    Cell() = default;  ///< unknown
    // NOLINTBEGIN(google-explicit-constructor): rows are written as plain lists of what their cells hold.
    Cell(std::string text) : value_(std::move(text)) {}
    Cell(std::string_view text) : value_(std::string(text)) {}
    Cell(const char* text) : value_(std::string(text)) {}
    Cell(Decimal number) : value_(number) {}
    template <std::integral Integer>
    Cell(Integer number) : value_(static_cast<Votes>(number)) {}
    Cell(bool holds) : value_(holds) {}
    template <typename Value>
    Cell(const std::optional<Value>& value) : Cell(value ? Cell(*value) : Cell()) {}
    // NOLINTEND(google-explicit-constructor)

    /// A cell that only looks at the text, for those that are written at once.
    static Cell view(std::string_view text) {
        Cell cell;
        cell.value_ = text;
        return cell;
    }
    template <typename Value>
    static Cell view(const Value& value) {
        if constexpr (std::convertible_to<const Value&, std::string_view>)
            return view(std::string_view(value));
        else
            return Cell(value);
    }

    /// Text that is unknown if it is empty.
    static Cell known(std::string_view text) { return text.empty() ? Cell() : Cell(text); }

    /// Of a cell that holds a count.
    std::size_t index() const { return static_cast<std::size_t>(std::get<Votes>(value_)); }
    bool is_known() const { return !std::holds_alternative<std::monostate>(value_); }
    bool operator==(const Cell&) const = default;

    /// Calls the visitor with what the cell holds: std::monostate, std::string_view, bool, Votes or Decimal.
    template <typename Visitor>
    auto visit(Visitor&& visitor) const {
        return std::visit(
            [&](const auto& value) {
                if constexpr (std::same_as<std::decay_t<decltype(value)>, std::string>)
                    return visitor(std::string_view(value));
                else
                    return visitor(value);
            },
            value_);
    }

    /// As people read it: thousands with commas, "yes" and "no", "–" for what is unknown.
    std::string text() const { return visit(People()); }

private:
    struct People {
        std::string operator()(std::monostate /*unknown*/) const { return "–"; }
        std::string operator()(std::string_view text) const { return std::string(text); }
        std::string operator()(bool holds) const { return holds ? "yes" : "no"; }
        std::string operator()(Votes count) const { return with_separators(count); }
        std::string operator()(Decimal number) const { return with_separators(number); }
    };

    std::variant<std::monostate, std::string, std::string_view, bool, Votes, Decimal> value_;
};

/// How much a piece of text matters to the reader.
enum class Emphasis : std::uint8_t { normal, strong, faint, good, caution, bad };

/// A sentence or a line of its own, as the data has it: not yet visible text.
struct Line {
    std::string text;
    Emphasis emphasis = Emphasis::normal;
};

/// Columns that are as expendable as this, or more, go before anything is shortened.
inline constexpr unsigned ornament = 10;

/// People are told apart in this many columns.
inline constexpr unsigned shortest_name = 12;

/// A column of a table for people.
struct TextColumn {
    std::string header;
    std::string short_header = {};  ///< used before the column has to go
    bool right_aligned = false;
    bool bar = false;         ///< drawn from the rows' bars in the room that is left
    unsigned shrink_to = 0;   ///< a text column may be cut to this many columns; 0: never
    bool cut_inside = false;  ///< what is cut keeps its end, too: names of units often differ only there
    bool wraps = false;       ///< what does not fit goes on below instead of being cut
    /// If the window is too narrow, the column with the highest number goes first; those with 0 stay.
    unsigned expendable = 0;
    bool shown = true;  ///< no format draws a column that is not: its cells may hold anything
};

/// A part of a whole in a color ("#rrggbb" or empty), drawn as a bar.
struct Bar {
    Votes part = 0;
    Votes whole = 0;
    std::string color = {};
};

struct TextRow {
    std::vector<Cell> cells;      ///< one for each column; a bar's is not looked at
    std::string short_name = {};  ///< instead of the name that would have to be cut
    Emphasis emphasis = Emphasis::normal;
    Bar bar = {};
    bool rule_above = false;
    std::string link = {};                  ///< "#id" of the section that says more about what names the row
    std::vector<std::size_t> leading = {};  ///< cells with the row's highest figure, for formats that mark them
};

struct TextTable {
    std::vector<TextColumn> columns = {};  ///< none: there is no table
    std::vector<TextRow> rows = {};
    std::size_t named_by = 0;     ///< the column whose cells name their rows
    std::string caption = {};     ///< for pages; empty: the section's heading
    std::string short_note = {};  ///< below the table where short names were used
};

/// A drawing as SVG elements. Coordinates are whole numbers or exact quotients rounded once, to tenths.
struct Chart {
    std::string title;        ///< text, not yet escaped
    std::string description;  ///< every figure in words, for those who do not see it; not yet escaped
    std::string elements;
    unsigned height = 0;  ///< 0: there is nothing to draw
};

enum class Lines : std::uint8_t { paragraphs, steps, list };

/// Whether a page folds a section, and how it is at first.
enum class Fold : std::uint8_t { never, open, closed };

/// A heading and what stands below it, in this order. What is empty is left out.
struct Section {
    std::string heading = {};
    unsigned depth = 0;                   ///< a title has 0, its parts have 1, and so on
    std::string id = {};                  ///< by which links on a page find it
    std::vector<std::string> facts = {};  ///< when, where and whose
    std::vector<Line> before = {};
    Lines lines = Lines::paragraphs;  ///< what `before` is
    TextTable table = {};
    bool sortable = false;  ///< by the reader of a page, where its script may run
    std::vector<Chart> charts = {};
    std::string code = {};  ///< lines that stay as they are
    std::vector<Finding> findings = {};
    std::vector<Line> after = {};
    Fold fold = Fold::never;
    std::string aside = {};  ///< beside the heading of what is folded
};

/// Which formats have a column: CSV and TSV name in every row what JSON says once around the rows.
enum class Written : std::uint8_t { everywhere, separated, json, nowhere };

struct ScriptColumn {
    std::string name;
    Written in = Written::everywhere;
    bool optional = false;  ///< JSON leaves it out if it is unknown, instead of writing null
    /// If there are any, the column's cells are indices of these, so that a name in many rows is escaped only once.
    std::span<const std::string> names = {};
};

/// Takes a table's rows one by one.
class RowSink {
public:
    virtual ~RowSink() = default;
    /// One cell for each column. They are not kept.
    virtual void take(std::span<const Cell> cells) = 0;

    template <typename... Values>
    void add(const Values&... values) {
        const Cell cells[] = {Cell::view(values)...};
        take(cells);
    }
};

/// A table for scripts. Rows are written as they are made, so that the table never stands in memory as a whole.
struct ScriptTable {
    std::vector<ScriptColumn> columns;
    std::function<void(RowSink& rows)> rows;
};

/// Comma-separated values are quoted where RFC 4180 asks for it; tab-separated ones have no quotes, so a tab, line
/// break or backslash in a value is written as \t, \n, \r or \\.
struct SeparatedStyle {
    char separator = ',';
    /// Put an apostrophe before text that a spreadsheet would run as a formula (= + - @, tab, carriage return).
    bool defuse_formulas = false;
};

/// The table as CSV or TSV: a header always, what is unknown is empty.
std::string write_separated(const ScriptTable& table, const SeparatedStyle& style);

struct Terminal;

/// What a command hands over to be written: sections for people, a table and a JSON document for scripts. Each is made
/// only for the format that asks for it, from data that has to be there until then.
struct Document {
    std::string title;            ///< of a page
    unsigned markdown_level = 2;  ///< of the highest headings, which mostly become a part of somebody's page
    std::function<std::vector<Section>(Format)> sections;
    std::function<ScriptTable()> table;
    std::function<std::string()> json;
};

/// The document as a table or text, CSV, TSV, JSON, Markdown or HTML.
std::string write_document(const Document& document, Format format, const Terminal& terminal, bool defuse_formulas);

}  // namespace caucus_tally
