// SPDX-License-Identifier: MIT
#include <algorithm>
#include <caucus_tally/tally.hpp>
#include <numeric>

namespace caucus_tally {
namespace {

std::vector<std::optional<Rank>> rank_by_votes(const std::vector<Candidate>& candidates) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < candidates.size(); ++i)
        if (candidates[i].stated.votes) order.push_back(i);
    const auto votes_of = [&](std::size_t i) { return *candidates[i].stated.votes; };
    std::ranges::stable_sort(order, std::ranges::greater(), votes_of);

    std::vector<std::optional<Rank>> ranks(candidates.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first + 1;
        while (last < order.size() && votes_of(order[last]) == votes_of(order[first])) ++last;
        for (std::size_t i = first; i < last; ++i) ranks[order[i]] = Rank{first + 1, last - first > 1};
        first = last;
    }
    return ranks;
}

/// The sum of one figure of all candidates, or nothing where one is unknown or the sum is out of bounds.
template <typename Figure>
std::optional<Figure> sum_of(const std::vector<Candidate>& candidates, std::optional<Figure> Figures::*figure) {
    return std::accumulate(candidates.begin(), candidates.end(), std::optional<Figure>(Figure(Votes{0})),
                           [figure](std::optional<Figure> sum, const Candidate& candidate) {
                               const std::optional<Figure>& value = candidate.stated.*figure;
                               return sum && value ? checked_add(*sum, *value) : std::nullopt;
                           });
}

}  // namespace

Tally tally(const Contest& contest) {
    return {rank_by_votes(contest.candidates), sum_of(contest.candidates, &Figures::votes),
            sum_of(contest.candidates, &Figures::delegates)};
}

}  // namespace caucus_tally
