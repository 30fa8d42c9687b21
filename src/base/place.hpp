// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/finding.hpp>
#include <cstdint>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// Bytes [begin, end) of a text.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// A finding whose line and column are not worked out yet.
struct PlacedFinding {
    Finding finding;
    Span place;
};

/// Text that repeats one fault endlessly should not fill the memory with findings: what is beyond is not kept.
inline constexpr std::size_t max_findings_of_a_file = 10'000;

/// Stands in the place of the first finding that is not kept, whose code it has unless that is no error's: there may be
/// errors among those that follow.
Finding unlisted_findings(Code first);

/// Gives each finding its file, line, column and excerpt, in one pass over the text, and returns them in file order.
std::vector<Finding> locate(std::string_view file, std::string_view text, std::vector<PlacedFinding> findings);

}  // namespace caucus_tally
