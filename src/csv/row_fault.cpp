// SPDX-License-Identifier: MIT
#include "csv/row_fault.hpp"

#include "base/utf8.hpp"
#include "csv/csv_reader.hpp"

#include <fmt/format.h>

namespace caucus_tally {

RowFault find_record_fault(const CsvRecord& record, std::size_t columns, std::size_t limit) {
    const std::string_view row(record.begin, record.size);
    if (row.size() > limit) return find_row_fault(row, limit);
    if (record.fault != CsvRecord::none) return {Code::syntax, "text after a closing quote", record.fault, 1};
    if (record.non_ascii != CsvRecord::none) {
        const std::size_t bad = find_invalid_utf8(row, record.non_ascii);
        if (bad < row.size())
            return {Code::encoding, fmt::format("byte 0x{:02X} is not UTF-8", static_cast<unsigned char>(row[bad])),
                    bad, 1};
    }
    const std::size_t fields = record.fields;
    if (fields == columns) return {};
    std::string_view marked = raw_field(record, fields > columns ? columns : fields - 1);
    if (fields < columns) marked.remove_prefix(marked.size());  // the end, where more should come
    return {Code::ragged_row, fmt::format("{} field{}, but the header has {}", fields, fields == 1 ? "" : "s", columns),
            static_cast<std::size_t>(marked.data() - record.begin), marked.size()};
}

RowFault find_row_fault(std::string_view row, std::size_t limit) {
    const bool too_long = row.size() > limit;
    const std::size_t quote = find_open_quote(row.substr(0, limit + 1));
    if (quote == std::string_view::npos) return {Code::syntax, fmt::format("a row of more than {} bytes", limit), 0, 0};
    return {Code::syntax,
            too_long ? fmt::format("the quote opened here is not closed within {} bytes", limit)
                     : "the quote opened here is never closed",
            quote, 1};
}

Finding locate_fault(RowFault fault, std::string_view row, std::size_t line) {
    Finding finding = error(fault.code.value(), std::move(fault.message));
    finding.location = locate_in_row({}, row, line, fault.offset, row.substr(fault.offset, fault.size));
    return finding;
}

}  // namespace caucus_tally
