// SPDX-License-Identifier: MIT
#include "csv/row_fault.hpp"

#include "base/files.hpp"
#include "base/words.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <vector>

namespace caucus_tally {
namespace {

constexpr std::size_t max_excerpt = 400;  // bytes
constexpr std::size_t max_columns = 1000;

struct Separator {
    char character;
    std::string_view name;
};
constexpr std::array separators = {Separator{';', "semicolons"}, Separator{'\t', "tabs"},
                                   Separator{'|', "vertical bars"}};

std::string_view without_quotes(std::string_view name) {
    const std::size_t first = name.find_first_not_of(" \"\r\n");
    if (first == std::string_view::npos) return {};
    return name.substr(first, name.find_last_not_of(" \"\r\n") - first + 1);
}

std::vector<std::string_view> cut(std::string_view row, char separator) {
    std::vector<std::string_view> names;
    while (names.size() < max_columns) {
        const std::size_t end = row.find(separator);
        names.push_back(without_quotes(row.substr(0, end)));
        if (end == std::string_view::npos) break;
        row.remove_prefix(end + 1);
    }
    return names;
}

}  // namespace

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
    return {Code::ragged_row, fmt::format("{}, but the header has {}", count_noun(fields, "field"), columns),
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
    Finding finding = make_finding(fault.code.value(), std::move(fault.message));
    finding.location = locate_in_row({}, row, line, fault.offset, row.substr(fault.offset, fault.size));
    return finding;
}

std::string_view foreign_format(std::string_view head) {
    switch (kind_of_text(head)) {
        case TextKind::archive:
            return "this is a spreadsheet or zip archive; save the table as CSV";
        case TextKind::web_page:
            return "this is a web page, not a table";
        case TextKind::blank:
        case TextKind::json:
        case TextKind::other:
            return {};
    }
    return {};
}

std::optional<ForeignSeparator> find_foreign_separator(
    std::string_view row, const std::function<bool(std::span<const std::string_view>)>& is_header) {
    for (const auto& [character, name] : separators) {
        const std::size_t offset = row.find(character);
        if (offset == std::string_view::npos || !is_header(cut(row, character))) continue;
        return ForeignSeparator{offset, fmt::format("the columns are separated by {}; only commas are read", name)};
    }
    return std::nullopt;
}

Location locate_in_row(std::string_view file, std::string_view row, std::size_t line, std::size_t offset,
                       std::string_view marked) {
    const std::string_view before = row.substr(0, offset);
    const std::size_t last_break = before.rfind('\n');
    const std::size_t line_start = last_break == std::string_view::npos ? 0 : last_break + 1;
    std::string_view excerpt = row.substr(line_start);
    excerpt = excerpt.substr(0, excerpt.find('\n')).substr(0, max_excerpt);
    if (excerpt.ends_with('\r')) excerpt.remove_suffix(1);

    Location location;
    location.file = file;
    location.line = line + static_cast<std::size_t>(std::ranges::count(before, '\n'));
    location.column = 1 + count_code_points(before.substr(line_start));
    location.length = std::max<std::size_t>(1, count_code_points(marked.substr(0, marked.find('\n'))));
    location.excerpt = excerpt;
    return location;
}

Location at_start(std::string_view file) {
    Location location;
    location.file = file;
    location.line = location.column = location.length = 1;
    return location;
}

Location locate_row(std::string_view file, const CsvRecord& record, std::size_t line) {
    std::string_view row(record.begin, record.size);
    while (row.ends_with('\n') || row.ends_with('\r')) row.remove_suffix(1);
    return locate_in_row(file, row, line, 0, row);
}

}  // namespace caucus_tally
