// SPDX-License-Identifier: MIT
#pragma once

#include "format/results.hpp"
#include "format/separated_values.hpp"
#include "format/terminal.hpp"

#include <caucus_tally/contest.hpp>
#include <caucus_tally/finding.hpp>
#include <span>
#include <string>
#include <vector>

namespace caucus_tally {

/// A contest to show, and what its stated figures contradict.
struct ShownContest {
    Contest contest;
    std::vector<Finding> findings;
};

// Each writes contests as one format; one file each.

std::string show_table(std::span<const ShownContest> contests, const ResultsView& view, const Terminal& terminal);
std::string show_separated(std::span<const ShownContest> contests, const ResultsView& view,
                           const SeparatedStyle& style);
std::string show_json(std::span<const ShownContest> contests, const ResultsView& view);
std::string show_markdown(std::span<const ShownContest> contests, const ResultsView& view);
std::string show_html(std::span<const ShownContest> contests, const ResultsView& view);
std::string show_svg(std::span<const ShownContest> contests, const ResultsView& view);

}  // namespace caucus_tally
