// SPDX-License-Identifier: MIT
#include <algorithm>
#include <caucus_tally/roll_up.hpp>
#include <caucus_tally/tally.hpp>
#include <numeric>

namespace caucus_tally {
namespace {

std::vector<std::optional<Rank>> rank_by_votes(const std::vector<Figures>& figures) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < figures.size(); ++i)
        if (figures[i].votes) order.push_back(i);
    const auto votes_of = [&](std::size_t i) { return *figures[i].votes; };
    std::ranges::stable_sort(order, std::ranges::greater(), votes_of);

    std::vector<std::optional<Rank>> ranks(figures.size());
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
std::optional<Figure> sum_of(const std::vector<Figures>& candidates, std::optional<Figure> Figures::*figure) {
    return std::accumulate(candidates.begin(), candidates.end(), std::optional<Figure>(Figure(Votes{0})),
                           [figure](std::optional<Figure> sum, const Figures& figures) {
                               const std::optional<Figure>& value = figures.*figure;
                               return sum && value ? checked_add(*sum, *value) : std::nullopt;
                           });
}

}  // namespace

Tally tally(const std::vector<Figures>& figures) {
    return {rank_by_votes(figures), sum_of(figures, &Figures::votes), sum_of(figures, &Figures::delegates)};
}

bool states_votes(const Contest& contest) {
    return std::ranges::any_of(contest.candidates, [](const Candidate& c) { return c.stated.votes.has_value(); });
}

std::vector<Figures> candidate_figures(const Contest& contest) {
    std::vector<Figures> figures;
    figures.reserve(contest.candidates.size());
    for (const Candidate& candidate : contest.candidates) figures.push_back(candidate.stated);
    if (contest.units.empty() || states_votes(contest)) return figures;
    const UnitSum whole = roll_up(contest);
    for (std::size_t i = 0; i < figures.size(); ++i) figures[i].votes = whole.candidates[i].votes.back();
    return figures;
}

}  // namespace caucus_tally
