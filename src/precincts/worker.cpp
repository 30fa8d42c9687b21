// SPDX-License-Identifier: MIT
#include "precincts/worker.hpp"

#include "precincts/count.hpp"

#include <algorithm>

namespace caucus_tally {
namespace {

// A row in a batch costs about as much as eight expected ones, one that was expected in vain more than twice as much.
constexpr std::uint64_t weight_of_a_surprise = 8;
constexpr std::uint64_t many_surprises = 256;

// So many rows that were as expected tell that there is an order again.
constexpr std::uint64_t expected_again = 32;

// Batches, about a block's rows.
constexpr std::size_t most_patience = 64;

// Segments that are only compared are worth keeping while they stay in the processor's own cache; those that are looked
// up are worth more.
constexpr std::size_t kept_bytes = std::size_t{256} << 10;
constexpr std::size_t kept_bytes_needed = std::size_t{4} << 20;

}  // namespace

Worker::Worker(const Query& query, const TabulateOptions& options)
    : query_(query), options_(options), groups_(query.by.size()), tuple_(query.by.size()) {
    no_entry_.next = &no_entry_;
    no_entry_.flags = SegmentEntry::odd;
}

void Worker::use_layout(const Layout& layout) {
    layout_ = &layout;
    groups_.widen(layout.sums);
    steps_ = std::vector<StepState>(layout.steps.size());
    keyed_.clear();
    for (const std::size_t by : layout.absent_by) tuple_[by] = groups_.names[by].find_or_add({});
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        StepState& state = steps_[i];
        state.step = layout.steps[i];
        state.ends_row = state.step.last == layout.columns.size();
        state.last = &no_entry_;
        if (state.step.is_count) {
            const Layout::Column& column = layout.columns[state.step.first];
            state.sum = column.count.value();
            state.may_be_empty = column.role == ColumnRole::vote_type;
            continue;
        }
        for (std::size_t column = state.step.first; column < state.step.last; ++column)
            if (layout.columns[column].by) state.keys.push_back(*layout.columns[column].by);
        state.cache = SegmentCache(state.step.is_needed ? kept_bytes_needed : kept_bytes);
        state.key_tuples = TupleTable(state.keys.size());
        if (state.step.is_keyed) keyed_.push_back(static_cast<std::uint32_t>(i));
    }
    add_rows_ = choose_add_rows();
    prepare_batch();
}

std::size_t Worker::add_block(const Block& block, BlockReport& report) {
    if (block.layout != layout_) use_layout(*block.layout);
    block_begin_ = block.rows.data();
    sequence_ = block.sequence;
    lines_ = 0;
    report_ = &report;
    report.sequence = block.sequence;
    report.input = block.input;

    const char* row = block_begin_;
    const char* const end = row + block.rows.size();
    while (row < end) {
        const std::uint64_t rows_before = report.rows;
        const char* next = (this->*add_rows_)(row, end);
        const std::uint64_t expected = report.rows - rows_before;
        surprises_ = surprises_ > expected ? surprises_ - expected : 0;
        if (expected >= expected_again) patience_ = 1;
        if (next < end) {
            row = next;
            next = take_row(row, end);
            if (next == row) break;
            surprises_ += weight_of_a_surprise;
        }
        row = next;
        if (surprises_ < many_surprises) continue;
        // These rows are new or come in no order. After some batches what comes is expected again, after more of them
        // each time that this was in vain.
        surprises_ = many_surprises / 2;
        for (std::size_t batch = 0; batch < patience_ && row < end; ++batch) {
            next = add_batch(row, end);
            if (next == row) break;
            row = next;
        }
        patience_ = std::min(patience_ * 2, most_patience);
    }
    report.lines = lines_;
    return static_cast<std::size_t>(row - block_begin_);
}

void Worker::add_current(const char* row) {
    std::uint32_t id = 0;
    for (const std::uint32_t step : keyed_) {
        const SegmentEntry* const entry = steps_[step].entry;
        if (entry->left != id) [[unlikely]]
            combine(step, id, row);
        id = entry->combined;
    }
    const std::size_t sums = std::size_t{id} * groups_.width;
    for (const StepState& state : steps_) {
        if (!state.step.is_count || !state.stated) continue;
        groups_.add(sums + state.sum, state.votes);
        groups_.stated[sums + state.sum] = 1;
        ++groups_.stated_rows[state.sum];
    }
}

/// Finds the number that the current row's keyed segments up to `step` have together, `left` being that of those before
/// it: with the last of them, their group.
void Worker::combine(std::size_t step, std::uint32_t left, const char* row) {
    StepState& state = steps_[step];
    const std::uint64_t pair = PairTable::key(left, state.entry->key);
    std::uint32_t id = state.combined.find(pair);
    if (id == no_id) {
        if (step == keyed_.back()) {
            for (const std::uint32_t keyed : keyed_) {
                const StepState& other = steps_[keyed];
                const auto ids = other.key_tuples.tuple(other.entry->key);
                for (std::size_t i = 0; i < ids.size(); ++i) tuple_[other.keys[i]] = ids[i];
            }
            id = groups_.find_or_add(tuple_, sequence_ << 32 | static_cast<std::uint64_t>(row - block_begin_));
        } else {
            id = state.combinations++;
        }
        state.combined.add(pair, id);
        // Summed rows state all counts but vote types, which are looked at row by row.
        if (step == keyed_.back())
            for (const StepState& count : steps_)
                if (count.step.is_count && !count.may_be_empty) groups_.stated[id * groups_.width + count.sum] = 1;
    }
    state.entry->left = left;
    state.entry->combined = id;
}

}  // namespace caucus_tally
