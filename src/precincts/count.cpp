// SPDX-License-Identifier: MIT
#include "precincts/count.hpp"

#include "base/words.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

// In lower case, without parentheses.
constexpr std::array masks = {"-"sv, "--"sv,     "\u2013"sv,    "\u2014"sv,   "n/a"sv,       "na"sv,
                              "x"sv, "masked"sv, "protected"sv, "redacted"sv, "suppressed"sv};

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

/// Of a cell that is not empty.
bool is_masked(std::string_view cell) {
    if (cell.size() > 2 && cell.front() == '(' && cell.back() == ')') cell = cell.substr(1, cell.size() - 2);
    if (cell.find_first_not_of('*') == std::string_view::npos) return true;
    if (cell.starts_with('<')) {  // "<10", "<= 10"
        cell.remove_prefix(cell.starts_with("<=") ? 2 : 1);
        if (cell.starts_with(' ')) cell.remove_prefix(1);
        return !cell.empty() && std::ranges::all_of(cell, is_digit);
    }
    return std::ranges::find(masks, lower_case(cell)) != masks.end();
}

/// The cell without ".0" or ".00" at its end. Three zeros would be a thousand where a point separates thousands.
std::string_view without_zero_decimals(std::string_view cell) {
    const std::size_t point = cell.find('.');
    if (point == std::string_view::npos || point == 0) return cell;
    const std::string_view decimals = cell.substr(point + 1);
    return decimals == "0" || decimals == "00" ? cell.substr(0, point) : cell;
}

}  // namespace

CountCell parse_count(std::string_view cell, bool thousands) {
    if (cell.empty()) return {CountKind::empty, 0};
    const std::string_view whole = without_zero_decimals(cell);
    const bool separators = has_separators(whole);
    if (!separators && !std::ranges::all_of(whole, is_digit))
        return {is_masked(cell) ? CountKind::masked : CountKind::no_count, 0};
    Votes votes = 0;
    for (const char c : whole) {
        if (c == ',') continue;
        if (__builtin_mul_overflow(votes, Votes{10}, &votes) ||
            __builtin_add_overflow(votes, static_cast<Votes>(c - '0'), &votes))
            return {CountKind::too_large, 0};
    }
    if (whole.size() < cell.size()) return {CountKind::decimal, votes};
    return {separators && !thousands ? CountKind::separators : CountKind::count, votes};
}

Finding count_finding(CountCell cell, std::string_view text, std::string_view column) {
    const auto fault = [&](std::string_view reason) {
        return make_finding(Code::not_a_count, fmt::format("{} is {}: {}", column, quote(text), reason));
    };
    switch (cell.kind) {
        case CountKind::empty:
            return make_finding(Code::missing_value, fmt::format("{} is empty", column), Case::withheld_count);
        case CountKind::masked:
            return make_finding(Code::missing_value, fmt::format("{} is {}: a masked count", column, quote(text)),
                                Case::withheld_count);
        case CountKind::decimal:
            return make_finding(Code::not_a_count, fmt::format("{} has counts written with \".0\"", column),
                                Case::spelling_of_column);
        case CountKind::separators:
            return make_finding(Code::not_a_count,
                                fmt::format("{} has counts written with thousands separators", column),
                                Case::spelling_of_column);
        case CountKind::too_large:
            return fault("more than 2^64 - 1");
        case CountKind::count:
        case CountKind::no_count:
            break;
    }
    return fault("not a whole number");
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
