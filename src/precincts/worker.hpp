// SPDX-License-Identifier: MIT
#pragma once

#include "csv/csv_scan.hpp"
#include "precincts/groups.hpp"
#include "precincts/layout.hpp"
#include "precincts/ledger.hpp"
#include "precincts/row_scan.hpp"
#include "precincts/row_source.hpp"
#include "precincts/segment_cache.hpp"

#include <caucus_tally/tabulate.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace caucus_tally {

/// One thread's reading of rows into sums. Blocks must come in increasing order.
///
/// Three ways lead to the same sums: rows that look like the ones that followed last time are recognized by their bytes
/// (predict_rows.cpp); rows in no order are looked up in batches (batch_rows.cpp); every other row is taken apart with
/// all checks (take_row.cpp), which is the definition of what a row means.
class Worker {
public:
    Worker(const Query& query, const TabulateOptions& options);
    Worker(const Worker&) = delete;  // entries point at no_entry_
    Worker& operator=(const Worker&) = delete;

    /// Adds the rows of a block, and to the report what is to be said of them. Returns how many bytes it took: all,
    /// unless the last row is not whole.
    std::size_t add_block(const Block& block, BlockReport& report);

    const Groups& groups() const { return groups_; }

private:
    /// A segment or a count of the current layout.
    struct StepState {
        Layout::Step step;
        bool ends_row = false;
        bool may_be_empty = false;      // a vote type: empty means unknown
        std::size_t sum = 0;            // of a count
        SegmentCache cache{0};          // of a segment
        SegmentEntry* last = nullptr;   // its entry in the row before
        SegmentEntry* entry = nullptr;  // in the current row
        SegmentEntry spare;             // for a current row whose bytes are not kept
        std::vector<std::size_t> keys;  // its group columns
        TupleTable key_tuples{0};       // for each key, the ids of their names
        PairTable combined;             // (number of the keyed segments before, key) -> number of them together
        std::uint32_t combinations = 0;
        Votes votes = 0;  // of a count, in the current row
        bool stated = false;
    };

    /// A row that is looked up together with others, so that the memory for one is fetched while others are worked on.
    struct BatchRow {
        const char* begin = nullptr;
        const char* next = nullptr;
        std::uint32_t flags = 0;
        std::uint32_t id = 0;       // of its keyed segments so far; no_id where it is to be found
        bool needs_a_look = false;  // take_row must decide
    };
    struct Lookup {
        std::string_view bytes;
        std::uint64_t hash = 0;
        SegmentEntry* entry = nullptr;
    };
    struct BatchSegment {
        StepState* state = nullptr;
        std::size_t first = 0;  // its columns
        std::size_t last = 0;
    };
    struct BatchCount {
        std::size_t column = 0;
        std::size_t sum = 0;
        bool may_be_empty = false;
    };
    struct Batch {
        static constexpr std::size_t capacity = 128;
        RowScan scan;
        std::vector<BatchSegment> segments;  // steps that are looked up
        std::vector<BatchSegment> others;    // steps that are not
        std::vector<std::size_t> units;      // columns of these that may say that the row is a total
        std::vector<BatchCount> counts;
        std::vector<BatchRow> rows;
        std::vector<Lookup> lookups;              // row by row, for each of `segments`
        std::vector<std::optional<Votes>> votes;  // row by row, for each of `counts`
        std::size_t size = 0;
    };

    void use_layout(const Layout& layout);
    void prepare_batch();
    void cut_batch(const char* begin, const char* end);
    bool cut_batch_row(const char* begin, const std::uint32_t* bounds, Lookup* lookups, std::optional<Votes>* votes);
    void find_batch_entries();
    const char* add_batch_rows();
    std::uint32_t find_group(const char* row);

    /// Adds rows as long as they look like what is expected, and returns the first that does not.
    using AddRows = const char* (Worker::*)(const char* row, const char* end);
    AddRows choose_add_rows() const;
    template <std::size_t segments, unsigned keyed, bool one_count>
    const char* add_shaped_rows(const char* row, const char* end);
    const char* add_any_rows(const char* row, const char* end);
    void count_rows(std::uint64_t rows, std::uint64_t unwanted);

    const char* add_batch(const char* row, const char* end);
    const char* take_row(const char* row, const char* end);

    bool find_entries();
    SegmentEntry& make_entry(StepState& state, std::string_view bytes);
    std::uint32_t find_name(std::size_t by, std::size_t column);
    void describe_segment(StepState& state, SegmentEntry& entry);
    bool take_odd_row();
    bool take_counts();
    bool note_odd_counts();
    void add_current(const char* row);
    void combine(std::size_t step, std::uint32_t left, const char* row);
    void count_bad_row(Finding finding, std::size_t column);
    void keep_out(std::string_view name, bool total, std::size_t column);
    std::string_view value(std::size_t column);
    std::string_view group_name(std::size_t column, std::size_t by);
    Location locate(std::size_t column) const;

    const Query& query_;
    const TabulateOptions& options_;
    Groups groups_;
    const Layout* layout_ = nullptr;
    std::vector<StepState> steps_;
    AddRows add_rows_ = nullptr;
    Batch batch_;
    std::size_t patience_ = 1;          // batches before rows are expected to be in an order again
    std::uint64_t surprises_ = 0;       // weighs the rows that were not expected against those that were
    std::vector<std::uint32_t> keyed_;  // steps that hold group columns
    std::vector<std::uint32_t> tuple_;
    SegmentEntry no_entry_;  // what is predicted when nothing is known: it never matches a whole row

    const char* block_begin_ = nullptr;
    std::uint64_t sequence_ = 0;
    std::uint64_t lines_ = 0;  // of the block, before the current row
    BlockReport* report_ = nullptr;
    CsvRecord record_;
    std::string scratch_;
};

}  // namespace caucus_tally
