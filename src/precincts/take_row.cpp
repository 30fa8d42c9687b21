// SPDX-License-Identifier: MIT
// What a row means: the way that every row can go, and that others only shorten.
#include "base/words.hpp"
#include "contest/row_kind.hpp"
#include "csv/csv_reader.hpp"
#include "csv/row_fault.hpp"
#include "precincts/count.hpp"
#include "precincts/glob.hpp"
#include "precincts/worker.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

bool holds(const Query::Filter& filter, std::string_view value) {
    bool wanted = std::ranges::all_of(filter.tests, &RowFilter::negated);
    for (const RowFilter& test : filter.tests) {
        if (!(test.glob ? matches_glob(value, test.pattern) : value == test.pattern)) continue;
        if (test.negated) return false;
        wanted = true;
    }
    return wanted;
}

bool is_choice(ColumnRole role) {
    return role == ColumnRole::candidate || role == ColumnRole::office;
}

bool is_unit(ColumnRole role) {
    return role == ColumnRole::precinct || role == ColumnRole::county;
}

}  // namespace

std::string_view Worker::value(std::size_t column) {
    scratch_.clear();
    return unescape_field(raw_field(record_, column), scratch_);
}

Location Worker::locate(std::size_t column) const {
    const std::string_view raw = raw_field(record_, column);
    return locate_in_row({}, {record_.begin, record_.size}, lines_ + 1,
                         static_cast<std::size_t>(raw.data() - record_.begin), raw);
}

void Worker::count_bad_row(Finding finding, std::size_t column) {
    ++report_->bad_rows;
    finding.location = locate(column);
    report_->report(std::move(finding), options_.max_findings);
}

const char* Worker::take_row(const char* row, const char* end) {
    if (!split_record(row, end, record_)) return row;
    const char* const next = row + record_.size;
    const std::uint64_t lines = record_.quotes ? static_cast<std::uint64_t>(std::count(row, next, '\n')) : 1;
    if (!is_blank(record_)) {
        ++report_->rows;
        RowFault fault = find_record_fault(record_, layout_->columns.size(), options_.max_row_bytes);
        if (fault.code) {
            ++report_->bad_rows;
            // Of a row that is too long, no more than what was read of it where it is even longer than a block.
            const std::string_view shown(row, std::min(record_.size, options_.max_row_bytes + 1));
            report_->report(locate_fault(std::move(fault), shown, lines_ + 1), options_.max_findings);
        } else if (!find_entries()) {
            ++report_->unwanted_rows;
        } else if (!take_odd_row() && take_counts()) {
            ++report_->summed_rows;
            add_current(row);
        }
    }
    lines_ += lines;
    return next;
}

/// Finds or makes the current row's entries, and tells whether the row is wanted.
bool Worker::find_entries() {
    std::uint32_t flags = 0;
    for (StepState& state : steps_) {
        if (state.step.is_count) continue;
        const std::size_t begin = state.step.first == 0 ? 0 : record_.ends[state.step.first - 1] + std::size_t{1};
        const std::size_t end = record_.ends[state.step.last - 1] + std::size_t{1};
        const std::string_view bytes(record_.begin + begin, end - begin);
        state.entry = &make_entry(state, bytes);
        if (state.entry != &state.spare) {
            if (state.last != &no_entry_) state.last->next = state.entry;
            state.last = state.entry;
        }
        flags |= state.entry->flags;
    }
    return (flags & SegmentEntry::unwanted) == 0;
}

SegmentEntry& Worker::make_entry(StepState& state, std::string_view bytes) {
    // The predicted path counts a line for a row.
    const bool breaks_line = bytes.substr(0, bytes.size() - 1).find('\n') != std::string_view::npos;
    if (bytes.size() > SegmentCache::max_size || breaks_line) {
        state.spare = {};
        describe_segment(state, state.spare);
        return state.spare;
    }
    const std::uint64_t hash = state.cache.hash(bytes);
    if (SegmentEntry* const known = state.cache.find(bytes, hash)) return *known;
    if (state.cache.is_full(state.key_tuples.size())) {
        state.cache.clear();
        state.last = &no_entry_;
    }
    SegmentEntry& entry = state.cache.add(bytes, hash);
    describe_segment(state, entry);
    return entry;
}

/// What the current row's column gives its group: the value, or of the mode only whether it is a total.
std::string_view Worker::group_name(std::size_t column, std::size_t by) {
    if (!query_.marks_totals || by + 1 < query_.by.size()) return value(column);
    return kind_by_unit(value(column)) == RowKind::total ? total_mode : std::string_view();
}

/// The number of the current row's name in a group column. What is odd about it is noted when it is first met.
std::uint32_t Worker::find_name(std::size_t by, std::size_t column) {
    const std::string_view name = group_name(column, by);
    const std::size_t known = groups_.names[by].size();
    const std::uint32_t id = groups_.names[by].find_or_add(name);
    if (id == known && !whitespace_fault(name).empty())
        report_->odd_names.push_back({by, std::string(name), locate(column)});
    return id;
}

void Worker::describe_segment(StepState& state, SegmentEntry& entry) {
    for (std::size_t i = state.step.first; i < state.step.last; ++i) {
        const Layout::Column& column = layout_->columns[i];
        if (is_unit(column.role) && may_be_total_unit(raw_field(record_, i)) &&
            kind_by_unit(value(i)) == RowKind::total)
            entry.flags |= SegmentEntry::odd;
        if (is_choice(column.role) && (value(i).empty() || kind_by_choice(value(i)) != RowKind::candidate))
            entry.flags |= SegmentEntry::odd;
        if (column.filter && !holds(query_.filters[*column.filter], value(i))) entry.flags |= SegmentEntry::unwanted;
    }
    // Names of rows that are not summed would only take up memory.
    if (!state.step.is_keyed || entry.flags != 0) return;
    std::vector<std::uint32_t> key;
    for (std::size_t i = state.step.first; i < state.step.last; ++i)
        if (const auto by = layout_->columns[i].by) key.push_back(find_name(*by, i));
    entry.key = state.key_tuples.find_or_add(key);
}

/// Whether the current row is no candidate's or lacks something, and so is not summed.
bool Worker::take_odd_row() {
    const bool odd = std::ranges::any_of(steps_, [](const StepState& state) {
        return !state.step.is_count && (state.entry->flags & SegmentEntry::odd) != 0;
    });
    if (!odd) return false;
    for (std::size_t i = 0; i < layout_->columns.size(); ++i) {
        const ColumnRole role = layout_->columns[i].role;
        const std::string_view name = value(i);
        const RowKind kind = is_choice(role) ? kind_by_choice(name)
                             : is_unit(role) ? kind_by_unit(name)
                                             : RowKind::candidate;
        if (kind == RowKind::candidate) continue;
        keep_out(name, kind == RowKind::total, i);
        return true;
    }
    for (std::size_t i = 0; i < layout_->columns.size(); ++i) {
        if (!is_choice(layout_->columns[i].role) || !value(i).empty()) continue;
        count_bad_row(make_finding(Code::missing_value, fmt::format("{} is empty", layout_->columns[i].name)), i);
        return true;
    }
    return false;
}

void Worker::keep_out(std::string_view name, bool total, std::size_t column) {
    const auto [rows, is_new] = report_->kept_out.find_or_add(name);
    if (is_new) rows = {std::string(name), total, 0, locate(column)};
    ++rows.rows;
}

/// Reads the current row's counts; false where the row cannot be added up.
bool Worker::take_counts() {
    bool all = true;
    for (StepState& state : steps_) {
        if (!state.step.is_count) continue;
        const std::string_view text = value(state.step.first);
        const CountCell cell = parse_count(text, query_.thousands);
        state.votes = cell.votes;
        state.stated = is_stated(cell.kind);
        if (cell.kind == CountKind::count || (cell.kind == CountKind::empty && state.may_be_empty)) continue;
        all = false;
        if (is_unknown(cell.kind) || is_spelling(cell.kind)) continue;
        count_bad_row(count_finding(cell, text, layout_->columns[state.step.first].name), state.step.first);
        return false;
    }
    return all || note_odd_counts();
}

/// Notes which of the current row's counts are not known or not written in digits alone. Without its votes a row is
/// left out, vote types and all, so that these stay parts of the votes; false then.
bool Worker::note_odd_counts() {
    bool has_votes = true;
    for (const StepState& state : steps_) {
        if (!state.step.is_count) continue;
        const std::size_t column = state.step.first;
        const std::string_view text = value(column);
        const CountCell cell = parse_count(text, query_.thousands);
        if (cell.kind == CountKind::count || (text.empty() && state.may_be_empty)) continue;
        has_votes = has_votes && (state.stated || state.may_be_empty);
        Finding finding = count_finding(cell, text, layout_->columns[column].name);
        const auto [unknown, is_new] = report_->unknown_counts.find_or_add(finding.message);
        if (is_new) {
            unknown.finding = std::move(finding);
            unknown.finding.location = locate(column);
        }
        ++unknown.rows;
    }
    if (!has_votes) ++report_->unknown_rows;
    return has_votes;
}

}  // namespace caucus_tally
