// SPDX-License-Identifier: MIT
#include "base/words.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <fmt/format.h>
#include <new>

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

/// Offset of the first byte at or after `from` that is not ASCII, or the text's size.
std::size_t skip_ascii(std::string_view text, std::size_t from) {
    for (std::uint64_t word = 0; text.size() - from >= sizeof word; from += sizeof word) {
        std::memcpy(&word, text.data() + from, sizeof word);
        if ((word & 0x8080808080808080U) != 0) break;
    }
    while (from < text.size() && static_cast<unsigned char>(text[from]) < 0x80) ++from;
    return from;
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text, std::size_t from) {
    for (std::size_t at = skip_ascii(text, from); at < text.size(); at = skip_ascii(text, at)) {
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
        count += static_cast<std::size_t>(
            std::ranges::count_if(text.substr(0, valid), [](char c) { return !continues_character(c); }));
        if (valid < text.size()) ++count;
        text.remove_prefix(std::min(valid + 1, text.size()));
    }
    return count;
}

std::string_view whitespace_fault(std::string_view value) {
    constexpr unsigned char delete_character = 0x7F;
    constexpr unsigned char lead_of_c1 = 0xC2;  // U+0080 to U+009F are 0xC2 and a byte of the same number
    bool line_break = false;
    bool tab = false;
    bool two_blanks = false;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const auto byte = static_cast<unsigned char>(value[i]);
        if (byte > ' ' && byte != delete_character && byte != lead_of_c1) continue;  // nearly all are such
        const unsigned char next = i + 1 < value.size() ? static_cast<unsigned char>(value[i + 1]) : 0xFF;
        if (byte == ' ') {
            two_blanks = two_blanks || next == ' ';
        } else if (byte == '\t') {
            tab = true;
        } else if (byte == '\r' || byte == '\n') {
            line_break = true;
        } else if (byte != lead_of_c1 || next < 0xA0) {
            return control_character;
        }
    }
    if (line_break) return "a line break";
    if (tab) return "a tab";
    if (value.starts_with(' ')) return "a blank at the start";
    if (value.ends_with(' ')) return "a blank at the end";
    return two_blanks ? "two blanks in a row" : std::string_view();
}

std::string quote(std::string_view text) {
    constexpr std::size_t most = 80;
    if (text.size() <= most) return fmt::format("\"{}\"", text);
    std::size_t size = most;
    while (size > 0 && continues_character(text[size])) --size;
    return fmt::format("\"{}...\"", text.substr(0, size));
}

std::string count_noun(Votes count, std::string_view noun) {
    return fmt::format("{} {}{}", with_separators(count), noun, count == 1 ? "" : "s");
}

std::string enumerate(const std::vector<std::string>& names) {
    const std::size_t shown = std::min(names.size(), most_named);
    const std::size_t others = names.size() - shown;
    std::string text;
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
        text += names[i];
    }
    if (others > 0) text += " and " + count_noun(others, "other");
    return text;
}

std::string lower_case(std::string_view word) {
    std::string text(word);
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

std::string normalize_name(std::string_view name) {
    std::string normalized;
    normalized.reserve(name.size());
    for (const char c : name) {
        const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) > 127;
        if (c >= 'A' && c <= 'Z')
            normalized += static_cast<char>(c - 'A' + 'a');
        else if (word)
            normalized += c;
        else if (!normalized.empty() && normalized.back() != '_')
            normalized += '_';
    }
    if (normalized.ends_with('_')) normalized.pop_back();
    return normalized;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> previous(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(previous);
        previous.swap(row);
    }
    return previous[b.size()];
}

std::string_view closest(std::string_view word, std::span<const std::string_view> known) {
    if (word.size() > longest_word) return {};
    const std::string wanted = lower_case(word);
    std::string_view best;
    std::size_t best_distance = std::min<std::size_t>(3, std::max<std::size_t>(1, word.size() / 3)) + 1;
    for (const std::string_view candidate : known) {
        if (candidate.size() > longest_word) continue;
        // Each byte that one word has more than the other is an edit.
        const std::size_t least = std::max(candidate.size(), word.size()) - std::min(candidate.size(), word.size());
        if (least >= best_distance) continue;
        const std::size_t distance = edit_distance(wanted, lower_case(candidate));
        if (distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> known) {
    const std::string_view near = closest(word, known);
    return near.empty() ? std::string() : fmt::format("; did you mean \"{}\"?", near);
}

std::string reason_of(const std::exception& error) {
    const bool no_memory = dynamic_cast<const std::bad_alloc*>(&error) != nullptr;
    return no_memory ? "there is not enough memory" : fmt::format("internal error: {}", error.what());
}

}  // namespace caucus_tally
