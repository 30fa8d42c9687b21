// SPDX-License-Identifier: MIT
#pragma once

#include "format/allocate.hpp"

namespace caucus_tally {

/// What pools are not computed and why, what their delegates are by implication, and everybody's total.
ReportSection totals_section(const ShownAllocation& shown, const std::string& unknown);

/// Who gains and who loses beside what the contest states or its own rules give.
ReportSection comparison_section(const ShownAllocation& shown, const std::string& unknown);

/// "+2", "-0.5", "0".
std::string change_text(Decimal before, Decimal after);

}  // namespace caucus_tally
