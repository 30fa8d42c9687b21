// SPDX-License-Identifier: MIT
// What the changes do: order, delegates pool by pool, caucus precincts, findings. The one file of this room that knows
// how delegates are allocated.
#include "base/words.hpp"
#include "compare/sheet.hpp"
#include "contest/rules_text.hpp"

#include <algorithm>
#include <caucus_tally/caucus.hpp>
#include <caucus_tally/contest_allocation.hpp>
#include <caucus_tally/tally.hpp>
#include <fmt/format.h>
#include <map>

namespace caucus_tally {
namespace {

class Consequences {
public:
    Consequences(const Paired& paired, const Release& before, const Release& after, std::vector<Change>& changes)
        : paired_(paired),
          contests_{&*before.parsed->contest, &*after.parsed->contest},
          findings_{&before.findings, &after.findings},
          changes_(changes) {}

    void run() {
        add_reporting();
        add_order();
        add_pools();
        add_precincts();
        add_findings();
    }

private:
    /// Adds a change unless both sides are the same.
    Change* add(ChangeKind kind, Index unit, Index candidate, std::string_view figure, std::string before,
                std::string after) {
        if (before == after) return nullptr;
        Change& change = changes_.emplace_back(change_of(paired_, kind, unit, candidate));
        change.figure = figure;
        change.before = std::move(before);
        change.after = std::move(after);
        return &change;
    }

    Index joint_unit(std::size_t side, std::optional<std::size_t> unit) const {
        return unit ? paired_.unit_of[side][*unit + 1] : 0;
    }

    /// Calls `take` for each candidate of both releases with its index in each contest.
    template <typename Take>
    void each_candidate(Take take) const {
        for (Index i = 1; i < paired_.candidates.size(); ++i)
            if (const auto [before, after] = paired_.candidates[i]; paired_.candidates[i].both())
                take(i, std::array<std::size_t, 2>{before - 1, after - 1});
    }

    // ---- the whole contest

    void add_reporting() {
        std::array<std::string, 2> reporting;
        for (std::size_t side = 0; side < 2; ++side) {
            const Contest& contest = *contests_[side];
            std::vector<bool> is_parent(contest.units.size());
            for (const Unit& unit : contest.units)
                if (unit.parent) is_parent[*unit.parent] = true;
            std::size_t reported = 0;
            for (std::size_t i = 0; i < contest.units.size(); ++i)
                if (!is_parent[i] && std::ranges::any_of(contest.units[i].results, [](const UnitResult& result) {
                        return std::ranges::any_of(result.votes, [](const auto& votes) { return votes.has_value(); });
                    }))
                    ++reported;
            reporting[side] = fmt::format("{} of {}", reported, std::ranges::count(is_parent, false));
        }
        add(ChangeKind::reporting, 0, 0, "units", reporting[0], reporting[1]);
    }

    void add_order() {
        std::array<std::vector<std::optional<Rank>>, 2> ranks;
        for (std::size_t side = 0; side < 2; ++side) ranks[side] = tally(candidate_figures(*contests_[side])).ranks;
        each_candidate([&](Index candidate, std::array<std::size_t, 2> at) {
            const auto& before = ranks[0][at[0]];
            const auto& after = ranks[1][at[1]];
            const auto text = [](const Rank& rank) { return fmt::format("{}{}", rank.place, rank.tied ? "=" : ""); };
            if (before && after) add(ChangeKind::order, 0, candidate, "place", text(*before), text(*after));
        });
    }

    // ---- pools

    std::optional<ContestAllocation> allocation(std::size_t side) const {
        if (!contests_[side]->allocation) return std::nullopt;
        AllocationRequest request;
        request.margins = side == 1;  // what hangs on how many votes is of interest as it stands now
        try {
            return allocate_contest(*contests_[side], request);
        } catch (const AllocationError&) {  // rules that nobody knows, which a check says
            return std::nullopt;
        }
    }

    void add_pools() {
        const auto before = allocation(0);
        const auto after = allocation(1);
        if (!before || !after) return;
        std::map<std::pair<std::string, Index>, std::array<const AllocatedPool*, 2>> pools;
        for (std::size_t side = 0; side < 2; ++side)
            for (const AllocatedPool& pool : (side == 0 ? before : after)->pools)
                pools[{contests_[side]->allocation->pools[pool.place.pool].name, joint_unit(side, pool.place.unit)}]
                     [side] = &pool;
        for (const auto& [key, sides] : pools)
            if (sides[0] != nullptr && sides[1] != nullptr) add_pool(*sides[0], *sides[1]);
    }

    /// "1 vote", "12 votes", "0.5 SDE".
    static std::string counted(const AllocatedPool& pool, Votes votes) {
        return pool.of_sde ? with_separators(normalized(votes_text(pool, votes))) + " SDE" : count_noun(votes, "vote");
    }

    /// The number that counts votes in a pool, or state delegate equivalents.
    static Decimal votes_text(const AllocatedPool& pool, Uint128 votes) { return {votes, pool.vote_digits}; }

    void add_pool(const AllocatedPool& before, const AllocatedPool& after) {
        const Index unit = joint_unit(1, after.place.unit);
        const std::string label = pool_label(*contests_[1], after.place);
        const std::size_t first = changes_.size();
        const auto needed = [](const AllocatedPool& pool) {
            return to_string(normalized(votes_text(pool, pool.steps.votes_needed)));
        };
        add(ChangeKind::threshold, unit, 0, after.of_sde ? "sde" : "votes", needed(before), needed(after));
        each_candidate([&](Index candidate, std::array<std::size_t, 2> at) {
            const RowAllocation& old_row = before.steps.rows[at[0]];
            const RowAllocation& new_row = after.steps.rows[at[1]];
            add(ChangeKind::qualified, unit, candidate, "qualified", yes_or_no(old_row.qualified),
                yes_or_no(new_row.qualified));
            const Decimal had = delegates_won(before, before.won(at[0]).least);
            const Decimal has = delegates_won(after, after.won(at[1]).least);
            if (had == has) return;
            Change& change = *add(ChangeKind::delegates, unit, candidate, "delegates", "", "?");
            set_difference(change, had, has);
            const Margin& margin = after.margins.rows[at[1]];
            if (has > had && margin.to_lose)
                change.note = fmt::format("now {} from losing it", counted(after, *margin.to_lose));
            else if (has < had && margin.to_gain)
                change.note = fmt::format("now {} short of one more", counted(after, *margin.to_gain));
        });
        add(ChangeKind::tie, unit, 0, "tie", tie_text(0, before), tie_text(1, after));
        for (std::size_t i = first; i < changes_.size(); ++i) changes_[i].pool = label;
    }

    /// Who is tied, of several ties one behind the other, and whose delegates hang on unknown votes.
    std::string tie_text(std::size_t side, const AllocatedPool& pool) const {
        std::string text;
        const auto add_names = [&](const std::vector<std::size_t>& rows, std::string_view why) {
            std::vector<std::string> names;
            for (const std::size_t row : rows)
                names.push_back(paired_.candidate(paired_.candidate_of[side][row + 1]).name);
            text += fmt::format("{}{}{}", text.empty() ? "" : "; ", enumerate(names), why);
        };
        for (const Tie& tie : pool.steps.ties) add_names(tie.rows, "");
        if (!pool.hangs_on_unknown()) return text;
        std::vector<std::size_t> open;
        for (std::size_t row = 0; row < pool.steps.rows.size(); ++row)
            if (pool.won(row).is_open()) open.push_back(row);
        add_names(open, " (unknown votes)");
        return text;
    }

    // ---- precincts

    std::map<Index, PrecinctResult> precincts(std::size_t side) const {
        std::map<Index, PrecinctResult> results;
        if (contests_[side]->caucus_rules.empty() || contests_[side]->units.empty()) return results;
        try {
            for (PrecinctResult& result : allocate_precincts(*contests_[side]).results)
                results.emplace(joint_unit(side, result.precinct.unit), std::move(result));
        } catch (const AllocationError&) {
            results.clear();
        }
        return results;
    }

    void add_precincts() {
        const auto before = precincts(0);
        if (before.empty()) return;
        const auto after = precincts(1);
        for (const auto& [unit, result] : after)
            if (const auto found = before.find(unit); found != before.end()) add_precinct(unit, found->second, result);
    }

    void add_precinct(Index unit, const PrecinctResult& before, const PrecinctResult& after) {
        struct Group {
            std::string viable;
            std::optional<std::uint64_t> delegates;
        };
        std::map<Index, std::array<std::optional<Group>, 2>> groups;
        for (std::size_t side = 0; side < 2; ++side) {
            const PrecinctResult& result = side == 0 ? before : after;
            const std::vector<UnitResult>& results = contests_[side]->units[result.precinct.unit].results;
            if (!counts_as_computed(result)) continue;
            for (std::size_t i = 0; i < result.groups.size(); ++i)
                groups[paired_.candidate_of[side][results[i].candidate + 1]][side] =
                    Group{result.viability ? (result.groups[i].viable ? "yes" : "no") : "", delegates_of(result, i)};
        }
        for (const auto& [candidate, sides] : groups) {
            // Who has no group at all has nobody there.
            const Group nobody{"no", 0};
            const Group old_group = sides[0].value_or(nobody);
            const Group new_group = sides[1].value_or(nobody);
            if (!counts_as_computed(before) || !counts_as_computed(after)) continue;
            if (!old_group.viable.empty() && !new_group.viable.empty())
                add(ChangeKind::viability, unit, candidate, "viable", old_group.viable, new_group.viable);
            if (old_group.delegates == new_group.delegates) continue;
            const auto number = [](const std::optional<std::uint64_t>& count) {
                return count ? std::optional(Decimal(Uint128{*count}, 0)) : std::nullopt;
            };
            Change& change = *add(ChangeKind::precinct, unit, candidate, "delegates", "", "?");
            change.after.clear();
            set_difference(change, number(old_group.delegates), number(new_group.delegates));
            if (!new_group.delegates) change.note = "a tie leaves it open";
        }
    }

    // ---- findings

    /// What a finding is about: it stays the same one while it is about the same thing, whatever the figures are now.
    struct FindingKey {
        Code code{};
        Index unit = 0;
        std::string pool;
        std::string candidate;  ///< the id in the new release, if it is there
        auto operator<=>(const FindingKey&) const = default;

        /// Another candidate of the same unit may be the first whom it names.
        FindingKey without_candidate() const { return {code, unit, pool, unit == 0 ? candidate : ""}; }
    };
    using KeyedFindings = std::multimap<FindingKey, const Finding*>;

    KeyedFindings keyed_findings(std::size_t side) const {
        const Sheet& sheet = side == 0 ? paired_.before : paired_.after;
        std::map<std::string_view, Index> units;
        for (Index i = 1; i < sheet.units.size(); ++i) units.emplace(sheet.units[i].id, paired_.unit_of[side][i]);
        std::map<std::string_view, Index> candidates;
        for (Index i = 1; i < sheet.candidates.size(); ++i)
            candidates.emplace(sheet.candidates[i].id, paired_.candidate_of[side][i]);
        KeyedFindings keyed;
        for (const Finding& finding : *findings_[side]) {
            const auto unit = units.find(finding.unit);
            const auto candidate = candidates.find(finding.candidate);
            const std::string id = candidate == candidates.end() ? "" : paired_.candidate(candidate->second).id;
            keyed.insert({{finding.code, unit == units.end() ? 0 : unit->second, finding.pool, id}, &finding});
        }
        return keyed;
    }

    /// Takes out what both sides have.
    template <typename KeyOf>
    static void take_out_common(KeyedFindings& before, KeyedFindings& after, KeyOf key_of) {
        std::multimap<FindingKey, KeyedFindings::iterator> open;
        for (auto at = before.begin(); at != before.end(); ++at) open.emplace(key_of(at->first), at);
        for (auto at = after.begin(); at != after.end();) {
            const auto same = open.find(key_of(at->first));
            if (same == open.end()) {
                ++at;
                continue;
            }
            before.erase(same->second);
            open.erase(same);
            at = after.erase(at);
        }
    }

    void add_findings() {
        KeyedFindings before = keyed_findings(0);
        KeyedFindings after = keyed_findings(1);
        take_out_common(before, after, [](const FindingKey& key) { return key; });
        take_out_common(before, after, [](const FindingKey& key) { return key.without_candidate(); });
        for (const ChangeKind kind : {ChangeKind::mended, ChangeKind::finding}) {
            for (const auto& [key, finding] : kind == ChangeKind::mended ? before : after) {
                Change& change = changes_.emplace_back(change_of(paired_, kind, key.unit, 0));
                change.candidate = key.candidate;
                change.pool = finding->pool;
                change.figure = code_text(finding->code);
                change.note = finding->message;
                (kind == ChangeKind::mended ? change.old_place : change.new_place) = finding->location;
            }
        }
    }

    const Paired& paired_;
    std::array<const Contest*, 2> contests_;
    std::array<const std::vector<Finding>*, 2> findings_;
    std::vector<Change>& changes_;
};

}  // namespace

void add_consequences(const Paired& paired, const Release& before, const Release& after, std::vector<Change>& changes) {
    Consequences(paired, before, after, changes).run();
}

std::string rules_name(const Contest& contest) {
    if (!contest.allocation) return {};
    const auto text = [](const StatedRules& stated) {
        const Json json = rules_json(stated);
        return json.is_string() ? json.get<std::string>() : json.dump(-1, ' ', false, Json::error_handler_t::replace);
    };
    std::string rules = text(contest.allocation->rules);
    for (const Pool& pool : contest.allocation->pools)
        if (!pool.rules.empty()) rules += fmt::format(", {}: {}", pool.name, text(pool.rules));
    return rules;
}

}  // namespace caucus_tally
