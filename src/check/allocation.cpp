// SPDX-License-Identifier: MIT
#include "base/words.hpp"
#include "check/contest_checks.hpp"
#include "check/impossible_split.hpp"
#include "contest/unit_place.hpp"

#include <algorithm>
#include <caucus_tally/contest_allocation.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <numeric>

namespace caucus_tally {
namespace {

using Awards = std::vector<std::optional<Decimal>>;

/// One pool of the allocation beside what the contest states for it.
struct StatedPool {
    const Contest& contest;
    const DelegateRules& rules;
    const AllocatedPool& pool;
    Awards stated;
    std::string name;  ///< for messages

    const std::string& candidate(std::size_t i) const { return contest.candidates[i].name; }
    const RowAllocation& row(std::size_t i) const { return pool.steps.rows[i]; }
    /// Votes as figures; state delegate equivalents with the point where it belongs.
    std::string figure(Votes votes) const {
        return pool.of_sde ? to_string(Decimal{votes, pool.vote_digits}) : with_separators(votes);
    }
    std::string total_text() const {
        const std::string total = figure(pool.steps.total);
        return fmt::format("{} {}", total, pool.of_sde ? "SDE" : total == "1" ? "vote" : "votes");
    }
    /// What somebody surely wins.
    Decimal won(std::size_t i) const { return delegates_won(pool, pool.won(i).least); }
    /// "2", or "0 to 2" where it is open.
    std::string range_text(DelegateRange range) const {
        const std::string least = to_string(delegates_won(pool, range.least));
        return range.is_open() ? fmt::format("{} to {}", least, to_string(delegates_won(pool, range.most))) : least;
    }
    bool any_stated() const {
        return std::ranges::any_of(stated, [](const auto& award) { return award.has_value(); });
    }
};

/// Makes a finding one about the pool: where it is stated what was won in it, or else the pool itself.
void place(Finding& finding, const StatedPool& stated) {
    const PoolPlace& at = stated.pool.place;
    if (!at.unit) {
        finding.pointer = fmt::format("/allocation/pools/{}{}", at.pool, stated.any_stated() ? "/awarded" : "");
        return;
    }
    const auto& results = stated.contest.units[*at.unit].results;
    const auto first =
        std::ranges::find_if(results, [](const UnitResult& result) { return result.delegates.has_value(); });
    if (first != results.end() && stated.contest.tables) {
        place_at_won(finding, stated.contest, *at.unit, *first);
    } else {
        place_at_unit(finding, stated.contest, *at.unit, first != results.end() ? "awarded" : "delegates");
    }
}

/// "Ann and Bo".
std::string names_of(const StatedPool& stated, const std::vector<std::size_t>& rows) {
    std::vector<std::string> names;
    for (const std::size_t row : rows) names.push_back(stated.candidate(row));
    return enumerate(names);
}

/// CT405 where the rules leave delegates to chance. Returns what the tied are accepted with: their stated delegates
/// if these are one of the ways the tie can end, what they surely have and each prize won by one of them.
std::optional<Awards> check_tie(const StatedPool& stated, const Tie& tie, std::vector<Finding>& findings) {
    Awards accepted(stated.stated.size());
    std::vector<std::size_t> winners;
    std::vector<std::uint64_t> prizes = tie.prizes;
    bool possible = true;
    for (const std::size_t i : tie.rows) {
        accepted[i] = stated.stated[i];
        const auto prize = std::ranges::find_if(prizes, [&](std::uint64_t each) {
            return stated.stated[i] == delegates_won(stated.pool, stated.row(i).delegates + each);
        });
        if (prize != prizes.end()) {
            prizes.erase(prize);
            winners.push_back(i);
        } else {
            possible = possible && stated.stated[i] == stated.won(i);
        }
    }
    possible = possible && prizes.empty();
    std::string message = fmt::format("{}: the rules leave delegate {} to chance between {}", stated.name,
                                      tie.first_delegate, names_of(stated, tie.rows));
    if (tie.disputed() > 1)
        message = fmt::format("{}: the rules leave {} delegates to chance between {}", stated.name,
                              to_string(delegates_won(stated.pool, tie.disputed())), names_of(stated, tie.rows));
    message += possible              ? fmt::format("; {} {} stated to have won", names_of(stated, winners),
                                      winners.size() == 1 ? "is" : "are")
               : stated.any_stated() ? "; the stated delegates are none of the ways it can end"
                                     : "; no winner is stated";
    Finding& finding = findings.emplace_back(make_finding(Code::tie, std::move(message)));
    place(finding, stated);
    return possible ? std::optional(std::move(accepted)) : std::nullopt;
}

/// Whether one tie hangs on another: a remainder of somebody who may not qualify.
bool have_rows_in_common(const std::vector<Tie>& ties) {
    for (std::size_t i = 1; i < ties.size(); ++i)
        if (std::ranges::any_of(ties[i].rows, [&](std::size_t row) { return ties[i - 1].has(row); })) return true;
    return false;
}

/// What is accepted then: whatever lies between what each surely has and the most that it can have.
Awards any_between(const StatedPool& stated) {
    Awards accepted(stated.stated.size());
    for (std::size_t i = 0; i < accepted.size(); ++i)
        if (stated.stated[i] >= stated.won(i) &&
            stated.stated[i] <= delegates_won(stated.pool, stated.pool.won(i).most))
            accepted[i] = stated.stated[i];
    return accepted;
}

/// CT403 for delegates of somebody below the pool's threshold. Returns whether there were any.
bool check_unqualified(const StatedPool& stated, std::vector<Finding>& findings) {
    bool found = false;
    for (std::size_t i = 0; i < stated.stated.size(); ++i) {
        if (!stated.stated[i] || *stated.stated[i] == Decimal() || stated.row(i).qualified ||
            stated.pool.won(i).most > 0)
            continue;
        found = true;
        const Votes votes = stated.pool.votes[i].value_or(0);
        const std::string needed = stated.figure(stated.pool.steps.votes_needed);
        std::string why = fmt::format("on {} of {}; {} {} needed", stated.figure(votes), stated.total_text(), needed,
                                      needed == "1" ? "is" : "are");
        if (!is_preference(stated.contest.candidates[i].kind)) why = "but can win none";
        Finding& finding = findings.emplace_back(make_finding(
            Code::below_threshold,
            fmt::format("{}: {} is stated with {} delegate{} {}", stated.name, stated.candidate(i),
                        to_string(*stated.stated[i]), *stated.stated[i] == Decimal(Votes{1}) ? "" : "s", why)));
        finding.stated = to_string(*stated.stated[i]);
        finding.computed = "0";
        place(finding, stated);
    }
    return found;
}

/// CT402 where the stated delegates are not those the rules give.
void check_awards(const StatedPool& stated, const std::optional<Awards>& accepted, std::vector<Finding>& findings) {
    std::vector<std::string> differences;
    std::vector<std::string> stated_texts;
    std::vector<std::string> computed_texts;
    for (std::size_t i = 0; i < stated.stated.size(); ++i) {
        if (!stated.stated[i]) continue;
        const Decimal expected = accepted && (*accepted)[i] ? *(*accepted)[i] : stated.won(i);
        if (*stated.stated[i] == Decimal() && expected == Decimal()) continue;
        stated_texts.push_back(to_string(*stated.stated[i]));
        // Among those that unknown votes leave open there is no one number to expect.
        computed_texts.push_back(stated.pool.hangs_on_unknown() ? stated.range_text(stated.pool.won(i))
                                                                : to_string(expected));
        if (*stated.stated[i] == expected) continue;
        differences.push_back(fmt::format("{} is stated with {}, the rules give {}", stated.candidate(i),
                                          stated_texts.back(), computed_texts.back()));
    }
    const PoolPlace& at = stated.pool.place;
    const auto unbound = at.unit_id.empty() ? stated.contest.allocation->pools[at.pool].unbound : std::nullopt;
    const DelegateRange left = stated.pool.unbound();
    if (unbound &&
        (*unbound < delegates_won(stated.pool, left.least) || *unbound > delegates_won(stated.pool, left.most))) {
        stated_texts.push_back(to_string(*unbound));
        computed_texts.push_back(stated.range_text(left));
        differences.push_back(fmt::format("{} {} stated as unbound, the rules leave {}", stated_texts.back(),
                                          *unbound == Decimal(Votes{1}) ? "is" : "are", computed_texts.back()));
    }
    if (differences.empty()) return;
    Finding& finding = findings.emplace_back(
        make_finding(Code::allocation, fmt::format("{}: {}", stated.name, fmt::join(differences, "; "))));
    finding.stated = fmt::format("{}", fmt::join(stated_texts, "/"));
    finding.computed = fmt::format("{}", fmt::join(computed_texts, "/"));
    place(finding, stated);
}

/// CT402 where what is stated for a pool by units as a whole is not what the rules give in all of them together,
/// however their ties end.
void check_pool_of_units(const Contest& contest, const ContestAllocation& allocation, std::size_t index,
                         std::vector<Finding>& findings) {
    const Pool& stated = contest.allocation->pools[index];
    const auto is_part = [&](const auto& pool) { return pool.place.pool == index; };
    if (std::ranges::any_of(allocation.uncomputed, is_part)) return;
    std::vector<std::string> differences;
    std::vector<std::string> stated_texts;
    std::vector<std::string> computed_texts;
    for (const Award& award : stated.awarded) {
        std::optional<Decimal> least = Decimal();
        std::optional<Decimal> most = Decimal();
        for (const AllocatedPool& pool : allocation.pools) {
            if (!is_part(pool)) continue;
            if (pool.place.unit_id.empty()) return;  // one pool after all, which check_awards compares
            if (least) least = checked_add(*least, delegates_won(pool, pool.won(award.candidate).least));
            if (most) most = checked_add(*most, delegates_won(pool, pool.won(award.candidate).most));
        }
        if (!least || !most || (award.delegates >= *least && award.delegates <= *most)) continue;
        const std::string computed =
            *least == *most ? to_string(*least) : fmt::format("{} to {}", to_string(*least), to_string(*most));
        stated_texts.push_back(to_string(award.delegates));
        computed_texts.push_back(computed);
        differences.push_back(fmt::format("{} is stated with {}, the rules give {} in its units",
                                          contest.candidates[award.candidate].name, stated_texts.back(), computed));
    }
    if (differences.empty()) return;
    Finding& finding = findings.emplace_back(
        make_finding(Code::allocation, fmt::format("pool \"{}\": {}", stated.name, fmt::join(differences, "; "))));
    finding.stated = fmt::format("{}", fmt::join(stated_texts, "/"));
    finding.computed = fmt::format("{}", fmt::join(computed_texts, "/"));
    finding.pointer = fmt::format("/allocation/pools/{}/awarded", index);
}

/// CT409: a delegate hangs on votes that are unknown.
void check_unknown_votes(const StatedPool& stated, std::vector<Finding>& findings) {
    const UnknownVotes& unknown = *stated.pool.unknown;
    std::vector<std::string> ranges;
    for (std::size_t i = 0; i < stated.stated.size(); ++i)
        if (stated.pool.won(i).is_open())
            ranges.push_back(fmt::format("{} {}", stated.candidate(i), stated.range_text(stated.pool.won(i))));
    Finding& finding = findings.emplace_back(
        make_finding(Code::open_delegates,
                     fmt::format("{}: delegates hang on votes that are unknown: with more than {} of them it can be {}",
                                 stated.name, stated.figure(*unknown.decided_to), enumerate(ranges))));
    place(finding, stated);
}

/// CT406 and CT407: readings of the rules that the result hangs on.
void check_readings(const StatedPool& stated, std::vector<Finding>& findings) {
    if (stated.pool.steps.rounded_first) {
        std::vector<std::string> exact;
        std::vector<std::string> rounded;
        for (std::size_t i = 0; i < stated.stated.size(); ++i) {
            const std::uint64_t first = (*stated.pool.steps.rounded_first)[i];
            if (first == 0 && stated.row(i).delegates == 0) continue;
            exact.push_back(to_string(stated.won(i)));
            rounded.push_back(to_string(delegates_won(stated.pool, first)));
        }
        Finding& finding = findings.emplace_back(make_finding(
            Code::rounding_matters,
            fmt::format("{}: exact shares give {}, percentages rounded to {} decimals "
                        "first would give {}",
                        stated.name, fmt::join(exact, "/"), *stated.rules.percent_digits, fmt::join(rounded, "/"))));
        place(finding, stated);
    }
    if (stated.pool.steps.fallback > 0) {
        const std::string needed = stated.figure(stated.pool.steps.votes_needed);
        Finding& finding = findings.emplace_back(make_finding(
            Code::fallback_threshold,
            fmt::format("{}: nobody reached the threshold, so the fallback of the rules was used: {} of {} {}",
                        stated.name, needed, stated.total_text(), needed == "1" ? "qualifies" : "qualify")));
        place(finding, stated);
    }
}

/// CT408 for rules that cannot be, at the word at fault.
bool check_possible(const PoolRules& rules, const std::string& pointer, std::vector<Finding>& findings) {
    const std::size_t before = findings.size();
    const auto report = [&](const std::optional<RulesFault>& fault, const std::string& where) {
        if (!fault) return;
        Finding& finding = findings.emplace_back(make_finding(Code::rules, fault->message));
        finding.pointer = fmt::format("{}/{}", where, fault->word);
    };
    report(find_fault(rules.rules), pointer);
    if (rules.districts) report(find_fault(*rules.districts), pointer + "/districts");
    return findings.size() == before;
}

/// CT408 where the places of a pool's rules hold more delegates than the pool, or than one of its units elects.
bool check_places(const Contest& contest, std::size_t index, const DelegateRules& rules,
                  std::vector<Finding>& findings) {
    const Pool& pool = contest.allocation->pools[index];
    std::uint64_t most = 0;
    for (const auto* const places : {&rules.places, &rules.if_none_places})
        most = std::max(most, std::accumulate(places->begin(), places->end(), std::uint64_t{0}));
    std::optional<Decimal> least = pool.delegates;
    for (const Unit& unit : contest.units)
        if (!pool.by.empty() && contest.levels[unit.level] == pool.by && unit.delegates)
            least = std::min(*least, *unit.delegates);
    if (Decimal(most) <= *least) return true;
    Finding& finding = findings.emplace_back(
        make_finding(Code::rules, fmt::format("the places hold {} delegates, but pool \"{}\" has {}{}", most, pool.name,
                                              to_string(*least), pool.by.empty() ? "" : " in a unit")));
    finding.pointer = fmt::format("/allocation/pools/{}/delegates", index);
    return false;
}

/// Whether every pool's rules are known and can be: CT101 and CT408.
bool check_rules(const Contest& contest, std::vector<Finding>& findings) {
    const AllocationPlan& plan = *contest.allocation;
    bool sound = true;
    const auto check_stated = [&](const StatedRules& stated, const std::string& pointer) {
        const PoolRules* const rules = find_rules(stated);
        if (rules == nullptr) {
            Finding& finding = findings.emplace_back(make_finding(
                Code::field,
                fmt::format("no rules for pools are called \"{}\", so no delegates can be computed", stated.id)));
            finding.pointer = pointer;
        }
        return rules != nullptr && check_possible(*rules, pointer, findings);
    };
    sound = check_stated(plan.rules, "/allocation/rules");
    for (std::size_t i = 0; i < plan.pools.size(); ++i) {
        const Pool& pool = plan.pools[i];
        if (!pool.rules.empty())
            sound = check_stated(pool.rules, fmt::format("/allocation/pools/{}/rules", i)) && sound;
        const PoolRules* const rules = find_rules(pool.rules.empty() ? plan.rules : pool.rules);
        if (rules != nullptr) sound = check_places(contest, i, rules->of_pool(!pool.by.empty()), findings) && sound;
    }
    return sound;
}

}  // namespace

void check_allocation(const Contest& contest, std::vector<Finding>& findings) {
    if (!contest.allocation || contest.allocation->pools.empty() || !check_rules(contest, findings)) return;
    AllocationRequest request;
    request.margins = false;
    const ContestAllocation allocation = allocate_contest(contest, request);
    for (const AllocatedPool& pool : allocation.pools) {
        const StatedPool stated{contest, rules_of(allocation, pool), pool,
                                stated_awards(contest, pool.place, pool.delegates),
                                fmt::format("pool \"{}\"", pool_label(contest, pool.place))};
        if (pool.hangs_on_unknown()) {
            check_unknown_votes(stated, findings);
            if (!check_unqualified(stated, findings)) check_awards(stated, any_between(stated), findings);
            continue;
        }
        std::optional<Awards> accepted;
        for (const Tie& tie : pool.steps.ties) {
            const std::optional<Awards> ways = check_tie(stated, tie, findings);
            if (!ways) continue;
            if (!accepted) accepted.emplace(ways->size());
            for (const std::size_t row : tie.rows) (*accepted)[row] = (*ways)[row];
        }
        if (have_rows_in_common(pool.steps.ties)) accepted = any_between(stated);
        if (!check_unqualified(stated, findings)) check_awards(stated, accepted, findings);
        check_readings(stated, findings);
    }
    for (std::size_t i = 0; i < contest.allocation->pools.size(); ++i)
        check_pool_of_units(contest, allocation, i, findings);
    check_impossible_split(contest, allocation, findings);
}

}  // namespace caucus_tally
