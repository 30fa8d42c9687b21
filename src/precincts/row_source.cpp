// SPDX-License-Identifier: MIT
#include "precincts/row_source.hpp"

#include "base/files.hpp"
#include "csv/csv_reader.hpp"
#include "csv/line_ends.hpp"
#include "csv/row_fault.hpp"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <sys/stat.h>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

// What is no table shows in its first bytes.
constexpr std::size_t head_bytes = 64;

std::uint64_t stored_size(const TableInput& input) {
    if (input.text) return input.text->size();
    struct stat status {};
    if (input.name == "-" || ::stat(input.name.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return 0;
    return static_cast<std::uint64_t>(status.st_size);
}

std::string_view bytes_of(const Block& block, std::size_t size) {
    return {block.buffer.data(), size};
}

}  // namespace

RowSource::RowSource(std::span<const TableInput> inputs, const TabulateOptions& options, Query query, Ledger& ledger)
    : inputs_(inputs), options_(options), query_(std::move(query)), ledger_(ledger) {
    for (const TableInput& input : inputs) {
        const std::uint64_t size = stored_size(input);
        bytes_total_ += size;
        if (size > 0) continue;
        bytes_total_ = 0;
        break;
    }
}

BlockReport RowSource::new_report() {
    BlockReport report;
    report.sequence = sequence_++;
    report.input = next_input_ - 1;
    return report;
}

bool RowSource::next(Block& block) {
    const std::lock_guard lock(mutex_);
    block.buffer.resize(std::max(block.buffer.size(), options_.block_bytes + 1 + block_padding));
    for (;;) {
        if (!bytes_) {
            if (next_input_ == inputs_.size()) return false;
            if (!open_table(block)) continue;
        }
        if (fill(block)) break;
    }
    if (options_.progress) options_.progress({bytes_done_ + bytes_->stored_bytes_read(), bytes_total_});
    return true;
}

void RowSource::close_table() {
    bytes_done_ += bytes_->stored_bytes_read();
    bytes_.reset();
    rest_.clear();
}

/// Appends the next bytes of the table to the `size` bytes in the buffer and returns the new size. At the end of the
/// table the last row gets the line break it may lack, unless the source failed in it.
std::size_t RowSource::read_more(Block& block, std::size_t size) {
    block.buffer.resize(std::max(block.buffer.size(), size + options_.block_bytes + 1 + block_padding));
    const std::size_t count = read_fully(*bytes_, block.buffer.data() + size, options_.block_bytes);
    size += count;
    if (count == options_.block_bytes) return size;
    at_end_ = true;
    if (bytes_->error().empty() && size > 0 && block.buffer[size - 1] != '\n') block.buffer[size++] = '\n';
    return size;
}

bool RowSource::open_table(Block& block) {
    const TableInput& input = inputs_[next_input_++];
    bytes_ = with_line_feeds(input.text ? open_memory(*input.text) : open_source(input.name));
    at_end_ = false;
    std::size_t size = 0;
    if (take_header(block, size)) {
        rest_.append(bytes_of(block, size));
        return true;
    }
    close_table();
    return false;
}

/// Reads up to the end of the header and leaves what follows it at the front of the buffer.
bool RowSource::take_header(Block& block, std::size_t& size) {
    BlockReport report = new_report();
    report.starts_table = true;
    const auto refuse = [&] {
        report.refused = true;
        ledger_.enter(std::move(report));
        return false;
    };
    const auto refuse_for = [&](Finding finding) {
        report.report(std::move(finding), options_.max_findings);
        return refuse();
    };
    const auto report_at_start = [&](Finding finding) {
        finding.location = at_start({});
        report.report(std::move(finding), options_.max_findings);
    };

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
        if (rest.size() > options_.max_row_bytes || (at_end_ && !rest.empty() && bytes_->error().empty()))
            return refuse_for(locate_fault(find_row_fault(rest, options_.max_row_bytes), rest, report.lines + 1));
        if (!at_end_) continue;
        if (!bytes_->error().empty()) return refuse_for(make_finding(Code::unreadable, bytes_->error()));
        return refuse_for(make_finding(Code::nothing_checked, "the file is empty"));
    }
    if (!use_header(header, report)) return refuse();
    report.lines += static_cast<std::uint64_t>(std::count(header.begin, header.begin + header.size, '\n'));
    ledger_.enter(std::move(report));
    const std::size_t used = start + header.size;
    std::memmove(block.buffer.data(), block.buffer.data() + used, size - used);
    size -= used;
    return true;
}

bool RowSource::use_header(const CsvRecord& record, BlockReport& report) {
    const std::string_view line(record.begin, record.size);
    const auto known = std::ranges::find(headers_, line);
    if (known != headers_.end()) {
        use_layout(layouts_[static_cast<std::size_t>(known - headers_.begin())]);
        return true;
    }

    const auto is_header = [](std::span<const std::string_view> names) {
        return recognize_header(names).is_precinct_table();
    };
    if (const auto foreign = record.fields == 1 ? find_foreign_separator(line, is_header) : std::nullopt) {
        const RowFault fault{Code::syntax, foreign->message, foreign->offset, 1};
        report.report(locate_fault(fault, line, report.lines + 1), options_.max_findings);
        return false;
    }
    const std::uint64_t errors = report.errors;
    const TableInput& input = inputs_[report.input];
    if (kind_of_text(line) == TextKind::json && !input.found_in_folder) {
        Finding finding =
            make_finding(Code::syntax, fmt::format("{} is JSON, not a table; caucus-tally show {} shows it",
                                                   input.name == "-" ? "standard input" : input.name, input.name));
        finding.location = locate_in_row({}, line, report.lines + 1, 0, line.substr(0, 1));
        report.report(std::move(finding), options_.max_findings);
        return false;
    }
    if (const RowFault fault = find_record_fault(record, record.fields, options_.max_row_bytes); fault.code)
        report.report(locate_fault(fault, line, report.lines + 1), options_.max_findings);
    std::string scratch;
    scratch.reserve(line.size());
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < record.fields; ++i) names.push_back(unescape_field(raw_field(record, i), scratch));
    const PrecinctHeader header = recognize_header(names);
    const auto report_column = [&](Finding finding, std::size_t column) {
        const std::string_view raw = raw_field(record, column);
        finding.location =
            locate_in_row({}, line, report.lines + 1, static_cast<std::size_t>(raw.data() - record.begin), raw);
        report.report(std::move(finding), options_.max_findings);
    };
    if (auto missing = missing_columns(header, query_.default_by)) {
        report.passed_over = input.found_in_folder && !header.is_precinct_table() && !missing->misspelt;
        if (report.passed_over) {
            report.drop_findings();
        } else if (missing->misspelt) {
            report_column(make_finding(Code::field, std::move(missing->message)), *missing->misspelt);
        } else {
            Finding finding = make_finding(Code::field, std::move(missing->message));
            finding.location = locate_row({}, record, report.lines + 1);
            report.report(std::move(finding), options_.max_findings);
        }
        return false;
    }
    const std::vector<HeaderProblem> problems = check_header(header);
    for (const HeaderProblem& problem : problems)
        report_column(make_finding(Code::field, problem.message, problem.when), problem.column);
    if (report.errors > errors) return false;
    if (auto missing = missing_column(header, query_)) {
        report.passed_over = inputs_[report.input].found_in_folder && !header.is_precinct_table();
        if (report.passed_over) report.drop_findings();
        if (report.passed_over) return false;
        Finding finding = make_finding(Code::field, std::move(*missing));
        finding.location = locate_row({}, record, report.lines + 1);
        report.report(std::move(finding), options_.max_findings);
        return false;
    }

    use_layout(layouts_.emplace_back(make_layout(header, query_, counts_)));
    // A header with problems is not remembered, so that they are reported for every table that has it.
    headers_.emplace_back(problems.empty() ? line : std::string_view());
    return true;
}

void RowSource::use_layout(const Layout& layout) {
    layout_ = &layout;
    columns_.add(layout, next_input_ - 1);
}

bool RowSource::fill(Block& block) {
    std::size_t size = rest_.copy(block.buffer.data(), block.buffer.size());
    if (size < rest_.size()) {
        block.buffer.resize(rest_.size() + options_.block_bytes + 1 + block_padding);
        size = rest_.copy(block.buffer.data(), rest_.size());
    }
    rest_.clear();
    RowBoundary boundary;
    for (;;) {
        if (alone_ && !in_doubt_)
            boundary.last_end = find_last_newline(bytes_of(block, size)) + 1;
        else
            find_last_row_end(bytes_of(block, size), boundary);
        if (at_end_ || (boundary.last_end > 0 && size >= options_.block_bytes)) break;
        if (boundary.last_end == 0 && size > options_.max_row_bytes) {
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
        block.layout = layout_;
        block.input = next_input_ - 1;
        block.sequence = sequence_++;
        return true;
    }
    // The table's end. What is left has no end itself: it is in quotes, or the source broke off in it.
    if (!bytes_->error().empty()) {
        BlockReport report = new_report();
        report.truncated = true;
        report.report(make_finding(Code::unreadable, bytes_->error()), options_.max_findings);
        ledger_.enter(std::move(report));
    } else if (!rest_.empty()) {
        report_bad_row(rest_, static_cast<std::uint64_t>(std::ranges::count(rest_, '\n')));
    }
    close_table();
    return false;
}

void RowSource::give_back(std::string_view rows) {
    rest_.insert(0, rows);
    in_doubt_ = !rows.empty();
}

/// Drops the row whose first `size` bytes are in the buffer, however long it goes on.
void RowSource::skip_long_row(Block& block, std::size_t size, CsvState state) {
    const std::string start(bytes_of(block, options_.max_row_bytes + 1));
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
    report.report(locate_fault(find_row_fault(row, options_.max_row_bytes), row, 1), options_.max_findings);
    ledger_.enter(std::move(report));
}

}  // namespace caucus_tally
