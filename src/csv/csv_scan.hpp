// SPDX-License-Identifier: MIT
#pragma once

#include "csv/wide.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// Where in a CSV row the next byte stands (RFC 4180). A quote opens only at the start of a field; elsewhere in an
/// unquoted field it is an ordinary byte.
enum class CsvState : std::uint8_t {
    field_start,
    unquoted,
    quoted,
    quote_closed,     ///< after a quote inside quotes: the field's end, or the first half of a doubled quote
    closed_carriage,  ///< after a closing quote and a carriage return
};

/// The structure of up to 64 bytes: bit i speaks of byte i.
struct CsvStructure {
    std::uint64_t commas = 0;    ///< that separate fields
    std::uint64_t newlines = 0;  ///< that end rows
    std::uint64_t faults = 0;  ///< the first byte of text after a closing quote; it and what follows count as unquoted
};

/// The structure of `size` ≤ 64 bytes, byte by byte: the definition that the wide scan must agree with.
CsvStructure scan_csv_bytewise(const char* bytes, std::size_t size, CsvState& state);

/// The structure of a block that holds quotes or begins inside quotes.
CsvStructure scan_csv_quoted(const char* bytes, CsvState& state);

/// The structure of 64 bytes; `state` is carried from block to block.
inline CsvStructure scan_csv(const char* bytes, CsvState& state) {
    if (state > CsvState::unquoted || wide::match(bytes, '"') != 0) return scan_csv_quoted(bytes, state);
    const CsvStructure found{wide::match(bytes, ','), wide::match(bytes, '\n'), 0};
    state = (found.commas | found.newlines) >> (wide::block - 1) != 0 ? CsvState::field_start : CsvState::unquoted;
    return found;
}

/// One row of a CSV text, cut into fields but not yet unescaped. It points into the text.
struct CsvRecord {
    const char* begin = nullptr;
    std::size_t size = 0;  ///< bytes, with the line break
    std::size_t fields = 0;
    std::vector<std::uint32_t> ends;  ///< for each field, the offset of the separator after it; then anything
    bool quotes = false;              ///< a quote stands in it
    std::uint32_t non_ascii = none;   ///< offset of the first byte above 127
    std::uint32_t fault = none;       ///< offset of the first text after a closing quote

    static constexpr std::uint32_t none = UINT32_MAX;
};

/// Cuts the row that begins at `begin`. False where no line break ends it before `end`. At least wide::block bytes
/// must be readable after `end`, and the row must be shorter than 2^32 bytes.
bool split_record(const char* begin, const char* end, CsvRecord& record);

/// The bytes of a field as they stand, with quotes, without separator or line break.
inline std::string_view raw_field(const CsvRecord& record, std::size_t field) {
    const std::size_t start = field == 0 ? 0 : record.ends[field - 1] + std::size_t{1};
    std::string_view raw(record.begin + start, record.ends[field] - start);
    if (field + 1 == record.fields && raw.ends_with('\r')) raw.remove_suffix(1);
    return raw;
}

/// A line without any byte but its line break: no row.
inline bool is_blank(const CsvRecord& record) {
    return record.size == 1 || (record.size == 2 && record.begin[0] == '\r');
}

/// What a raw field says: without its quotes, doubled ones made one. Text that must be rebuilt is appended to
/// `scratch`.
std::string_view unescape_field(std::string_view raw, std::string& scratch);

/// Offset of the last line break, wherever it stands; npos where there is none.
std::size_t find_last_newline(std::string_view text);

/// Offset of the end of the last whole row in a text that starts at a row, 0 where there is none; `state` and `scanned`
/// carry on from a shorter text with the same beginning. At least wide::block bytes must be readable after the text.
struct RowBoundary {
    std::size_t scanned = 0;
    std::size_t last_end = 0;
    CsvState state = CsvState::field_start;
};
void find_last_row_end(std::string_view text, RowBoundary& boundary);

/// Offset of the end of the first row, for a text that begins in `state`; npos where it does not end in this text, and
/// then `state` is that of its end.
std::size_t find_row_end(std::string_view text, CsvState& state);

/// Offset of the quote that a row which never ends has left open; npos where none is open.
std::size_t find_open_quote(std::string_view text);

}  // namespace caucus_tally
