// SPDX-License-Identifier: MIT
// The only place with wide instructions: 64 bytes looked at in one go, with SSE2 (every x86-64 has it) or, elsewhere
// and under CAUCUS_TALLY_PORTABLE, with 64-bit arithmetic. Both are compiled on x86-64 so that tests can compare them.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#define CAUCUS_TALLY_HAS_SSE2 1
#endif

namespace caucus_tally::wide {

/// Bytes in a block; as many must be readable after the end of any text that is scanned, whatever they hold.
inline constexpr std::size_t block = 64;

namespace portable {

inline std::uint64_t load_little_endian(const char* bytes) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
    return word;
}

/// Bit i is the top bit of byte i of a word whose other bits are clear.
constexpr std::uint64_t gather_top_bits(std::uint64_t word) {
    return ((word >> 7) * 0x0102040810204080U) >> 56;
}

/// Bit i: byte i of the block equals `byte`.
inline std::uint64_t match(const char* bytes, char byte) {
    constexpr std::uint64_t low_bits = 0x7F7F7F7F7F7F7F7FU;
    const std::uint64_t pattern = 0x0101010101010101U * static_cast<unsigned char>(byte);
    std::uint64_t mask = 0;
    for (unsigned i = 0; i < block / 8; ++i) {
        const std::uint64_t word = load_little_endian(bytes + std::size_t{i} * 8) ^ pattern;
        // Exact for every byte, unlike the shorter trick that lets a borrow run into the next one.
        const std::uint64_t zeros = ~(((word & low_bits) + low_bits) | word | low_bits);
        mask |= gather_top_bits(zeros) << (8 * i);
    }
    return mask;
}

/// Bit i: byte i of the block is not ASCII.
inline std::uint64_t non_ascii(const char* bytes) {
    std::uint64_t mask = 0;
    for (unsigned i = 0; i < block / 8; ++i)
        mask |= gather_top_bits(load_little_endian(bytes + std::size_t{i} * 8) & 0x8080808080808080U) << (8 * i);
    return mask;
}

/// What rows are cut by: bit i speaks of byte i.
struct Marks {
    std::uint64_t separators = 0;  ///< commas and line feeds
    std::uint64_t newlines = 0;    ///< line feeds
    std::uint64_t non_ascii = 0;
    bool quotes = false;  ///< a quote is among the bytes
};

inline Marks find_marks(const char* bytes) {
    const std::uint64_t newlines = match(bytes, '\n');
    return {match(bytes, ',') | newlines, newlines, non_ascii(bytes), match(bytes, '"') != 0};
}

/// Whether any byte of the block equals `byte`.
inline bool contains(const char* bytes, char byte) {
    return match(bytes, byte) != 0;
}

/// Whether the first `size` bytes are the same. Both texts must be readable for a whole block.
inline bool same(const char* a, const char* b, std::size_t size) {
    return std::memcmp(a, b, size) == 0;
}

/// The same, for sizes that come in no order.
inline bool same_of_any_size(const char* a, const char* b, std::size_t size) {
    return same(a, b, size);
}

}  // namespace portable

#if CAUCUS_TALLY_HAS_SSE2
namespace sse2 {

inline __m128i load(const char* bytes) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
}

inline std::uint64_t gather(__m128i a, __m128i b, __m128i c, __m128i d) {
    const auto bits = [](__m128i bytes) { return static_cast<std::uint64_t>(_mm_movemask_epi8(bytes)); };
    return bits(a) | bits(b) << 16 | bits(c) << 32 | bits(d) << 48;
}

inline std::uint64_t match(const char* bytes, char byte) {
    const __m128i pattern = _mm_set1_epi8(byte);
    return gather(_mm_cmpeq_epi8(load(bytes), pattern), _mm_cmpeq_epi8(load(bytes + 16), pattern),
                  _mm_cmpeq_epi8(load(bytes + 32), pattern), _mm_cmpeq_epi8(load(bytes + 48), pattern));
}

inline std::uint64_t non_ascii(const char* bytes) {
    return gather(load(bytes), load(bytes + 16), load(bytes + 32), load(bytes + 48));
}

inline portable::Marks find_marks(const char* bytes) {
    __m128i quotes = _mm_setzero_si128();
    const auto look = [&](std::size_t at, __m128i& newlines) {
        const __m128i sixteen = load(bytes + at);
        quotes = _mm_or_si128(quotes, _mm_cmpeq_epi8(sixteen, _mm_set1_epi8('"')));
        newlines = _mm_cmpeq_epi8(sixteen, _mm_set1_epi8('\n'));
        return _mm_or_si128(newlines, _mm_cmpeq_epi8(sixteen, _mm_set1_epi8(',')));
    };
    __m128i newlines[4];
    const __m128i a = look(0, newlines[0]);
    const __m128i b = look(16, newlines[1]);
    const __m128i c = look(32, newlines[2]);
    const __m128i d = look(48, newlines[3]);
    return {gather(a, b, c, d), gather(newlines[0], newlines[1], newlines[2], newlines[3]), non_ascii(bytes),
            _mm_movemask_epi8(quotes) != 0};
}

inline bool contains(const char* bytes, char byte) {
    const __m128i pattern = _mm_set1_epi8(byte);
    const __m128i front = _mm_or_si128(_mm_cmpeq_epi8(load(bytes), pattern), _mm_cmpeq_epi8(load(bytes + 16), pattern));
    const __m128i back =
        _mm_or_si128(_mm_cmpeq_epi8(load(bytes + 32), pattern), _mm_cmpeq_epi8(load(bytes + 48), pattern));
    return _mm_movemask_epi8(_mm_or_si128(front, back)) != 0;
}

inline bool same(const char* a, const char* b, std::size_t size) {
    // In steps of 32 bytes: of finer ones the length is mispredicted too often, coarser ones do too much.
    const auto bits = [](__m128i bytes) { return static_cast<std::uint32_t>(_mm_movemask_epi8(bytes)); };
    const auto differ = [&](std::size_t at) {
        return ~(bits(_mm_cmpeq_epi8(load(a + at), load(b + at))) |
                 bits(_mm_cmpeq_epi8(load(a + at + 16), load(b + at + 16))) << 16);
    };
    if (size <= 32) return static_cast<std::uint32_t>(std::uint64_t{differ(0)} << (32 - size)) == 0;
    if (differ(0) != 0) return false;
    if (size <= 64) return (differ(32) << (64 - size)) == 0;
    return differ(32) == 0 && std::memcmp(a + block, b + block, size - block) == 0;
}

/// Up to a block's size it looks at the whole block: a branch on a size that cannot be foreseen costs more.
inline bool same_of_any_size(const char* a, const char* b, std::size_t size) {
    if (size == 0 || size > block) return same(a, b, size);
    const auto equal = [&](std::size_t at) { return _mm_cmpeq_epi8(load(a + at), load(b + at)); };
    return ~gather(equal(0), equal(16), equal(32), equal(48)) << (block - size) == 0;
}

}  // namespace sse2
#endif

#if CAUCUS_TALLY_HAS_SSE2 && !defined(CAUCUS_TALLY_PORTABLE)
using sse2::contains;
using sse2::find_marks;
using sse2::match;
using sse2::non_ascii;
using sse2::same;
using sse2::same_of_any_size;
#else
using portable::contains;
using portable::find_marks;
using portable::match;
using portable::non_ascii;
using portable::same;
using portable::same_of_any_size;
#endif
using portable::Marks;

}  // namespace caucus_tally::wide
