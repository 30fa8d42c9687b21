// SPDX-License-Identifier: MIT
#pragma once

#include "format/report.hpp"
#include "format/separated_values.hpp"

#include <caucus_tally/contest_allocation.hpp>
#include <string>
#include <vector>

namespace caucus_tally {

/// An allocation to show. The comparison is empty where none is wanted.
struct ShownAllocation {
    Contest contest;
    ContestAllocation allocation;
    std::vector<PoolComparison> comparison;
    bool explain = false;
};

/// The allocation for people: every pool, what is not computed, totals, the comparison.
std::vector<ReportSection> allocation_report(const ShownAllocation& shown, bool unicode);

/// The pools one by one, each to be folded, and what they add up to: the part of a page that is about an allocation.
std::string html_allocation(const ShownAllocation& shown, unsigned level);

// Each writes an allocation as one format; one file each. What people read else is the report.

std::string allocate_separated(const ShownAllocation& shown, const SeparatedStyle& style);
std::string allocate_json(const ShownAllocation& shown);
std::string allocate_html(const ShownAllocation& shown);

}  // namespace caucus_tally
