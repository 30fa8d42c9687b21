// SPDX-License-Identifier: MIT
#pragma once

#include "base/files.hpp"
#include "csv/csv_scan.hpp"
#include "precincts/layout.hpp"
#include "precincts/ledger.hpp"
#include "precincts/reconcile.hpp"

#include <caucus_tally/tabulate.hpp>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// Whole rows of one table, the last one with its line break, in a buffer that is used again for the next block.
struct Block {
    std::vector<char> buffer;
    std::string_view rows;
    const Layout* layout = nullptr;
    std::uint64_t sequence = 0;
    std::size_t input = 0;
};

/// Bytes that can be read after the rows of a block.
inline constexpr std::size_t block_padding = 1024 + wide::block;

/// Hands out the tables' rows block by block, in order, to any number of threads. Reads the headers, and reports what
/// keeps a table, or rows of it, from being handed out.
class RowSource {
public:
    RowSource(std::span<const TableInput> inputs, const TabulateOptions& options, Query query, Ledger& ledger);

    /// Fills the next block; false when there are no more.
    bool next(Block& block);
    /// Takes back what add_block left of a block. Only where one thread reads: see read_alone().
    void give_back(std::string_view rows);
    /// Says that only one thread reads. Then blocks end at any line break, which saves a look at every byte, and what
    /// turns out to be a part of a row is given back.
    void read_alone() { alone_ = true; }

    /// Bytes of all tables as they are stored; 0 where one of them has no size.
    std::uint64_t bytes_total() const { return bytes_total_; }

    /// Names of the sums. Only while no other thread calls next().
    const std::vector<std::string>& counts() const { return counts_; }
    /// Which columns the tables had. Only while no other thread calls next().
    const TableColumns& columns() const { return columns_; }

private:
    bool open_table(Block& block);
    bool take_header(Block& block, std::size_t& size);
    bool use_header(const CsvRecord& header, BlockReport& report);
    void use_layout(const Layout& layout);
    bool fill(Block& block);
    void skip_long_row(Block& block, std::size_t size, CsvState state);
    void report_bad_row(std::string_view row, std::uint64_t lines);
    std::size_t read_more(Block& block, std::size_t size);
    void close_table();
    BlockReport new_report();

    std::span<const TableInput> inputs_;
    const TabulateOptions& options_;
    Query query_;
    Ledger& ledger_;
    std::mutex mutex_;

    std::size_t next_input_ = 0;
    std::unique_ptr<ByteSource> bytes_;  // of the current table, none between tables
    bool at_end_ = false;                // bytes_ has no more
    const Layout* layout_ = nullptr;     // of the current table
    std::string rest_;                   // bytes read but not yet handed out
    bool alone_ = false;
    bool in_doubt_ = false;  // rest_ begins with a row that was given back
    std::uint64_t sequence_ = 0;
    std::uint64_t bytes_done_ = 0;  // of the tables before
    std::uint64_t bytes_total_ = 0;
    std::deque<Layout> layouts_;        // of all tables, since blocks of earlier ones may still be in work
    std::vector<std::string> headers_;  // for each layout, the header line it came from
    std::vector<std::string> counts_;
    TableColumns columns_;
};

}  // namespace caucus_tally
