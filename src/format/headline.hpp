// SPDX-License-Identifier: MIT
#pragma once

#include "format/paint.hpp"

#include <caucus_tally/contest.hpp>
#include <caucus_tally/finding.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// "February 7, 2004" for a valid "2004-02-07".
std::string long_date(std::string_view iso_date);

/// What is known about a contest, as sentences for people, one a line, the title not among them: when, where and whose,
/// what is at stake, its neighbors in time, and the round whose votes are shown, if any.
std::vector<std::string> headline(const Contest& contest, std::string_view separator, const Round* round = nullptr);

/// A caucus night has thousands of contradictions; `show` tells the first ones, and who tells them all.
inline constexpr std::size_t shown_contradictions = 10;
std::string more_contradictions(std::size_t more);

struct Agreement {
    std::vector<std::string> lines;  ///< a sentence each, never none
    Emphasis emphasis = Emphasis::normal;
};

/// Whether the stated figures agree with the computed ones, and the first that do not.
Agreement agreement(const Contest& contest, const std::vector<Finding>& findings);

}  // namespace caucus_tally
