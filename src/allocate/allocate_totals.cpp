// SPDX-License-Identifier: MIT
#include "allocate/allocate_totals.hpp"

#include "base/words.hpp"
#include "precincts/columns.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

std::size_t index_of(const std::vector<std::string>& names, std::string_view name, std::string_view why) {
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) throw AllocationError(AllocationError::Fault::call, std::string(why));
    return static_cast<std::size_t>(found - names.begin());
}

std::optional<std::size_t> find_candidate(const Contest& contest, const std::string& name) {
    const std::string wanted = normalize_name(name);
    for (std::size_t i = 0; i < contest.candidates.size(); ++i)
        if (normalize_name(contest.candidates[i].name) == wanted || normalize_name(contest.candidates[i].id) == wanted)
            return i;
    return std::nullopt;
}

std::vector<std::string_view> values_of(const Tabulation& totals, std::size_t group,
                                        std::span<const std::size_t> columns) {
    std::vector<std::string_view> values;
    for (const std::size_t column : columns) values.push_back(totals.name(group, column));
    return values;
}

std::string label_of(const std::vector<std::string_view>& values) {
    std::string label;
    for (const std::string_view value : values)
        if (!value.empty()) label += fmt::format("{}{}", label.empty() ? "" : ", ", value);
    return fmt::format("\"{}\"", label);
}

/// Votes in other contests than the candidates' would count in the total of which the threshold is a share.
void check_one_contest(const Contest& contest, const Tabulation& totals,
                       const std::vector<std::optional<std::size_t>>& candidates,
                       std::span<const std::size_t> columns) {
    using Values = std::vector<std::string_view>;
    std::optional<Values> own;
    std::vector<Values> others;
    for (std::size_t group = 0; group < totals.groups(); ++group) {
        Values values = values_of(totals, group, columns);
        const bool is_own = !own && candidates[group].has_value();
        (is_own ? own.emplace() : others.emplace_back()) = std::move(values);
    }
    if (own) std::erase(others, *own);
    if (!own || others.empty()) return;
    const std::string other = label_of(others.front());
    std::vector<std::pair<std::string, std::string>> choice;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto excluded = [&](const Values& values) { return values[i] != (*own)[i]; };
        if (std::erase_if(others, excluded) > 0) choice.emplace_back(totals.by[columns[i]], (*own)[i]);
    }
    throw MixedContests(fmt::format("the candidates of {} are rows of {}, but there are also rows of {}", contest.id,
                                    label_of(*own), other),
                        std::move(choice));
}

/// Leaves of the contest what its rules need, and no figure that was not added up.
void clear_figures(Contest& contest) {
    contest.units.clear();
    contest.rounds.clear();
    contest.total = Figures{.votes = 0, .percent = {}, .delegates = {}, .sde = {}};
    for (Candidate& candidate : contest.candidates)
        candidate.stated = {.votes = 0, .percent = {}, .delegates = {}, .sde = {}};
    if (!contest.allocation) return;
    for (Pool& pool : contest.allocation->pools) pool.awarded.clear();
}

}  // namespace

TabulatedAllocation allocate_totals(Contest contest, const Tabulation& totals,
                                    std::span<const std::size_t> contest_columns) {
    TabulatedAllocation tabulated;
    const std::size_t column =
        index_of(totals.by, "candidate", "delegates are won by candidates: the totals must be grouped by candidate");
    const std::size_t votes =
        index_of(totals.counts, "votes", "delegates are won with votes: no table has that column");
    clear_figures(contest);
    std::vector<std::optional<std::size_t>> candidates;
    std::vector<bool> met(contest.candidates.size());
    for (std::size_t group = 0; group < totals.groups(); ++group) {
        const std::string& name = totals.name(group, column);
        const auto candidate = candidates.emplace_back(find_candidate(contest, name));
        const Votes sum = totals.sum(group, votes).value_or(0);
        const std::optional<Votes> all = checked_add(*contest.total->votes, sum);
        if (!all) throw AllocationError(AllocationError::Fault::call, "all votes together exceed 2^64 - 1");
        contest.total->votes = all;
        if (!candidate) {
            tabulated.strangers.push_back(name);
            continue;
        }
        if (met[*candidate])
            throw AllocationError(
                AllocationError::Fault::call,
                fmt::format("\"{}\" has several groups; delegates need one group for each candidate of one contest",
                            name));
        met[*candidate] = true;
        contest.candidates[*candidate].stated.votes = sum;
    }
    for (std::size_t i = 0; i < met.size(); ++i)
        if (!met[i]) tabulated.missing.push_back(contest.candidates[i].name);
    if (tabulated.missing.size() == met.size()) {
        tabulated.contest = std::move(contest);
        return tabulated;
    }
    check_one_contest(contest, totals, candidates, contest_columns);

    AllocationRequest request;
    request.margins = false;
    tabulated.allocation = allocate_contest(contest, request);
    const std::vector<std::optional<Decimal>> won = sum_pools(contest, tabulated.allocation);
    for (const std::optional<std::size_t> candidate : candidates)
        tabulated.delegates.push_back(candidate ? won[*candidate] : std::nullopt);
    tabulated.contest = std::move(contest);
    return tabulated;
}

}  // namespace caucus_tally
