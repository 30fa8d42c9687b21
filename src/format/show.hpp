// SPDX-License-Identifier: MIT
#pragma once

#include "format/document.hpp"
#include "format/results.hpp"

#include <caucus_tally/contest.hpp>
#include <caucus_tally/finding.hpp>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace caucus_tally {

/// A contest to show, and what its stated figures contradict.
struct ShownContest {
    Contest contest;
    std::vector<Finding> findings;
};

/// Contests and their results. Writing it throws ViewError.
Document show_document(std::span<const ShownContest> contests, const ResultsView& view);

/// The bar charts of the votes alone. Throws ViewError.
std::string show_svg(std::span<const ShownContest> contests, const ResultsView& view);

/// What is known about a contest besides its title, a line each: when, where and whose, what is at stake, its neighbors
/// in time, and the round whose votes are shown, if any.
std::vector<std::string> contest_facts(const Contest& contest, const Round* round = nullptr);

/// A caucus night has thousands of contradictions; `show` lists the first ones and says where all of them are.
inline constexpr std::size_t shown_contradictions = 10;
std::string more_contradictions(std::size_t more);

}  // namespace caucus_tally
