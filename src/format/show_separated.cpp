// SPDX-License-Identifier: MIT
#include "format/show.hpp"

namespace caucus_tally {

std::string show_separated(std::span<const ShownContest> contests, const ResultsView& view,
                           const SeparatedStyle& style) {
    std::string text;
    append_record(text, {"contest", "candidate", "kind", "status", "votes", "percent", "delegates"}, style);
    for (const ShownContest& shown : contests) {
        for (const ResultRow& row : arrange_results(shown.contest, view).rows)
            append_record(
                text,
                {shown.contest.id, row.name, row.kind, row.status, row.votes ? std::to_string(*row.votes) : "",
                 row.percent, row.delegates ? to_string(*row.delegates) : ""},
                style);
    }
    return text;
}

}  // namespace caucus_tally
