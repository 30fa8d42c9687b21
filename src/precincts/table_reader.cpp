// SPDX-License-Identifier: MIT
#include "precincts/table_reader.hpp"

#include "base/parallel.hpp"
#include "csv/csv_reader.hpp"
#include "csv/line_ends.hpp"
#include "csv/row_fault.hpp"

#include <algorithm>
#include <caucus_tally/source.hpp>
#include <cstdio>
#include <deque>
#include <fmt/format.h>
#include <sys/stat.h>
#include <thread>

namespace caucus_tally {
namespace {

// A thread that is started for less than this costs more than it saves.
constexpr std::uint64_t bytes_for_a_thread = std::uint64_t{4} << 20;

/// Keeps what is read of another source.
class KeptBytes final : public ByteSource {
public:
    KeptBytes(std::unique_ptr<ByteSource> source, std::shared_ptr<std::FILE> kept)
        : source_(std::move(source)), kept_(std::move(kept)) {
        error_ = source_->error();
    }
    std::size_t read(char* to, std::size_t room) override {
        const std::size_t count = source_->read(to, room);
        error_ = source_->error();
        if (count > 0 && std::fwrite(to, 1, count, kept_.get()) < count) {
            error_ = "the temporary file that it is kept in is full";
            return 0;
        }
        return count;
    }
    std::uint64_t stored_bytes_read() const override { return source_->stored_bytes_read(); }

private:
    std::unique_ptr<ByteSource> source_;
    std::shared_ptr<std::FILE> kept_;
};

class KeptAgain final : public ByteSource {
public:
    explicit KeptAgain(std::shared_ptr<std::FILE> kept) : kept_(std::move(kept)) { std::rewind(kept_.get()); }
    std::size_t read(char* to, std::size_t room) override {
        const std::size_t count = std::fread(to, 1, room, kept_.get());
        taken_ += count;
        return count;
    }
    std::uint64_t stored_bytes_read() const override { return taken_; }

private:
    std::shared_ptr<std::FILE> kept_;
    std::uint64_t taken_ = 0;
};

/// Reads the header's names and says what is wrong with them; false if the rows cannot be read.
bool accept_header(const CsvRecord& record, BlockReport& report, const TableInput& input, const TableReading& how,
                   TableRead& read) {
    const Query& query = how.query;
    const std::string_view line(record.begin, record.size);
    const auto refuse_for = [&](Finding finding) {
        report.report(std::move(finding), how.max_findings);
        return false;
    };
    const auto is_header = [](std::span<const std::string_view> names) {
        return recognize_header(names).is_precinct_table();
    };
    if (const auto foreign = record.fields == 1 ? find_foreign_separator(line, is_header) : std::nullopt)
        return refuse_for(locate_fault({Code::syntax, foreign->message, foreign->offset, 1}, line, report.lines + 1));
    if (kind_of_text(line) == TextKind::json && !input.found_in_folder && !query.checks) {
        Finding finding =
            make_finding(Code::syntax, fmt::format("{} is JSON, not a table; caucus-tally show {} shows it",
                                                   input.name == "-" ? "standard input" : input.name, input.name));
        finding.location = locate_in_row({}, line, report.lines + 1, 0, line.substr(0, 1));
        return refuse_for(std::move(finding));
    }
    const RowFault fault = find_record_fault(record, record.fields, how.limits.max_row_bytes);
    if (fault.code) report.report(locate_fault(fault, line, report.lines + 1), how.max_findings);

    std::string scratch;
    scratch.reserve(line.size());
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < record.fields; ++i) names.push_back(unescape_field(raw_field(record, i), scratch));
    read.header = recognize_header(names);
    read.is_precinct_table = read.header.is_precinct_table();
    if (query.checks && fault.code) return false;

    const auto refuse_row = [&](std::string message) {
        Finding finding = make_finding(Code::field, std::move(message));
        finding.location = locate_row({}, record, report.lines + 1);
        return refuse_for(std::move(finding));
    };
    const auto locate_column = [&](std::size_t column) {
        const std::string_view raw = raw_field(record, std::min(column, record.fields - 1));
        return locate_in_row({}, line, report.lines + 1, static_cast<std::size_t>(raw.data() - record.begin), raw);
    };
    const auto pass_over = [&] {
        read.is_passed_over = true;
        report.drop_findings();
        return false;
    };
    // What else may be said of its columns is nobody's business if the file is something else.
    if (auto missing = missing_columns(read.header, query.default_by || query.checks)) {
        const bool is_close = read.header.find(ColumnRole::candidate) || read.header.has_counts();
        read.is_precinct_table = read.is_precinct_table || (missing->misspelt && is_close);
        if (input.found_in_folder && !query.checks && !read.is_precinct_table && !missing->misspelt) return pass_over();
        if (!missing->misspelt) return refuse_row(std::move(missing->message));
        Finding finding = make_finding(Code::field, std::move(missing->message));
        finding.location = locate_column(*missing->misspelt);
        return refuse_for(std::move(finding));
    }
    bool is_misspelt = false;
    for (const HeaderProblem& problem : check_header(read.header)) {
        is_misspelt |= problem.when == Case::usual;
        Finding finding = make_finding(Code::field, problem.message, problem.when);
        finding.location = locate_column(problem.column);
        report.report(std::move(finding), how.max_findings);
    }
    if (query.checks) return true;
    if (is_misspelt || fault.code) return false;
    auto missing = missing_column(read.header, query);
    if (!missing) return true;
    if (input.found_in_folder && !read.is_precinct_table) return pass_over();
    return refuse_row(std::move(*missing));
}

/// Has one reader take all blocks that it can get.
void take_blocks(RowSource& source, RowReader& reader, Ledger& ledger) {
    Block block;
    while (source.next(block)) {
        BlockReport report;
        const std::size_t taken = reader.take_block(block, report);
        if (taken < block.rows.size()) source.give_back(block.rows.substr(taken));
        ledger.enter(std::move(report));
    }
}

}  // namespace

std::uint64_t stored_size(const TableInput& input) {
    if (input.text) return input.text->size();
    struct stat status {};
    if (input.name == "-" || ::stat(input.name.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return 0;
    return static_cast<std::uint64_t>(status.st_size);
}

unsigned useful_threads(unsigned wanted, std::uint64_t bytes) {
    if (wanted > 0) return wanted;
    const unsigned all = std::max(1U, std::thread::hardware_concurrency());
    if (bytes == 0) return all;
    return static_cast<unsigned>(std::clamp<std::uint64_t>(bytes / bytes_for_a_thread, 1, all));
}

TableBytes::TableBytes(const TableInput& input) : input_(input), size_(stored_size(input)) {
    if (!input.text && !can_be_read_again(input.name)) once_ = open_source(input.name);
}

TableBytes::TableBytes(std::unique_ptr<ByteSource> source, std::string name)
    : input_{std::move(name), {}}, once_(std::move(source)) {}

std::unique_ptr<ByteSource> TableBytes::open() {
    if (kept_) return with_line_feeds(std::make_unique<KeptAgain>(kept_));
    if (!once_) return with_line_feeds(input_.text ? open_memory(*input_.text) : open_source(input_.name));
    kept_.reset(std::tmpfile(), [](std::FILE* file) {
        if (file != nullptr) std::fclose(file);
    });
    if (!kept_) throw FileError("no temporary file can be made to keep what is read only once");
    return with_line_feeds(std::make_unique<KeptBytes>(std::move(once_), kept_));
}

void read_table(TableBytes& bytes, const TableReading& how, const RowTally::Suspects& suspects, TableRead& read) {
    RowSource source(bytes.open(), how.limits, how.max_findings, read.ledger, how.progress);
    read.is_usable = source.read_header([&](const CsvRecord& header, BlockReport& report) {
        return accept_header(header, report, bytes.input(), how, read);
    });
    if (!read.is_usable) return;
    read.layout = std::make_unique<Layout>(make_layout(read.header, how.query));
    const unsigned threads = useful_threads(how.threads, bytes.size());
    if (threads == 1) source.read_alone();
    std::deque<RowTally> tallies;
    for (unsigned i = 0; i < threads; ++i)
        tallies.emplace_back(*read.layout, how.query, suspects).expect(bytes.size() / threads);
    for_each_parallel(threads, threads, [&](std::size_t i) {
        RowReader reader(tallies[i], how.limits, how.max_findings);
        take_blocks(source, reader, read.ledger);
    });
    read.tally = std::make_unique<RowTally>(std::move(tallies.front()));
    for (std::size_t i = 1; i < tallies.size(); ++i) read.tally->merge(tallies[i]);
}

void visit_rows(TableBytes& bytes, const TableReading& how, TableRead& read,
                const std::function<void(RowReader& reader, std::uint64_t lines_before, std::uint32_t unit,
                                         std::uint32_t choice)>& visit) {
    Ledger ledger({}, 0);
    RowSource source(bytes.open(), how.limits, 0, ledger, {});
    if (!source.read_header([](const CsvRecord&, BlockReport&) { return true; })) return;
    source.read_alone();
    RowReader reader(*read.tally, how.limits, 0);
    reader.visit_rows(
        [&](std::uint32_t unit, std::uint32_t choice) { visit(reader, ledger.all().lines, unit, choice); });
    take_blocks(source, reader, ledger);
}

}  // namespace caucus_tally
