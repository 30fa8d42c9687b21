// SPDX-License-Identifier: MIT
#pragma once

#include "format/cell.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace caucus_tally {

/// Which formats have a column: CSV and TSV name in every row what JSON says once around the rows.
enum class Written : std::uint8_t { everywhere, separated, json, nowhere };

struct ScriptColumn {
    std::string name;
    Written in = Written::everywhere;
    bool optional = false;  ///< JSON leaves it out where it is unknown, instead of writing null
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

}  // namespace caucus_tally
