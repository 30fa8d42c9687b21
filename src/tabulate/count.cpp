// SPDX-License-Identifier: MIT
#include "tabulate/count.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

constexpr std::size_t max_shown = 40;  // bytes of a cell in a message

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// "1,234", "12,345,678": one to three digits, then groups of exactly three.
bool has_separators(std::string_view cell) {
    const std::size_t first = cell.find(',');
    if (first == std::string_view::npos || first == 0 || first > 3 || (cell.size() - first) % 4 != 0) return false;
    for (std::size_t i = 0; i < cell.size(); ++i)
        if (i >= first && (i - first) % 4 == 0 ? cell[i] != ',' : !is_digit(cell[i])) return false;
    return true;
}

}  // namespace

CountCell parse_count(std::string_view cell, bool thousands) {
    if (cell.empty()) return {CountKind::empty, 0};
    const bool separators = has_separators(cell);
    if (separators && !thousands) return {CountKind::separators, 0};
    if (!separators && !std::ranges::all_of(cell, is_digit)) return {CountKind::no_count, 0};
    Votes votes = 0;
    for (const char c : cell) {
        if (c == ',') continue;
        if (__builtin_mul_overflow(votes, Votes{10}, &votes) ||
            __builtin_add_overflow(votes, static_cast<Votes>(c - '0'), &votes))
            return {CountKind::too_large, 0};
    }
    return {CountKind::count, votes};
}

std::string describe_count(CountCell cell, std::string_view text, std::string_view column) {
    const bool cut = text.size() > max_shown;
    const std::string shown = fmt::format("\"{}{}\"", text.substr(0, max_shown), cut ? "..." : "");
    switch (cell.kind) {
        case CountKind::count:
            break;
        case CountKind::empty:
            return fmt::format("{} is empty", column);
        case CountKind::separators:
            return fmt::format("{} is {}: a thousands separator, accepted only with --thousands", column, shown);
        case CountKind::too_large:
            return fmt::format("{} is {}: more than 2^64 - 1", column, shown);
        case CountKind::no_count:
            return fmt::format("{} is {}: not a whole number", column, shown);
    }
    return {};
}

unsigned parse_quoted_count(const char* bytes, bool thousands, Votes& votes) {
    if (*bytes != '"') return 0;
    unsigned size = 1 + parse_short_count(bytes + 1, votes);
    if (size == 1) return 0;
    if (thousands && size <= 4) {
        for (unsigned groups = 0; bytes[size] == ',' && groups < 5; ++groups) {
            Votes group = 0;
            if (parse_short_count(bytes + size + 1, group) != 3) return 0;
            votes = votes * 1000 + group;
            size += 4;
        }
    }
    return bytes[size] == '"' ? size + 1 : 0;
}

}  // namespace caucus_tally
