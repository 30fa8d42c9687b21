// SPDX-License-Identifier: MIT
#include "format/results.hpp"

#include <algorithm>
#include <numeric>

namespace caucus_tally {
namespace {

std::string percent_text(std::optional<Votes> votes, std::optional<Votes> whole, const std::optional<Decimal>& stated,
                         unsigned digits) {
    if (votes && whole && *whole > 0) return percent_of(*votes, *whole, digits);
    return stated ? to_string(*stated) : std::string();
}

ResultRow make_row(const Candidate& candidate, const std::optional<Rank>& rank, std::optional<Votes> whole,
                   unsigned digits) {
    ResultRow row;
    row.id = candidate.id;
    row.name = candidate.name;
    row.kind = to_string(candidate.kind);
    row.status = candidate.withdrawn ? "withdrawn" : "";
    row.home_state = candidate.home_state;
    row.color = candidate.color;
    row.rank = rank;
    row.votes = candidate.stated.votes;
    row.percent = percent_text(row.votes, whole, candidate.stated.percent, digits);
    row.delegates = candidate.stated.delegates;
    return row;
}

/// Unknown figures go last; equal ones stay in file order.
void sort_rows(std::vector<ResultRow>& rows, SortOrder order) {
    switch (order) {
        case SortOrder::file:
            return;
        case SortOrder::votes:
            std::ranges::stable_sort(rows, std::ranges::greater(), &ResultRow::votes);
            return;
        case SortOrder::delegates:
            std::ranges::stable_sort(rows, std::ranges::greater(), &ResultRow::delegates);
            return;
        case SortOrder::name:
            std::ranges::stable_sort(rows, {}, &ResultRow::name);
            return;
    }
}

/// The rows from `first` on as one; a figure that is unknown for one of them is unknown for all.
ResultRow sum_up(const std::vector<ResultRow>& rows, std::size_t first, std::optional<Votes> whole, unsigned digits) {
    ResultRow others;
    others.name = "Others";
    others.kind = to_string(CandidateKind::other);
    others.votes = 0;
    others.delegates = Decimal(Votes{0});
    others.together = rows.size() - first;
    for (std::size_t i = first; i < rows.size(); ++i) {
        others.votes = others.votes && rows[i].votes ? checked_add(*others.votes, *rows[i].votes) : std::nullopt;
        others.delegates =
            others.delegates && rows[i].delegates ? checked_add(*others.delegates, *rows[i].delegates) : std::nullopt;
    }
    others.percent = percent_text(others.votes, whole, std::nullopt, digits);
    return others;
}

}  // namespace

Results arrange_results(const Contest& contest, const ResultsView& view) {
    const Tally computed = tally(contest);
    const Figures stated = contest.total.value_or(Figures());
    Results results;
    results.whole = computed.votes ? computed.votes : stated.votes;
    for (std::size_t i = 0; i < contest.candidates.size(); ++i)
        results.rows.push_back(make_row(contest.candidates[i], computed.ranks[i], results.whole, view.digits));
    results.total.name = "Total";
    results.total.votes = results.whole;
    results.total.percent = percent_text(results.whole, results.whole, stated.percent, view.digits);
    results.total.delegates = computed.delegates ? computed.delegates : stated.delegates;

    sort_rows(results.rows, view.sort.value_or(view.top ? SortOrder::votes : SortOrder::file));
    if (view.top && *view.top < results.rows.size()) {
        ResultRow others = sum_up(results.rows, *view.top, results.whole, view.digits);
        results.rows.resize(*view.top);
        results.rows.push_back(std::move(others));
    }
    return results;
}

}  // namespace caucus_tally
