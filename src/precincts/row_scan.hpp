// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace caucus_tally {

/// Where the rows and fields of a stretch of CSV text end, as offsets from its begin.
struct RowScan {
    static constexpr std::size_t window = std::size_t{16} << 10;  ///< about as many bytes are scanned at most

    std::size_t rows = 0;                   ///< whole rows
    std::size_t fields = 0;                 ///< at least theirs
    std::vector<std::uint32_t> separators;  ///< UINT32_MAX, then for each field the offset of what ends it
    std::vector<std::uint32_t> newlines;    ///< for each row the offset of what ends it
    /// Bit i % 64 of word i / 64: byte i is above 127, a line feed in quotes, or the first text after a closing quote.
    std::vector<std::uint64_t> odd;

    /// Whether an odd byte stands in [begin, end) of the scanned rows.
    bool is_odd(std::size_t begin, std::size_t end) const {
        const auto bits = [this](std::size_t at) {
            return odd[at / 64] >> (at % 64) | odd[at / 64 + 1] << 1 << (63 - at % 64);
        };
        for (; end - begin > 64; begin += 64)
            if (bits(begin) != 0) return true;
        return end != begin && bits(begin) << (64 - (end - begin)) != 0;
    }
};

/// Scans the rows from `begin` on that a line break ends before `end`: `most` of them, or as many as are in a window;
/// none where the first is longer. At least wide::block bytes must be readable after `end`.
void scan_rows(const char* begin, const char* end, std::size_t most, RowScan& scan);

}  // namespace caucus_tally
