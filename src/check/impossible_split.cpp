// SPDX-License-Identifier: MIT
#include "check/impossible_split.hpp"

#include <algorithm>
#include <caucus_tally/tally.hpp>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

/// What a candidate has in the pools whose split is known.
struct Known {
    Decimal least;  ///< surely
    Decimal most;   ///< with every delegate that is left to chance
};

constexpr Decimal unlimited{999'999'999'999'999'999};

Decimal add(Decimal a, Decimal b) {
    return checked_add(a, b).value_or(a);
}

/// A pool's stated split where it has one, else the computed one.
std::vector<Known> add_pools(const Contest& contest, const ContestAllocation& allocation, bool& all_stated) {
    std::vector<Known> known(contest.candidates.size());
    for (const AllocatedPool& pool : allocation.pools) {
        const auto stated = stated_awards(contest, pool.place, pool.delegates);
        for (std::size_t i = 0; i < known.size(); ++i) {
            all_stated = all_stated && stated[i];
            const Decimal least = delegates_won(pool, pool.won(i).least);
            const Decimal most = delegates_won(pool, pool.won(i).most);
            known[i].least = add(known[i].least, stated[i].value_or(least));
            known[i].most = add(known[i].most, stated[i].value_or(most));
        }
    }
    return known;
}

std::optional<Decimal> checked_sum(std::optional<Decimal> sum, const std::optional<Decimal>& next) {
    return sum && next ? checked_add(*sum, *next) : std::nullopt;
}

/// What the pools hold whose split is not known. Where pools or totals contradict each other (CT204, CT401) anything is
/// possible.
Decimal held_by_others(const Contest& contest, const ContestAllocation& allocation,
                       const std::vector<Figures>& figures) {
    std::optional<Decimal> pools = Decimal();
    std::optional<Decimal> candidates = Decimal();
    for (const Pool& pool : contest.allocation->pools) pools = checked_sum(pools, pool.delegates);
    for (const Figures& figure : figures) candidates = checked_sum(candidates, figure.delegates);
    if (!pools || (candidates && *candidates != *pools)) return unlimited;
    if (allocation.uncomputed.empty()) return {};
    return (allocation.implied ? allocation.implied->delegates : std::nullopt).value_or(unlimited);
}

std::string count_text(Decimal delegates) {
    return fmt::format("{} delegate{}", to_string(normalized(delegates)), delegates == Decimal(Votes{1}) ? "" : "s");
}

/// Why a candidate's stated total cannot be, where `others` is what the pools hold whose split is not known; empty
/// where it can.
std::string impossible(const Candidate& candidate, std::optional<Votes> votes, const Known& known, Decimal others) {
    const Decimal stated = *candidate.stated.delegates;
    if (stated < known.least)
        return fmt::format("{} is stated with {}, but has {} in the pools whose split is known", candidate.name,
                           count_text(stated), to_string(normalized(known.least)));
    if (stated <= known.most) return {};
    const Decimal rest = normalized(difference(stated, known.most));
    if (others == Decimal())
        return fmt::format("{} is stated with {}, {} more than all pools give", candidate.name, count_text(stated),
                           to_string(rest));
    if (rest > others)
        return fmt::format("{} would have {} of the other pools, which hold {}", candidate.name, count_text(rest),
                           to_string(others));
    if (!is_preference(candidate.kind) || votes == Votes{0})
        return fmt::format("{} would have {} of the other pools, {}", candidate.name, count_text(rest),
                           votes == Votes{0} ? "without a vote" : "but can win none");
    return {};
}

/// CT403 as a note: delegates of districts for somebody below the threshold of the whole contest.
void note_below_threshold(const Contest& contest, std::size_t i, const AllocatedPool& whole,
                          std::vector<Finding>& findings) {
    const Candidate& candidate = contest.candidates[i];
    if (whole.steps.rows[i].missing == 0 || !whole.votes[i] || *candidate.stated.delegates == Decimal()) return;
    Finding& finding = findings.emplace_back(make_finding(
        Code::below_threshold,
        fmt::format("{} has {} with {}% of the whole vote, below the threshold: within the rules where they are "
                    "won in districts",
                    candidate.name, count_text(*candidate.stated.delegates),
                    percent_of(*whole.votes[i], whole.steps.total, 2)),
        Case::won_in_districts));
    finding.pointer = fmt::format("/candidates/{}/delegates", i);
}

}  // namespace

void check_impossible_split(const Contest& contest, const ContestAllocation& allocation,
                            std::vector<Finding>& findings) {
    if (allocation.pools.empty()) return;
    bool all_stated = allocation.uncomputed.empty();
    const std::vector<Known> known = add_pools(contest, allocation, all_stated);
    const std::vector<Figures> figures = candidate_figures(contest);
    const auto whole =
        std::ranges::find_if(allocation.pools, [](const AllocatedPool& pool) { return pool.place.unit_id.empty(); });
    const Decimal others = held_by_others(contest, allocation, figures);
    const bool by_units =
        std::ranges::any_of(contest.allocation->pools, [](const Pool& pool) { return !pool.by.empty(); });
    for (std::size_t i = 0; i < contest.candidates.size(); ++i) {
        if (!contest.candidates[i].stated.delegates) continue;
        // Where every pool states its split, CT401 compares their sums with the totals.
        const std::string why = all_stated ? "" : impossible(contest.candidates[i], figures[i].votes, known[i], others);
        if (!why.empty()) {
            Finding& finding = findings.emplace_back(make_finding(Code::impossible_split, why));
            finding.pointer = fmt::format("/candidates/{}/delegates", i);
            finding.stated = to_string(*contest.candidates[i].stated.delegates);
            finding.computed = to_string(normalized(known[i].least));
        } else if (by_units && whole != allocation.pools.end() &&
                   rules_of(allocation, *whole).threshold.numerator > 0) {
            note_below_threshold(contest, i, *whole, findings);
        }
    }
}

}  // namespace caucus_tally
