// SPDX-License-Identifier: MIT
#pragma once

#include "csv/csv_scan.hpp"
#include "precincts/count.hpp"
#include "precincts/layout.hpp"
#include "precincts/ledger.hpp"
#include "precincts/row_scan.hpp"
#include "precincts/row_source.hpp"
#include "precincts/segment_cache.hpp"
#include "precincts/tally.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace caucus_tally {

/// One thread's reading of a table's rows into a tally. Blocks must come in increasing order.
///
/// Three ways lead to the same tally: rows that look like the ones that followed last time are recognized by their
/// bytes (take_plain_rows, take_any_rows); rows in no order are looked up in batches (take_batch); every other row is
/// taken apart with all checks (take_row), which is the definition of what a row means.
class RowReader {
public:
    /// What is to be done with a row instead of adding it up: a second reading asks for some of them. Rows without a
    /// name are left out.
    using Visit = std::function<void(std::uint32_t unit, std::uint32_t choice)>;

    RowReader(RowTally& tally, const RowLimits& limits, std::size_t max_findings);
    RowReader(const RowReader&) = delete;  // entries point at no_entry_
    RowReader& operator=(const RowReader&) = delete;

    /// Has every row visited from now on.
    void visit_rows(Visit visit) { visit_ = std::move(visit); }

    /// Takes the rows of a block, and adds to the report what is to be said of them. Returns how many bytes it took:
    /// all, unless the last row is not whole.
    std::size_t take_block(const Block& block, BlockReport& report);

    /// Of the row being visited: where a field stands, and its counts as they are compared with others'.
    Location locate(std::size_t column) const;
    std::uint64_t row_line() const { return lines_ + 1; }
    std::string figures();
    std::optional<Votes> votes();

private:
    /// Columns that are looked at together.
    struct Step {
        Layout::Step at;
        bool ends_row = false;
        bool is_alone = false;             // the only one of its part: its keys are the units or choices
        std::optional<std::size_t> count;  // which count it is
        SegmentCache cache{0};
        SegmentEntry* last = nullptr;    // in the row before
        SegmentEntry* entry = nullptr;   // in the current row
        SegmentEntry spare;              // for a current row whose bytes are not kept
        std::vector<std::uint32_t> key;  // the ids of its columns' values, in the row being described
        TupleTable keys{1};              // those met, if it is not alone
        PairTable combined;              // (number of the part's steps before, key) -> number of them together
        std::uint32_t combinations = 0;
    };
    struct Count {
        std::size_t column = 0;
        bool may_be_empty = false;  // a vote type: empty means unknown
        bool is_type = false;
        std::optional<Votes> votes;  // in the current row
    };
    /// A row that is looked up together with others, so that the memory for one is fetched while others are worked on.
    struct BatchRow {
        const char* begin = nullptr;
        const char* next = nullptr;
        std::uint32_t unit = 0;
        std::uint32_t choice = 0;
        std::uint32_t cell = 0;
        bool needs_a_look = false;  // take_row must decide
    };
    struct Lookup {
        std::string_view bytes;
        std::uint64_t hash = 0;
        SegmentEntry* entry = nullptr;
    };

    // Rows that are what was expected.
    using TakeRows = const char* (RowReader::*)(const char* row, const char* end);
    TakeRows choose_take_rows() const;
    template <bool unit_first, bool one_count>
    const char* take_plain_rows(const char* row, const char* end);
    const char* take_any_rows(const char* row, const char* end);
    const char* match_counts(const char* at, bool is_last, Count& count) const;
    bool find_number(Step& step, std::uint32_t& number) const;
    bool add_expected(std::uint32_t unit, std::uint32_t choice, const char* row);
    bool add_vote(std::uint32_t unit, std::uint32_t choice, Votes votes, const char* row);

    // Rows in no order.
    const char* take_batch(const char* row, const char* end);
    bool cut_batch_row(const char* begin, const std::uint32_t* bounds, std::size_t row);
    void find_batch_names();
    void find_batch_cells();
    const char* add_batch_rows();

    // Any row.
    const char* take_row(const char* row, const char* end);
    bool is_header_again();
    void take_sound_row(const char* row);
    std::uint32_t find_unit_or_choice(ColumnPart part, std::uint32_t& flags);
    void find_entry(Step& step);
    void find_other_entry(Step& step, std::string_view bytes);
    std::size_t distinct_keys(const Step& step) const;
    void describe(Step& step, SegmentEntry& entry);
    std::uint32_t combine(Step& step, std::uint32_t left);
    std::uint32_t add_number(ColumnPart part);
    bool check_values();
    bool is_wanted() const;
    bool names_straight_party();
    bool has_votes();
    void check_whitespace(std::size_t column);
    enum class Counts : std::uint8_t { all, some, unusable };
    Counts read_counts();
    bool types_fit() const;
    void check_vote_types();
    void note_turnout();
    void keep_out();
    std::optional<Votes> row_votes() const;

    void mark_flawed();
    void report_row(Finding finding, std::size_t column);
    RepeatedFinding& repeat(Finding finding, std::size_t column);
    std::string_view value(std::size_t column);
    std::uint64_t position(const char* row) const {
        return sequence_ << 32 | static_cast<std::uint64_t>(row - block_begin_);
    }
    void count_rows(std::uint64_t rows) {
        lines_ += rows;
        report_->rows += rows;
    }

    RowTally& tally_;
    const Layout& layout_;
    const Query& query_;
    RowLimits limits_;
    std::size_t max_findings_;
    Visit visit_;

    std::vector<Step> steps_;
    std::vector<Count> counts_;
    std::vector<std::size_t> types_;  // those of counts_ that are vote types, if there are votes besides
    TakeRows take_rows_ = nullptr;
    std::vector<std::uint32_t> value_ids_;   // of the row being described, by column
    std::vector<std::uint32_t> number_key_;  // of a unit or choice, for add_number
    SegmentEntry no_entry_;                  // what is predicted when nothing is known: it never matches a whole row

    RowScan scan_;
    std::vector<Step*> looked_up_;         // in batches
    std::vector<Layout::Step> passed_by_;  // in batches: their bytes only have to be sound
    std::vector<BatchRow> batch_;
    std::vector<Lookup> lookups_;                    // row by row, for each of looked_up_
    std::vector<std::optional<Votes>> batch_votes_;  // row by row, for each of counts_
    std::size_t patience_ = 1;                       // batches before rows are expected to be in an order again
    std::uint64_t surprises_ = 0;                    // weighs the rows that were not expected against those that were

    const char* block_begin_ = nullptr;
    std::uint64_t sequence_ = 0;
    std::uint64_t lines_ = 0;     // of the block, before the current row
    std::uint32_t unit_ = no_id;  // of the last sound row of the block
    std::uint32_t choice_ = no_id;
    BlockReport* report_ = nullptr;
    CsvRecord record_;
    std::string scratch_;
};

}  // namespace caucus_tally
