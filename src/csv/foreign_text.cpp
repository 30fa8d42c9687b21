// SPDX-License-Identifier: MIT
#include "csv/foreign_text.hpp"

#include "base/spelling.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <vector>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t max_columns = 1000;

struct Separator {
    char character;
    std::string_view name;
};
constexpr std::array separators = {Separator{';', "semicolons"}, Separator{'\t', "tabs"},
                                   Separator{'|', "vertical bars"}};

std::string_view without_quotes(std::string_view name) {
    const std::size_t first = name.find_first_not_of(" \"\r\n");
    if (first == std::string_view::npos) return {};
    return name.substr(first, name.find_last_not_of(" \"\r\n") - first + 1);
}

std::vector<std::string_view> cut(std::string_view row, char separator) {
    std::vector<std::string_view> names;
    while (names.size() < max_columns) {
        const std::size_t end = row.find(separator);
        names.push_back(without_quotes(row.substr(0, end)));
        if (end == std::string_view::npos) break;
        row.remove_prefix(end + 1);
    }
    return names;
}

}  // namespace

std::string_view foreign_format(std::string_view head) {
    if (head.starts_with("PK\x03\x04"sv)) return "this is a spreadsheet or zip archive; save the table as CSV";
    head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"sv), head.size()));
    for (const std::string_view start : {"<!doctype"sv, "<html"sv})
        if (lower_case(head.substr(0, start.size())) == start) return "this is a web page, not a table";
    return {};
}

std::optional<ForeignSeparator> find_foreign_separator(
    std::string_view row, const std::function<bool(std::span<const std::string_view>)>& is_header) {
    for (const auto& [character, name] : separators) {
        const std::size_t offset = row.find(character);
        if (offset == std::string_view::npos || !is_header(cut(row, character))) continue;
        return ForeignSeparator{offset, fmt::format("the columns are separated by {}; only commas are read", name)};
    }
    return std::nullopt;
}

}  // namespace caucus_tally
