// SPDX-License-Identifier: MIT
#pragma once

#include "check/validation.hpp"
#include "format/document.hpp"
#include "format/terminal.hpp"

#include <caucus_tally/finding.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace caucus_tally {

/// "note", "warning" or "error".
std::string_view to_string(Severity severity);

/// "data/a.json:88:22"; what is unknown is left out.
std::string place_text(const Location& location, bool unicode);

/// The excerpt of a place in three parts, of which the second is what a finding is about.
struct MarkedExcerpt {
    std::string_view before;
    std::string_view marked;
    std::string_view after;
};
MarkedExcerpt split_excerpt(const Location& location);

/// The message with its notes behind it, for formats in which a finding is one line.
std::string full_message(const Finding& finding);

/// "caucus-tally explain CT201".
std::string help_of(Code code);

/// Findings for people: message, place, the line with the figure marked, notes, where to read on.
std::string findings_text(std::span<const Finding> findings, const Terminal& terminal);

/// The same for every file, without the closing line.
std::string findings_text(const Report& report, const Terminal& terminal);

// Formats of findings alone; sarif, junit and github have a file each.

/// "file:line:column: severity CODE slug: message", a line each, as compilers write it.
std::string findings_concise(const Report& report, bool unicode);
/// SARIF 2.1.0 for code scanning.
std::string findings_sarif(const Report& report);
/// JUnit's XML, one case for each file and check; it fails at or above `fail_on`.
std::string findings_junit(const Report& report, std::optional<Severity> fail_on);
/// GitHub's workflow commands, the most severe first: a step shows the first ten only.
std::string findings_github(const Report& report);

/// The findings of a run in every other format; in CSV, TSV and JSON a row each.
Document findings_document(const Report& report);

/// How often each code was found and in how many units; empty if nothing was found.
std::string findings_summary(const Report& report, const Terminal& terminal);

/// "and 2 more findings that --max left out".
std::string omitted_line(std::size_t findings);

/// "checked 3 files, 1,765 units (99 not judged), 28 checks: 2 errors, 1 warning", and before it a line that says how
/// many findings are not shown.
std::string closing_lines(const Report& report);

}  // namespace caucus_tally
