// SPDX-License-Identifier: MIT
#include "csv/csv_reader.hpp"

#include "base/words.hpp"
#include "csv/row_fault.hpp"

#include <algorithm>
#include <cstring>

namespace caucus_tally {
namespace {

constexpr std::size_t first_read = std::size_t{64} << 10;
constexpr std::size_t later_reads = std::size_t{256} << 10;  // where the file is larger: fewer calls

}  // namespace

CsvReader::CsvReader(std::unique_ptr<ByteSource> source, std::string file, std::size_t row_limit)
    : source_(std::move(source)), file_(std::move(file)), row_limit_(row_limit), buffer_(first_read + wide::block) {}

Finding& CsvReader::report(std::vector<Finding>& findings, Code code, std::string message, Case when) {
    Finding finding = make_finding(code, std::move(message), when);
    finding.location.file = file_;
    if (finding.severity == Severity::error) sound_ = false;
    return findings.emplace_back(std::move(finding));
}

Location CsvReader::locate_bytes(std::size_t offset, std::string_view marked) const {
    return locate_in_row(file_, {record_.begin, record_.size}, line_, offset, marked);
}

Location CsvReader::locate(std::size_t field) const {
    if (field >= record_.fields) return locate_bytes(record_.ends[record_.fields - 1], {});
    const std::string_view raw = raw_field(record_, field);
    return locate_bytes(static_cast<std::size_t>(raw.data() - record_.begin), raw);
}

bool CsvReader::load_record(std::vector<Finding>& findings) {
    while (!split_record(buffer_.data() + position_, buffer_.data() + filled_, record_)) {
        if (at_end_ || filled_ - position_ > row_limit_) {
            if (filled_ > position_) report_unfinished(findings);
            return false;
        }
        std::memmove(buffer_.data(), buffer_.data() + position_, filled_ - position_);
        filled_ -= position_;
        position_ = 0;
        if (started_ && buffer_.size() < later_reads) buffer_.resize(later_reads + wide::block);
        if (filled_ + wide::block > buffer_.size() / 2) buffer_.resize(buffer_.size() * 2);
        // One byte stays free for the line break that a last line may lack.
        const std::size_t room = buffer_.size() - wide::block - filled_ - 1;
        const std::size_t count = read_fully(*source_, buffer_.data() + filled_, room);
        filled_ += count;
        if (!started_ && filled_ > 0) {
            started_ = true;
            if (rest().starts_with(byte_order_mark)) {
                position_ = byte_order_mark.size();
                report(findings, Code::encoding, "the file begins with a byte-order mark", Case::with_byte_order_mark)
                    .location = at_start(file_);
            }
            if (const auto foreign = foreign_format(rest()); !foreign.empty()) {
                report(findings, Code::syntax, std::string(foreign)).location = at_start(file_);
                position_ = filled_;
                at_end_ = true;
                return false;
            }
        }
        if (count < room) {
            at_end_ = true;
            if (!source_->error().empty()) report(findings, Code::unreadable, source_->error());
            if (filled_ > position_ && buffer_[filled_ - 1] != '\n') buffer_[filled_++] = '\n';
        }
    }
    if (record_.size > row_limit_) {
        report_unfinished(findings);
        return false;
    }
    position_ += record_.size;
    return true;
}

void CsvReader::add_fault(RowFault fault, std::string_view row, std::size_t line, std::vector<Finding>& findings) {
    if (!fault.code) return;
    sound_ = false;
    findings.push_back(locate_fault(std::move(fault), row, line));
    findings.back().location.file = file_;
}

void CsvReader::report_unfinished(std::vector<Finding>& findings) {
    add_fault(find_row_fault(rest(), row_limit_), rest(), next_line_, findings);
    position_ = filled_;
    at_end_ = true;
}

bool CsvReader::next(std::vector<Finding>& findings) {
    do {
        if (!load_record(findings)) {
            fields_.clear();
            return false;
        }
        line_ = next_line_;
        next_line_ += record_.quotes
                          ? static_cast<std::size_t>(std::count(record_.begin, record_.begin + record_.size, '\n'))
                          : 1;
    } while (is_blank(record_));

    sound_ = true;
    if (width_ == 0) width_ = record_.fields;
    add_fault(find_record_fault(record_, width_, row_limit_), {record_.begin, record_.size}, line_, findings);
    fields_.resize(record_.fields);
    scratch_.clear();
    scratch_.reserve(record_.size);  // so that no field's text moves when the next one is added
    for (std::size_t i = 0; i < fields_.size(); ++i) fields_[i] = unescape_field(raw_field(record_, i), scratch_);
    return true;
}

}  // namespace caucus_tally
