// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/contest.hpp>
#include <caucus_tally/finding.hpp>
#include <caucus_tally/source.hpp>
#include <optional>
#include <vector>

namespace caucus_tally {

/// What a contest file holds, and everything that is wrong with how it says so, in file order. Without a contest the
/// text was no JSON, of another format version, or no contest at all. What could not be read is absent from the
/// contest, so where there is an error among the findings its figures may be incomplete.
struct ParsedContest {
    std::optional<Contest> contest;
    std::vector<Finding> findings;
};

/// Reads a contest file, format 1. Wrong data is a value: it never throws for what the text says.
ParsedContest parse_contest(const Source& source);

/// Gives findings that name a JSON Pointer into this contest file their file, line, column and excerpt; returns them in
/// file order.
std::vector<Finding> locate(const Source& source, std::vector<Finding> findings);

}  // namespace caucus_tally
