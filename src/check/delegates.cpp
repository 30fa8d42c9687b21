// SPDX-License-Identifier: MIT
#include "check/contest_checks.hpp"
#include "contest/unit_place.hpp"

#include <algorithm>
#include <caucus_tally/rules.hpp>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

Finding mismatch(Code code, std::string_view parts, Decimal computed, std::string_view whole, Decimal stated,
                 std::string pointer) {
    const std::string gap = to_string(normalized(difference(stated, computed)));
    Finding finding =
        make_finding(code, fmt::format("{} add up to {} but {} {} ({} too {})", parts, to_string(computed), whole,
                                       to_string(stated), gap, stated > computed ? "many" : "few"));
    finding.pointer = std::move(pointer);
    finding.stated = to_string(stated);
    finding.computed = to_string(computed);
    return finding;
}

/// The sum, or nothing where it is out of bounds.
template <typename Items, typename Value>
std::optional<Decimal> sum_of(const Items& items, Value value) {
    std::optional<Decimal> sum = Decimal(Votes{0});
    for (const auto& item : items)
        if (sum) sum = checked_add(*sum, value(item));
    return sum;
}

/// Parts of a whole as far as they are known.
struct Parts {
    std::optional<Decimal> known = Decimal(Votes{0});  ///< nothing where their sum is out of bounds
    bool complete = true;

    void add(const std::optional<Decimal>& part) {
        complete = complete && part.has_value();
        if (known && part) known = checked_add(*known, *part);
    }
    /// Where some are unknown, the known ones may be fewer but not more.
    bool contradict(Decimal whole) const { return known && (complete ? *known != whole : *known > whole); }
};

/// What a pool by units states for the pool as a whole against what its units state, candidate by candidate.
void check_awards_of_units(const Contest& contest, std::size_t index, std::vector<Finding>& findings) {
    const Pool& pool = contest.allocation->pools[index];
    std::vector<Parts> parts(contest.candidates.size());
    bool any = false;
    for (const Unit& unit : contest.units) {
        if (contest.levels[unit.level] != pool.by) continue;
        any = true;
        std::vector<std::optional<Decimal>> won(contest.candidates.size());
        bool stated = false;
        for (const UnitResult& result : unit.results) {
            won[result.candidate] = result.delegates;
            stated = stated || result.delegates;
        }
        // Who is not named where others are won nothing.
        for (std::size_t i = 0; i < won.size(); ++i)
            parts[i].add(stated ? std::optional(won[i].value_or(Decimal())) : std::nullopt);
    }
    if (!any) return;
    for (const Award& award : pool.awarded) {
        const Candidate& candidate = contest.candidates[award.candidate];
        const Parts& won = parts[award.candidate];
        if (!won.contradict(award.delegates)) continue;
        findings.push_back(mismatch(
            Code::delegate_sum, fmt::format("{}'s delegates in the units of pool \"{}\"", candidate.name, pool.name),
            *won.known, "the pool says", award.delegates,
            fmt::format("/allocation/pools/{}/awarded/{}", index, candidate.id)));
    }
}

/// Whether a pool may hold delegates that are bound to nobody, and does not state how many.
bool leaves_unbound(const Contest& contest, const Pool& pool) {
    const PoolRules* const rules = find_rules(pool.rules.empty() ? contest.allocation->rules : pool.rules);
    return rules != nullptr && !pool.unbound && may_leave_unbound(rules->of_pool(!pool.by.empty()));
}

/// A pool's awards against the pool, and what its units state against both.
void check_pools(const Contest& contest, std::vector<Finding>& findings) {
    for (std::size_t i = 0; i < contest.allocation->pools.size(); ++i) {
        const Pool& pool = contest.allocation->pools[i];
        const std::string name = fmt::format("pool \"{}\"", pool.name);
        const std::string pointer = fmt::format("/allocation/pools/{}/", i);
        auto awarded = sum_of(pool.awarded, [](const Award& award) { return award.delegates; });
        if (awarded && pool.unbound) awarded = checked_add(*awarded, *pool.unbound);
        if (!pool.awarded.empty() && awarded &&
            (leaves_unbound(contest, pool) ? *awarded > pool.delegates : *awarded != pool.delegates))
            findings.push_back(mismatch(Code::delegate_sum, fmt::format("the delegates won in {}", name), *awarded,
                                        "the pool holds", pool.delegates, pointer + "delegates"));
        if (pool.by.empty()) continue;
        check_awards_of_units(contest, i, findings);
        std::vector<Decimal> units;
        for (const Unit& unit : contest.units)
            if (contest.levels[unit.level] == pool.by && unit.delegates) units.push_back(*unit.delegates);
        const auto sum = sum_of(units, [](const Decimal& delegates) { return delegates; });
        if (!units.empty() && sum && *sum != pool.delegates)
            findings.push_back(mismatch(Code::pool_sum, fmt::format("the units of {}", name), *sum, "the pool holds",
                                        pool.delegates, pointer + "delegates"));
    }
}

/// Whether a pool of the unit's level may hold delegates that are bound to nobody.
bool may_be_unbound_in(const Contest& contest, const Unit& unit) {
    return contest.allocation && std::ranges::any_of(contest.allocation->pools, [&](const Pool& pool) {
               return pool.by == contest.levels[unit.level] && leaves_unbound(contest, pool);
           });
}

/// What candidates won in a unit against the delegates it elects. Precincts of a caucus have rules of their own.
void check_unit_delegates(const Contest& contest, std::vector<Finding>& findings) {
    if (!contest.caucus_rules.empty()) return;
    for (std::size_t i = 0; i < contest.units.size(); ++i) {
        const Unit& unit = contest.units[i];
        std::vector<Decimal> won;
        for (const UnitResult& result : unit.results)
            if (result.delegates) won.push_back(*result.delegates);
        const auto sum = sum_of(won, [](const Decimal& delegates) { return delegates; });
        if (won.empty() || !unit.delegates || !sum || *sum == *unit.delegates) continue;
        if (*sum < *unit.delegates && may_be_unbound_in(contest, unit)) continue;
        findings.push_back(mismatch(Code::delegate_sum, fmt::format("the delegates won in \"{}\"", unit.id), *sum,
                                    "the unit elects", *unit.delegates, ""));
        place_at_unit(findings.back(), contest, i, "delegates");
    }
}

/// What each candidate won in all pools together against the candidate's delegates, where every pool states its split.
void check_candidate_delegates(const Contest& contest, std::vector<Finding>& findings) {
    std::vector<std::optional<Decimal>> sums(contest.candidates.size(), Decimal(Votes{0}));
    const auto add = [&](std::size_t candidate, const Decimal& delegates) {
        if (sums[candidate]) sums[candidate] = checked_add(*sums[candidate], delegates);
    };
    for (const Pool& pool : contest.allocation->pools) {
        bool stated = !pool.awarded.empty();
        for (const Award& award : pool.awarded) add(award.candidate, award.delegates);
        for (const Unit& unit : contest.units) {
            if (!pool.awarded.empty() || contest.levels[unit.level] != pool.by) continue;
            for (const UnitResult& result : unit.results) {
                if (!result.delegates) continue;
                stated = true;
                add(result.candidate, *result.delegates);
            }
        }
        if (!stated) return;
    }
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const Candidate& candidate = contest.candidates[i];
        const auto& stated = candidate.stated.delegates;
        if (!stated || !sums[i] || *sums[i] == *stated) continue;
        findings.push_back(mismatch(Code::delegate_sum, fmt::format("{}'s delegates of all pools", candidate.name),
                                    *sums[i], "the contest says", *stated, fmt::format("/candidates/{}/delegates", i)));
    }
}

/// The stated unbound delegates are a part of the whole like the candidates'; unstated ones may be.
void add_unbound(const Contest& contest, Parts& parts) {
    if (!contest.allocation) return;
    if (contest.allocation->unbound) return parts.add(contest.allocation->unbound);
    for (const Pool& pool : contest.allocation->pools)
        if (pool.unbound || leaves_unbound(contest, pool)) parts.add(pool.unbound);
}

}  // namespace

void check_delegates(const Contest& contest, std::vector<Finding>& findings) {
    check_unit_delegates(contest, findings);
    if (contest.allocation && !contest.allocation->pools.empty()) {
        check_pools(contest, findings);
        check_candidate_delegates(contest, findings);
    }
    const std::optional<Decimal> stated = contest.total ? contest.total->delegates : std::nullopt;
    Parts candidates;
    for (const Candidate& candidate : contest.candidates) candidates.add(candidate.stated.delegates);
    add_unbound(contest, candidates);
    std::optional<Decimal> pools;
    if (contest.allocation && !contest.allocation->pools.empty())
        pools = sum_of(contest.allocation->pools, [](const Pool& pool) { return pool.delegates; });
    if (stated && pools && *pools != *stated)
        findings.push_back(
            mismatch(Code::pool_sum, "the pools", *pools, "the total says", *stated, "/allocation/pools"));
    if (stated && candidates.contradict(*stated))
        findings.push_back(mismatch(Code::delegate_sum, "the candidates' delegates", *candidates.known,
                                    "the total says", *stated, "/total/delegates"));
    if (!stated && pools && candidates.contradict(*pools))
        findings.push_back(mismatch(Code::delegate_sum, "the candidates' delegates", *candidates.known,
                                    "the pools hold", *pools, "/allocation/pools"));
}

}  // namespace caucus_tally
