// SPDX-License-Identifier: MIT
#pragma once

#include "base/files.hpp"
#include "csv/csv_scan.hpp"
#include "precincts/ledger.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// Whole rows of a table, the last one with its line break, in a buffer that is used again for the next block.
struct Block {
    std::vector<char> buffer;
    std::string_view rows;
    std::uint64_t sequence = 0;
};

/// Bytes that can be read after the rows of a block.
inline constexpr std::size_t block_padding = 1024 + wide::block;

/// Hands out a table's rows block by block, in order, to any number of threads, and reports what keeps rows of it from
/// being handed out.
class RowSource {
public:
    /// Gets the stored bytes read so far; called by one thread at a time.
    using Progress = std::function<void(std::uint64_t bytes_read)>;

    RowSource(std::unique_ptr<ByteSource> bytes, const RowLimits& limits, std::size_t max_findings, Ledger& ledger,
              Progress progress);

    /// Reads the header, the first row that is not blank. `accept` says whether it is that of a table to be read.
    bool read_header(const std::function<bool(const CsvRecord& header, BlockReport& report)>& accept);
    /// Fills the next block; false if there are no more.
    bool next(Block& block);
    /// Takes back what a reader left of a block. Only for one that reads alone.
    void give_back(std::string_view rows);
    /// Says that only one thread reads. Then blocks end at any line break, which saves a look at every byte, and what
    /// turns out to be a part of a row is given back.
    void read_alone() { alone_ = true; }

private:
    bool fill(Block& block);
    void skip_long_row(Block& block, std::size_t size, CsvState state);
    void report_bad_row(std::string_view row, std::uint64_t lines);
    std::size_t read_more(Block& block, std::size_t size);
    BlockReport new_report();

    std::unique_ptr<ByteSource> bytes_;
    RowLimits limits_;
    std::size_t max_findings_;
    Ledger& ledger_;
    Progress progress_;
    std::mutex mutex_;

    bool at_end_ = false;    // bytes_ has no more
    bool finished_ = false;  // all rows are handed out
    std::string rest_;       // bytes read but not yet handed out
    bool alone_ = false;
    bool in_doubt_ = false;  // rest_ begins with a row that was given back
    std::uint64_t sequence_ = 0;
};

}  // namespace caucus_tally
