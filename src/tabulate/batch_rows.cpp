// SPDX-License-Identifier: MIT
// Rows in no order: nothing can be expected of them, and what they look up is scattered over memory. A batch of them
// goes through each step together: the places that the next step will read are asked for while others are still worked
// on.
#include "parse/row_kind.hpp"
#include "parse/utf8.hpp"
#include "tabulate/count.hpp"
#include "tabulate/worker.hpp"

#include <utility>

namespace caucus_tally {

void Worker::prepare_batch() {
    batch_ = {};
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        StepState& state = steps_[i];
        const Layout::Step& step = state.step;
        if (step.is_count)
            batch_.counts.push_back({step.first, state.sum, state.may_be_empty});
        else if (step.is_needed)
            batch_.segments.push_back({&state, step.first, step.last});
        else
            for (std::size_t column = step.first; column < step.last; ++column)
                if (const ColumnRole role = layout_->columns[column].role;
                    role == ColumnRole::precinct || role == ColumnRole::county)
                    batch_.units.push_back(column);
    }
    batch_.rows.resize(Batch::capacity);
    batch_.lookups.resize(Batch::capacity * batch_.segments.size());
    batch_.votes.resize(Batch::capacity * batch_.counts.size());
}

/// Adds some rows and returns the next one: `row` itself where it is not whole.
const char* Worker::add_batch(const char* row, const char* end) {
    row = cut_batch(row, end);
    if (batch_.size == 0) return row;
    find_batch_entries();
    return add_batch_rows();
}

const char* Worker::cut_batch(const char* row, const char* end) {
    batch_.size = 0;
    return split_records(row, end, record_, [this] {
        const std::size_t i = batch_.size++;
        BatchRow& cut = batch_.rows[i];
        cut = {record_.begin, record_.begin + record_.size, 0, 0, false};
        cut.needs_a_look = !cut_batch_row(cut, batch_.lookups.data() + i * batch_.segments.size(),
                                          batch_.votes.data() + i * batch_.counts.size());
        return batch_.size < Batch::capacity;
    });
}

/// Reads the current record's counts and finds what to look up; false where the row is anything but plain.
bool Worker::cut_batch_row(BatchRow& row, Lookup* lookups, std::optional<Votes>* votes) {
    if (record_.fields != layout_->columns.size() || record_.fault != CsvRecord::none ||
        record_.size > options_.max_row_bytes)
        return false;
    const std::string_view bytes(row.begin, record_.size);
    if (record_.quotes && bytes.find('\n') + 1 != bytes.size()) return false;
    if (record_.non_ascii != CsvRecord::none && find_invalid_utf8(bytes, record_.non_ascii) < bytes.size())
        return false;
    for (const BatchCount& column : batch_.counts) {
        const std::string_view cell = raw_field(record_, column.column);
        Votes count = 0;
        unsigned size = parse_short_count(cell.data(), count);
        if (size == 0) [[unlikely]]
            size = parse_quoted_count(cell.data(), query_.thousands, count);
        if (size != cell.size() || (size == 0 && !column.may_be_empty)) return false;
        *votes++ = size == 0 ? std::nullopt : std::optional(count);
    }
    for (const std::size_t column : batch_.units)
        if (may_be_total_unit(raw_field(record_, column))) return false;
    for (const BatchSegment& segment : batch_.segments) {
        const std::size_t begin = segment.first == 0 ? 0 : record_.ends[segment.first - 1] + std::size_t{1};
        const std::size_t size = record_.ends[segment.last - 1] + std::size_t{1} - begin;
        if (size > SegmentCache::max_size) return false;
        const std::uint64_t hash = segment.state->cache.hash({row.begin + begin, size});
        segment.state->cache.prefetch(hash);
        *lookups++ = {{row.begin + begin, size}, hash, nullptr};
    }
    return true;
}

void Worker::find_batch_entries() {
    const std::size_t width = batch_.segments.size();
    const StepState* const first_keyed = keyed_.empty() ? nullptr : &steps_[keyed_.front()];
    for (std::size_t i = 0; i < batch_.size; ++i) {
        if (batch_.rows[i].needs_a_look) continue;
        for (std::size_t k = 0; k < width; ++k) {
            Lookup& lookup = batch_.lookups[i * width + k];
            lookup.entry = batch_.segments[k].state->cache.peek(lookup.hash);
            if (lookup.entry == nullptr) continue;
            __builtin_prefetch(lookup.entry);
            __builtin_prefetch(lookup.entry->text() + 32);
        }
    }
    for (std::size_t i = 0; i < batch_.size; ++i) {
        BatchRow& row = batch_.rows[i];
        if (row.needs_a_look) continue;
        for (std::size_t k = 0; k < width; ++k) {
            Lookup& lookup = batch_.lookups[i * width + k];
            const StepState& state = *batch_.segments[k].state;
            if (lookup.entry == nullptr || lookup.entry->size != lookup.bytes.size() ||
                !wide::same_of_any_size(lookup.entry->text(), lookup.bytes.data(), lookup.bytes.size()))
                lookup.entry = state.cache.find(lookup.bytes, lookup.hash);
            if (lookup.entry == nullptr) {
                row.needs_a_look = true;
                break;
            }
            row.flags |= lookup.entry->flags;
            if (!state.step.is_keyed) continue;
            // Before the first keyed segment there is nothing, so it knows already what comes of it: no_id, if nothing
            // has come of it yet.
            if (&state == first_keyed)
                row.id = lookup.entry->combined;
            else
                state.combined.prefetch(PairTable::key(row.id, lookup.entry->key));
        }
        row.needs_a_look |= (row.flags & SegmentEntry::odd) != 0;
    }
}

/// Adds the rows in their order, so that groups are numbered by their first appearance; returns the row after the last.
const char* Worker::add_batch_rows() {
    const auto clears = [&] {
        std::size_t sum = 0;
        for (const BatchSegment& segment : batch_.segments) sum += segment.state->cache.clears();
        return sum;
    };
    const std::size_t clears_before = clears();
    const std::size_t width = batch_.segments.size();
    std::uint64_t plain_rows = 0;
    std::uint64_t unwanted = 0;
    const char* next = nullptr;
    for (std::size_t i = 0; i < batch_.size; ++i) {
        BatchRow& row = batch_.rows[i];
        next = row.next;
        if (row.needs_a_look) {
            count_rows(std::exchange(plain_rows, 0), std::exchange(unwanted, 0));
            take_row(row.begin, row.next);
            if (clears() == clears_before) continue;
            batch_.size = i;  // the entries found for later rows are gone
            break;
        }
        ++plain_rows;
        if (row.flags != 0) {
            ++unwanted;
            continue;
        }
        // A group of one segment is known from its entry.
        if (keyed_.size() > 1 || row.id == no_id) {
            for (std::size_t k = 0; k < width; ++k)
                batch_.segments[k].state->entry = batch_.lookups[i * width + k].entry;
            row.id = find_group(row.begin);
        }
        __builtin_prefetch(&groups_.sums[std::size_t{row.id} * groups_.width]);
    }
    count_rows(plain_rows, unwanted);

    for (std::size_t i = 0; i < batch_.size; ++i) {
        const BatchRow& row = batch_.rows[i];
        if (row.needs_a_look || row.flags != 0) continue;
        for (std::size_t k = 0; k < batch_.counts.size(); ++k) {
            const auto& votes = batch_.votes[i * batch_.counts.size() + k];
            if (!votes) continue;
            const std::size_t sum = batch_.counts[k].sum;
            const std::size_t at = std::size_t{row.id} * groups_.width + sum;
            groups_.add(at, *votes);
            groups_.stated[at] = 1;
            ++groups_.stated_rows[sum];
        }
    }
    return next;
}

/// The group of the current entries, when they are not expected to be those of the row before.
std::uint32_t Worker::find_group(const char* row) {
    std::uint32_t id = 0;
    for (const std::uint32_t step : keyed_) {
        StepState& state = steps_[step];
        std::uint32_t combined =
            state.entry->left == id ? state.entry->combined : state.combined.find(PairTable::key(id, state.entry->key));
        if (combined == no_id) {
            combine(step, id, row);
            combined = state.entry->combined;
        }
        id = combined;
    }
    return id;
}

}  // namespace caucus_tally
