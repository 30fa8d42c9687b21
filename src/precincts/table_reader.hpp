// SPDX-License-Identifier: MIT
#pragma once

#include "base/files.hpp"
#include "precincts/ledger.hpp"
#include "precincts/row_reader.hpp"
#include "precincts/row_source.hpp"
#include "precincts/tally.hpp"

#include <caucus_tally/precincts.hpp>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>

namespace caucus_tally {

/// A table's bytes, to be had more than once: those of a file by opening it again, those that come only once because
/// they are kept in a temporary file.
class TableBytes {
public:
    /// The bytes of a file, of standard input or of a text.
    explicit TableBytes(const TableInput& input);
    TableBytes(std::unique_ptr<ByteSource> source, std::string name);

    std::unique_ptr<ByteSource> open();
    /// Stored bytes, 0 if that is not known.
    std::uint64_t size() const { return size_; }

    const TableInput& input() const { return input_; }

private:
    TableInput input_;
    std::unique_ptr<ByteSource> once_;
    std::shared_ptr<std::FILE> kept_;
    std::uint64_t size_ = 0;
};

/// Bytes of a table as they are stored; 0 if that is not known.
std::uint64_t stored_size(const TableInput& input);

/// How tables are read.
struct TableReading {
    const Query& query;
    RowLimits limits;
    std::size_t max_findings = 0;
    unsigned threads = 1;
    RowSource::Progress progress = {};
};

/// One reading of a table: what it holds, or why it cannot be used.
struct TableRead {
    TableRead(std::string name, std::size_t max_findings, Ledger::Sink sink = {})
        : ledger(std::move(name), max_findings, std::move(sink)) {}

    bool is_precinct_table = false;  ///< its header is that of one
    bool is_usable = false;          ///< its rows were read
    bool is_passed_over = false;     ///< nobody named it, and it is no precinct table
    PrecinctHeader header;
    std::unique_ptr<Layout> layout;
    std::unique_ptr<RowTally> tally;
    Ledger ledger;
};

/// Reads all rows into the tally, with threads if that is worth it. Units that are among the suspects have sums of
/// their own.
void read_table(TableBytes& bytes, const TableReading& how, const RowTally::Suspects& suspects, TableRead& read);

/// Goes once more through the named rows of a table that was read, in their order, and calls `visit`. Rows have the
/// numbers of its tally. `reader` is the one that they are read by, `line` the current row's.
void visit_rows(TableBytes& bytes, const TableReading& how, TableRead& read,
                const std::function<void(RowReader& reader, std::uint64_t lines_before, std::uint32_t unit,
                                         std::uint32_t choice)>& visit);

/// As many threads as are worth starting for so many bytes; 0 wanted: one for each processor, at most.
unsigned useful_threads(unsigned wanted, std::uint64_t bytes);

}  // namespace caucus_tally
