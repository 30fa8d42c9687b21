// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace caucus_tally {

/// What is known of the first row of a unit and a choice.
struct FirstRow {
    std::uint32_t line = 0;     ///< 0 where it does not fit
    std::uint32_t figures = 0;  ///< digest of its counts
};

/// The rows of a table by unit and choice, exactly: 16 bytes for each, in a table that is between 3/8 and 3/4 full.
class RowSet {
public:
    /// The row that is already there, or null: then this one was added.
    const FirstRow* find_or_add(std::uint32_t unit, std::uint32_t choice, FirstRow row);
    bool contains(std::uint32_t unit, std::uint32_t choice) const;

private:
    // Units and choices are never both the largest number, so this key is free to mean "empty".
    static constexpr std::uint64_t empty = UINT64_MAX;
    struct Slot {
        std::uint64_t key = empty;
        FirstRow row;
    };
    std::size_t place(std::uint64_t key) const;
    void grow();

    std::vector<Slot> slots_;
    std::size_t size_ = 0;
};

}  // namespace caucus_tally
