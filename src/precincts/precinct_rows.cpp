// SPDX-License-Identifier: MIT
#include "precincts/precinct_checker.hpp"

#include <algorithm>
#include <cstring>
#include <new>

namespace caucus_tally {
namespace {

// Comparing looks at whole blocks.
constexpr std::size_t current_bytes = sizeof(SegmentEntry) + SegmentCache::max_size + wide::block;

}  // namespace

PrecinctChecker::PrecinctChecker(CsvReader& reader, PrecinctLayout layout, bool thousands, bool keeps_rows,
                                 TableFindings& findings)
    : reader_(reader),
      layout_(std::move(layout)),
      thousands_(thousands),
      keeps_rows_(keeps_rows),
      findings_(findings),
      steps_(layout_.steps.size()),
      values_(layout_.columns.size()),
      names_(layout_.county.has_value()) {
    no_entry_.next = &no_entry_;
    no_entry_.flags = SegmentEntry::odd;
    Step* last_unit = nullptr;
    Step* last_choice = nullptr;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        Step& step = steps_[i];
        step.at = layout_.steps[i];
        step.ends_row = step.at.last == layout_.columns.size();
        step.last = &no_entry_;
        switch (step.at.part) {
            case ColumnPart::unit:
                last_unit = &step;
                step.keys = TupleTable(step.at.last - step.at.first);
                break;
            case ColumnPart::choice:
                last_choice = &step;
                step.keys = TupleTable(step.at.last - step.at.first);
                break;
            case ColumnPart::count:
                counts_.push_back(&step);
                if (layout_.votes == step.at.first)
                    votes_ = &step;
                else
                    types_.push_back(&step);
                break;
            case ColumnPart::figure:
                has_figures_ = true;
                break;
        }
    }
    const auto complete = [this](Step& last, ColumnPart part) {
        last.completes = true;
        last.is_alone = std::ranges::count(layout_.steps, part, &PrecinctLayout::Step::part) == 1;
    };
    complete(*last_choice, ColumnPart::choice);
    if (last_unit != nullptr)
        complete(*last_unit, ColumnPart::unit);
    else
        units_.emplace_back();  // all rows are of one unit
    is_plain_ = steps_.size() == 3 && last_unit != nullptr && steps_[2].at.part == ColumnPart::count;
}

std::uint64_t PrecinctChecker::units() const {
    return static_cast<std::uint64_t>(
        std::ranges::count_if(units_, [](const Unit& unit) { return unit.seen && !unit.is_total; }));
}

bool PrecinctChecker::run() {
    for (;;) {
        take_expected_rows();
        const bool more = reader_.next(reader_findings_);
        const bool sound = more && reader_.sound();
        for (Finding& finding : reader_findings_) findings_.add(std::move(finding));
        reader_findings_.clear();
        if (!more) break;
        ++rows_;
        if (!sound)
            ++flaws_;
        else if (!take_row())
            return false;
    }
    end_unit();
    end_county();
    for (Finding& finding : totals_.take()) findings_.add(std::move(finding));
    for (Finding& finding : names_.report([&](std::uint32_t choice) { return choices_[choice].votes; }))
        findings_.add(std::move(finding));
    return true;
}

bool PrecinctChecker::take_row() {
    std::uint32_t flags = 0;
    const std::uint32_t unit = find_number(ColumnPart::unit, flags);
    // The unit before ends first: what is new from here on is this one's.
    if (unit != unit_ && !start_unit(unit)) return false;
    const std::uint32_t choice = find_number(ColumnPart::choice, flags);

    const RowKind kind = choices_[choice].kind;
    const bool is_total = units_[unit].is_total;
    bool named = true;
    if ((flags & SegmentEntry::odd) != 0) named = check_values(is_total ? RowKind::total : RowKind::candidate, kind);
    if (has_figures_)
        for (const Step& step : steps_)
            if (step.at.part == ColumnPart::figure) check_whitespace(step.at.first);
    const bool counted = read_counts();
    if (!named || !counted) ++flaws_;
    check_vote_types();
    if (named) check_duplicate(choice);
    if (names_.is_watched(choice)) names_.note_row(choice, [this](std::uint32_t other) { return is_present(other); });
    if (kind == RowKind::ballots) check_turnout();
    const auto votes = row_votes();
    if (!votes || !named || kind != RowKind::candidate) return true;
    if (is_total)
        take_total_row(choice);
    else
        add_votes(choices_[choice], *votes);
    return true;
}

/// The number of the current row's unit or choice.
std::uint32_t PrecinctChecker::find_number(ColumnPart part, std::uint32_t& flags) {
    std::uint32_t number = 0;
    for (Step& step : steps_) {
        if (step.at.part != part) continue;
        find_entry(step);
        number = combine(step, number);
        flags |= step.entry->flags;
    }
    return number;
}

/// Finds or makes the entry of the current row's bytes in these columns.
void PrecinctChecker::find_entry(Step& step) {
    const CsvRecord& record = reader_.record();
    const std::size_t begin = step.at.first == 0 ? 0 : record.ends[step.at.first - 1] + std::size_t{1};
    const std::size_t end = record.ends[step.at.last - 1] + std::size_t{1};
    const std::string_view bytes(record.begin + begin, end - begin);
    // The expected way counts a line for a row.
    const bool breaks_line = bytes.substr(0, bytes.size() - 1).find('\n') != std::string_view::npos;
    if (bytes.size() > SegmentCache::max_size || breaks_line) {
        step.spare = {};
        step.entry = &step.spare;
        describe_segment(step, step.spare);
        return;
    }
    SegmentEntry* const expected = step.last->next;
    if (expected->size == bytes.size() && wide::same(bytes.data(), expected->text(), bytes.size())) {
        step.entry = step.last = expected;
        return;
    }
    if (step.at.part == ColumnPart::unit && step.is_alone && !keeps_rows_) {
        // Units that never come again need not be found again, only be known row after row.
        if (!step.current) step.current = std::make_unique_for_overwrite<std::byte[]>(current_bytes);
        step.entry = step.last = new (step.current.get()) SegmentEntry;
        step.entry->next = step.entry;
        step.entry->size = static_cast<std::uint32_t>(bytes.size());
        std::memcpy(step.entry->text(), bytes.data(), bytes.size());
        describe_segment(step, *step.entry);
        return;
    }
    const std::uint64_t hash = step.cache.hash(bytes);
    step.entry = step.cache.find(bytes, hash);
    if (step.entry == nullptr) {
        if (step.cache.is_full(step.keys.size())) {
            step.cache.clear();
            step.last = &no_entry_;
        }
        step.entry = &step.cache.add(bytes, hash);
        describe_segment(step, *step.entry);
    }
    if (step.last != &no_entry_) step.last->next = step.entry;
    step.last = step.entry;
}

void PrecinctChecker::describe_segment(Step& step, SegmentEntry& entry) {
    std::vector<std::uint32_t> key;
    for (std::size_t i = step.at.first; i < step.at.last; ++i) {
        key.push_back(values_[i].find_or_add(reader_.fields()[i]));
        if (is_odd(i)) entry.flags |= SegmentEntry::odd;
    }
    entry.key = step.keys.find_or_add(key);
}

/// The number that the current row's values have together in this step and those of its part before it, whose number is
/// `left`: after the last of them, the unit or the choice.
std::uint32_t PrecinctChecker::combine(Step& step, std::uint32_t left) {
    SegmentEntry& entry = *step.entry;
    if (step.is_alone) {
        const bool is_unit = step.at.part == ColumnPart::unit;
        if (entry.key == (is_unit ? units_.size() : choices_.size())) is_unit ? add_unit() : add_choice();
        return entry.key;
    }
    if (entry.left == left) return entry.combined;
    const std::uint64_t pair = PairTable::key(left, entry.key);
    std::uint32_t id = step.combined.find(pair);
    if (id == no_id) {
        id = !step.completes ? step.combinations++ : step.at.part == ColumnPart::unit ? add_unit() : add_choice();
        step.combined.add(pair, id);
    }
    entry.left = left;
    entry.combined = id;
    return id;
}

std::uint32_t PrecinctChecker::add_unit() {
    Unit& unit = units_.emplace_back();
    if (layout_.county) unit.county = values_[*layout_.county].find_or_add(value(layout_.county));
    unit.is_total = is_total_unit(layout_.county) || is_total_unit(layout_.precinct);
    return static_cast<std::uint32_t>(units_.size() - 1);
}

std::uint32_t PrecinctChecker::add_choice() {
    const auto id = static_cast<std::uint32_t>(choices_.size());
    Choice& choice = choices_.emplace_back();
    const RowKind by_office = kind_by_choice(value(layout_.office));
    choice.kind = by_office != RowKind::candidate ? by_office : kind_by_choice(value(layout_.candidate));
    // Names that are no candidates' are each in a contest of their own, where there is nothing like them.
    const auto id_of = [&](std::optional<std::size_t> column) {
        return column ? values_[*column].find_or_add(value(column)) : 0;
    };
    const bool candidate = choice.kind == RowKind::candidate && !value(layout_.candidate).empty();
    const std::uint64_t contest =
        candidate ? PairTable::key(id_of(layout_.office), id_of(layout_.district)) : PairTable::key(no_id, id);
    FirstPlace place{reader_.locate(*layout_.candidate), unit_name(), 0};
    if (layout_.county) place.county = id_of(layout_.county);
    names_.add_choice(id, contest, contest_name(), value(layout_.candidate), place);
    return id;
}

/// Begins with a unit's rows; false where its rows were not kept and it was there before.
bool PrecinctChecker::start_unit(std::uint32_t unit) {
    if (units_[unit].seen && !keeps_rows_) return false;
    end_unit();
    unit_ = unit;
    units_[unit].seen = true;
    if (++block_ == 0) {  // after 2^32 of them no choice may be taken for the current block's
        for (Choice& choice : choices_) choice.block = 0;
        block_ = 1;
    }
    if (totals_.run() == 0 || units_[unit].county != totals_.county()) {
        end_county();
        totals_.start_county(units_[unit].county, flaws_);
    }
    return true;
}

void PrecinctChecker::end_unit() {
    names_.end_unit([this](std::uint32_t choice) { return choices_[choice].block == block_; });
}

void PrecinctChecker::end_county() {
    totals_.end_county(flaws_, [this](std::uint32_t id) -> std::optional<Votes> {
        const Choice& choice = choices_[id];
        if (choice.county_run != totals_.run()) return std::nullopt;
        return choice.votes - choice.votes_before;
    });
}

/// Whether the choice has a row in the current unit.
bool PrecinctChecker::is_present(std::uint32_t choice) const {
    return choices_[choice].block == block_ || (keeps_rows_ && kept_rows_.contains(unit_, choice));
}

}  // namespace caucus_tally
