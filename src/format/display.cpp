// SPDX-License-Identifier: MIT
#include "format/display.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <utf8proc.h>

namespace caucus_tally {
namespace {

struct CodePoint {
    utf8proc_int32_t value;  ///< negative for a byte that is not UTF-8
    std::size_t size;        ///< bytes
};

CodePoint next_code_point(std::string_view text) {
    utf8proc_int32_t value = -1;
    const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &value);
    if (size <= 0) return {-1, 1};
    return {value, static_cast<std::size_t>(size)};
}

/// Controls, and the format characters that reorder or break lines or hide in words.
bool is_unsafe(utf8proc_int32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0x200B || c == 0x200E || c == 0x200F || c == 0x061C || c == 0x2060 ||
           c == 0xFEFF;
}

std::string shown(utf8proc_int32_t c, unsigned char byte, bool unicode) {
    if (c < 0) return unicode ? "\xEF\xBF\xBD" : fmt::format("\\x{:02x}", byte);
    if (c >= 0x80) return unicode ? fmt::format("<U+{:04X}>", c) : fmt::format("\\u{:04x}", c);
    if (!unicode) return fmt::format("\\x{:02x}", c);
    // The Control Pictures block mirrors C0; DEL has its own sign.
    const utf8proc_int32_t picture = c == 0x7F ? 0x2421 : 0x2400 + c;
    utf8proc_uint8_t bytes[4];
    const auto size = utf8proc_encode_char(picture, bytes);
    return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

/// A character as people see it (an extended grapheme cluster) and its columns.
struct Cluster {
    std::string_view text;
    unsigned width;
};

bool is_printable_ascii(char c) {
    return c >= ' ' && c <= '~';
}

/// How many bytes from the beginning on are printable ASCII: of most texts all, and they need no closer look.
std::size_t count_plain(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::find_if_not(text, is_printable_ascii) - text.begin());
}

Cluster next_cluster(std::string_view text) {
    // Nearly always: nothing combines two of these.
    if (is_printable_ascii(text[0]) && (text.size() == 1 || is_printable_ascii(text[1]))) return {text.substr(0, 1), 1};
    utf8proc_int32_t state = 0;
    utf8proc_int32_t before = -1;
    unsigned width = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const CodePoint point = next_code_point(text.substr(at));
        if (at > 0 && (point.value < 0 || before < 0 || utf8proc_grapheme_break_stateful(before, point.value, &state)))
            break;
        const int columns = point.value < 0 ? 1 : utf8proc_charwidth(point.value);
        // The widest of its code points: an emoji sequence is drawn as one.
        width = std::max(width, static_cast<unsigned>(std::max(columns, 0)));
        // An emoji presentation selector makes a narrow sign wide.
        if (point.value == 0xFE0F) width = 2;
        before = point.value;
        at += point.size;
    }
    return {text.substr(0, at), width};
}

}  // namespace

std::string visible(std::string_view text, bool unicode) {
    std::string result;
    while (true) {
        const std::size_t plain = count_plain(text);
        result += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) return result;
        const CodePoint point = next_code_point(text);
        if (point.value < 0 || is_unsafe(point.value)) {
            result += shown(point.value, static_cast<unsigned char>(text.front()), unicode);
        } else {
            result += text.substr(0, point.size);
        }
        text.remove_prefix(point.size);
    }
}

std::string without_commands(std::string_view text) {
    constexpr std::string_view old_command = "##[";
    // Of most texts nothing is to be changed.
    if (text.find("::") == text.npos && text.find(old_command) == text.npos) return std::string(text);
    const auto is_blank = [](utf8proc_int32_t c) {
        return (c >= '\t' && c <= '\r') || c == 0x85 || (c >= 0 && utf8proc_category(c) == UTF8PROC_CATEGORY_ZS);
    };
    std::string result;
    result.reserve(text.size());
    bool at_start = true;  // of a line, or behind blanks there, which runners skip
    while (!text.empty()) {
        std::size_t size = 1;
        if (at_start && text.starts_with("::")) {
            result += '\\';
        } else if (text.starts_with(old_command)) {
            result += "##\\";
            text.remove_prefix(2);
        }
        if (text.front() == '\n') {
            at_start = true;
        } else if (at_start) {
            const CodePoint point = next_code_point(text);
            at_start = is_blank(point.value);
            size = point.size;
        }
        result += text.substr(0, size);
        text.remove_prefix(size);
    }
    return result;
}

std::optional<Rgb> read_color(std::string_view color) {
    constexpr std::size_t size_of_color = 7;
    if (color.size() != size_of_color || color.front() != '#') return std::nullopt;
    unsigned value = 0;
    const auto read = std::from_chars(color.data() + 1, color.data() + color.size(), value, 16);
    if (read.ec != std::errc() || read.ptr != color.data() + color.size()) return std::nullopt;
    return Rgb{value >> 16U, value >> 8U & 0xFFU, value & 0xFFU};
}

unsigned display_width(std::string_view text) {
    unsigned width = 0;
    while (!text.empty()) {
        // The last of them may combine with what follows.
        const std::size_t plain = count_plain(text);
        const std::size_t alone = plain == text.size() ? plain : plain - std::min<std::size_t>(plain, 1);
        width += static_cast<unsigned>(alone);
        text.remove_prefix(alone);
        if (text.empty()) break;
        const Cluster cluster = next_cluster(text);
        width += cluster.width;
        text.remove_prefix(cluster.text.size());
    }
    return width;
}

std::string fit(std::string_view text, unsigned width, bool right_aligned, bool unicode) {
    const unsigned full = display_width(text);
    if (full <= width) {
        const std::string padding(width - full, ' ');
        return right_aligned ? padding + std::string(text) : std::string(text) + padding;
    }
    const std::string_view ellipsis = unicode ? "…" : "~";
    std::string result;
    unsigned used = 0;
    while (width > 0) {
        const Cluster cluster = next_cluster(text);
        if (used + cluster.width > width - 1) break;
        used += cluster.width;
        result += cluster.text;
        text.remove_prefix(cluster.text.size());
    }
    if (width > 0) {
        result += ellipsis;
        result.append(width - 1 - used, ' ');
    }
    return result;
}

std::string fit_end(std::string_view text, unsigned width, bool unicode) {
    // A column takes a few bytes at most: what stands further to the left is cut in one go.
    constexpr std::size_t bytes_for_column = 32;
    bool cut = false;
    if (text.size() > width * bytes_for_column) {
        text.remove_prefix(text.size() - width * bytes_for_column);
        while (!text.empty() && (static_cast<unsigned char>(text.front()) & 0xC0) == 0x80) text.remove_prefix(1);
        cut = true;
    }
    unsigned columns = display_width(text);
    if (!cut && columns <= width) return std::string(text);
    while (columns + 1 > width && !text.empty()) {
        const Cluster cluster = next_cluster(text);
        columns -= cluster.width;
        text.remove_prefix(cluster.text.size());
    }
    return (unicode ? "…" : "~") + std::string(text);
}

std::string fit_inside(std::string_view text, unsigned width, bool unicode) {
    if (width == 0 || display_width(text) <= width) return fit(text, width, false, unicode);
    std::string beginning;
    unsigned used = 0;
    for (Cluster cluster = next_cluster(text); used + cluster.width <= width / 2; cluster = next_cluster(text)) {
        beginning += cluster.text;
        used += cluster.width;
        text.remove_prefix(cluster.text.size());
    }
    return fit(beginning + fit_end(text, width - used, unicode), width, false, unicode);
}

std::vector<std::string> wrap(std::string_view text, unsigned width) {
    width = std::max(width, 2U);
    std::vector<std::string> lines(1);
    unsigned used = 0;
    while (!text.empty()) {
        const std::size_t blank = std::min(text.find(' '), text.size());
        std::string_view word = text.substr(0, blank);
        text.remove_prefix(std::min(blank + 1, text.size()));
        const unsigned columns = display_width(word);
        const unsigned gap = used > 0 ? 1 : 0;
        if (used + gap + columns <= width) {
            lines.back().append(gap, ' ').append(word);
            used += gap + columns;
            continue;
        }
        if (used > 0) lines.emplace_back();
        used = 0;
        while (!word.empty()) {
            const Cluster cluster = next_cluster(word);
            if (used + cluster.width > width) {
                lines.emplace_back();
                used = 0;
            }
            lines.back() += cluster.text;
            used += cluster.width;
            word.remove_prefix(cluster.text.size());
        }
    }
    return lines;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

}  // namespace caucus_tally
