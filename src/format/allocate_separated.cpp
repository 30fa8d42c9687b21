// SPDX-License-Identifier: MIT
#include "format/allocate.hpp"
#include "format/allocation_text.hpp"
#include "format/allocation_totals.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

std::string text_of(const AllocatedPool& pool, const std::optional<Votes>& votes) {
    return votes ? to_string(Decimal{*votes, pool.vote_digits}) : "";
}

/// "open" for those of an open tie, "won" and "lost" for those of a settled one.
std::string_view tie_word(const AllocatedPool& pool, std::size_t row) {
    if (!pool.steps.tie) return "";
    const Tie& tie = *pool.steps.tie;
    if (std::ranges::find(tie.rows, row) == tie.rows.end()) return "";
    if (std::ranges::find(tie.settled, row) != tie.settled.end()) return "won";
    return tie.open() ? "open" : "lost";
}

std::string settled_by(const ContestAllocation& allocation, const AllocatedPool& pool, std::size_t row) {
    if (tie_word(pool, row).empty()) return "";
    switch (pool.steps.tie->settled_by) {
        case TieRule::open:
            return "";
        case TieRule::candidate:
            return "candidate";
        case TieRule::lot:
            return "lot:" + allocation.request.tie_break.seed;
    }
    return "";
}

}  // namespace

std::string allocate_separated(const ShownAllocation& shown, const SeparatedStyle& style) {
    const ContestAllocation& allocation = shown.allocation;
    const Contest& contest = shown.contest;
    std::string text;
    append_record(text, {"contest",   "rules",     "threshold_percent",
                         "pool",      "unit",      "id",
                         "candidate", "kind",      "votes",
                         "qualified", "quota",     "whole",
                         "extra",     "delegates", "to_gain",
                         "to_lose",   "tie",       "settled_by",
                         "basis",     "before",    "change"},
                  style);
    const std::string threshold = percent_of(allocation.applied.threshold);
    const auto append = [&](const std::string& pool, const std::string& unit, std::size_t i, const auto&... values) {
        const Candidate& candidate = contest.candidates[i];
        append_record(text,
                      {contest.id, allocation.rules->id, threshold, pool, unit, candidate.id, candidate.name,
                       to_string(candidate.kind), values...},
                      style);
    };
    for (std::size_t p = 0; p < allocation.pools.size(); ++p) {
        const AllocatedPool& pool = allocation.pools[p];
        for (std::size_t i = 0; i < contest.candidates.size(); ++i) {
            const RowAllocation& row = pool.steps.rows[i];
            const Margin& margin = pool.margins.rows[i];
            const Decimal won = delegates_won(pool, row.delegates);
            std::optional<Decimal> before;
            if (!shown.comparison.empty()) before = shown.comparison[p].before[i];
            append(contest.allocation->pools[pool.place.pool].name, pool.place.unit_id, i, text_of(pool, pool.votes[i]),
                   row.qualified ? "yes" : "no", row.qualified ? quota_text(row.quota) : "", std::to_string(row.whole),
                   std::to_string(row.extra), to_string(won), text_of(pool, margin.to_gain),
                   text_of(pool, margin.to_lose), tie_word(pool, i), settled_by(allocation, pool, i), "computed",
                   before ? to_string(*before) : "", before ? change_text(*before, won) : "");
        }
    }
    if (!allocation.implied) return text;
    // One line for all pools that are not computed: only what is left for them together is known.
    const PoolPlace& first = allocation.uncomputed.front().place;
    const bool one = allocation.uncomputed.size() == 1;
    for (std::size_t i = 0; i < contest.candidates.size(); ++i) {
        const auto& rest = allocation.implied->rows[i].rest;
        append(one ? contest.allocation->pools[first.pool].name : "", one ? first.unit_id : "", i, "", "", "", "", "",
               rest ? to_string(*rest) : "", "", "", "", "", "implied", "", "");
    }
    return text;
}

}  // namespace caucus_tally
