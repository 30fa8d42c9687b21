// SPDX-License-Identifier: MIT
// Rows that are what was expected: of the current unit, with the choice that came next last time and a short count.
#include "precincts/precinct_checker.hpp"

namespace caucus_tally {

void PrecinctChecker::take_expected_rows() {
    const std::string_view rest = reader_.rest();
    const char* const begin = rest.data();
    const char* const end = begin + rest.size();
    const std::size_t line = reader_.next_line();
    std::size_t rows = 0;
    const char* const row = !is_plain_                              ? take_any_rows(begin, end, line, rows)
                            : steps_[0].at.part == ColumnPart::unit ? take_plain_rows<true>(begin, end, line, rows)
                                                                    : take_plain_rows<false>(begin, end, line, rows);
    rows_ += rows;
    reader_.skip(static_cast<std::size_t>(row - begin), rows);
}

template <bool unit_first>
const char* PrecinctChecker::take_plain_rows(const char* row, const char* end, std::size_t line, std::size_t& rows) {
    const SegmentEntry* const unit = steps_[unit_first ? 0 : 1].last;
    Step& choices = steps_[unit_first ? 1 : 0];
    if (unit == &no_entry_ || unit->key != unit_ || unit->flags != 0) return row;
    SegmentEntry* last = choices.last;
    while (row < end) {
        SegmentEntry* const guess = last->next;
        const SegmentEntry* const first = unit_first ? unit : guess;
        const SegmentEntry* const second = unit_first ? guess : unit;
        if (static_cast<std::size_t>(end - row) < std::size_t{first->size} + second->size) break;
        bool expected = wide::same(row, first->text(), first->size);
        const char* at = row + first->size;
        expected &= wide::same(at, second->text(), second->size);
        at += second->size;
        Votes votes = 0;
        const unsigned digits = parse_short_count(at, votes);
        at += digits;
        if (*at == '\r') ++at;
        expected &= digits - 1U < 7U;
        expected &= *at++ == '\n';
        if (!expected || guess->flags != 0 || at > end) [[unlikely]]
            break;
        const std::uint32_t id = guess->key;
        Choice& choice = choices_[id];
        if (choice.block == block_) [[unlikely]]
            break;
        const std::size_t here = line + rows;
        const FirstRow figures{here <= UINT32_MAX ? static_cast<std::uint32_t>(here) : 0,
                               static_cast<std::uint32_t>(votes)};
        if (keeps_rows_ && kept_rows_.find_or_add(unit_, id, figures) != nullptr) break;
        choice.block = block_;
        choice.row = figures;
        add_votes(choice, votes);
        if (names_.is_watched(id)) [[unlikely]]
            names_.note_row(id, [this](std::uint32_t other) { return is_present(other); });
        last = guess;
        row = at;
        ++rows;
    }
    choices.last = last;
    return row;
}

/// For tables with their columns in any order.
const char* PrecinctChecker::take_any_rows(const char* row, const char* end, std::size_t line, std::size_t& rows) {
    while (row < end) {
        std::uint32_t choice = 0;
        const char* const next = match_row(row, end, choice);
        if (next == nullptr || !take_expected_row(choice, line + rows)) break;
        for (Step& step : steps_)
            if (step.entry != nullptr) step.last = step.entry;
        row = next;
        ++rows;
    }
    return row;
}

/// The end of the row if it consists of the bytes that are expected, of the current unit and a choice that is known,
/// and of short counts; else null.
const char* PrecinctChecker::match_row(const char* row, const char* end, std::uint32_t& choice) {
    std::uint32_t unit = 0;
    std::uint32_t flags = 0;
    for (Step& step : steps_) {
        if (step.at.part == ColumnPart::unit || step.at.part == ColumnPart::choice) {
            SegmentEntry* const guess = step.last->next;
            if (guess->size > static_cast<std::size_t>(end - row) || !wide::same(row, guess->text(), guess->size))
                return nullptr;
            std::uint32_t& id = step.at.part == ColumnPart::unit ? unit : choice;
            if (step.is_alone) {
                id = guess->key;
            } else {
                if (guess->left != id) {
                    const std::uint32_t known = step.combined.find(PairTable::key(id, guess->key));
                    if (known == no_id) return nullptr;
                    guess->left = id;
                    guess->combined = known;
                }
                id = guess->combined;
            }
            flags |= guess->flags;
            step.entry = guess;
            row += guess->size;
            continue;
        }
        if (step.at.part == ColumnPart::figure) return nullptr;
        const unsigned size = parse_short_count(row, step.votes);
        step.stated = size != 0;
        if (size > 7 || (size == 0 && &step == votes_)) return nullptr;
        row += size;
        if (step.ends_row && *row == '\r') ++row;
        if (*row++ != (step.ends_row ? '\n' : ',') || row > end) return nullptr;
    }
    return unit != unit_ || (flags & SegmentEntry::odd) != 0 ? nullptr : row;
}

/// Takes a row with which nothing is wrong; false where it must be looked at more closely.
bool PrecinctChecker::take_expected_row(std::uint32_t id, std::size_t line) {
    Choice& choice = choices_[id];
    if (choice.block == block_) return false;
    Votes votes = votes_ != nullptr ? votes_->votes : 0;
    if (!types_.empty()) {
        Votes sum = 0;
        bool complete = true;
        for (const Step* type : types_) {
            sum += type->votes;
            complete = complete && type->stated;
        }
        if (votes_ == nullptr)
            votes = sum;
        else if (complete ? sum != votes : sum > votes)
            return false;
    }
    const FirstRow row = first_row(line);
    if (keeps_rows_ && kept_rows_.find_or_add(unit_, id, row) != nullptr) return false;
    choice.block = block_;
    choice.row = row;
    add_votes(choice, votes);
    if (names_.is_watched(id)) names_.note_row(id, [this](std::uint32_t other) { return is_present(other); });
    return true;
}

}  // namespace caucus_tally
