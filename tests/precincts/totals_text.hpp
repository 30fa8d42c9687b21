// SPDX-License-Identifier: MIT
// What a tabulation says, as text to compare.
#pragma once

#include "precincts/tabulate.hpp"

#include <caucus_tally/precincts.hpp>
#include <string>

namespace caucus_tally {

/// Options together with the sizes of blocks and rows, which only tests choose.
struct TestedOptions : TabulateOptions, RowLimits {};

/// A line for each group: "Governor|Jane Doe|votes=12|absentee=?".
inline std::string groups_text(const Tabulation& totals) {
    std::string text;
    for (std::size_t group = 0; group < totals.groups(); ++group) {
        for (std::size_t column = 0; column < totals.by.size(); ++column) text += totals.name(group, column) + "|";
        for (std::size_t count = 0; count < totals.counts.size(); ++count) {
            const auto sum = totals.sum(group, count);
            text += totals.counts[count] + "=" + (sum ? std::to_string(*sum) : "?") +
                    (count + 1 < totals.counts.size() ? "|" : "\n");
        }
    }
    return text;
}

/// A line for each finding: "t.csv:2:5 CT007 votes is empty".
inline std::string findings_text(const Tabulation& totals) {
    std::string text;
    for (const Finding& finding : totals.findings)
        text += finding.location.file + ":" + std::to_string(finding.location.line) + ":" +
                std::to_string(finding.location.column) + " " + code_text(finding.code) + " " + finding.message + "\n";
    return text;
}

}  // namespace caucus_tally
