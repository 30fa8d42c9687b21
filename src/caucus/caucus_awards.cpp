// SPDX-License-Identifier: MIT
#include "caucus/caucus.hpp"
#include "caucus/precinct_story.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

/// What the groups won, so that they can be compared: delegates where they are known, else what is stated.
std::vector<Decimal> awards_of(const CaucusUnit& unit) {
    const auto& results = unit.unit().results;
    const bool delegates = std::ranges::any_of(results, [](const UnitResult& r) { return r.delegates.has_value(); });
    std::vector<Decimal> awards;
    for (const UnitResult& result : results)
        awards.push_back((delegates ? result.delegates : result.sde).value_or(Decimal()));
    for (std::size_t i = 0; i < unit.figures.won.size(); ++i) awards[i] = Decimal(Votes{unit.figures.won[i]});
    return awards;
}

void check_viable_winners(const CaucusUnit& unit, std::vector<Finding>& findings) {
    if (!unit.computed.viability) return;
    const Votes viability = *unit.computed.viability;
    const auto& final = unit.figures.precinct.groups;
    const auto report = [&](Code code, const std::vector<std::size_t>& groups, std::uint64_t computed,
                            const auto& clause) {
        if (groups.empty()) return;
        findings.push_back(won_finding(unit, code, groups.front(), clauses(groups, clause), std::to_string(computed)));
        note_attendance(unit, findings.back());
    };
    report(Code::nonviable_delegates,
           groups_where(unit, [&](std::size_t i) { return final[i] > 0 && final[i] < viability && unit.has_won(i); }),
           0, [&](std::size_t i) {
               return fmt::format("{} has {} with {}, {} short of viability ({})", unit.name(i), won_text(unit, i),
                                  people_text(final[i]), with_separators(viability - final[i]),
                                  with_separators(viability));
           });
    if (unit.computed.too_many_groups || !unit.anything_won()) return;
    const auto without = groups_where(unit, [&](std::size_t i) { return final[i] >= viability && !unit.has_won(i); });
    // Every viable group has one delegate at least, be it by the lot.
    const std::uint64_t due =
        without.empty() ? 0 : std::max<std::uint64_t>(1, unit.computed.groups[without.front()].delegates);
    report(Code::viable_without, without, due, [&](std::size_t i) {
        return fmt::format("{} is viable with {} ({} needed) and has no delegate", unit.name(i), people_text(final[i]),
                           with_separators(viability));
    });
}

}  // namespace

void check_winners(const CaucusUnit& unit, std::vector<Finding>& findings) {
    check_viable_winners(unit, findings);
    const auto& final = unit.figures.precinct.groups;
    const auto absent = groups_where(unit, [&](std::size_t i) { return final[i] == 0 && unit.has_won(i); });
    if (!absent.empty() && unit.reports(count_rounds(unit.contest) - 1))
        findings.push_back(won_finding(unit, Code::delegates_from_nothing, absent.front(),
                                       clauses(absent,
                                               [&](std::size_t i) {
                                                   return fmt::format("{} has {} but nobody in the group", unit.name(i),
                                                                      won_text(unit, i));
                                               }),
                                       "0"));
    if (unit.figures.final_total == 0 || unit.anything_won() || !unit.states_awards()) return;
    const auto first = groups_where(unit, [&](std::size_t i) { return final[i] > 0; });
    findings.push_back(won_finding(
        unit, Code::votes_without_delegates, first.empty() ? 0 : first.front(),
        fmt::format("nobody won a delegate, but {} counted",
                    people_text(unit.figures.final_total) + (unit.figures.final_total == 1 ? " is" : " are")),
        unit.figures.elects ? std::to_string(*unit.figures.elects) : ""));
}

void check_order(const CaucusUnit& unit, std::vector<Finding>& findings) {
    const auto& final = unit.figures.precinct.groups;
    const std::vector<Decimal> awards = awards_of(unit);
    std::vector<std::size_t> order = groups_where(unit, [&](std::size_t i) { return final[i] > 0; });
    std::ranges::stable_sort(order, std::ranges::greater(), [&](std::size_t i) { return final[i]; });

    std::vector<std::size_t> overtaken;  // by the group of the same place in `by`
    std::vector<std::size_t> by;
    std::vector<std::size_t> unequal;
    std::optional<std::size_t> least;  // of those with more people than the groups that are looked at
    for (auto from = order.begin(); from != order.end();) {
        const auto to = std::find_if(from, order.end(), [&](std::size_t i) { return final[i] != final[*from]; });
        const auto award = [&](std::size_t i) { return awards[i]; };
        const auto [low, high] = std::ranges::minmax_element(from, to, {}, award);
        if (awards[*low] != awards[*high]) unequal.insert(unequal.end(), {*high, *low});
        if (least && awards[*least] < awards[*high]) {
            overtaken.push_back(*least);
            by.push_back(*high);
        }
        if (!least || awards[*low] < awards[*least]) least = *low;
        from = to;
    }
    const auto number = [&](std::size_t i) { return won_text(unit, i); };
    if (!overtaken.empty()) {
        std::size_t pair = 0;
        const std::string message = clauses(overtaken, [&](std::size_t i) {
            const std::size_t other = by[pair++];
            return fmt::format("{} has {} and {}, {} has {} and {}", unit.name(i), people_text(final[i]), number(i),
                               unit.name(other), people_text(final[other]), number(other));
        });
        findings.push_back(
            won_finding(unit, Code::inversion, overtaken.front(), message, won_figure(unit, by.front())));
    }
    if (!unequal.empty())
        findings.push_back(
            won_finding(unit, Code::equal_votes, unequal.front(),
                        fmt::format("{} and {} have {} each, but {} and {}: {} should be on record",
                                    unit.name(unequal[0]), unit.name(unequal[1]), people_text(final[unequal[0]]),
                                    number(unequal[0]), number(unequal[1]), chance_text(unit.rules.tie, false)),
                        won_figure(unit, unequal[1])));
}

}  // namespace caucus_tally
