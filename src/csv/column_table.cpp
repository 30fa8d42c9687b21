// SPDX-License-Identifier: MIT
#include "csv/column_table.hpp"

#include "base/words.hpp"
#include "csv/row_fault.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <iterator>

namespace caucus_tally {

ColumnTable::ColumnTable(const Source& source, std::vector<Finding>& findings)
    : reader_(open_memory(source.text), source.name), name_(source.name), findings_(findings) {}

bool ColumnTable::read_header(const std::vector<std::string_view>& known) {
    const bool there = reader_.next(of_row_);
    if (there && is_cut_elsewhere(known)) return false;
    if (!there && !has_errors(of_row_)) report_table(Code::nothing_checked, "the file is empty");
    for (Finding& finding : of_row_) add(std::move(finding));
    of_row_.clear();
    if (!there) return false;
    for (std::size_t i = 0; i < reader_.fields().size(); ++i) {
        const std::string_view column = reader_.fields()[i];
        names_.emplace_back(column);
        // As in precinct tables, "County" and "Delegates" are the columns "county" and "delegates".
        auto name = std::ranges::find(known, column);
        if (name == known.end()) name = std::ranges::find(known, normalize_name(column), normalize_name);
        if (name == known.end()) {
            if (!full())
                add_at(i, make_finding(Code::field,
                                       fmt::format("unknown column {}{}", quote(column), did_you_mean(column, known))));
        } else if (!columns_.emplace(std::string(*name), i).second) {
            add_at(i, make_finding(Code::field, fmt::format("the column {} is given twice", quote(column))));
        }
    }
    return true;
}

std::vector<std::string> ColumnTable::present(const std::vector<std::string>& columns) const {
    std::vector<std::string> result;
    std::ranges::copy_if(columns, std::back_inserter(result), [&](const std::string& c) { return has(c); });
    return result;
}

Column ColumnTable::column(std::string_view name) const {
    const auto found = columns_.find(std::string(name));
    return {name, found == columns_.end() ? std::nullopt : std::optional(found->second)};
}

std::vector<Column> ColumnTable::columns(const std::vector<std::string>& names) const {
    std::vector<Column> result;
    for (const std::string& name : names) result.push_back(column(name));
    return result;
}

bool ColumnTable::next_row() {
    while (true) {
        const bool found = reader_.next(of_row_);
        for (Finding& finding : of_row_) add(std::move(finding));
        of_row_.clear();
        if (!found) return false;
        if (!reader_.sound()) continue;
        for (std::size_t i = 0; i < reader_.fields().size(); ++i)
            if (const auto fault = whitespace_fault(reader_.fields()[i]); !fault.empty())
                add_at(i, make_finding(Code::whitespace,
                                       fmt::format("{} {} has {}", names_[i], quote(reader_.fields()[i]), fault)));
        ++rows_;
        return true;
    }
}

std::optional<Votes> ColumnTable::count(const Column& column) {
    const std::string_view text = value(column);
    if (text.empty()) return std::nullopt;
    Votes number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (parsed.ec == std::errc() && parsed.ptr == text.data() + text.size()) return number;
    report(column, Code::not_a_count, [&] {
        return fmt::format("\"{}\" must be a whole number below 2^64 written with digits only, not {}", column.name,
                           quote(text));
    });
    return std::nullopt;
}

std::optional<Decimal> ColumnTable::decimal(const Column& column) {
    const std::string_view text = value(column);
    if (text.empty()) return std::nullopt;
    if (const auto number = parse_decimal(text)) return number;
    report(column, Code::not_a_count, [&] {
        return fmt::format("\"{}\" must be a whole number or a plain decimal below 10^18, not {}", column.name,
                           quote(text));
    });
    return std::nullopt;
}

void ColumnTable::report_table(Code code, std::string message) {
    Finding finding = make_finding(code, std::move(message));
    finding.location.file = name_;
    add(std::move(finding));
}

bool ColumnTable::is_cut_elsewhere(const std::vector<std::string_view>& known) {
    if (reader_.fields().size() > 1) return false;
    const std::string_view row(reader_.record().begin, reader_.record().size);
    const auto is_known = [&](std::string_view name) { return std::ranges::find(known, name) != known.end(); };
    auto foreign = find_foreign_separator(row, [&](std::span<const std::string_view> names) {
        return names.size() > 1 && std::ranges::count_if(names, is_known) * 2 > std::ranges::ssize(names);
    });
    if (!foreign) return false;
    Finding finding = make_finding(Code::syntax, std::move(foreign->message));
    finding.location = locate_in_row(name_, row, reader_.line(), foreign->offset, row.substr(foreign->offset, 1));
    add(std::move(finding));
    return true;
}

void ColumnTable::add(Finding finding) {
    if (full()) return;
    if (kept_++ == max_findings_of_a_file) {
        Location location = std::move(finding.location);
        finding = unlisted_findings(finding.code);
        finding.location = std::move(location);
    }
    findings_.push_back(std::move(finding));
}

void ColumnTable::add_at(std::size_t field, Finding finding) {
    if (full()) return;
    finding.location = reader_.locate(field);
    add(std::move(finding));
}

}  // namespace caucus_tally
