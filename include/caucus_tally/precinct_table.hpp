// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <caucus_tally/finding.hpp>
#include <caucus_tally/tabulate.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace caucus_tally {

struct PrecinctCheckOptions {
    bool thousands = false;           ///< accept "1,234" as a count
    std::size_t max_findings = 1000;  ///< how many of each severity are kept; all are counted
    /// Whether a finding is to be reported; the others are counted as unwanted only. All are, where there is no
    /// function. It may be asked twice about a finding, since a table may be read twice.
    std::function<bool(const Finding&)> wanted;
};

/// What is wrong with a precinct table.
struct CheckedTable {
    bool precinct_table = false;  ///< its header is that of one; else nothing but the header was looked at
    std::uint64_t rows = 0;       ///< without the header and blank lines
    std::uint64_t units = 0;      ///< distinct precincts, or whatever the rows are of; total rows' units are none

    struct CodeCount {
        Code code{};
        std::array<std::uint64_t, 3> findings{};  ///< by Severity
        std::uint64_t units = 0;                  ///< distinct units concerned
        std::uint64_t unwanted = 0;               ///< not among the findings
    };
    std::vector<CodeCount> codes;           ///< those found, in their order; exact however many findings are kept
    std::array<std::uint64_t, 3> counts{};  ///< all findings by Severity
    std::vector<Finding> findings;          ///< in file order, each once
};

/// Checks a precinct table (OpenElections' and MEDSL's columns, in any order) row by row: CT001, CT002, CT003, CT005,
/// CT007, CT101 to CT106, CT108, CT201, CT202, CT203.
///
/// Memory grows with distinct names and units, not with rows, as long as the rows of a unit follow each other. Where a
/// unit comes again a table is read again from its start, and then 21 to 43 bytes are kept for each row, so that no
/// duplicate escapes. What can be read only once, a pipe or standard input, is read like that at once.
CheckedTable check_precinct_table(const TableInput& input, const PrecinctCheckOptions& options = {});

}  // namespace caucus_tally
