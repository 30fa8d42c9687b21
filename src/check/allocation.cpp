// SPDX-License-Identifier: MIT
#include "base/words.hpp"
#include "check/contest_checks.hpp"
#include "check/impossible_split.hpp"
#include "contest/unit_place.hpp"

#include <algorithm>
#include <caucus_tally/contest_allocation.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

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
    Decimal won(std::size_t i) const { return delegates_won(pool, row(i).delegates); }
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
/// where these are one of the ways the tie can end, so many winners with `each` more than they surely have.
std::optional<Awards> check_tie(const StatedPool& stated, std::vector<Finding>& findings) {
    if (!stated.pool.steps.tie) return std::nullopt;
    const Tie& tie = *stated.pool.steps.tie;
    Awards accepted(stated.stated.size());
    std::vector<std::size_t> winners;
    bool possible = true;
    for (const std::size_t i : tie.rows) {
        const Decimal more = delegates_won(stated.pool, stated.row(i).delegates + tie.each);
        accepted[i] = stated.stated[i];
        if (stated.stated[i] == more) winners.push_back(i);
        possible = possible && (stated.stated[i] == more || stated.stated[i] == stated.won(i));
    }
    possible = possible && winners.size() == tie.winners;
    std::string message = fmt::format("{}: the rules leave delegate {} to chance between {}", stated.name,
                                      tie.first_delegate, names_of(stated, tie.rows));
    if (tie.winners * tie.each > 1)
        message =
            fmt::format("{}: the rules leave {} delegates to chance between {}", stated.name,
                        to_string(delegates_won(stated.pool, tie.winners * tie.each)), names_of(stated, tie.rows));
    message += possible              ? fmt::format("; {} {} stated to have won", names_of(stated, winners),
                                      winners.size() == 1 ? "is" : "are")
               : stated.any_stated() ? "; the stated delegates are none of the ways it can end"
                                     : "; no winner is stated";
    Finding& finding = findings.emplace_back(make_finding(Code::tie, std::move(message)));
    place(finding, stated);
    return possible ? std::optional(std::move(accepted)) : std::nullopt;
}

/// CT403 for delegates of somebody below the pool's threshold. Returns whether there were any.
bool check_unqualified(const StatedPool& stated, std::vector<Finding>& findings) {
    bool found = false;
    for (std::size_t i = 0; i < stated.stated.size(); ++i) {
        if (!stated.stated[i] || *stated.stated[i] == Decimal() || stated.row(i).qualified) continue;
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
        computed_texts.push_back(to_string(expected));
        if (*stated.stated[i] == expected) continue;
        differences.push_back(fmt::format("{} is stated with {}, the rules give {}", stated.candidate(i),
                                          stated_texts.back(), computed_texts.back()));
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
            const std::uint64_t won = pool.steps.rows[award.candidate].delegates;
            const auto& tie = pool.steps.tie;
            const bool tied = tie && std::ranges::find(tie->rows, award.candidate) != tie->rows.end();
            if (least) least = checked_add(*least, delegates_won(pool, won));
            if (most) most = checked_add(*most, delegates_won(pool, tied ? won + tie->each : won));
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
    if (stated.pool.steps.fallback_used) {
        const std::string needed = stated.figure(stated.pool.steps.votes_needed);
        Finding& finding = findings.emplace_back(make_finding(
            Code::fallback_threshold,
            fmt::format("{}: nobody reached the threshold, so the fallback of the rules was used: {} of {} {}",
                        stated.name, needed, stated.total_text(), needed == "1" ? "qualifies" : "qualify")));
        place(finding, stated);
    }
}

}  // namespace

void check_allocation(const Contest& contest, std::vector<Finding>& findings) {
    if (!contest.allocation || contest.allocation->pools.empty()) return;
    const RuleSet* const rules = find_rules(contest.allocation->rules);
    if (rules == nullptr || !rules->delegates) {
        findings.push_back(
            make_finding(Code::field, fmt::format("no rules for pools are called \"{}\", so no delegates can be "
                                                  "computed",
                                                  contest.allocation->rules)));
        findings.back().pointer = "/allocation/rules";
        return;
    }
    AllocationRequest request;
    request.margins = false;
    const ContestAllocation allocation = allocate_contest(contest, request);
    for (const AllocatedPool& pool : allocation.pools) {
        const StatedPool stated{contest, allocation.applied, pool, stated_awards(contest, pool.place, pool.delegates),
                                fmt::format("pool \"{}\"", pool_label(contest, pool.place))};
        const std::optional<Awards> accepted = check_tie(stated, findings);
        if (!check_unqualified(stated, findings)) check_awards(stated, accepted, findings);
        check_readings(stated, findings);
    }
    for (std::size_t i = 0; i < contest.allocation->pools.size(); ++i)
        check_pool_of_units(contest, allocation, i, findings);
    check_impossible_split(contest, allocation, findings);
}

}  // namespace caucus_tally
