// SPDX-License-Identifier: MIT
#pragma once

#include "check/validation.hpp"

#include <caucus_tally/source.hpp>
#include <caucus_tally/tabulate.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

inline constexpr std::string_view default_contest = "2004-mi-dem";

struct FoundContest {
    Source source;
    bool in_folder = false;  ///< nobody named it, so it need not be a contest
    std::string fault = {};  ///< why it cannot be read; then there is no source
};

/// The contest files that names on the command line stand for: a file, "-", every contest in a folder, or the id of a
/// built-in contest, also as "builtin:ID"; none at all is the default contest. What cannot be read is there with its
/// fault.
std::vector<FoundContest> open_contests(const std::vector<std::string>& names);

/// What names on the command line stand for: files, "-", every contest and table (*.json but *.schema.json, *.csv,
/// *.csv.gz, *.csv.zst) below a folder, ids of built-in contests; each file once, but not `except` (a file that is read
/// for another purpose). What is not there is an input with a fault.
std::vector<Input> collect_inputs(const std::vector<std::string>& names, const std::string& except);

/// The tables that names on the command line stand for: files, "-", every *.csv, *.csv.gz and *.csv.zst below a folder;
/// each file once, and of a folder's not `except` (the file that is to be written). Throws FileError for a folder that
/// cannot be read or holds none.
std::vector<TableInput> collect_tables(const std::vector<std::string>& names, const std::string& except);

}  // namespace caucus_tally
