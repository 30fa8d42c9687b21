// SPDX-License-Identifier: MIT
// Rows that are what was expected. Results are listed in the same order precinct after precinct: each segment's entry
// remembers which one came next last time, and a row whose bytes are those of the expected entries needs no look for
// separators, no hash and no check but that of its counts.
#include "precincts/count.hpp"
#include "precincts/worker.hpp"

#include <array>
#include <utility>

namespace caucus_tally {
/// For tables with all their counts at the end, most of which have a single one. `keyed` has a bit for each segment.
template <std::size_t segments, unsigned keyed, bool one_count>
const char* Worker::add_shaped_rows(const char* row, const char* end) {
    // Unrolled by hand: kept in memory, the pointers would be written one by one and read together, which stalls.
    const auto for_each_segment = [](auto&& act) {
        [&]<std::size_t... i>(std::index_sequence<i...>) {
            (act(std::integral_constant<std::size_t, i>()), ...);
        }
        (std::make_index_sequence<segments>());
    };
    const auto first_count = steps_.begin() + segments;
    const auto last_count = steps_.end() - 1;
    const std::size_t width = groups_.width;
    std::array<SegmentEntry*, segments> last;
    for_each_segment([&](auto i) { last[i] = steps_[i].last; });
    std::uint64_t rows = 0;
    std::uint64_t unwanted = 0;
    while (row < end) {
        const char* at = row;
        std::uint32_t flags = 0;
        bool expected = true;
        std::array<SegmentEntry*, segments> guess;
        for_each_segment([&](auto i) {
            guess[i] = last[i]->next;
            expected &= wide::same(at, guess[i]->text(), guess[i]->size);
            at += guess[i]->size;
            flags |= guess[i]->flags;
        });
        Votes votes = 0;
        for (auto count = one_count ? last_count : first_count; count <= last_count; ++count) {
            unsigned size = parse_short_count(at, votes);
            if (size == 0) [[unlikely]]
                size = parse_quoted_count(at, query_.thousands, votes);
            at += size;
            if ((one_count || count == last_count) && *at == '\r') ++at;
            expected &= (size != 0) | count->may_be_empty;
            expected &= *at == (one_count || count == last_count ? '\n' : ',');
            ++at;
            if constexpr (!one_count) {
                count->votes = votes;
                count->stated = size != 0;
            }
        }
        if (!expected || (flags & SegmentEntry::odd) != 0) [[unlikely]]
            break;
        last = guess;
        ++rows;
        if (flags != 0) [[unlikely]] {
            ++unwanted;
            row = at;
            continue;
        }
        std::uint32_t id = 0;
        for_each_segment([&](auto i) {
            if constexpr ((keyed >> i & 1) != 0) {
                if (guess[i]->left != id) [[unlikely]] {
                    for_each_segment([&](auto k) { steps_[k].entry = guess[k]; });
                    combine(i, id, row);
                }
                id = guess[i]->combined;
            }
        });
        const std::size_t sums = std::size_t{id} * width;
        if constexpr (one_count) {
            groups_.add(sums + last_count->sum, votes);
        } else {
            for (auto count = first_count; count <= last_count; ++count) {
                groups_.add(sums + count->sum, count->stated ? count->votes : 0);
                groups_.stated[sums + count->sum] |= static_cast<std::uint8_t>(count->stated);
                groups_.stated_rows[count->sum] += count->stated ? 1 : 0;
            }
        }
        row = at;
    }
    for_each_segment([&](auto i) { steps_[i].last = last[i]; });
    if constexpr (one_count) groups_.stated_rows[last_count->sum] += rows - unwanted;
    count_rows(rows, unwanted);
    return row;
}

/// For tables with their columns in any order.
const char* Worker::add_any_rows(const char* row, const char* end) {
    std::uint64_t rows = 0;
    std::uint64_t unwanted = 0;
    while (row < end) {
        const char* at = row;
        std::uint32_t flags = 0;
        bool expected = true;
        for (StepState& state : steps_) {
            if (!state.step.is_count) {
                state.entry = state.last->next;
                expected &= wide::same(at, state.entry->text(), state.entry->size);
                at += state.entry->size;
                flags |= state.entry->flags;
            } else {
                unsigned size = parse_short_count(at, state.votes);
                if (size == 0) size = parse_quoted_count(at, query_.thousands, state.votes);
                state.stated = size != 0;
                at += size;
                if (state.ends_row && *at == '\r') ++at;
                expected &= state.stated || state.may_be_empty;
                expected &= *at++ == (state.ends_row ? '\n' : ',');
            }
            if (!expected) break;
        }
        if (!expected || (flags & SegmentEntry::odd) != 0) break;
        for (StepState& state : steps_)
            if (!state.step.is_count) state.last = state.entry;
        ++rows;
        if (flags == 0)
            add_current(row);
        else
            ++unwanted;
        row = at;
    }
    count_rows(rows, unwanted);
    return row;
}

void Worker::count_rows(std::uint64_t rows, std::uint64_t unwanted) {
    lines_ += rows;
    report_->rows += rows;
    report_->unwanted_rows += unwanted;
    report_->summed_rows += rows - unwanted;
}

Worker::AddRows Worker::choose_add_rows() const {
    std::size_t segments = 0;
    while (segments < steps_.size() && !steps_[segments].step.is_count) ++segments;
    bool counts_last = segments < steps_.size();
    for (std::size_t i = segments; i < steps_.size(); ++i) counts_last &= steps_[i].step.is_count;
    const bool one_count = steps_.size() - segments == 1 && !steps_.back().may_be_empty;
    unsigned keyed = 0;
    for (const std::uint32_t step : keyed_) keyed |= step < 8 ? 1U << step : 0;
    if (!counts_last) return &Worker::add_any_rows;

    const auto choose = [&]<std::size_t wanted_segments, std::size_t... masks>(
        std::integral_constant<std::size_t, wanted_segments>, std::index_sequence<masks...>) {
        AddRows chosen = &Worker::add_any_rows;
        ((keyed == masks + 1 ? void(chosen = one_count ? &Worker::add_shaped_rows<wanted_segments, masks + 1, true>
                                                       : &Worker::add_shaped_rows<wanted_segments, masks + 1, false>)
                             : void()),
         ...);
        return chosen;
    };
    switch (segments) {
        case 1:
            return choose(std::integral_constant<std::size_t, 1>(), std::make_index_sequence<1>());
        case 2:
            return choose(std::integral_constant<std::size_t, 2>(), std::make_index_sequence<3>());
        case 3:
            return choose(std::integral_constant<std::size_t, 3>(), std::make_index_sequence<7>());
        default:
            return &Worker::add_any_rows;
    }
}

}  // namespace caucus_tally
