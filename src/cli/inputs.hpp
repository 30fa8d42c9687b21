// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/source.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

inline constexpr std::string_view default_contest = "2004-mi-dem";

/// The contest files that names on the command line stand for: a file, "-", every contest in a folder, or the id of a
/// built-in contest ("builtin:ID" in messages); none at all is the default contest. Throws FileError.
std::vector<Source> open_contests(const std::vector<std::string>& names);

/// The files below a folder with one of these endings (".json"), sorted by path. Symbolic links are not followed.
/// Throws FileError.
std::vector<std::string> files_below(const std::string& folder, const std::vector<std::string_view>& endings);

}  // namespace caucus_tally
