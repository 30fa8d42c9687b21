// SPDX-License-Identifier: MIT
#pragma once

#include "format/separated_values.hpp"
#include "format/terminal.hpp"

#include <caucus_tally/caucus_math.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace caucus_tally {

/// A precinct with what its rules give. Groups, first and won have the order of the precinct's groups.
struct PrecinctReport {
    std::string name;  ///< may be empty
    const RuleSet& rules;
    Precinct precinct;
    std::vector<std::string> groups;
    std::vector<Votes> first = {};        ///< people in the first alignment; empty: not known
    bool attendance_stated = true;        ///< else the first alignment's total stands in for it
    std::vector<std::uint64_t> won = {};  ///< delegates as published; empty: not known
    TieBreak tie_break = {};
    PrecinctAllocation computed = {};
    std::vector<std::size_t> settled = {};  ///< groups that a choice or a lot let win the tie, in that order
};

/// Computes the precinct and settles its tie as far as the tie break does.
PrecinctReport report_precinct(PrecinctReport report);

bool has_open_tie(const PrecinctReport& report);

/// A group's delegates with those of a settled tie; nothing where the tie is open for it, or nothing can be computed.
std::optional<std::uint64_t> delegates_of(const PrecinctReport& report, std::size_t group);

// Each writes a precinct as one format; one file each.

std::string precinct_table(const PrecinctReport& report, const Terminal& terminal);
std::string precinct_json(const PrecinctReport& report);
std::string precinct_separated(const PrecinctReport& report, const SeparatedStyle& style);

/// What a precinct's case is called in machine formats: "shared", "majority", "too-many-groups"...
std::string_view outcome_word(const PrecinctReport& report);

}  // namespace caucus_tally
