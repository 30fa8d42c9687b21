// SPDX-License-Identifier: MIT
#include "allocate/electorate.hpp"

#include <algorithm>
#include <caucus_tally/tally.hpp>
#include <limits>
#include <utility>

namespace caucus_tally {
namespace {

/// State delegate equivalents in the place of votes, as whole numbers of the scale of the finest. Who is not named
/// where others have some has none.
Electorate sde_electorate(const UnitSum& sum) {
    Electorate electorate;
    electorate.votes.resize(sum.candidates.size());
    bool any_known = false;
    for (const CandidateSum& candidate : sum.candidates) {
        any_known = any_known || candidate.sde;
        electorate.digits = std::max(electorate.digits, candidate.sde.value_or(Decimal()).scale);
    }
    if (!any_known) return electorate;
    for (std::size_t i = 0; i < electorate.votes.size(); ++i) {
        const Uint128 digits = digits_at(sum.candidates[i].sde.value_or(Decimal()), electorate.digits);
        if (digits > std::numeric_limits<Votes>::max()) electorate.out_of_range = true;
        electorate.votes[i] = static_cast<Votes>(digits);
    }
    return electorate;
}

Electorate votes_electorate(const Contest& contest, const UnitSum& sum) {
    Electorate electorate;
    for (const CandidateSum& candidate : sum.candidates) electorate.votes.push_back(candidate.votes.back());
    electorate.unlisted = sum.unlisted.back();
    if (!contest.caucus_rules.empty()) return electorate;  // who is not reported has nobody
    for (std::size_t i = 0; i < sum.partial.size(); ++i) {
        if (!sum.partial[i] || !electorate.votes[i]) continue;
        electorate.unknown.reset();
        electorate.in_part.push_back(i);
        if (is_preference(contest.candidates[i].kind)) electorate.partial = true;
    }
    return electorate;
}

/// The sum of what is known; nullopt if it exceeds 2^64 - 1.
std::optional<Votes> sum_of_known(const Electorate& electorate) {
    std::optional<Votes> sum = electorate.unlisted;
    for (const std::optional<Votes>& votes : electorate.votes)
        if (sum && votes) sum = checked_add(*sum, *votes);
    return sum;
}

/// Whether there can be votes beyond those that are known.
bool has_unknown(const Contest& contest, const Electorate& electorate) {
    return contest.partial || !electorate.unknown ||
           std::ranges::any_of(electorate.votes, [](const std::optional<Votes>& votes) { return !votes; });
}

/// A stated share of all votes.
struct Share {
    std::optional<Votes> part;
    std::optional<Decimal> percent;
};

/// Bounds the unknown votes by the totals that the stated shares fit. Shares that no total fits say nothing.
void bound_by_shares(std::span<const Share> shares, Electorate& electorate) {
    TotalRange totals;
    bool any = false;
    for (const Share& share : shares) {
        if (!share.part || !share.percent || share.percent->scale > max_share_digits) continue;
        const TotalRange fitting = totals_of_share(*share.part, *share.percent);
        totals = {std::max(totals.first, fitting.first), std::min(totals.last, fitting.last)};
        any = true;
    }
    const std::optional<Votes> known = sum_of_known(electorate);
    if (!any || !known || totals.empty() || totals.last < *known || totals.last == UINT64_MAX) return;
    electorate.unknown = std::min(electorate.unknown.value_or(UINT64_MAX), totals.last - *known);
}

/// Bounds the unknown votes of a unit by what the whole contest states of those whose votes are unknown here.
void bound_by_contest(const Contest& contest, Electorate& electorate) {
    std::optional<Votes> most = 0;
    for (const std::size_t i : find_unknown(electorate)) {
        const std::optional<Votes>& votes = contest.candidates[i].stated.votes;
        const Votes known = electorate.votes[i].value_or(0);
        most = most && votes && *votes >= known ? checked_add(*most, *votes - known) : std::nullopt;
    }
    if (most && !contest.partial) electorate.unknown = std::min(electorate.unknown.value_or(UINT64_MAX), *most);
}

Electorate whole_electorate(const Contest& contest) {
    if (contest.allocation->by == Shared::sde) return sde_electorate(roll_up(contest));
    Electorate electorate;
    if (states_votes(contest)) {
        for (const Candidate& candidate : contest.candidates) electorate.votes.push_back(candidate.stated.votes);
    } else {
        electorate = votes_electorate(contest, roll_up(contest));
    }
    if (contest.total && contest.total->votes) {
        electorate.unlisted = unlisted_votes(*contest.total->votes, electorate.votes);
        electorate.unknown = 0;
    } else if (has_unknown(contest, electorate) && (states_votes(contest) || contest.caucus_rules.empty())) {
        std::vector<Share> shares;
        for (const Candidate& candidate : contest.candidates)
            shares.push_back({candidate.stated.votes, candidate.stated.percent});
        electorate.unknown.reset();
        bound_by_shares(shares, electorate);
    }
    return electorate;
}

/// Bounds what is unknown in a unit, which is null if it only stands beside others.
void bound_in_unit(const Contest& contest, const Unit* unit, Electorate& electorate) {
    if (unit != nullptr && !unit->totals.empty() && unit->totals.back()) {
        electorate.unknown = 0;
        return;
    }
    if (!contest.caucus_rules.empty() || !has_unknown(contest, electorate)) return;
    electorate.unknown.reset();
    bound_by_contest(contest, electorate);
    if (unit == nullptr) return;
    std::vector<Share> shares;
    for (const UnitResult& result : unit->results) shares.push_back({result.votes.back(), result.percent});
    bound_by_shares(shares, electorate);
}

void add_units(const Contest& contest, std::size_t pool, std::size_t level, bool statewide, const Electorate& whole,
               std::vector<Jurisdiction>& found) {
    std::vector<std::size_t> units;
    for (std::size_t i = 0; i < contest.units.size(); ++i)
        if (contest.units[i].level == level) units.push_back(i);
    std::vector<UnitSum> sums = roll_up(contest, level);
    for (std::size_t i = 0; i < sums.size(); ++i) {
        Jurisdiction& jurisdiction = found.emplace_back();
        const Unit* const unit = units.empty() ? nullptr : &contest.units[units[i]];
        jurisdiction.electorate = statewide                               ? whole
                                  : contest.allocation->by == Shared::sde ? sde_electorate(sums[i])
                                                                          : votes_electorate(contest, sums[i]);
        jurisdiction.place = {pool, std::nullopt, std::move(sums[i].id), std::move(sums[i].name)};
        if (!statewide && contest.allocation->by == Shared::votes)
            bound_in_unit(contest, unit, jurisdiction.electorate);
        if (unit == nullptr) continue;
        jurisdiction.place.unit = units[i];
        jurisdiction.delegates = unit->delegates;
    }
}

}  // namespace

Jurisdictions find_jurisdictions(const Contest& contest, std::span<const AppliedRules> applied) {
    Jurisdictions found;
    const std::vector<Pool>& pools = contest.allocation->pools;
    // Adding up all units takes its time: it is left out if no pool needs it.
    const auto looks_statewide = [](const AppliedRules& rules) {
        return std::ranges::any_of(rules.rules.takes_all, &TakesAll::statewide);
    };
    const bool needed = std::ranges::any_of(applied, looks_statewide) ||
                        std::ranges::any_of(pools, [](const Pool& pool) { return pool.by.empty(); });
    if (needed) found.whole = whole_electorate(contest);
    for (std::size_t i = 0; i < pools.size(); ++i) {
        const std::size_t before = found.pools.size();
        const bool statewide = go_statewide(applied[i].rules);
        const auto level = std::ranges::find(contest.levels, pools[i].by);
        if (!pools[i].by.empty() && level != contest.levels.end())
            add_units(contest, i, static_cast<std::size_t>(level - contest.levels.begin()), statewide, found.whole,
                      found.pools);
        if (found.pools.size() > before) continue;
        Jurisdiction& jurisdiction = found.pools.emplace_back();
        jurisdiction.place.pool = i;
        jurisdiction.delegates = pools[i].delegates;
        // The votes of the whole contest decide even a pool by units if they alone count.
        jurisdiction.has_units = pools[i].by.empty() || statewide;
        if (jurisdiction.has_units) jurisdiction.electorate = found.whole;
    }
    return found;
}

std::vector<std::size_t> find_unknown(const Electorate& electorate) {
    std::vector<std::size_t> found = electorate.in_part;
    for (std::size_t i = 0; i < electorate.votes.size(); ++i)
        if (!electorate.votes[i]) found.push_back(i);
    std::ranges::sort(found);
    return found;
}

bool lacks_votes(const Contest& contest, const Electorate& electorate) {
    if (electorate.unknown == Votes{0} && electorate.unlisted == 0) return false;
    if (electorate.partial || contest.partial) return true;
    for (std::size_t i = 0; i < contest.candidates.size(); ++i)
        if (!electorate.votes[i] && is_preference(contest.candidates[i].kind)) return true;
    return false;
}

}  // namespace caucus_tally
