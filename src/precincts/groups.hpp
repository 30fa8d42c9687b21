// SPDX-License-Identifier: MIT
#pragma once

#include "precincts/id_tables.hpp"

#include <caucus_tally/numbers.hpp>
#include <cstdint>
#include <set>
#include <span>
#include <vector>

namespace caucus_tally {

/// The sums of one thread, or of all of them merged. A group's number is its place in every vector.
struct Groups {
    explicit Groups(std::size_t by) : names(by), tuples(by) {}

    std::vector<NameTable> names;      ///< for each group column
    TupleTable tuples;                 ///< for each group, the ids of its names
    std::vector<std::uint64_t> first;  ///< for each group, where it first appeared: block << 32 | byte in the block
    std::vector<Votes> sums;           ///< group by group, `width` of them
    std::vector<std::uint8_t> stated;  ///< like sums: whether any row had the count
    std::vector<std::uint64_t> stated_rows;  ///< for each count, how many rows had it
    std::size_t width = 0;                   ///< counts
    std::set<std::size_t> overflowed;        ///< places in sums that exceeded 2^64 - 1

    /// Makes room for more counts.
    void widen(std::size_t counts);
    /// The group with these names, which appears at `position` if it is new.
    std::uint32_t find_or_add(std::span<const std::uint32_t> tuple, std::uint64_t position);
    void add(std::size_t at, Votes votes) {
        if (__builtin_add_overflow(sums[at], votes, &sums[at])) [[unlikely]]
            overflow(at);
    }

private:
    void overflow(std::size_t at);
};

/// Adds the groups of `part` to those of `whole`.
void merge_groups(Groups& whole, const Groups& part);

}  // namespace caucus_tally
