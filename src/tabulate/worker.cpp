// SPDX-License-Identifier: MIT
#include "tabulate/worker.hpp"

#include "tabulate/count.hpp"

#include <algorithm>

namespace caucus_tally {

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
        state.key_tuples = TupleTable(state.keys.size());
        if (state.step.is_keyed) keyed_.push_back(static_cast<std::uint32_t>(i));
    }
}

void Worker::add_block(const Block& block, BlockReport& report) {
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
        row = add_predicted_rows(row, end);
        if (row < end) row = take_row(row, end);
    }
    report.lines = lines_;
}

const char* Worker::add_predicted_rows(const char* row, const char* end) {
    std::uint64_t rows = 0;
    std::uint64_t unwanted = 0;
    while (row < end) {
        const char* at = row;
        std::uint32_t flags = 0;
        bool matches = true;
        for (StepState& state : steps_) {
            if (!state.step.is_count) {
                SegmentEntry* const guess = state.last->next;
                if (!wide::same(at, guess->text(), guess->size)) {
                    matches = false;
                    break;
                }
                state.entry = guess;
                flags |= guess->flags;
                at += guess->size;
                continue;
            }
            const unsigned size = parse_short_count(at, state.votes);
            state.stated = size != 0;
            at += size;
            if ((size == 0 && !state.may_be_empty) || size > 7) {
                matches = false;
                break;
            }
            if (state.ends_row && *at == '\r') ++at;
            if (*at++ != (state.ends_row ? '\n' : ',')) {
                matches = false;
                break;
            }
        }
        if (!matches || (flags & SegmentEntry::odd) != 0) break;
        for (StepState& state : steps_)
            if (!state.step.is_count) state.last = state.entry;
        ++rows;
        if (flags == 0)
            add_current(row);
        else
            ++unwanted;
        row = at;
    }
    lines_ += rows;
    report_->rows += rows;
    report_->unwanted_rows += unwanted;
    report_->summed_rows += rows - unwanted;
    return row;
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
    }
    state.entry->left = left;
    state.entry->combined = id;
}

}  // namespace caucus_tally
