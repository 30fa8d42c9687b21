// SPDX-License-Identifier: MIT
#include "format/show.hpp"

namespace caucus_tally {

std::string show_separated(std::span<const ShownContest> contests, const ResultsView& view,
                           const SeparatedStyle& style) {
    std::string text;
    if (view.by) {
        append_record(
            text, {"contest", "level", "unit", "candidate", "kind", "status", "votes", "percent", "delegates"}, style);
    } else {
        append_record(text, {"contest", "candidate", "kind", "status", "votes", "percent", "delegates"}, style);
    }
    for (const ShownContest& shown : contests) {
        for (const Results& results : arrange_results(shown.contest, view)) {
            for (const ResultRow& row : results.rows) {
                const std::string votes = row.votes ? std::to_string(*row.votes) : "";
                const std::string delegates = row.delegates ? to_string(*row.delegates) : "";
                if (view.by) {
                    append_record(text,
                                  {shown.contest.id, *view.by, results.unit, row.name, row.kind, row.status, votes,
                                   row.percent, delegates},
                                  style);
                } else {
                    append_record(
                        text, {shown.contest.id, row.name, row.kind, row.status, votes, row.percent, delegates}, style);
                }
            }
        }
    }
    return text;
}

}  // namespace caucus_tally
