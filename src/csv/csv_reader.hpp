// SPDX-License-Identifier: MIT
#pragma once

#include "base/files.hpp"
#include "csv/csv_scan.hpp"
#include "csv/row_fault.hpp"

#include <caucus_tally/finding.hpp>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// No row of an honest table is longer, so what is longer has an unclosed quote or no line breaks.
inline constexpr std::size_t default_row_limit = std::size_t{1} << 20;

/// Reads a CSV table row by row in bounded memory (RFC 4180; LF or CRLF; a byte-order mark is accepted; blank lines are
/// skipped). The first row is the header, and every later one is compared with its number of fields.
///
///     CsvReader reader(open_source(path), path);
///     if (reader.next(findings)) header = reader.fields();
///     while (reader.next(findings)) if (reader.sound()) use(reader.fields());
class CsvReader {
public:
    /// `file` is the name that findings give.
    CsvReader(std::unique_ptr<ByteSource> source, std::string file, std::size_t row_limit = default_row_limit);

    /// Goes to the next row; false after the last one. Appends what is wrong with it, of each row the first fault:
    /// CT005 (text after a closing quote, a quote that is never closed, a row above the limit, a file that is a web
    /// page or an archive), CT003 (a byte-order mark, bytes that are not UTF-8), CT102 (more or fewer fields than the
    /// header), CT001 (the source failed). A quote never closed, a row above the limit and a failing source end the
    /// table.
    bool next(std::vector<Finding>& findings);

    /// The current row's fields, unescaped. They live until the next call of next().
    std::span<const std::string_view> fields() const { return fields_; }
    /// Whether the row can be used: next() found nothing wrong with it.
    bool sound() const { return sound_; }
    /// The line on which the row begins, from 1.
    std::size_t line() const { return line_; }
    /// The current row as it stands in the file.
    const CsvRecord& record() const { return record_; }

    /// The bytes after the current row that are read already; wide::block more may be looked at. A caller that knows
    /// whole rows in them by their bytes goes past these with skip(): sound rows of one line each, as next() would have
    /// found them.
    std::string_view rest() const { return {buffer_.data() + position_, filled_ - position_}; }
    void skip(std::size_t bytes, std::size_t rows) {
        position_ += bytes;
        next_line_ += rows;
    }
    /// The line on which the rest begins.
    std::size_t next_line() const { return next_line_; }

    /// Where a field of the current row stands. A field past the row's last is its end.
    Location locate(std::size_t field) const;

private:
    bool load_record(std::vector<Finding>& findings);
    void report_unfinished(std::vector<Finding>& findings);
    void add_fault(RowFault fault, std::string_view row, std::size_t line, std::vector<Finding>& findings);
    Location locate_bytes(std::size_t offset, std::string_view marked) const;
    Finding& report(std::vector<Finding>& findings, Code code, std::string message, Case when = Case::usual);

    std::unique_ptr<ByteSource> source_;
    std::string file_;
    std::size_t row_limit_;
    std::vector<char> buffer_;  // unread bytes at [position_, filled_), and wide::block bytes of room after them
    std::size_t position_ = 0;
    std::size_t filled_ = 0;
    bool at_end_ = false;
    bool started_ = false;
    CsvRecord record_;
    std::vector<std::string_view> fields_;
    std::string scratch_;    // unescaped text of the current row
    std::size_t width_ = 0;  // fields of the header
    std::size_t line_ = 0;
    std::size_t next_line_ = 1;
    bool sound_ = false;
};

}  // namespace caucus_tally
