// SPDX-License-Identifier: MIT
#pragma once

#include "format/terminal.hpp"

#include <caucus_tally/finding.hpp>
#include <string>
#include <vector>

namespace caucus_tally {

/// "note", "warning" or "error".
std::string_view to_string(Severity severity);

/// "data/a.json:88:22"; what is unknown is left out.
std::string place_text(const Location& location, bool unicode);

/// Findings for people: message, place, the line with the figure marked, notes, where to read on.
std::string findings_text(const std::vector<Finding>& findings, const Terminal& terminal);

}  // namespace caucus_tally
