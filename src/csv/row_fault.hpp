// SPDX-License-Identifier: MIT
// What is wrong with the rows of a table whatever its columns mean, and where it stands.
#pragma once

#include "csv/csv_scan.hpp"

#include <caucus_tally/finding.hpp>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace caucus_tally {

/// What makes a row unusable: its quotes, its encoding, its length, its number of fields.
struct RowFault {
    std::optional<Code> code;  ///< nullopt: the row is whole
    std::string message;
    std::size_t offset = 0;  ///< of the marked bytes in the row
    std::size_t size = 0;
};

/// The first fault of a row that was cut into fields.
RowFault find_record_fault(const CsvRecord& record, std::size_t columns, std::size_t limit);

/// The fault of a row that does not end, or not within the limit; `row` holds at least the first limit + 1 of its
/// bytes.
RowFault find_row_fault(std::string_view row, std::size_t limit);

/// The finding for a fault of a row that begins on `line`.
Finding locate_fault(RowFault fault, std::string_view row, std::size_t line);

/// If a file that begins like this is no table but a web page, a spreadsheet or an archive: a message that says so
/// (CT005); else empty.
std::string_view foreign_format(std::string_view head);

struct ForeignSeparator {
    std::size_t offset = 0;  ///< of the first one, in bytes from the row's start
    std::string message;     ///< CT005
};

/// The separator of a header that is a single column when it is cut at commas, but a header when it is cut at something
/// else.
std::optional<ForeignSeparator> find_foreign_separator(
    std::string_view row, const std::function<bool(std::span<const std::string_view>)>& is_header);

/// Where bytes of a row stand: `row` begins on `line`, the marked text at `offset` in it.
Location locate_in_row(std::string_view file, std::string_view row, std::size_t line, std::size_t offset,
                       std::string_view marked);
/// A whole row, marked as far as it is shown.
Location locate_row(std::string_view file, const CsvRecord& record, std::size_t line);
/// The first character of a file: the place of what is said of how it begins.
Location at_start(std::string_view file);

}  // namespace caucus_tally
