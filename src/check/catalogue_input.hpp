// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <caucus_tally/check.hpp>

namespace caucus_tally {

/// CT0: can the input be read at all? Found while reading.
inline constexpr auto input_checks = std::to_array<Check>({
    {.code = Code::unreadable,
     .slug = "unreadable",
     .severity = Severity::error,
     .summary = "a file that is absent or cannot be read",
     .guards = "A misspelt name, a missing permission or a lost unit table must not look like a clean result. The exit "
               "status is 3, whatever is selected or ignored.",
     .example = R"("units": {"units": "absent.units.csv", "results": "results.csv"})",
     .solution = "Correct the name. The tables that a contest file names lie in its own folder or below it."},
    {.code = Code::nothing_checked,
     .slug = "nothing-checked",
     .severity = Severity::error,
     .summary = "a run in which nothing was examined",
     .guards =
         "\"All is well\" for an empty folder, a file that is no contest or a table with a header only hides that "
         "nobody looked. The exit status is 3. A JSON file that is no contest is a note where a folder was "
         "searched and other files were checked.",
     .example = R"({"name": "caucus-night", "version": "1.0.0"})",
     .solution =
         "Name contest files, or folders that hold some. A contest file is a JSON object with \"format\": 1 and "
         "\"candidates\"."},
    {.code = Code::encoding,
     .slug = "encoding",
     .severity = Severity::error,
     .summary = "bytes that are not UTF-8, a byte-order mark",
     .guards =
         "Spreadsheets save in the encoding of their country, and names turn into other names when somebody reads "
         "them in his own. A byte-order mark is a warning: the file is read as it is meant.",
     .example = R"({"id": "b", "name": "Bo Bj�rk", "votes": 10})",
     .solution = "Save the file as UTF-8 without a byte-order mark: iconv -f WINDOWS-1252 -t UTF-8."},
    {.code = Code::format_version,
     .slug = "format-version",
     .severity = Severity::error,
     .summary = "an unknown format version",
     .guards = "A newer format may mean something else by the same words, so a file of an unknown version is not read "
               "at all.",
     .example = R"("format": 2,)",
     .solution = "Update caucus-tally, or write the file in format 1."},
    {.code = Code::syntax,
     .slug = "syntax",
     .severity = Severity::error,
     .summary = "a text that is not JSON or not CSV",
     .guards = "A file that was cut off, merged badly or edited by hand; a table saved with semicolons or tabs, a web "
               "page or a spreadsheet in the place of a table.",
     .example = R"("total": {"votes": 30,})",
     .solution =
         "Correct the text at the place that is shown. JSON has no comments and no comma after the last value; a "
         "table's columns are separated by commas, and a quote within a quoted CSV field is doubled."},
    {.code = Code::duplicate_key,
     .slug = "duplicate-key",
     .severity = Severity::error,
     .summary = "the same key twice in one object",
     .guards = "Most programs keep the last of the two in silence, so a wrong figure hides behind a right one.",
     .example = R"({"id": "a", "name": "Ann Alder", "votes": 20, "votes": 21})",
     .solution = "Delete the one that is wrong."},
    {.code = Code::not_a_count,
     .slug = "not-a-count",
     .severity = Severity::error,
     .summary = "a count that is no plain whole number",
     .guards = "3.7 votes, 1e3, \"12\" in quotes, -4, 1,234 and numbers above 2^64 - 1 are read differently by every "
               "program, or rounded. In a precinct table 13.0 and 1,234 are spellings of a count: one warning for each "
               "column, and the exact count is used.",
     .example = R"("votes": 20.0)",
     .solution = "Write votes with digits only. Delegates may have a fraction (63.5)."},
});

}  // namespace caucus_tally
