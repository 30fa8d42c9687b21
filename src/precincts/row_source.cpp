// SPDX-License-Identifier: MIT
#include "precincts/row_source.hpp"

#include "base/files.hpp"
#include "csv/csv_reader.hpp"
#include "csv/line_ends.hpp"
#include "csv/row_fault.hpp"

#include <algorithm>
#include <cstring>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

// What is no table shows in its first bytes.
constexpr std::size_t head_bytes = 64;

std::string_view bytes_of(const Block& block, std::size_t size) {
    return {block.buffer.data(), size};
}

}  // namespace

RowSource::RowSource(std::unique_ptr<ByteSource> bytes, const RowLimits& limits, std::size_t max_findings,
                     Ledger& ledger, Progress progress)
    : bytes_(std::move(bytes)),
      limits_(limits),
      max_findings_(max_findings),
      ledger_(ledger),
      progress_(std::move(progress)) {}

BlockReport RowSource::new_report() {
    BlockReport report;
    report.sequence = sequence_++;
    return report;
}

bool RowSource::next(Block& block) {
    const std::lock_guard lock(mutex_);
    block.buffer.resize(std::max(block.buffer.size(), limits_.block_bytes + 1 + block_padding));
    while (!finished_)
        if (fill(block)) {
            if (progress_) progress_(bytes_->stored_bytes_read());
            return true;
        }
    return false;
}

/// Appends the next bytes of the table to the `size` bytes in the buffer and returns the new size. At the end of the
/// table the last row gets the line break it may lack, unless the source failed in it.
std::size_t RowSource::read_more(Block& block, std::size_t size) {
    block.buffer.resize(std::max(block.buffer.size(), size + limits_.block_bytes + 1 + block_padding));
    const std::size_t count = read_fully(*bytes_, block.buffer.data() + size, limits_.block_bytes);
    size += count;
    if (count == limits_.block_bytes) return size;
    at_end_ = true;
    if (bytes_->error().empty() && size > 0 && block.buffer[size - 1] != '\n') block.buffer[size++] = '\n';
    return size;
}

bool RowSource::read_header(const std::function<bool(const CsvRecord& header, BlockReport& report)>& accept) {
    Block block;
    BlockReport report = new_report();
    const auto refuse = [&] {
        finished_ = true;
        ledger_.enter(std::move(report));
        return false;
    };
    const auto refuse_for = [&](Finding finding) {
        report.report(std::move(finding), max_findings_);
        return refuse();
    };
    const auto report_at_start = [&](Finding finding) {
        finding.location = at_start({});
        report.report(std::move(finding), max_findings_);
    };

    std::size_t size = 0;
    std::size_t start = 0;
    bool begun = false;
    CsvRecord header;
    for (;;) {
        if (!at_end_) size = read_more(block, size);
        if (!begun && (size >= head_bytes || at_end_)) {
            begun = true;
            if (bytes_of(block, size).starts_with("\xEF\xBB\xBF"sv)) {
                start = 3;
                report_at_start(
                    make_finding(Code::encoding, "the file begins with a byte-order mark", Case::with_byte_order_mark));
            }
            const auto foreign = foreign_format(bytes_of(block, size).substr(start));
            if (!foreign.empty()) {
                report_at_start(make_finding(Code::syntax, std::string(foreign)));
                return refuse();
            }
        }
        bool found = false;
        while (begun) {
            found = split_record(block.buffer.data() + start, block.buffer.data() + size, header);
            if (!found || !is_blank(header)) break;
            start += header.size;
            report.lines += 1;
        }
        if (found) break;
        const std::string_view rest = bytes_of(block, size).substr(start);
        if (rest.size() > limits_.max_row_bytes || (at_end_ && !rest.empty() && bytes_->error().empty()))
            return refuse_for(locate_fault(find_row_fault(rest, limits_.max_row_bytes), rest, report.lines + 1));
        if (!at_end_) continue;
        if (!bytes_->error().empty()) return refuse_for(make_finding(Code::unreadable, bytes_->error()));
        return refuse_for(make_finding(Code::nothing_checked, "the file is empty"));
    }
    if (!accept(header, report)) return refuse();
    report.lines += static_cast<std::uint64_t>(std::count(header.begin, header.begin + header.size, '\n'));
    ledger_.enter(std::move(report));
    rest_.assign(bytes_of(block, size).substr(start + header.size));
    return true;
}

bool RowSource::fill(Block& block) {
    std::size_t size = rest_.copy(block.buffer.data(), block.buffer.size());
    if (size < rest_.size()) {
        block.buffer.resize(rest_.size() + limits_.block_bytes + 1 + block_padding);
        size = rest_.copy(block.buffer.data(), rest_.size());
    }
    rest_.clear();
    RowBoundary boundary;
    for (;;) {
        if (alone_ && !in_doubt_)
            boundary.last_end = find_last_newline(bytes_of(block, size)) + 1;
        else
            find_last_row_end(bytes_of(block, size), boundary);
        if (at_end_ || (boundary.last_end > 0 && size >= limits_.block_bytes)) break;
        if (boundary.last_end == 0 && size > limits_.max_row_bytes) {
            if (alone_ && !in_doubt_) find_last_row_end(bytes_of(block, size), boundary);
            skip_long_row(block, size, boundary.state);
            return false;
        }
        size = read_more(block, size);
    }

    in_doubt_ = false;
    rest_.assign(bytes_of(block, size).substr(boundary.last_end));
    if (boundary.last_end > 0) {
        block.rows = bytes_of(block, boundary.last_end);
        block.sequence = sequence_++;
        return true;
    }
    // The table's end. What is left has no end itself: it is in quotes, or the source broke off in it.
    if (!bytes_->error().empty()) {
        BlockReport report = new_report();
        report.truncated = true;
        report.report(make_finding(Code::unreadable, bytes_->error()), max_findings_);
        ledger_.enter(std::move(report));
    } else if (!rest_.empty()) {
        report_bad_row(rest_, static_cast<std::uint64_t>(std::ranges::count(rest_, '\n')));
    }
    finished_ = true;
    return false;
}

void RowSource::give_back(std::string_view rows) {
    rest_.insert(0, rows);
    in_doubt_ = !rows.empty();
}

/// Drops the row whose first `size` bytes are in the buffer, however long it goes on.
void RowSource::skip_long_row(Block& block, std::size_t size, CsvState state) {
    const std::string start(bytes_of(block, limits_.max_row_bytes + 1));
    std::string_view skipped = bytes_of(block, size);
    std::uint64_t lines = 0;
    for (std::size_t end = std::string_view::npos; end == std::string_view::npos;) {
        lines += static_cast<std::uint64_t>(std::ranges::count(skipped, '\n'));
        if (at_end_) break;
        const std::string_view more = bytes_of(block, read_more(block, 0));
        end = find_row_end(more, state);
        skipped = more.substr(0, end);
        if (end == std::string_view::npos) continue;
        lines += static_cast<std::uint64_t>(std::ranges::count(skipped, '\n'));
        rest_.assign(more.substr(end));
    }
    report_bad_row(start, lines);
}

void RowSource::report_bad_row(std::string_view row, std::uint64_t lines) {
    BlockReport report = new_report();
    report.rows = 1;
    report.bad_rows = 1;
    report.lines = lines;
    report.report(locate_fault(find_row_fault(row, limits_.max_row_bytes), row, 1), max_findings_);
    ledger_.enter(std::move(report));
}

}  // namespace caucus_tally
