// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <caucus_tally/check.hpp>

namespace caucus_tally {

/// CT1: is everything there, once, and under its name? Found while reading.
inline constexpr auto structure_checks = std::to_array<Check>({
    {.code = Code::field,
     .slug = "field",
     .severity = Severity::error,
     .summary = "a missing, unknown or mistyped field",
     .guards =
         "A misspelt field is a figure that nobody reads and nobody misses. A column of a precinct table that is not "
         "known, or has no name, is a warning.",
     .example = R"("colour": "#00539f")",
     .solution = "Use the name that is suggested; data/contest.schema.json describes every field, and editors complete "
                 "them from it."},
    {.code = Code::ragged_row,
     .slug = "ragged-row",
     .severity = Severity::error,
     .summary = "a row with more or fewer fields than the header",
     .guards =
         "A comma in a name that is not quoted, or a lost field, moves every figure after it into the wrong column. "
         "The row is not counted.",
     .example = "Adair,5,1,0",
     .solution = "Quote fields that hold commas, and give every row the header's number of fields."},
    {.code = Code::duplicate_row,
     .slug = "duplicate-row",
     .severity = Severity::error,
     .summary = "the same candidate, unit or row twice",
     .guards = "Rows that were pasted twice count twice. A whole row given twice is a warning. An id that is another "
               "candidate's name, and rounds, levels or pools called alike, leave open which one is meant.",
     .example = "Adair,a,5",
     .solution = "Delete one of the rows, or give the second its right name."},
    {.code = Code::whitespace,
     .slug = "whitespace",
     .severity = Severity::warning,
     .summary = "stray blanks, line breaks or control characters in a value",
     .guards = "Leading, trailing and doubled blanks, tabs, line breaks and control characters: \"Adair \" and "
               "\"Adair\" look alike and are two units to every program, and a terminal obeys some of what it is sent.",
     .example = "Adair,satellite ,1",
     .solution = "Remove them."},
    {.code = Code::total_row,
     .slug = "total-row",
     .severity = Severity::error,
     .summary = "a \"Total\" row among the parts",
     .guards = "It doubles every sum.",
     .example = "Adair,Total,8",
     .solution = "Delete the row. Totals belong in the contest file, where they are checked."},
    {.code = Code::unknown_candidate,
     .slug = "unknown-candidate",
     .severity = Severity::error,
     .summary = "votes for somebody who is not listed",
     .guards =
         "Votes under a misspelt name are lost from every sum. In a precinct table, which lists no candidates, two "
         "names of one office that look like two spellings of one are a warning.",
     .example = "Adair,Ann Adler,5",
     .solution = "Use the candidate's id or name as the contest file has it, or add the candidate there."},
    {.code = Code::orphan_unit,
     .slug = "orphan-unit",
     .severity = Severity::error,
     .summary = "a unit whose parent is not there",
     .guards = "A unit without its county, or a result without its unit, is in no sum.",
     .example = R"({"id": "adair-1", "level": "precinct", "parent": "adiar", "votes": {"a": 5, "b": 3}})",
     .solution = "Correct the name of the parent, or add the unit. Parents stand before their units."},
    {.code = Code::missing_value,
     .slug = "missing-value",
     .severity = Severity::error,
     .summary = "an empty unit, office, candidate or count",
     .guards =
         "A spreadsheet's merged cell leaves all but its first row without a name. In a precinct table votes that "
         "are empty or masked (\"*\", \"<10\", \"n/a\") are a warning: who withholds a count says so.",
     .example = ",a,5",
     .solution = "Repeat the name in every row. What is unknown has no row; zero is written 0."},
});

}  // namespace caucus_tally
