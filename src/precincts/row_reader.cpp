// SPDX-License-Identifier: MIT
#include "precincts/row_reader.hpp"

#include "base/words.hpp"
#include "csv/csv_reader.hpp"
#include "csv/row_fault.hpp"
#include "csv/wide.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

// A row in a batch costs about as much as eight expected ones, one that was expected in vain more than twice as much.
constexpr std::uint64_t weight_of_a_surprise = 8;
constexpr std::uint64_t many_surprises = 256;

// So many rows that were as expected tell that there is an order again.
constexpr std::uint64_t expected_again = 32;

constexpr std::size_t batch_rows = 128;

// Batches, about a block's rows.
constexpr std::size_t most_patience = 64;

// Segments are worth keeping while they stay in the processor's own cache, those that are looked up even beyond it.
constexpr std::size_t kept_bytes = std::size_t{4} << 20;

constexpr std::array registered_names = {"registered"sv, "registered_voters"sv, "registered_voters_total"sv,
                                         "reg_voters"sv, "total_registered"sv,  "total_registered_voters"sv};
constexpr std::array ballots_names = {"ballots"sv, "ballots_cast"sv, "ballots_cast_total"sv, "total_ballots"sv,
                                      "total_ballots_cast"sv};

/// Which of a unit's two figures a name states: registered voters (0) or ballots cast (1).
std::optional<std::size_t> figure_named(std::string_view name) {
    const std::string words = normalize_name(name);
    if (std::ranges::find(registered_names, words) != registered_names.end()) return 0;
    if (std::ranges::find(ballots_names, words) != ballots_names.end()) return 1;
    return std::nullopt;
}

bool names_choice(ColumnRole role) {
    return role == ColumnRole::candidate || role == ColumnRole::office;
}

bool names_unit(ColumnRole role) {
    return role == ColumnRole::precinct || role == ColumnRole::county;
}

std::string difference(Votes stated, Votes computed) {
    return stated > computed ? fmt::format("{} too many", with_separators(stated - computed))
                             : fmt::format("{} too few", with_separators(computed - stated));
}

}  // namespace

RowReader::RowReader(RowTally& tally, const RowLimits& limits, std::size_t max_findings)
    : tally_(tally),
      layout_(tally.layout),
      query_(tally.query),
      limits_(limits),
      max_findings_(max_findings),
      steps_(layout_.steps.size()),
      value_ids_(layout_.columns.size(), no_id),
      batch_(batch_rows) {
    no_entry_.next = &no_entry_;
    no_entry_.flags = SegmentEntry::odd;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        Step& step = steps_[i];
        step.at = layout_.steps[i];
        step.ends_row = step.at.last == layout_.columns.size();
        step.last = &no_entry_;
        if (step.at.part == ColumnPart::count) {
            const bool is_type = layout_.columns[step.at.first].role == ColumnRole::vote_type;
            step.count = counts_.size();
            if (is_type && layout_.votes) types_.push_back(counts_.size());
            counts_.push_back({step.at.first, is_type, is_type, std::nullopt});
            continue;
        }
        const bool is_name = step.at.part != ColumnPart::figure;
        step.cache = SegmentCache(kept_bytes);
        step.keys = TupleTable(step.at.last - step.at.first);
        step.is_alone = is_name && std::ranges::count(layout_.steps, step.at.part, &Layout::Step::part) == 1;
        if (is_name || query_.checks)
            looked_up_.push_back(&step);
        else
            passed_by_.push_back(step.at);
    }
    lookups_.resize(batch_rows * looked_up_.size());
    batch_votes_.resize(batch_rows * counts_.size());
    take_rows_ = choose_take_rows();
    if (layout_.units.empty()) tally_.find_or_add_unit(std::array{0U}, 0);  // all rows are of one unit
    if (layout_.choices.empty()) tally_.find_or_add_choice(std::array{0U}, 0, 0);
}

std::size_t RowReader::take_block(const Block& block, BlockReport& report) {
    block_begin_ = block.rows.data();
    sequence_ = block.sequence;
    lines_ = 0;
    unit_ = no_id;
    report_ = &report;
    report.sequence = block.sequence;

    const char* row = block_begin_;
    const char* const end = row + block.rows.size();
    while (row < end) {
        const std::uint64_t rows_before = report.rows;
        const char* next = visit_ ? row : (this->*take_rows_)(row, end);
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
        if (surprises_ < many_surprises || visit_) continue;
        // These rows are new or come in no order. After some batches what comes is expected again, after more of them
        // each time that this was in vain.
        surprises_ = many_surprises / 2;
        for (std::size_t batch = 0; batch < patience_ && row < end; ++batch) {
            next = take_batch(row, end);
            if (next == row) break;
            row = next;
        }
        patience_ = std::min(patience_ * 2, most_patience);
    }
    report.lines = lines_;
    if (unit_ != no_id) {
        report.last_area.emplace();
        for (std::size_t i = 0; i < layout_.area_columns; ++i)
            report.last_area->append(tally_.unit_value(unit_, layout_.units[i])).push_back('\0');
    }
    return static_cast<std::size_t>(row - block_begin_);
}

// ---- Rows that are what was expected. Results are listed in the same order precinct after precinct: each segment's
// entry remembers which one came next last time, and a row whose bytes are those of the expected entries needs no look
// for separators, no hash and no check but that of its counts.

RowReader::TakeRows RowReader::choose_take_rows() const {
    const auto is = [&](std::size_t i, ColumnPart part) { return i < steps_.size() && steps_[i].at.part == part; };
    const bool unit_first = is(0, ColumnPart::unit) && is(1, ColumnPart::choice);
    const bool choice_first = is(0, ColumnPart::choice) && is(1, ColumnPart::unit);
    const bool counts_last = std::ranges::all_of(steps_.begin() + std::min<std::ptrdiff_t>(2, std::ssize(steps_)),
                                                 steps_.end(), [](const Step& step) { return step.count.has_value(); });
    if (!(unit_first || choice_first) || !counts_last) return &RowReader::take_any_rows;
    const bool one_count = counts_.size() == 1 && !counts_[0].is_type;
    if (unit_first)
        return one_count ? &RowReader::take_plain_rows<true, true> : &RowReader::take_plain_rows<true, false>;
    return one_count ? &RowReader::take_plain_rows<false, true> : &RowReader::take_plain_rows<false, false>;
}

/// Reads a count and what ends it. Returns what follows, or null if it is not plainly written.
inline const char* RowReader::match_counts(const char* at, bool is_last, Count& count) const {
    Votes votes = 0;
    unsigned size = parse_short_count(at, votes);
    if (size == 0) [[unlikely]]
        size = parse_quoted_count(at, query_.thousands, votes);
    at += size;
    if (is_last && *at == '\r') ++at;
    if (*at != (is_last ? '\n' : ',') || (size == 0 && !count.may_be_empty)) return nullptr;
    if (size == 0)
        count.votes.reset();
    else
        count.votes = votes;
    return at + 1;
}

/// For tables of the columns of a unit, those of a choice, in any order, and then counts.
template <bool unit_first, bool one_count>
const char* RowReader::take_plain_rows(const char* row, const char* end) {
    SegmentEntry* first = steps_[0].last;
    SegmentEntry* second = steps_[1].last;
    std::uint64_t rows = 0;
    while (row < end) {
        SegmentEntry* const first_guess = first->next;
        SegmentEntry* const second_guess = second->next;
        bool expected = wide::same(row, first_guess->text(), first_guess->size);
        const char* at = row + first_guess->size;
        expected &= wide::same(at, second_guess->text(), second_guess->size);
        if (!expected || ((first_guess->flags | second_guess->flags) & SegmentEntry::odd) != 0) [[unlikely]]
            break;
        at += second_guess->size;
        const std::uint32_t unit = (unit_first ? first_guess : second_guess)->key;
        const std::uint32_t choice = (unit_first ? second_guess : first_guess)->key;
        if constexpr (one_count) {
            Votes votes = 0;
            unsigned size = parse_short_count(at, votes);
            if (size == 0) [[unlikely]]
                size = parse_quoted_count(at, query_.thousands, votes);
            at += size;
            if (*at == '\r') ++at;
            if (size == 0 || *at++ != '\n' || !add_vote(unit, choice, votes, row)) [[unlikely]]
                break;
        } else {
            for (Count& count : counts_) {
                at = match_counts(at, &count == &counts_.back(), count);
                if (at == nullptr) break;
            }
            if (at == nullptr || !add_expected(unit, choice, row)) break;
        }
        first = first_guess;
        second = second_guess;
        unit_ = unit;
        row = at;
        ++rows;
    }
    steps_[0].last = first;
    steps_[1].last = second;
    count_rows(rows);
    return row;
}

/// For tables with their columns in any order.
const char* RowReader::take_any_rows(const char* row, const char* end) {
    std::uint64_t rows = 0;
    while (row < end) {
        const char* at = row;
        std::uint32_t unit = 0;
        std::uint32_t choice = 0;
        bool expected = true;
        for (Step& step : steps_) {
            if (step.count) {
                at = match_counts(at, step.ends_row, counts_[*step.count]);
                expected = at != nullptr;
            } else {
                step.entry = step.last->next;
                expected = wide::same(at, step.entry->text(), step.entry->size) &&
                           (step.entry->flags & SegmentEntry::odd) == 0;
                at += step.entry->size;
                if (step.at.part != ColumnPart::figure)
                    expected = expected && find_number(step, step.at.part == ColumnPart::unit ? unit : choice);
            }
            if (!expected) break;
        }
        if (!expected || !add_expected(unit, choice, row)) break;
        for (Step& step : steps_)
            if (!step.count) step.last = step.entry;
        unit_ = unit;
        row = at;
        ++rows;
    }
    count_rows(rows);
    return row;
}

/// Goes on from the number of a part's steps before this one to that with its entry; false if it is not known.
inline bool RowReader::find_number(Step& step, std::uint32_t& number) const {
    SegmentEntry& entry = *step.entry;
    if (step.is_alone) {
        number = entry.key;
        return true;
    }
    if (entry.left != number) {
        const std::uint32_t known = step.combined.find(PairTable::key(number, entry.key));
        if (known == no_id) return false;
        entry.left = number;
        entry.combined = known;
    }
    number = entry.combined;
    return true;
}

/// Adds a row with one count of which nothing else is to be said; false if it must be looked at more closely.
inline bool RowReader::add_vote(std::uint32_t unit_id, std::uint32_t choice, Votes votes, const char* row) {
    const RowTally::Unit& unit = tally_.units[unit_id];
    if (unit.is_suspect) [[unlikely]]
        return false;
    tally_.find_or_add_cell(unit, choice, position(row));
    const std::uint32_t cell = tally_.choices[choice].cell;
    if (query_.checks && tally_.seen.test_and_set(unit_id, tally_.cells[cell].local)) [[unlikely]]
        return false;
    RowTally::note_votes(tally_.cells[cell], unit_id, votes);
    tally_.sums.add(cell, 0, votes);
    if (tally_.is_grouped(unit)) tally_.grouped.add(tally_.group_of(unit, choice, position(row)), 0, votes);
    return true;
}

/// The same for a row whose counts were read.
bool RowReader::add_expected(std::uint32_t unit_id, std::uint32_t choice, const char* row) {
    const RowTally::Unit& unit = tally_.units[unit_id];
    if (unit.is_suspect || (query_.checks && !types_fit())) return false;
    tally_.find_or_add_cell(unit, choice, position(row));
    const std::uint32_t cell = tally_.choices[choice].cell;
    const auto votes = row_votes();
    if (!votes && query_.checks) return false;
    if (query_.checks && tally_.seen.test_and_set(unit_id, tally_.cells[cell].local)) return false;
    RowTally::note_votes(tally_.cells[cell], unit_id, votes.value_or(0));
    for (std::size_t i = 0; i < counts_.size(); ++i)
        if (counts_[i].votes) tally_.sums.add(cell, i, *counts_[i].votes);
    if (!tally_.is_grouped(unit)) return true;
    const std::uint32_t group = tally_.group_of(unit, choice, position(row));
    for (std::size_t i = 0; i < counts_.size(); ++i)
        if (counts_[i].votes) tally_.grouped.add(group, i, *counts_[i].votes);
    return true;
}

// ---- Rows in no order: nothing can be expected of them, and what they look up is scattered over memory. A batch of
// them goes through each step together: the places that the next step will read are asked for while others are still
// worked on.

/// Takes some rows and returns the next one: `row` itself if it is not whole.
const char* RowReader::take_batch(const char* row, const char* end) {
    scan_rows(row, end, batch_rows, scan_);
    if (scan_.rows == 0) return take_row(row, end);
    const std::size_t columns = layout_.columns.size();
    std::size_t field = 0;
    const char* begin = row;
    for (std::size_t i = 0; i < scan_.rows; ++i) {
        const std::uint32_t newline = scan_.newlines[i];
        batch_[i] = {begin, row + newline + 1, 0, 0, 0, true};
        // One separator after another is followed only through rows whose last one is not where it should be.
        if (columns <= scan_.fields - field && scan_.separators[field + columns] == newline) [[likely]] {
            batch_[i].needs_a_look = static_cast<std::size_t>(batch_[i].next - begin) > limits_.max_row_bytes ||
                                     !cut_batch_row(row, scan_.separators.data() + field, i);
            field += columns;
        } else {
            do ++field;
            while (scan_.separators[field] != newline);
        }
        begin = batch_[i].next;
    }
    find_batch_names();
    find_batch_cells();
    return add_batch_rows();
}

/// Reads a row's counts and finds what to look up; false if the row is anything but plain. `bounds` are the offsets,
/// from `begin`, of the separators before the row and after each of its fields.
bool RowReader::cut_batch_row(const char* begin, const std::uint32_t* bounds, std::size_t row) {
    const auto start_of = [bounds](std::size_t column) { return std::size_t{bounds[column] + 1U}; };
    Lookup* lookup = lookups_.data() + row * looked_up_.size();
    for (const Step* step : looked_up_) {
        const std::size_t start = start_of(step->at.first);
        const std::size_t size = start_of(step->at.last) - start;
        if (size > SegmentCache::max_size) return false;
        const std::uint64_t hash = step->cache.hash({begin + start, size});
        step->cache.prefetch(hash);
        *lookup++ = {{begin + start, size}, hash, nullptr};
    }
    std::optional<Votes>* votes = batch_votes_.data() + row * counts_.size();
    for (const Count& count : counts_) {
        const std::size_t start = start_of(count.column);
        std::string_view cell(begin + start, bounds[count.column + 1] - start);
        if (count.column + 1 == layout_.columns.size() && cell.ends_with('\r')) cell.remove_suffix(1);
        Votes number = 0;
        unsigned size = parse_short_count(cell.data(), number);
        if (size == 0) [[unlikely]]
            size = parse_quoted_count(cell.data(), query_.thousands, number);
        if (size != cell.size() || (size == 0 && !count.may_be_empty)) return false;
        *votes++ = size == 0 ? std::nullopt : std::optional(number);
    }
    // What is looked up was checked when it was first met.
    for (const Layout::Step& other : passed_by_) {
        const std::size_t start = start_of(other.first);
        const std::size_t end = start_of(other.last);
        if (!scan_.is_odd(start, end)) continue;
        const std::string_view bytes(begin + start, end - start);
        if (bytes.find('"') != std::string_view::npos || find_invalid_utf8(bytes) < bytes.size()) return false;
    }
    return true;
}

void RowReader::find_batch_names() {
    const std::size_t width = looked_up_.size();
    for (std::size_t i = 0; i < scan_.rows; ++i) {
        if (batch_[i].needs_a_look) continue;
        for (std::size_t k = 0; k < width; ++k) {
            Lookup& lookup = lookups_[i * width + k];
            lookup.entry = looked_up_[k]->cache.peek(lookup.hash);
            if (lookup.entry == nullptr) continue;
            __builtin_prefetch(lookup.entry);
            // All the lines that comparing a block looks at.
            __builtin_prefetch(lookup.entry->text() + 24);
            __builtin_prefetch(lookup.entry->text() + wide::block - 1);
        }
    }
    for (std::size_t i = 0; i < scan_.rows; ++i) {
        BatchRow& row = batch_[i];
        for (std::size_t k = 0; k < width && !row.needs_a_look; ++k) {
            Lookup& lookup = lookups_[i * width + k];
            Step& step = *looked_up_[k];
            if (lookup.entry == nullptr || lookup.entry->size != lookup.bytes.size() ||
                !wide::same_of_any_size(lookup.entry->text(), lookup.bytes.data(), lookup.bytes.size()))
                lookup.entry = step.cache.find(lookup.bytes, lookup.hash);
            step.entry = lookup.entry;
            row.needs_a_look = lookup.entry == nullptr || (lookup.entry->flags & SegmentEntry::odd) != 0;
            if (!row.needs_a_look && step.at.part != ColumnPart::figure)
                row.needs_a_look = !find_number(step, step.at.part == ColumnPart::unit ? row.unit : row.choice);
        }
        if (!row.needs_a_look) __builtin_prefetch(&tally_.units[row.unit]);
    }
}

void RowReader::find_batch_cells() {
    for (std::size_t i = 0; i < scan_.rows; ++i)
        if (const BatchRow& row = batch_[i]; !row.needs_a_look)
            tally_.prefetch_cell(tally_.units[row.unit].place, row.choice);
    for (std::size_t i = 0; i < scan_.rows; ++i) {
        BatchRow& row = batch_[i];
        if (row.needs_a_look) continue;
        row.cell = tally_.find_cell(tally_.units[row.unit].place, row.choice);
        if (row.cell == no_id) continue;
        __builtin_prefetch(&tally_.cells[row.cell]);
        tally_.sums.prefetch(row.cell);
    }
    if (!query_.checks) return;
    for (std::size_t i = 0; i < scan_.rows; ++i)
        if (const BatchRow& row = batch_[i]; !row.needs_a_look && row.cell != no_id)
            tally_.seen.prefetch(row.unit, tally_.cells[row.cell].local);
}

const char* RowReader::add_batch_rows() {
    for (std::size_t i = 0; i < scan_.rows; ++i) {
        const BatchRow& row = batch_[i];
        if (!row.needs_a_look) {
            if (row.cell != no_id) {
                // The cell is found already: the choice is told so instead of searching it.
                RowTally::Choice& choice = tally_.choices[row.choice];
                choice.place = tally_.units[row.unit].place;
                choice.cell = row.cell;
            }
            for (std::size_t k = 0; k < counts_.size(); ++k) counts_[k].votes = batch_votes_[i * counts_.size() + k];
            if (add_expected(row.unit, row.choice, row.begin)) {
                unit_ = row.unit;
                count_rows(1);
                continue;
            }
        }
        take_row(row.begin, row.next);
    }
    return batch_[scan_.rows - 1].next;
}

// ---- Any row: what a row means.

std::string_view RowReader::value(std::size_t column) {
    scratch_.clear();
    return unescape_field(raw_field(record_, column), scratch_);
}

Location RowReader::locate(std::size_t column) const {
    const std::string_view raw = raw_field(record_, column);
    Location location = locate_in_row({}, {record_.begin, record_.size}, lines_ + 1,
                                      static_cast<std::size_t>(raw.data() - record_.begin), raw);
    if (query_.checks) location.field = layout_.columns[column].name;
    return location;
}

/// Reports something at a field of the current row.
void RowReader::report_row(Finding finding, std::size_t column) {
    finding.location = locate(column);
    if (query_.checks && unit_ != no_id) finding.unit = tally_.unit_name(unit_);
    report_->report(std::move(finding), max_findings_);
}

/// Reports what is said once for all rows, of a column's value.
RepeatedFinding& RowReader::repeat(Finding finding, std::size_t column) {
    const std::string key = fmt::format("{} {}", static_cast<unsigned>(finding.code), finding.message);
    const auto [repeated, is_new] = report_->repeated.find_or_add(key);
    ++repeated.rows;
    if (!is_new) {
        if (repeated.more_lines.size() < most_more_lines) repeated.more_lines.push_back(lines_ + 1);
        return repeated;
    }
    repeated.finding = std::move(finding);
    repeated.finding.location = locate(column);
    if (query_.checks && unit_ != no_id) repeated.finding.unit = tally_.unit_name(unit_);
    return repeated;
}

/// The sums of the current row's area are not certain.
void RowReader::mark_flawed() {
    if (unit_ == no_id)
        report_->begins_flawed = true;
    else
        tally_.flawed_areas.insert(tally_.area_of(unit_));
}

const char* RowReader::take_row(const char* row, const char* end) {
    if (!split_record(row, end, record_)) return row;
    const char* const next = row + record_.size;
    const std::uint64_t lines = record_.quotes ? static_cast<std::uint64_t>(std::count(row, next, '\n')) : 1;
    if (is_header_again()) {
        repeat(make_finding(Code::field, "the header stands again among the rows", Case::unused_column), 0)
            .finding.unit.clear();
    } else if (!is_blank(record_)) {
        ++report_->rows;
        RowFault fault = find_record_fault(record_, layout_.columns.size(), limits_.max_row_bytes);
        if (fault.code) {
            ++report_->bad_rows;
            mark_flawed();
            // Of a row that is too long, no more than what was read of it if it is even longer than a block.
            const std::string_view shown(row, std::min(record_.size, limits_.max_row_bytes + 1));
            report_->report(locate_fault(std::move(fault), shown, lines_ + 1), max_findings_);
        } else {
            take_sound_row(row);
        }
    }
    lines_ += lines;
    return next;
}

bool RowReader::is_header_again() {
    if (record_.fields != layout_.columns.size()) return false;
    for (std::size_t i = 0; i < record_.fields; ++i)
        if (value(i) != layout_.columns[i].written) return false;
    return true;
}

void RowReader::take_sound_row(const char* row) {
    std::uint32_t flags = 0;
    unit_ = find_unit_or_choice(ColumnPart::unit, flags);
    choice_ = find_unit_or_choice(ColumnPart::choice, flags);
    for (Step& step : steps_) {
        if (step.at.part != ColumnPart::figure) continue;
        find_entry(step);
        flags |= step.entry->flags;
    }
    const RowKind kind = tally_.choices[choice_].kind;
    const bool is_named = (flags & SegmentEntry::odd) == 0 || check_values();
    if (visit_) {
        if (is_named) visit_(unit_, choice_);
        return;
    }
    if (!query_.checks && (kind == RowKind::ballots || !is_named)) {
        if (!is_wanted())
            ++report_->unwanted_rows;
        else if (kind == RowKind::ballots)
            keep_out();
        else
            mark_flawed();
        return;
    }
    const Counts counts = read_counts();
    if (counts != Counts::all || !is_named) mark_flawed();
    if (query_.checks) check_vote_types();
    if (!query_.checks && counts == Counts::unusable) {
        if (!is_wanted()) ++report_->unwanted_rows;
        return;
    }
    const auto votes = row_votes();
    if (query_.checks && kind == RowKind::ballots) note_turnout();
    if (!is_named) return;

    const RowTally::Unit& unit = tally_.units[unit_];
    if (tally_.find_or_add_cell(unit, choice_, position(row)) && unit.is_suspect)
        tally_.cell_spots.try_emplace(tally_.choices[choice_].cell, Spot{sequence_, locate(layout_.votes_column())});
    const std::uint32_t cell = tally_.choices[choice_].cell;
    if (query_.checks && tally_.seen.test_and_set(unit_, tally_.cells[cell].local)) {
        tally_.repeated.insert(PairTable::key(unit_, choice_));
        mark_flawed();
    }
    if (kind == RowKind::ballots || (query_.checks && !votes)) return;
    RowTally::note_votes(tally_.cells[cell], unit_, votes.value_or(0));
    const bool is_grouped = tally_.is_grouped(unit);
    const std::uint32_t group = is_grouped ? tally_.group_of(unit, choice_, position(row)) : 0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        if (!counts_[i].votes) continue;
        tally_.sums.add(cell, i, *counts_[i].votes);
        if (is_grouped) tally_.grouped.add(group, i, *counts_[i].votes);
    }
}

/// The number of the current row's unit or, when that is known, of its choice.
std::uint32_t RowReader::find_unit_or_choice(ColumnPart part, std::uint32_t& flags) {
    std::uint32_t number = 0;
    for (Step& step : steps_) {
        if (step.at.part != part) continue;
        find_entry(step);
        flags |= step.entry->flags;
        number = combine(step, number);
    }
    return number;
}

/// Finds or makes the entry of the current row's bytes in these columns.
void RowReader::find_entry(Step& step) {
    const std::size_t begin = step.at.first == 0 ? 0 : record_.ends[step.at.first - 1] + std::size_t{1};
    const std::size_t end = record_.ends[step.at.last - 1] + std::size_t{1};
    const std::string_view bytes(record_.begin + begin, end - begin);
    // The expected way counts a line for a row.
    const bool breaks_line = bytes.substr(0, bytes.size() - 1).find('\n') != std::string_view::npos;
    if (bytes.size() > SegmentCache::max_size || breaks_line) {
        step.spare = {};
        step.entry = &step.spare;
        describe(step, step.spare);
        return;
    }
    const auto is_it = [bytes](const SegmentEntry* entry) {
        return entry->size == bytes.size() && wide::same(entry->text(), bytes.data(), bytes.size());
    };
    if (is_it(step.last))
        step.entry = step.last;
    else if (is_it(step.last->next))
        step.entry = step.last->next;
    else
        find_other_entry(step, bytes);
    if (step.last != &no_entry_) step.last->next = step.entry;
    step.last = step.entry;
}

void RowReader::find_other_entry(Step& step, std::string_view bytes) {
    const std::uint64_t hash = step.cache.hash(bytes);
    step.entry = step.cache.find(bytes, hash);
    if (step.entry != nullptr) return;
    const std::size_t distinct = distinct_keys(step);
    if (step.cache.make_room(distinct)) step.last = &no_entry_;
    step.entry = &step.cache.add(bytes, hash);
    describe(step, *step.entry);
    if (distinct_keys(step) == distinct) step.cache.regret();
}

std::size_t RowReader::distinct_keys(const Step& step) const {
    if (!step.is_alone) return step.keys.size();
    return step.at.part == ColumnPart::choice ? tally_.choices.size() : tally_.units.size();
}

void RowReader::describe(Step& step, SegmentEntry& entry) {
    std::vector<std::uint32_t>& key = step.key;
    key.clear();
    for (std::size_t i = step.at.first; i < step.at.last; ++i) {
        const Layout::Column& column = layout_.columns[i];
        const std::string_view text = value(i);
        const bool is_odd = !whitespace_fault(text).empty();
        if (query_.checks && (is_odd || (names_unit(column.role) && text.empty()))) entry.flags |= SegmentEntry::odd;
        if (names_choice(column.role) && (text.empty() || kind_by_choice(text) == RowKind::ballots))
            entry.flags |= SegmentEntry::odd;
        if (step.at.part == ColumnPart::figure) continue;
        NameTable& names = tally_.values[i];
        const std::size_t known = names.size();
        // Most columns say the same as in the row before.
        if (value_ids_[i] == no_id || names.name(value_ids_[i]) != text) value_ids_[i] = names.find_or_add(text);
        key.push_back(value_ids_[i]);
        if (is_odd && column.by && key.back() == known)
            report_->odd_names.push_back({*column.by, std::string(text), locate(i)});
    }
    if (step.at.part == ColumnPart::figure) return;
    entry.key = step.is_alone ? add_number(step.at.part) : step.keys.find_or_add(key);
}

/// The number of the current row's unit or choice, whose values have been described.
std::uint32_t RowReader::add_number(ColumnPart part) {
    const std::vector<std::size_t>& columns = part == ColumnPart::unit ? layout_.units : layout_.choices;
    number_key_.clear();
    for (const std::size_t column : columns) number_key_.push_back(value_ids_[column]);
    const std::span<const std::uint32_t> key = number_key_;
    const std::uint64_t here = position(record_.begin);
    if (part == ColumnPart::unit) {
        const std::size_t known = tally_.units.size();
        const std::uint32_t unit = tally_.find_or_add_unit(key, here);
        if (unit == known && tally_.units[unit].is_suspect) {
            const bool by_county = layout_.county && kind_by_unit(value(*layout_.county)) == RowKind::total;
            const std::size_t column = by_county ? *layout_.county : layout_.precinct.value_or(layout_.units.back());
            tally_.unit_spots.try_emplace(unit, Spot{sequence_, locate(column)});
        }
        return unit;
    }
    const std::size_t known = tally_.choices.size();
    const std::uint32_t choice = tally_.find_or_add_choice(key, unit_ == no_id ? 0 : unit_, here);
    if (choice == known && (query_.checks || tally_.choices[choice].is_suspect)) {
        std::size_t column = layout_.candidate.value_or(layout_.choices.front());
        if (layout_.office && kind_by_choice(value(*layout_.office)) == RowKind::total) column = *layout_.office;
        tally_.choice_spots.try_emplace(choice, Spot{sequence_, locate(column)});
    }
    return choice;
}

/// The number that the current row's values have together in this step and those of its part before it, whose number is
/// `left`: after the last of them, the unit or the choice.
std::uint32_t RowReader::combine(Step& step, std::uint32_t left) {
    SegmentEntry& entry = *step.entry;
    if (step.is_alone) return entry.key;
    if (entry.left == left) return entry.combined;
    const std::uint64_t pair = PairTable::key(left, entry.key);
    std::uint32_t id = step.combined.find(pair);
    if (id == no_id) {
        const bool is_last = std::none_of(steps_.data() + (&step - steps_.data()) + 1, steps_.data() + steps_.size(),
                                          [&](const Step& other) { return other.at.part == step.at.part; });
        if (is_last) {
            for (const Step& other : steps_)
                for (std::size_t i = other.at.first; i < other.at.last && other.at.part == step.at.part; ++i)
                    value_ids_[i] = tally_.values[i].find_or_add(value(i));
            id = add_number(step.at.part);
        } else {
            id = step.combinations++;
        }
        step.combined.add(pair, id);
    }
    entry.left = left;
    entry.combined = id;
    return id;
}

/// Reports what is wrong with the current row's names; false if its contest or choice has none.
bool RowReader::check_values() {
    const RowKind kind = tally_.choices[choice_].kind;
    bool is_named = true;
    for (std::size_t i = 0; i < layout_.columns.size(); ++i) {
        const Layout::Column& column = layout_.columns[i];
        if (column.part == ColumnPart::count) continue;
        if (query_.checks && !visit_) check_whitespace(i);
        if (!value(i).empty()) continue;
        if (names_unit(column.role) && query_.checks && !visit_ && !tally_.units[unit_].is_named_total)
            repeat(make_finding(Code::missing_value, fmt::format("{} is empty", column.name), Case::withheld_count), i)
                .unnamed = i;
        if (!names_choice(column.role) || kind != RowKind::candidate || names_straight_party()) continue;
        // Without an office it is still told apart from others; votes without a candidate are nobody's.
        const bool is_lost = column.role == ColumnRole::candidate && has_votes();
        is_named = is_named && !is_lost;
        if (visit_ || !is_wanted()) continue;
        std::string message = fmt::format("{} is empty", column.name);
        if (column.role == ColumnRole::candidate && !is_lost) message += " in rows without a vote";
        const bool is_error = is_lost || (column.role == ColumnRole::office && query_.checks);
        repeat(make_finding(Code::missing_value, std::move(message), is_error ? Case::usual : Case::withheld_count), i);
        report_->bad_rows += is_lost && !query_.checks ? 1 : 0;
    }
    return is_named;
}

bool RowReader::is_wanted() const {
    return tally_.units[unit_].is_wanted && tally_.choices[choice_].is_wanted;
}

/// Whether the current row is of the votes for a whole party: the party is the choice then.
bool RowReader::names_straight_party() {
    if (layout_.candidate && is_straight_party(value(*layout_.candidate))) return true;
    return layout_.office && is_straight_party(value(*layout_.office)) && layout_.party &&
           !value(*layout_.party).empty();
}

/// False if the current row certainly states no vote.
bool RowReader::has_votes() {
    return std::ranges::any_of(counts_, [&](const Count& count) {
        const CountCell cell = parse_count(value(count.column), query_.thousands);
        return is_stated(cell.kind) ? cell.votes > 0 : cell.kind != CountKind::empty || !count.may_be_empty;
    });
}

void RowReader::check_whitespace(std::size_t column) {
    const std::string_view text = value(column);
    const std::string_view fault = whitespace_fault(text);
    if (!fault.empty())
        repeat(make_finding(Code::whitespace,
                            fmt::format("{} {} has {}", layout_.columns[column].name, quote(text), fault)),
               column);
}

/// Keeps out the current row, which is nobody's.
void RowReader::keep_out() {
    std::size_t column = 0;
    while (!names_choice(layout_.columns[column].role) || kind_by_choice(value(column)) != RowKind::ballots) ++column;
    const std::string_view name = value(column);
    const auto [rows, is_new] = report_->kept_out.find_or_add(name);
    if (is_new) rows = {std::string(name), false, 0, locate(column)};
    ++rows.rows;
}

/// Reads the current row's counts. Without its votes a row cannot be added up, vote types and all, so that these stay
/// parts of the votes.
RowReader::Counts RowReader::read_counts() {
    bool is_odd = false;
    bool is_bad = false;
    bool lacks_votes = false;
    bool lacks_any = false;
    for (Count& count : counts_) {
        const std::string_view text = value(count.column);
        const CountCell cell = parse_count(text, query_.thousands);
        count.votes.reset();
        if (is_stated(cell.kind)) count.votes = cell.votes;
        if (cell.kind == CountKind::count || (cell.kind == CountKind::empty && count.may_be_empty)) continue;
        is_odd = true;
        if (count.votes) continue;
        lacks_any = true;
        lacks_votes |= !count.may_be_empty;
        if (is_unknown(cell.kind)) continue;
        if (is_wanted() && (query_.checks || !is_bad))
            report_row(count_finding(cell, text, layout_.columns[count.column].name), count.column);
        is_bad = true;
    }
    if (!is_odd) return Counts::all;
    if (is_bad && !query_.checks) {
        report_->bad_rows += is_wanted() ? 1 : 0;
        return Counts::unusable;
    }
    for (const Count& count : counts_) {
        const std::string_view text = value(count.column);
        const CountCell cell = parse_count(text, query_.thousands);
        const bool is_left_open = cell.kind == CountKind::empty && count.may_be_empty;
        if (is_wanted() && !is_left_open && (is_unknown(cell.kind) || is_spelling(cell.kind)))
            repeat(count_finding(cell, text, layout_.columns[count.column].name), count.column);
    }
    report_->unknown_rows += is_wanted() && lacks_votes ? 1 : 0;
    return lacks_votes ? Counts::unusable : lacks_any ? Counts::some : Counts::all;
}

/// The current row's votes: without a column of that name, the sum of its vote types.
std::optional<Votes> RowReader::row_votes() const {
    if (layout_.votes) return counts_[*layout_.votes].votes;
    std::optional<Votes> sum = 0;
    bool is_stated = false;
    for (const Count& type : counts_) {
        if (sum && type.votes) sum = checked_add(*sum, *type.votes);
        is_stated |= type.votes.has_value();
    }
    return is_stated ? sum : std::nullopt;
}

/// Whether the vote types certainly add up to the votes, or what is known of them is not more.
bool RowReader::types_fit() const {
    if (types_.empty() || !counts_[*layout_.votes].votes) return true;
    const Votes votes = *counts_[*layout_.votes].votes;
    std::optional<Votes> sum = 0;
    Votes sure = 0;  // without those that may be parts of others
    bool is_complete = true;
    for (const std::size_t type : types_) {
        const Votes part = counts_[type].votes.value_or(0);
        is_complete &= counts_[type].votes.has_value();
        if (sum) sum = checked_add(*sum, part);
        if (!layout_.columns[counts_[type].column].overlaps) sure = checked_add(sure, part).value_or(~Votes{0});
    }
    return is_complete ? sum && (*sum == votes || sure == votes) : sure <= votes;
}

/// CT202. A masked or unknown vote type leaves the sum open; but what is known is never more than the votes.
void RowReader::check_vote_types() {
    if (types_fit() || tally_.choices[choice_].kind == RowKind::ballots) return;
    const Votes votes = *counts_[*layout_.votes].votes;
    std::optional<Votes> sum = 0;
    std::string names;
    for (const std::size_t type : types_) {
        if (!counts_[type].votes) continue;
        if (sum) sum = checked_add(*sum, *counts_[type].votes);
        names += (names.empty() ? "" : " + ") + layout_.columns[counts_[type].column].name;
    }
    const std::size_t column = layout_.votes_column();
    Finding finding = make_finding(
        Code::vote_types, fmt::format("{} {} {} but {} says {}{}", names, types_.size() == 1 ? "is" : "add up to",
                                      sum ? with_separators(*sum) : "more than 2^64 - 1", layout_.columns[column].name,
                                      with_separators(votes), sum ? " (" + difference(votes, *sum) + ")" : ""));
    for (std::size_t i = 0; i < layout_.columns.size() && sum && *sum < votes; ++i) {
        if (layout_.columns[i].role != ColumnRole::unknown) continue;
        const CountCell cell = parse_count(value(i), query_.thousands);
        if (is_stated(cell.kind) && cell.votes == votes - *sum)
            finding.notes.push_back(
                fmt::format("the column \"{}\", which is not known, holds what is missing: it may be a vote type",
                            layout_.columns[i].written));
    }
    finding.stated = std::to_string(votes);
    if (sum) finding.computed = std::to_string(*sum);
    report_row(std::move(finding), column);
}

/// Remembers ballots cast or registered voters of a unit, each stated in a row of its own (CT203).
void RowReader::note_turnout() {
    const auto votes = row_votes();
    const auto is_given = [&](std::optional<std::size_t> column) { return column && !value(*column).empty(); };
    if (!votes || is_given(layout_.party) || is_given(layout_.district) || layout_.has_mode) return;
    auto figure = layout_.office ? figure_named(value(*layout_.office)) : std::nullopt;
    const auto by_candidate = figure_named(value(*layout_.candidate));
    if (figure && by_candidate != figure && is_given(layout_.candidate)) return;
    const bool of_unit = figure.has_value() || !is_given(layout_.office);
    if (!figure) figure = by_candidate;
    if (!figure) return;
    RowTally::Turnout::Figure& stated = tally_.turnout[unit_].figures[*figure];
    if (stated.first == UINT64_MAX)
        stated = {*votes, position(record_.begin), {sequence_, locate(layout_.votes_column())}, of_unit};
}

std::optional<Votes> RowReader::votes() {
    if (!layout_.votes) return std::nullopt;
    const CountCell cell = parse_count(value(layout_.votes_column()), query_.thousands);
    return is_stated(cell.kind) ? std::optional(cell.votes) : std::nullopt;
}

std::string RowReader::figures() {
    std::string figures;
    for (const Count& count : counts_) {
        const std::string_view text = value(count.column);
        const CountCell cell = parse_count(text, query_.thousands);
        figures += is_stated(cell.kind) ? std::to_string(cell.votes) : fmt::format("\"{}\"", text);
        figures += ',';
    }
    return figures;
}

}  // namespace caucus_tally
