// SPDX-License-Identifier: MIT
#pragma once

#include "check/waivers.hpp"

#include <caucus_tally/finding.hpp>
#include <caucus_tally/parse.hpp>
#include <caucus_tally/published.hpp>
#include <optional>
#include <string>
#include <vector>

namespace caucus_tally {

/// Something to check.
struct Input {
    std::string path;                   ///< "-" is standard input
    std::optional<Source> source = {};  ///< its text, where it is no file
    std::optional<Finding> fault = {};  ///< why there is nothing to read, or a note that nothing is read
    bool found_in_folder = false;       ///< nobody named it, so it need not be a contest
    std::string contest = {};           ///< the id of the one contest that is wanted of it; empty: all
};

struct ValidationSettings {
    std::vector<Code> codes;  ///< what is looked for, in the order of codes
    std::vector<Waiver> waivers;
    std::vector<Finding> waiver_faults;  ///< what is wrong with the waiver file itself
    std::string waiver_file;
    bool thousands = false;  ///< accept "1,234" as a count in precinct tables; unit tables of a contest never may
    PublicationOptions reading = {};
    std::size_t most = 0;  ///< findings to report, the most severe first
    unsigned threads = 1;
};

struct FileReport {
    std::string name;
    bool examined = false;          ///< for itself: a contest's tables are examined with it
    std::vector<CodeCount> codes;   ///< those found, in their order
    std::vector<Finding> findings;  ///< in file order; as many as were kept
};

/// What a run has examined and found. The same inputs give the same report, whatever the number of threads.
struct Report {
    /// In the order of the inputs, without the tables that were examined with their contest; the waiver file last,
    /// where something is wrong in it.
    std::vector<FileReport> files;
    std::vector<std::string> tables;  ///< paths of those that were examined with their contest
    std::vector<Code> checks;         ///< what was looked for
    std::vector<CodeCount> codes;     ///< of all files together
    SeverityCounts counts;
    std::size_t files_examined = 0;  ///< with the unit tables
    std::size_t contests = 0;
    std::size_t units = 0;
    std::size_t units_unjudged = 0;  ///< of these: counted, but not held against rules for precincts
    std::size_t waived = 0;
    std::size_t omitted = 0;        ///< findings that were counted but not kept
    bool something_unread = false;  ///< an input could not be read or parsed, or nothing was checked
    bool something_failed = false;  ///< the program gave up on an input: a fault of its own, or too little memory
};

/// What to say of JSON in a folder that does not claim to be a contest: it is passed over.
std::optional<Finding> other_json_note(const ParsedContest& parsed, bool found_in_folder);

/// Whether something of the contest could not be read, so that its figures may be incomplete. A publication whose
/// figures contradict one another (CT2) is read all the same: as it states them.
bool is_incomplete(const ParsedContest& parsed);

/// Whether a waiver may accept the finding. What could not be read was not checked, and waivers do not waive what is
/// wrong with waivers.
bool can_be_waived(const Finding& finding);

/// Checks contest files and tables, each once and several at a time. A file that cannot be read is a finding,
/// and so is one that the program gives up on: the others are examined all the same.
Report validate(std::vector<Input> inputs, const ValidationSettings& settings);

}  // namespace caucus_tally
