// SPDX-License-Identifier: MIT
#pragma once

#include "format/document.hpp"

#include <caucus_tally/contest_allocation.hpp>
#include <string>
#include <vector>

namespace caucus_tally {

/// The allocation under other rules, and what they change pool by pool.
struct Alternative {
    ContestAllocation allocation;
    std::vector<PoolComparison> changes;
};

/// An allocation to show. The comparison is empty unless it is wanted.
struct ShownAllocation {
    Contest contest;
    ContestAllocation allocation;
    std::vector<PoolComparison> comparison;
    std::vector<Alternative> alternatives = {};  ///< to show beside it
    bool explain = false;
};

/// The allocation in every format.
Document allocation_document(const ShownAllocation& shown);

/// A title, every pool in its order, what is not computed, totals, the comparison.
std::vector<Section> allocation_sections(const ShownAllocation& shown);

/// What pools are not computed and why, what their delegates are by implication, and everybody's total.
Section totals_section(const ShownAllocation& shown);

/// Who gains and who loses beside what the contest states or its own rules give.
Section comparison_section(const ShownAllocation& shown);

/// Everybody's delegates under several rules, and who gains where.
Section alternatives_section(const ShownAllocation& shown);

/// A row a pool and candidate; what pools that are not computed gave by implication comes last.
ScriptTable allocation_table(const ShownAllocation& shown);
std::string allocation_json(const ShownAllocation& shown);

/// "+2", "-0.5", "0".
std::string change_text(Decimal before, Decimal after);

}  // namespace caucus_tally
