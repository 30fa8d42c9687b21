// SPDX-License-Identifier: MIT
#pragma once

#include "cli/options.hpp"

#include <caucus_tally/parse.hpp>
#include <optional>
#include <string>

namespace caucus_tally {

/// Reads the one contest that a name stands for (empty: the default contest) and says what is wrong with its file;
/// nothing where that cannot be used. A folder may hold other JSON beside it. Throws UsageError where it is one of
/// several or where the output would overwrite it, FileError where it cannot be read.
std::optional<ParsedContest> open_one_contest(const std::string& name, const OutputOptions& output);

}  // namespace caucus_tally
