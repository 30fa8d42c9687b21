// SPDX-License-Identifier: MIT
#include "format/allocate.hpp"
#include "format/allocation_text.hpp"
#include "format/json.hpp"

#include <algorithm>
#include <functional>

namespace caucus_tally {
namespace {

Json ids_of(const Contest& contest, const std::vector<std::size_t>& candidates) {
    Json ids = Json::array();
    for (const std::size_t candidate : candidates) ids.push_back(contest.candidates[candidate].id);
    return ids;
}

/// A count of votes; if state delegate equivalents stand in for them, with all their digits.
Cell votes_cell(const AllocatedPool& pool, const std::optional<Votes>& votes) {
    return votes && pool.vote_digits > 0 ? Cell(to_string(Decimal{*votes, pool.vote_digits})) : Cell(votes);
}

/// The tie that a row is part of, or null.
const Tie* tie_of(const AllocatedPool& pool, std::size_t row) {
    const auto found = std::ranges::find_if(pool.steps.ties, [row](const Tie& tie) { return tie.has(row); });
    return found == pool.steps.ties.end() ? nullptr : &*found;
}

/// "open" for those of an open tie, "won" and "lost" for those of a settled one.
std::string_view tie_word(const AllocatedPool& pool, std::size_t row) {
    const Tie* const tie = tie_of(pool, row);
    if (pool.hangs_on_unknown() && pool.won(row).is_open()) return "open";
    if (tie == nullptr) return "";
    if (std::ranges::find(tie->settled, row) != tie->settled.end()) return "won";
    return tie->open() ? "open" : "lost";
}

std::string settled_by(const ContestAllocation& allocation, const AllocatedPool& pool, std::size_t row) {
    const Tie* const tie = tie_of(pool, row);
    if (tie == nullptr) return "";
    switch (tie->settled_by) {
        case TieRule::open:
            return "";
        case TieRule::candidate:
            return "candidate";
        case TieRule::lot:
            return "lot:" + allocation.request.tie_break.seed;
    }
    return "";
}

std::vector<ScriptColumn> allocation_columns() {
    constexpr Written separated = Written::separated;
    return {{"contest", separated},
            {"rules", separated},
            {"threshold_percent", separated},
            {"pool", separated},
            {"unit", separated},
            {"id"},
            {"candidate"},
            {"kind", separated},
            {"votes"},
            {"qualified"},
            {"missing", Written::json},
            {"quota"},
            {"whole"},
            {"extra"},
            {"delegates"},
            {"to_gain"},
            {"to_lose"},
            {"tie", separated},
            {"settled_by", separated},
            {"basis", separated},
            {"before", separated},
            {"change", separated}};
}

/// The rows of a pool, with what it is compared with, if anything.
void add_pool(const Contest& contest, const ContestAllocation& allocation, const AllocatedPool& pool,
              const PoolComparison* compared, RowSink& rows) {
    const AppliedRules& applied = allocation.applied[pool.place.pool];
    const std::string threshold = percent_of(applied.rules.threshold);
    for (std::size_t i = 0; i < contest.candidates.size(); ++i) {
        const Candidate& candidate = contest.candidates[i];
        const RowAllocation& row = pool.steps.rows[i];
        const Margin& margin = pool.margins.rows[i];
        const Decimal won = delegates_won(pool, pool.won(i).least);
        const std::optional<Decimal> before = compared != nullptr ? compared->before[i] : std::nullopt;
        rows.add(contest.id, applied.id, threshold, contest.allocation->pools[pool.place.pool].name, pool.place.unit_id,
                 candidate.id, candidate.name, to_string(candidate.kind), votes_cell(pool, pool.votes[i]),
                 row.qualified, votes_cell(pool, row.missing), row.qualified ? Cell(quota_text(row.quota)) : Cell(),
                 row.guaranteed + row.whole - row.given_up, row.extra, won, votes_cell(pool, margin.to_gain),
                 votes_cell(pool, margin.to_lose), tie_word(pool, i), settled_by(allocation, pool, i), "computed",
                 before, before ? Cell(change_text(*before, won)) : Cell());
    }
    if (pool.unbound().most == 0) return;
    const Cell none;
    rows.add(contest.id, applied.id, threshold, contest.allocation->pools[pool.place.pool].name, pool.place.unit_id,
             "unbound", "Unbound", "unbound", none, none, none, none, none, none,
             delegates_won(pool, pool.unbound().least), none, none, none, none, "computed", none, none);
}

/// A row a candidate for all pools that are not computed: only what is left for them together is known.
void add_implied(const ShownAllocation& shown, RowSink& rows) {
    const Contest& contest = shown.contest;
    const PoolPlace& first = shown.allocation.uncomputed.front().place;
    const bool one = shown.allocation.uncomputed.size() == 1;
    const std::string_view pool = one ? std::string_view(contest.allocation->pools[first.pool].name) : "";
    const std::string_view unit = one ? std::string_view(first.unit_id) : "";
    const AppliedRules& applied = shown.allocation.applied[first.pool];
    const Cell none;
    for (std::size_t i = 0; i < contest.candidates.size(); ++i) {
        const Candidate& candidate = contest.candidates[i];
        rows.add(contest.id, applied.id, percent_of(applied.rules.threshold), pool, unit, candidate.id, candidate.name,
                 to_string(candidate.kind), none, none, none, none, none, none, shown.allocation.implied->rows[i].rest,
                 none, none, none, none, "implied", none, none);
    }
}

Json known(Decimal number) {
    return json_of(std::optional(number));
}

/// The settlement that was asked for; absent where ties stay open.
Json tie_break_json(const TieBreak& tie_break) {
    switch (tie_break.rule) {
        case TieRule::open:
            return {};
        case TieRule::candidate:
            return {{"by", "candidate"}, {"candidates", tie_break.winners}};
        case TieRule::lot:
            return {{"by", "lot"}, {"seed", tie_break.seed}};
    }
    return {};
}

Json tie_json(const ShownAllocation& shown, const AllocatedPool& pool, const Tie& tie) {
    Json json{{"first_delegate", tie.first_delegate},
              {"winners", tie.winners()},
              {"each", known(delegates_won(pool, tie.prizes.front()))},
              {"candidates", ids_of(shown.contest, tie.rows)},
              {"open", tie.open()},
              {"won_by", ids_of(shown.contest, tie.settled)}};
    if (tie.prizes.front() != tie.prizes.back())
        for (const std::uint64_t prize : tie.prizes) json["prizes"].push_back(known(delegates_won(pool, prize)));
    if (tie.settled_by != TieRule::open) json["settled"] = tie_break_json(shown.allocation.request.tie_break);
    return json;
}

Json place_json(const Contest& contest, const PoolPlace& place) {
    return {{"pool", contest.allocation->pools[place.pool].name},
            {"unit", place.unit_id.empty() ? Json() : Json(place.unit_id)}};
}

/// An object for each candidate, whose figures `add` gives it.
Json candidate_rows(const Contest& contest, const std::function<void(std::size_t candidate, Json& row)>& add) {
    Json rows = Json::array();
    for (std::size_t i = 0; i < contest.candidates.size(); ++i) {
        Json row{{"id", contest.candidates[i].id}, {"candidate", contest.candidates[i].name}};
        add(i, row);
        rows.push_back(std::move(row));
    }
    return rows;
}

/// Who takes all by the rules' conditions, and how many more votes others need for it.
void add_take_all(const ShownAllocation& shown, const AllocatedPool& pool, Json& json) {
    const DelegateRules& rules = rules_of(shown.allocation, pool);
    const bool only_leader = rules.takes_all.size() == 1 && rules.takes_all[0].kind == TakesAll::Kind::leader;
    if (rules.takes_all.empty() || only_leader) return;
    const auto& taken = pool.steps.taken;
    json["taken_by"] = taken && taken->by ? Json(shown.contest.candidates[*taken->by].id) : Json();
    Json more = Json::object();
    for (std::size_t i = 0; i < pool.margins.rows.size(); ++i)
        if (const auto& votes = pool.margins.rows[i].to_take_all)
            more[shown.contest.candidates[i].id] = json_cell(votes_cell(pool, votes));
    json["to_take_all"] = std::move(more);
}

Json unknown_json(const ShownAllocation& shown, const AllocatedPool& pool) {
    const UnknownVotes& unknown = *pool.unknown;
    Json json{{"most", json_cell(votes_cell(pool, unknown.most))},
              {"decided_to", json_cell(votes_cell(pool, unknown.decided_to))}};
    json["rows"] = Json::array();
    for (std::size_t i = 0; i < pool.steps.rows.size(); ++i)
        json["rows"].push_back({{"id", shown.contest.candidates[i].id},
                                {"least", known(delegates_won(pool, pool.won(i).least))},
                                {"most", known(delegates_won(pool, pool.won(i).most))}});
    return json;
}

Json pool_json(const ShownAllocation& shown, const AllocatedPool& pool) {
    Json json = place_json(shown.contest, pool.place);
    json["delegates"] = known(pool.delegates);
    if (pool.worth != Decimal(Votes{1})) json["part"] = to_string(pool.worth);
    json["votes"] = json_cell(votes_cell(pool, pool.steps.total));
    json["threshold"] = exact_text(
        {pool.steps.threshold.part, pool.steps.threshold.whole * digits_at(Decimal(Votes{1}), pool.vote_digits)});
    json["votes_needed"] = json_cell(votes_cell(pool, pool.steps.votes_needed));
    json["fallback"] = pool.steps.fallback > 0;
    json["unallocated"] = known(delegates_won(pool, pool.steps.unallocated));
    if (pool.unbound().most > 0) json["unbound"] = known(delegates_won(pool, pool.unbound().least));
    add_take_all(shown, pool, json);
    json["rows"] = json_rows(
        {allocation_columns(), [&](RowSink& rows) { add_pool(shown.contest, shown.allocation, pool, nullptr, rows); }});
    if (pool.unknown) json["unknown_votes"] = unknown_json(shown, pool);
    json["tie"] = pool.steps.ties.empty() ? Json() : tie_json(shown, pool, pool.steps.ties.front());
    for (std::size_t i = 1; i < pool.steps.ties.size(); ++i)
        json["further_ties"].push_back(tie_json(shown, pool, pool.steps.ties[i]));
    if (pool.steps.rounded_first) {
        json["rounded_first"] = Json::array();
        for (const std::uint64_t won : *pool.steps.rounded_first)
            json["rounded_first"].push_back(known(delegates_won(pool, won)));
    }
    if (shown.explain) json["steps"] = explain_pool(shown.contest, shown.allocation, pool);
    return json;
}

Json not_computed_json(const ShownAllocation& shown) {
    Json json = Json::array();
    for (const UncomputedPool& pool : shown.allocation.uncomputed) {
        Json entry = place_json(shown.contest, pool.place);
        entry["delegates"] = json_of(pool.delegates);
        entry["why"] = not_computed_text(shown.contest, pool);
        json.push_back(std::move(entry));
    }
    return json;
}

/// What the pools that are not computed are left with together: one entry, or none.
Json implied_json(const ShownAllocation& shown) {
    Json json = Json::array();
    const auto& implied = shown.allocation.implied;
    if (!implied) return json;
    Json entry;
    entry["delegates"] = json_of(implied->delegates);
    entry["possible"] = implied->possible;
    entry["complete"] = implied->complete;
    entry["rows"] = candidate_rows(shown.contest, [&](std::size_t i, Json& member) {
        const ImpliedRow& row = implied->rows[i];
        member["stated"] = json_of(row.stated);
        member["computed"] = known(row.computed);
        member["delegates"] = json_of(row.rest);
        member["possible"] = row.possible;
    });
    json.push_back(std::move(entry));
    return json;
}

std::string_view to_string(Baseline baseline) {
    switch (baseline) {
        case Baseline::stated:
            return "stated";
        case Baseline::implied:
            return "implied";
        case Baseline::computed:
            return "computed";
    }
    return {};
}

Json comparison_json(const ShownAllocation& shown, const std::vector<PoolComparison>& comparison) {
    Json json = Json::array();
    for (const PoolComparison& pool : comparison) {
        Json entry = place_json(shown.contest, pool.place);
        entry["baseline"] = to_string(pool.baseline);
        entry["rows"] = candidate_rows(shown.contest, [&](std::size_t i, Json& member) {
            member["before"] = json_of(pool.before[i]);
            member["after"] = known(pool.after[i]);
        });
        json.push_back(std::move(entry));
    }
    return json;
}

Json alternative_json(const ShownAllocation& shown, const Alternative& alternative) {
    const auto sums = sum_pools(shown.contest, alternative.allocation);
    return {{"rules", alternative.allocation.rules},
            {"total", candidate_rows(shown.contest,
                                     [&](std::size_t i, Json& member) { member["delegates"] = json_of(sums[i]); })},
            {"comparison", comparison_json(shown, alternative.changes)}};
}

/// The comparison of a place, or null.
const PoolComparison* find_comparison(const std::vector<PoolComparison>& comparisons, const PoolPlace& place) {
    const auto found = std::ranges::find(comparisons, place, &PoolComparison::place);
    return found == comparisons.end() ? nullptr : &*found;
}

}  // namespace

ScriptTable allocation_table(const ShownAllocation& shown) {
    return {allocation_columns(), [&shown](RowSink& rows) {
                const std::vector<AllocatedPool>& pools = shown.allocation.pools;
                for (std::size_t i = 0; i < pools.size(); ++i)
                    add_pool(shown.contest, shown.allocation, pools[i],
                             shown.comparison.empty() ? nullptr : &shown.comparison[i], rows);
                if (shown.allocation.implied) add_implied(shown, rows);
                for (const Alternative& alternative : shown.alternatives)
                    for (const AllocatedPool& pool : alternative.allocation.pools)
                        add_pool(shown.contest, alternative.allocation, pool,
                                 find_comparison(alternative.changes, pool.place), rows);
            }};
}

std::string allocation_json(const ShownAllocation& shown) {
    const Contest& contest = shown.contest;
    const ContestAllocation& allocation = shown.allocation;
    Json document;
    document["format"] = 1;
    document["contest"] = contest.id;
    document["rules"] = allocation.rules;
    if (contest.allocation->by == Shared::sde) document["by"] = "sde";
    document["threshold_percent"] = percent_of(allocation.applied.front().rules.threshold);
    document["what_if"] = allocation.what_if ? Json(what_if_text(contest, allocation)) : Json();
    document["tie_break"] = tie_break_json(allocation.request.tie_break);
    document["pools"] = Json::array();
    for (const AllocatedPool& pool : allocation.pools) document["pools"].push_back(pool_json(shown, pool));
    document["not_computed"] = not_computed_json(shown);
    document["implied"] = implied_json(shown);
    const std::vector<std::optional<Decimal>> totals = sum_pools(contest, allocation);
    document["total"] =
        candidate_rows(contest, [&](std::size_t i, Json& member) { member["delegates"] = json_of(totals[i]); });
    if (const auto unbound = sum_unbound(allocation); unbound != Decimal()) document["unbound"] = json_of(unbound);
    if (!shown.comparison.empty()) document["comparison"] = comparison_json(shown, shown.comparison);
    for (const Alternative& alternative : shown.alternatives)
        document["alternatives"].push_back(alternative_json(shown, alternative));
    return dump(document);
}

}  // namespace caucus_tally
