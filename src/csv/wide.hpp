// SPDX-License-Identifier: MIT
// The only place with wide instructions: 64 bytes looked at in one go, with SSE2 (every x86-64 has it) or NEON (every
// 64-bit Arm has it); elsewhere and under CAUCUS_TALLY_PORTABLE, with 64-bit arithmetic. Where there are wide
// instructions both are compiled, so that tests can compare them.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#define CAUCUS_TALLY_HAS_VECTORS 1
#elif defined(__aarch64__) && defined(__ARM_NEON) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#include <arm_neon.h>
#define CAUCUS_TALLY_HAS_VECTORS 1
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

#if CAUCUS_TALLY_HAS_VECTORS
namespace vectors {

// What the processors differ in. A comparison sets all bits of a byte or none; gather() makes one bit of each byte, the
// first byte's the lowest.
#if defined(__SSE2__)

using Bytes = __m128i;

inline Bytes load(const char* bytes) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
}

inline Bytes equal(Bytes a, Bytes b) {
    return _mm_cmpeq_epi8(a, b);
}

inline Bytes equal(Bytes a, char byte) {
    return _mm_cmpeq_epi8(a, _mm_set1_epi8(byte));
}

inline Bytes either(Bytes a, Bytes b) {
    return _mm_or_si128(a, b);
}

/// As a comparison sets them; gather() looks at nothing but the top bits.
inline Bytes top_bits(Bytes a) {
    return a;
}

inline bool any(Bytes a) {
    return _mm_movemask_epi8(a) != 0;
}

inline std::uint32_t gather(Bytes a, Bytes b) {
    const auto bits = [](Bytes bytes) { return static_cast<std::uint32_t>(_mm_movemask_epi8(bytes)); };
    return bits(a) | bits(b) << 16;
}

inline std::uint64_t gather(Bytes a, Bytes b, Bytes c, Bytes d) {
    const auto bits = [](Bytes bytes) { return static_cast<std::uint64_t>(_mm_movemask_epi8(bytes)); };
    return bits(a) | bits(b) << 16 | bits(c) << 32 | bits(d) << 48;
}

#else

using Bytes = uint8x16_t;

inline Bytes load(const char* bytes) {
    return vld1q_u8(reinterpret_cast<const std::uint8_t*>(bytes));
}

inline Bytes equal(Bytes a, Bytes b) {
    return vceqq_u8(a, b);
}

inline Bytes equal(Bytes a, char byte) {
    return vceqq_u8(a, vdupq_n_u8(static_cast<std::uint8_t>(byte)));
}

inline Bytes either(Bytes a, Bytes b) {
    return vorrq_u8(a, b);
}

inline Bytes top_bits(Bytes a) {
    return vcltzq_s8(vreinterpretq_s8_u8(a));
}

inline bool any(Bytes a) {
    return vmaxvq_u32(vreinterpretq_u32_u8(a)) != 0;
}

/// Leaves of each byte the bit of its place in its group of eight; sums of neighbors then bring the eight together.
inline Bytes place_bits(Bytes a) {
    return vandq_u8(a, vreinterpretq_u8_u64(vdupq_n_u64(0x8040201008040201U)));
}

inline std::uint32_t gather(Bytes a, Bytes b) {
    const Bytes pairs = vpaddq_u8(place_bits(a), place_bits(b));
    const Bytes fours = vpaddq_u8(pairs, pairs);
    return vgetq_lane_u32(vreinterpretq_u32_u8(vpaddq_u8(fours, fours)), 0);
}

inline std::uint64_t gather(Bytes a, Bytes b, Bytes c, Bytes d) {
    const Bytes front = vpaddq_u8(place_bits(a), place_bits(b));
    const Bytes back = vpaddq_u8(place_bits(c), place_bits(d));
    const Bytes fours = vpaddq_u8(front, back);
    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(fours, fours)), 0);
}

#endif

inline std::uint64_t match(const char* bytes, char byte) {
    return gather(equal(load(bytes), byte), equal(load(bytes + 16), byte), equal(load(bytes + 32), byte),
                  equal(load(bytes + 48), byte));
}

inline std::uint64_t non_ascii(const char* bytes) {
    return gather(top_bits(load(bytes)), top_bits(load(bytes + 16)), top_bits(load(bytes + 32)),
                  top_bits(load(bytes + 48)));
}

inline portable::Marks find_marks(const char* bytes) {
    struct Look {
        Bytes newlines;
        Bytes separators;
        Bytes quotes;
    };
    const auto look = [&](std::size_t at) {
        const Bytes sixteen = load(bytes + at);
        const Bytes newlines = equal(sixteen, '\n');
        return Look{newlines, either(newlines, equal(sixteen, ',')), equal(sixteen, '"')};
    };
    const Look a = look(0);
    const Look b = look(16);
    const Look c = look(32);
    const Look d = look(48);
    return {gather(a.separators, b.separators, c.separators, d.separators),
            gather(a.newlines, b.newlines, c.newlines, d.newlines), non_ascii(bytes),
            any(either(either(a.quotes, b.quotes), either(c.quotes, d.quotes)))};
}

inline bool contains(const char* bytes, char byte) {
    const Bytes front = either(equal(load(bytes), byte), equal(load(bytes + 16), byte));
    const Bytes back = either(equal(load(bytes + 32), byte), equal(load(bytes + 48), byte));
    return any(either(front, back));
}

inline bool same(const char* a, const char* b, std::size_t size) {
    // In steps of 32 bytes: of finer ones the length is mispredicted too often, coarser ones do too much.
    const auto differ = [&](std::size_t at) {
        return ~gather(equal(load(a + at), load(b + at)), equal(load(a + at + 16), load(b + at + 16)));
    };
    if (size <= 32) return static_cast<std::uint32_t>(std::uint64_t{differ(0)} << (32 - size)) == 0;
    if (differ(0) != 0) return false;
    if (size <= 64) return (differ(32) << (64 - size)) == 0;
    return differ(32) == 0 && std::memcmp(a + block, b + block, size - block) == 0;
}

/// Up to a block's size it looks at the whole block: a branch on a size that cannot be foreseen costs more.
inline bool same_of_any_size(const char* a, const char* b, std::size_t size) {
    if (size == 0 || size > block) return same(a, b, size);
    const auto same_at = [&](std::size_t at) { return equal(load(a + at), load(b + at)); };
    return ~gather(same_at(0), same_at(16), same_at(32), same_at(48)) << (block - size) == 0;
}

}  // namespace vectors
#endif

#if CAUCUS_TALLY_HAS_VECTORS && !defined(CAUCUS_TALLY_PORTABLE)
using vectors::contains;
using vectors::find_marks;
using vectors::match;
using vectors::non_ascii;
using vectors::same;
using vectors::same_of_any_size;
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
