// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace caucus_tally {

inline std::uint64_t load_word(const char* bytes) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

/// Folds the 128-bit product: the mixing step of wyhash.
constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
    __extension__ typedef unsigned __int128 Wide;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

inline constexpr std::uint64_t usual_seed = 0xD6E8FEB86659FD93U;

/// A seed for a table that differs from run to run, since systems randomize addresses: nobody can write a file whose
/// names all fall on one place and make reading it take for ever. What is said of a file never depends on it.
inline std::uint64_t draw_seed(const void* table) {
    return mix(reinterpret_cast<std::uintptr_t>(table) ^ 0x9E3779B97F4A7C15U, usual_seed) | 1;
}

constexpr std::uint64_t hash_word(std::uint64_t word, std::uint64_t seed = usual_seed) {
    return mix(word ^ 0x9E3779B97F4A7C15U, seed);
}

namespace hash_detail {

inline constexpr std::size_t span = 64;

// A window of `span` bytes that begins at [span - size] has `size` bytes of ones before its zeros.
inline constexpr auto ones_then_zeros = [] {
    std::array<unsigned char, 2 * span> bytes{};
    for (std::size_t i = 0; i < span; ++i) bytes[i] = 0xFF;
    return bytes;
}();

inline std::uint64_t hash_span(const char* bytes, std::size_t size, std::uint64_t seed) {
    const char* const mask = reinterpret_cast<const char*>(ones_then_zeros.data()) + (span - size);
    const auto word = [&](std::size_t i) { return load_word(bytes + 8 * i) & load_word(mask + 8 * i); };
    const std::uint64_t a = mix(word(0) ^ 0xA0761D6478BD642FU, word(1) ^ seed);
    const std::uint64_t b = mix(word(2) ^ 0xE7037ED1A0B428DBU, word(3) ^ seed);
    const std::uint64_t c = mix(word(4) ^ 0x8EBC6AF09C88C6E3U, word(5) ^ seed);
    const std::uint64_t d = mix(word(6) ^ 0x589965CC75374CC3U, word(7) ^ seed);
    return mix(a ^ b ^ 0x1D8E4E27C47D124FU, c ^ (d + size));
}

}  // namespace hash_detail

/// Hash of a text after which at least 64 more bytes are readable. Up to 64 bytes it has no branch on the length,
/// which would be mispredicted for every other name.
inline std::uint64_t hash_padded(const char* bytes, std::size_t size, std::uint64_t seed) {
    for (; size > hash_detail::span; size -= hash_detail::span, bytes += hash_detail::span)
        seed = hash_detail::hash_span(bytes, hash_detail::span, seed);
    return hash_detail::hash_span(bytes, size, seed);
}

}  // namespace caucus_tally
