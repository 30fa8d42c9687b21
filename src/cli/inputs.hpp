// SPDX-License-Identifier: MIT
#pragma once

#include "check/validation.hpp"
#include "cli/options.hpp"

#include <caucus_tally/parse.hpp>
#include <caucus_tally/precincts.hpp>
#include <caucus_tally/published.hpp>
#include <caucus_tally/source.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

inline constexpr std::string_view default_contest = "2004-mi-dem";

struct FoundContest {
    Source source;
    bool in_folder = false;                   ///< nobody named it, so it need not be a contest
    std::string fault = {};                   ///< why it cannot be read; then there is no source
    std::optional<Finding> passed_over = {};  ///< or that it was not looked for, being a link
    std::string contest = {};                 ///< the id of the one contest that is wanted of it; empty: all

    PublicationOptions options = {};

    /// Reads it, once. Throws FileError if the contest that is wanted is not there.
    Publication read();
};

/// The contest files and publications that names on the command line stand for: a file, "-", one contest of a file
/// ("FILE#ID"), every contest in a folder, or the id of a built-in contest, also as "builtin:ID"; none at all is the
/// default contest. What cannot be read is there with its fault.
std::vector<FoundContest> open_contests(const std::vector<std::string>& names, const PublicationOptions& options = {});

/// What names on the command line stand for: files, "-", every contest and table (*.json, *.csv, *.csv.gz, *.csv.zst in
/// letters of either case) below a folder, ids of built-in contests; each file once, but not `except` (a file that is
/// read for another purpose). What is not there is an input with a fault, and what a folder holds beside these that may
/// be data, as links and other kinds of tables, an input with a note.
std::vector<Input> collect_inputs(const std::vector<std::string>& names, const std::string& except);

struct FoundTables {
    std::vector<TableInput> inputs;
    std::vector<Finding> passed_over;  ///< a note for everything in a folder that may be a table and is not read
};

/// The tables that names on the command line stand for: files, "-", every *.csv, *.csv.gz and *.csv.zst below a folder;
/// each file once. Throws FileError for a folder that cannot be read or holds none.
FoundTables collect_tables(const std::vector<std::string>& names);

/// Reads every contest that a name stands for, and says what is wrong with them. Empty if there is none or if one of
/// them cannot be used. A folder may hold other JSON beside them. Throws UsageError where the output would overwrite
/// one, FileError where one cannot be read.
std::vector<ParsedContest> open_contests_to_use(const std::string& name, const OutputOptions& output);

/// Reads the one contest that a name stands for (empty: the default contest) and says what is wrong with its file;
/// nothing where that cannot be used. A folder may hold other JSON beside it. Throws UsageError where it is one of
/// several or where the output would overwrite it, FileError where it cannot be read.
std::optional<ParsedContest> open_one_contest(const std::string& name, const OutputOptions& output,
                                              const PublicationOptions& options = {});

// An output file that is an input, too, would take the place of what it was made from. Each throws UsageError for that.

/// One input by its path, "-" included.
void refuse_overwriting(const OutputOptions& output, const std::string& input);

/// The unit tables of a contest.
void refuse_overwriting(const OutputOptions& output, const std::vector<NamedTable>& tables);

/// What is to be checked. What an earlier run may have written into a folder is no input: JSON that is no contest.
void refuse_overwriting(const OutputOptions& output, const std::vector<Input>& inputs);

/// --header-rows, of every command that takes publications.
void add_header_rows(OptionParser& parser, PublicationOptions& options);

}  // namespace caucus_tally
