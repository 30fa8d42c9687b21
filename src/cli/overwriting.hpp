// SPDX-License-Identifier: MIT
#pragma once

#include "check/validation.hpp"
#include "cli/options.hpp"

#include <caucus_tally/parse.hpp>
#include <string>
#include <vector>

namespace caucus_tally {

// An output file that is an input, too, would take the place of what it was made from. Each throws UsageError for that.

/// One input by its path, "-" included.
void refuse_overwriting(const OutputOptions& output, const std::string& input);

/// The unit tables of a contest.
void refuse_overwriting(const OutputOptions& output, const std::vector<NamedTable>& tables);

/// What is to be checked. What an earlier run may have written into a folder is no input: JSON that is no contest.
void refuse_overwriting(const OutputOptions& output, const std::vector<Input>& inputs);

}  // namespace caucus_tally
