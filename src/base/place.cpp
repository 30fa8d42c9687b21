// SPDX-License-Identifier: MIT
#include "base/place.hpp"

#include "base/words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

constexpr std::size_t max_excerpt_bytes = 4096;

/// The line around `at`, of a very long one as much as is worth showing: nothing where `at` lies behind that.
std::string excerpt_at(std::string_view text, std::size_t line_start, std::size_t at) {
    if (at - line_start > max_excerpt_bytes) return {};
    const std::string_view line = text.substr(line_start, max_excerpt_bytes);
    return std::string(line.substr(0, line.find_first_of("\r\n")));
}

}  // namespace

std::vector<Finding> locate(std::string_view file, std::string_view text, std::vector<PlacedFinding> findings) {
    std::ranges::stable_sort(findings, {}, [](const PlacedFinding& f) { return f.place.begin; });
    std::vector<Finding> located;
    located.reserve(findings.size());
    std::size_t line = 1;
    std::size_t line_start = 0;
    std::size_t at = 0;
    std::size_t column = 1;
    for (PlacedFinding& placed : findings) {
        const std::size_t target = std::min<std::size_t>(placed.place.begin, text.size());
        for (; at < target; ++at) {
            if (text[at] == '\n') {
                ++line;
                line_start = at + 1;
                column = 1;
            } else if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) {
                ++column;
            }
        }
        Location& location = placed.finding.location;
        location.file = file;
        location.line = line;
        location.column = column;
        // A place that spans lines (an object) is marked at its first character only.
        const std::string_view marked = text.substr(target, placed.place.end - target);
        const bool one_line = placed.place.end > target && marked.find('\n') == std::string_view::npos;
        location.length = one_line ? std::max<std::size_t>(1, count_code_points(marked)) : 1;
        location.excerpt = excerpt_at(text, line_start, target);
        located.push_back(std::move(placed.finding));
    }
    return located;
}

Finding unlisted_findings(Code first) {
    return make_finding(
        check_of(first).severity == Severity::error ? first : Code::field,
        fmt::format("more than {} findings in this file; those from here on are not listed", max_findings_of_a_file));
}

}  // namespace caucus_tally
