// SPDX-License-Identifier: MIT
// Rows in no order: nothing can be expected of them, and what they look up is scattered over memory. A batch of them
// goes through each step together: the places that the next step will read are asked for while others are still worked
// on.
#include "base/words.hpp"
#include "contest/row_kind.hpp"
#include "csv/wide.hpp"
#include "precincts/count.hpp"
#include "precincts/worker.hpp"

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
        else {
            batch_.others.push_back({&state, step.first, step.last});
            for (std::size_t column = step.first; column < step.last; ++column)
                if (const ColumnRole role = layout_->columns[column].role;
                    role == ColumnRole::precinct || role == ColumnRole::county)
                    batch_.units.push_back(column);
        }
    }
    batch_.rows.resize(Batch::capacity);
    batch_.lookups.resize(Batch::capacity * batch_.segments.size());
    batch_.votes.resize(Batch::capacity * batch_.counts.size());
}

/// Adds some rows and returns the next one: `row` itself where it is not whole.
const char* Worker::add_batch(const char* row, const char* end) {
    cut_batch(row, end);
    if (batch_.size == 0) return take_row(row, end);
    find_batch_entries();
    return add_batch_rows();
}

void Worker::cut_batch(const char* begin, const char* end) {
    RowScan& scan = batch_.scan;
    scan_rows(begin, end, Batch::capacity, scan);
    batch_.size = scan.rows;
    const std::size_t columns = layout_->columns.size();
    const char* row = begin;
    std::size_t field = 0;
    for (std::size_t i = 0; i < scan.rows; ++i) {
        const std::uint32_t newline = scan.newlines[i];
        const char* const next = begin + newline + 1;
        BatchRow& cut = batch_.rows[i];
        cut = {row, next, 0, 0, true};
        // One separator after another is followed only through rows whose last one is not where it should be.
        if (columns <= scan.fields - field && scan.separators[field + columns] == newline) [[likely]] {
            cut.needs_a_look = static_cast<std::size_t>(next - row) > options_.max_row_bytes ||
                               !cut_batch_row(begin, scan.separators.data() + field,
                                              batch_.lookups.data() + i * batch_.segments.size(),
                                              batch_.votes.data() + i * batch_.counts.size());
            field += columns;
        } else {
            do ++field;
            while (scan.separators[field] != newline);
        }
        row = next;
    }
}

/// Reads a row's counts and finds what to look up; false where the row is anything but plain. `bounds` are the offsets,
/// from `begin`, of the separators before the row and after each of its fields.
bool Worker::cut_batch_row(const char* begin, const std::uint32_t* bounds, Lookup* lookups,
                           std::optional<Votes>* votes) {
    const auto start_of = [bounds](std::size_t column) { return std::size_t{bounds[column] + 1U}; };
    const std::size_t last_column = layout_->columns.size() - 1;
    const auto raw = [&](std::size_t column) {
        const std::size_t start = start_of(column);
        std::string_view cell(begin + start, bounds[column + 1] - start);
        if (column == last_column && cell.ends_with('\r')) cell.remove_suffix(1);
        return cell;
    };
    for (const BatchSegment& segment : batch_.segments) {
        const std::size_t start = start_of(segment.first);
        const std::size_t size = start_of(segment.last) - start;
        if (size > SegmentCache::max_size) return false;
        const std::uint64_t hash = segment.state->cache.hash({begin + start, size});
        segment.state->cache.prefetch(hash);
        *lookups++ = {{begin + start, size}, hash, nullptr};
    }
    for (const BatchCount& column : batch_.counts) {
        const std::string_view cell = raw(column.column);
        Votes count = 0;
        unsigned size = parse_short_count(cell.data(), count);
        if (size == 0) [[unlikely]]
            size = parse_quoted_count(cell.data(), query_.thousands, count);
        if (size != cell.size() || (size == 0 && !column.may_be_empty)) return false;
        *votes++ = size == 0 ? std::nullopt : std::optional(count);
    }
    // What is looked up was checked when it was first met.
    for (const BatchSegment& other : batch_.others) {
        const std::size_t start = start_of(other.first);
        const std::size_t end = start_of(other.last);
        if (!batch_.scan.is_odd(start, end)) continue;
        const std::string_view bytes(begin + start, end - start);
        if (bytes.find('"') != std::string_view::npos || find_invalid_utf8(bytes) < bytes.size()) return false;
    }
    for (const std::size_t column : batch_.units)
        if (may_be_total_unit(raw(column))) return false;
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
            // All the lines that comparing a block looks at.
            __builtin_prefetch(lookup.entry->text() + 24);
            __builtin_prefetch(lookup.entry->text() + wide::block - 1);
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
