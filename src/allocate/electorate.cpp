// SPDX-License-Identifier: MIT
#include "allocate/electorate.hpp"

#include <algorithm>
#include <caucus_tally/roll_up.hpp>
#include <caucus_tally/tally.hpp>
#include <limits>
#include <utility>

namespace caucus_tally {
namespace {

/// Takes the votes beyond those of the candidates from the total, where one is stated. A total that is too small is
/// somebody else's finding: the candidates' votes count.
void add_total(Electorate& electorate, std::optional<Votes> total) {
    if (!total) return;
    std::optional<Votes> known = Votes{0};
    for (const auto& votes : electorate.votes)
        if (known && votes) known = checked_add(*known, *votes);
    electorate.total_stated = true;
    electorate.unlisted = known && *total > *known ? *total - *known : 0;
}

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

Electorate whole_electorate(const Contest& contest) {
    if (contest.allocation->by == Shared::sde) return sde_electorate(roll_up(contest));
    Electorate electorate;
    for (const Candidate& candidate : contest.candidates) electorate.votes.push_back(candidate.stated.votes);
    const auto known = [](const std::optional<Votes>& votes) { return votes.has_value(); };
    if (!contest.units.empty() && std::ranges::none_of(electorate.votes, known)) {
        const UnitSum whole = roll_up(contest);
        for (std::size_t i = 0; i < electorate.votes.size(); ++i)
            electorate.votes[i] = whole.candidates[i].votes.back();
        electorate.unlisted = whole.unlisted.back();
    }
    add_total(electorate, contest.total ? contest.total->votes : std::nullopt);
    return electorate;
}

Electorate unit_electorate(const UnitSum& sum, const Unit* unit) {
    Electorate electorate;
    for (const CandidateSum& candidate : sum.candidates) electorate.votes.push_back(candidate.votes.back());
    electorate.unlisted = sum.unlisted.back();
    if (unit != nullptr && !unit->totals.empty()) add_total(electorate, unit->totals.back());
    return electorate;
}

void add_units(const Contest& contest, std::size_t pool, std::size_t level, Scope scope, const Electorate& whole,
               std::vector<Jurisdiction>& found) {
    std::vector<std::size_t> units;
    for (std::size_t i = 0; i < contest.units.size(); ++i)
        if (contest.units[i].level == level) units.push_back(i);
    std::vector<UnitSum> sums = roll_up(contest, level);
    for (std::size_t i = 0; i < sums.size(); ++i) {
        Jurisdiction& jurisdiction = found.emplace_back();
        const Unit* const unit = units.empty() ? nullptr : &contest.units[units[i]];
        jurisdiction.electorate = scope == Scope::whole_contest           ? whole
                                  : contest.allocation->by == Shared::sde ? sde_electorate(sums[i])
                                                                          : unit_electorate(sums[i], unit);
        jurisdiction.place = {pool, std::nullopt, std::move(sums[i].id), std::move(sums[i].name)};
        if (unit == nullptr) continue;
        jurisdiction.place.unit = units[i];
        jurisdiction.delegates = unit->delegates;
    }
}

}  // namespace

std::vector<Jurisdiction> find_jurisdictions(const Contest& contest, Scope scope) {
    std::vector<Jurisdiction> found;
    const std::vector<Pool>& pools = contest.allocation->pools;
    // Adding up all units takes its time: it is left out where no pool needs it.
    const bool needed =
        scope == Scope::whole_contest || std::ranges::any_of(pools, [](const Pool& pool) { return pool.by.empty(); });
    const Electorate whole = needed ? whole_electorate(contest) : Electorate();
    for (std::size_t i = 0; i < pools.size(); ++i) {
        const std::size_t before = found.size();
        const auto level = std::ranges::find(contest.levels, pools[i].by);
        if (!pools[i].by.empty() && level != contest.levels.end())
            add_units(contest, i, static_cast<std::size_t>(level - contest.levels.begin()), scope, whole, found);
        if (found.size() > before) continue;
        Jurisdiction& jurisdiction = found.emplace_back();
        jurisdiction.place.pool = i;
        jurisdiction.delegates = pools[i].delegates;
        // The votes of the whole contest decide even a pool by units where they alone count.
        jurisdiction.has_units = pools[i].by.empty() || scope == Scope::whole_contest;
        if (jurisdiction.has_units) jurisdiction.electorate = whole;
    }
    return found;
}

}  // namespace caucus_tally
