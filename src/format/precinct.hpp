// SPDX-License-Identifier: MIT
#pragma once

#include "format/separated_values.hpp"
#include "format/terminal.hpp"

#include <caucus_tally/precinct_report.hpp>
#include <string>
#include <string_view>

namespace caucus_tally {

// Each writes a precinct as one format; one file each.

std::string precinct_table(const PrecinctReport& report, const Terminal& terminal);
std::string precinct_json(const PrecinctReport& report);
std::string precinct_separated(const PrecinctReport& report, const SeparatedStyle& style);

/// What a precinct's case is called in machine formats: "shared", "majority", "too-many-groups"...
std::string_view outcome_word(const PrecinctReport& report);

/// A group's delegates, "1 or 2" where a tie is open for it; empty where nothing is computed.
std::string delegates_text(const PrecinctReport& report, std::size_t group);

}  // namespace caucus_tally
