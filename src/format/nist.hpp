// SPDX-License-Identifier: MIT
#pragma once

#include "format/show.hpp"

#include <span>
#include <string>

namespace caucus_tally {

/// The contests as one election report of NIST SP 1500-100, version 2, in JSON: an election each. Throws ViewError for
/// a contest without a date, which every election of a report has. docs/publications.md lists what a report cannot
/// hold.
std::string nist_report(std::span<const ShownContest> contests);

}  // namespace caucus_tally
