// SPDX-License-Identifier: MIT
#include "format/markdown.hpp"
#include "format/tabulate.hpp"

#include <caucus_tally/votes.hpp>

namespace caucus_tally {

std::string tabulate_markdown(const Tabulation& totals, const TotalsView& view) {
    const ArrangedTotals arranged = arrange_totals(totals, view);
    std::string head = "|";
    std::string rule = "|";
    for (const std::string& column : totals.by) {
        head += ' ' + escape_markdown(column_title(column)) + " |";
        rule += ":--|";
    }
    for (const std::size_t count : arranged.counts) {
        head += ' ' + escape_markdown(column_title(totals.counts[count])) + " |";
        rule += "--:|";
        if (count != arranged.counts.front() || !arranged.has_votes) continue;
        head += " % |";
        rule += "--:|";
    }
    if (view.delegates) {
        head += " Delegates |";
        rule += "--:|";
    }
    std::string text = head + '\n' + rule + '\n';
    for (const TotalsContest& contest : arranged.contests) {
        for (const std::uint32_t group : contest.groups) {
            text += '|';
            for (std::size_t column = 0; column < totals.by.size(); ++column)
                text += ' ' + escape_markdown(totals.name(group, column)) + " |";
            for (const std::size_t count : arranged.counts) {
                const std::optional<Votes> sum = totals.sum(group, count);
                text += ' ' + (sum ? with_separators(*sum) : "–") + " |";
                if (count != arranged.counts.front() || !arranged.has_votes) continue;
                const std::string share = share_text(totals, contest, group, view.digits);
                text += ' ' + (share.empty() ? "–" : share) + " |";
            }
            if (view.delegates) {
                const std::optional<Decimal> delegates = (*view.delegates)[group];
                text += ' ' + (delegates ? to_string(*delegates) : "–") + " |";
            }
            text += '\n';
        }
    }
    return text;
}

}  // namespace caucus_tally
