// SPDX-License-Identifier: MIT
#pragma once

#include "csv/csv_scan.hpp"

#include <caucus_tally/finding.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace caucus_tally {

/// What makes a row unusable whatever its columns mean: its quotes, its encoding, its length, its number of fields.
struct RowFault {
    std::optional<Code> code;  ///< nothing: the row is whole
    std::string message;
    std::size_t offset = 0;  ///< of the marked bytes in the row
    std::size_t size = 0;
};

/// The first fault of a row that was cut into fields.
RowFault find_record_fault(const CsvRecord& record, std::size_t columns, std::size_t limit);

/// The fault of a row that does not end, or not within the limit; at least the first limit + 1 of its bytes.
RowFault find_row_fault(std::string_view row, std::size_t limit);

/// The finding for a fault of a row that begins on `line`.
Finding locate_fault(RowFault fault, std::string_view row, std::size_t line);

}  // namespace caucus_tally
