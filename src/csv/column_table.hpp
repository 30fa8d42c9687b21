// SPDX-License-Identifier: MIT
#pragma once

#include "base/place.hpp"
#include "csv/csv_reader.hpp"

#include <caucus_tally/finding.hpp>
#include <caucus_tally/numbers.hpp>
#include <caucus_tally/source.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace caucus_tally {

/// A column of a table by its name; rows have no value in a column that the table lacks.
struct Column {
    std::string_view name;
    std::optional<std::size_t> field;
};

/// A table while it is read: the current row's values by column name, and where faults go.
class ColumnTable {
public:
    /// The source must outlive the table.
    ColumnTable(const Source& source, std::vector<Finding>& findings);

    /// Reads the header. Columns that are not among the known ones, or repeated, are CT101.
    bool read_header(const std::vector<std::string_view>& known);

    bool has(std::string_view column) const { return columns_.contains(std::string(column)); }
    /// The columns of these that the table has.
    std::vector<std::string> present(const std::vector<std::string>& columns) const;
    /// The name must outlive the column.
    Column column(std::string_view name) const;
    std::vector<Column> columns(const std::vector<std::string>& names) const;

    /// Goes to the next row that has as many fields as the header.
    bool next_row();

    std::string_view value(const Column& column) const {
        return column.field ? std::string_view(reader_.fields()[*column.field]) : std::string_view();
    }
    std::size_t line() const { return reader_.line(); }
    std::size_t rows() const { return rows_; }

    /// A value of its kind; empty is unknown, anything else is CT007.
    std::optional<Votes> count(const Column& column);
    std::optional<Decimal> decimal(const Column& column);

    /// A fault of the current row at a column that the table has. `message` is called only if the finding is kept: of
    /// one table no more than max_findings_of_a_file are.
    template <typename Message>
    void report(const Column& column, Code code, Message message, Case when = Case::usual) {
        if (full()) return;
        add_at(*column.field, make_finding(code, message(), when));
    }
    void report_table(Code code, std::string message);

private:
    /// Whether the header has separators other than commas, which is reported.
    bool is_cut_elsewhere(const std::vector<std::string_view>& known);
    bool full() const { return kept_ > max_findings_of_a_file; }
    void add(Finding finding);
    void add_at(std::size_t field, Finding finding);

    CsvReader reader_;
    std::string name_;
    std::vector<Finding>& findings_;
    std::vector<Finding> of_row_;
    std::size_t kept_ = 0;
    std::vector<std::string> names_;  // of the columns
    std::map<std::string, std::size_t> columns_;
    std::size_t rows_ = 0;
};

}  // namespace caucus_tally
