// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/compare.hpp>
#include <caucus_tally/source.hpp>
#include <string>
#include <vector>

namespace caucus_tally {

/// A change that somebody has looked at and can explain.
struct ExplainedChange {
    ChangeKind kind{};
    std::string where;                       ///< a unit ("Polk/DM-14"), or the contest's id for what is about no unit
    std::string candidate = {};              ///< the id; a change about a candidate of the whole contest needs it
    std::string figure = {};                 ///< empty: any
    std::optional<std::string> before = {};  ///< if given, the figures that the change must have
    std::optional<std::string> after = {};
    Location location = {};
};

struct ParsedExplanations {
    bool complete = false;  ///< whether the text is a file of explanations; else none is read
    std::vector<ExplainedChange> explained;
    std::vector<Finding> findings;
};

/// Reads {"format": 1, "waivers": [{"kind", "where", "candidate", "figure", "before", "after", "reason"}]}.
ParsedExplanations parse_explanations(const Source& source);

/// Takes out the changes that are of these kinds or explained, and returns how many. Consequences go with the last
/// change: no others can be behind them. `used` says of each explanation whether it explained something.
struct TakenOut {
    std::size_t ignored = 0;
    std::size_t waived = 0;
};
TakenOut take_out(Comparison& comparison, const std::vector<ChangeKind>& kinds,
                  const std::vector<ExplainedChange>& explained, std::vector<bool>& used);

}  // namespace caucus_tally
