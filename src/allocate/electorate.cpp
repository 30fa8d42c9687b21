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
    // In a precinct of a caucus who is not reported has nobody.
    for (std::size_t i = 0; contest.caucus_rules.empty() && i < sum.partial.size(); ++i)
        if (sum.partial[i] && electorate.votes[i] && is_preference(contest.candidates[i].kind))
            electorate.partial = true;
    return electorate;
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
        electorate.total_stated = true;
        electorate.unlisted = unlisted_votes(*contest.total->votes, electorate.votes);
    }
    return electorate;
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
        if (unit == nullptr) continue;
        if (!statewide && contest.allocation->by == Shared::votes)
            jurisdiction.electorate.total_stated = !unit->totals.empty() && unit->totals.back().has_value();
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

bool lacks_votes(const Contest& contest, const Electorate& electorate) {
    if (electorate.total_stated && electorate.unlisted == 0) return false;
    if (electorate.partial) return true;
    for (std::size_t i = 0; i < contest.candidates.size(); ++i)
        if (!electorate.votes[i] && is_preference(contest.candidates[i].kind)) return true;
    return false;
}

}  // namespace caucus_tally
