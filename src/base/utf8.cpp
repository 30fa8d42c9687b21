// SPDX-License-Identifier: MIT
#include "base/utf8.hpp"

#include "csv/wide.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace caucus_tally {
namespace {

/// The length of the well-formed sequence at the start of `text`, or 0.
std::size_t sequence_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto continues = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
        return i < text.size() && byte(i) >= low && byte(i) <= high;
    };
    const unsigned lead = byte(0);
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return continues(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool second = continues(1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
        return second && continues(2) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const bool second = continues(1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
        return second && continues(2) && continues(3) ? 4 : 0;
    }
    return 0;
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text, std::size_t from) {
    std::size_t at = from;
    while (at < text.size()) {
        while (text.size() - at >= 8) {
            const std::uint64_t above_ascii =
                wide::portable::load_little_endian(text.data() + at) & 0x8080808080808080U;
            at += static_cast<std::size_t>(std::countr_zero(above_ascii)) / 8;
            if (above_ascii != 0) break;
        }
        if (at == text.size()) break;
        const std::size_t length = sequence_length(text.substr(at));
        if (length == 0) return at;
        at += length;
    }
    return std::string_view::npos;
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    while (!text.empty()) {
        const std::size_t valid = std::min(find_invalid_utf8(text), text.size());
        count += static_cast<std::size_t>(std::ranges::count_if(
            text.substr(0, valid), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
        if (valid < text.size()) ++count;
        text.remove_prefix(std::min(valid + 1, text.size()));
    }
    return count;
}

}  // namespace caucus_tally
