// SPDX-License-Identifier: MIT
#include "precincts/row_scan.hpp"

#include "csv/csv_scan.hpp"
#include "csv/wide.hpp"

#include <algorithm>
#include <bit>

namespace caucus_tally {
namespace {

/// std::popcount calls a function where the processor is not known to have the instruction.
constexpr std::size_t count_bits(std::uint64_t bits) {
    bits -= bits >> 1 & 0x5555555555555555U;
    bits = (bits & 0x3333333333333333U) + (bits >> 2 & 0x3333333333333333U);
    bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0FU;
    return bits * 0x0101010101010101U >> 56;
}

/// Writes the offset of each bit, and then anything: `usual` are written at once, as a loop that ends with the bits
/// would be mispredicted in every other block. Returns how many bits there are. There must be room for 64.
template <std::size_t usual>
[[gnu::always_inline]] inline std::size_t write_offsets(std::uint64_t bits, std::uint32_t offset, std::uint32_t* to) {
    const std::size_t count = count_bits(bits);
    const auto write = [&](std::size_t i) {
        to[i] = offset + static_cast<std::uint32_t>(std::countr_zero(bits));
        bits &= bits - 1;
    };
#pragma GCC unroll 16
    for (std::size_t i = 0; i < usual; ++i) write(i);
    for (std::size_t i = usual; i < count; ++i) write(i);
    return count;
}

}  // namespace

void scan_rows(const char* begin, const char* end, std::size_t most, RowScan& scan) {
    constexpr std::size_t room = RowScan::window + 2 * wide::block;
    scan.separators.resize(room + 1);
    scan.newlines.resize(room);
    scan.odd.resize(room / wide::block);
    scan.separators[0] = UINT32_MAX;
    std::uint32_t* const separators = scan.separators.data() + 1;
    std::size_t fields = 0;
    std::size_t rows = 0;
    CsvState state = CsvState::field_start;
    for (std::size_t at = 0; at < RowScan::window && begin + at < end && rows < most; at += wide::block) {
        const char* const block = begin + at;
        wide::Marks marks = wide::find_marks(block);
        if (marks.quotes || state > CsvState::unquoted) {
            const CsvStructure found = scan_csv_quoted(block, state);
            marks.non_ascii |= found.faults | (wide::match(block, '\n') & ~found.newlines);
            marks.newlines = found.newlines;
            marks.separators = found.commas | found.newlines;
        } else {
            state = marks.separators >> (wide::block - 1) != 0 ? CsvState::field_start : CsvState::unquoted;
        }
        if (const auto left = static_cast<std::size_t>(end - block); left < wide::block) {
            const std::uint64_t before_end = (std::uint64_t{1} << left) - 1;
            marks.newlines &= before_end;
            marks.separators &= before_end;
        }
        scan.odd[at / wide::block] = marks.non_ascii;
        const auto offset = static_cast<std::uint32_t>(at);
        fields += write_offsets<10>(marks.separators, offset, separators + fields);
        rows += write_offsets<2>(marks.newlines, offset, scan.newlines.data() + rows);
    }
    scan.fields = fields;
    scan.rows = std::min(rows, most);
}

}  // namespace caucus_tally
