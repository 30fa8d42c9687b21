// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/contest.hpp>
#include <caucus_tally/finding.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// "February 7, 2004" for a valid "2004-02-07".
std::string long_date(std::string_view iso_date);

/// What is known about a contest, as sentences for people, one a line, the title not among them: when, where and whose,
/// what is at stake, and its neighbors in time.
std::vector<std::string> headline(const Contest& contest, std::string_view separator);

/// Whether the stated figures agree with the computed ones, and what does not: one sentence a line.
std::vector<std::string> agreement(const Contest& contest, const std::vector<Finding>& findings);

}  // namespace caucus_tally
