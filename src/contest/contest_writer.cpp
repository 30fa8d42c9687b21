// SPDX-License-Identifier: MIT
#include "contest/contest_json.hpp"
#include "contest/rules_text.hpp"

#include <algorithm>

namespace caucus_tally {
namespace {

Json figures_json(const Figures& figures, Json object = Json::object()) {
    if (figures.votes) object["votes"] = *figures.votes;
    if (figures.percent) object["percent"] = to_string(*figures.percent);
    if (figures.delegates) object["delegates"] = json_of(figures.delegates);
    if (figures.sde) object["sde"] = json_of(figures.sde);
    return object;
}

Json link_json(const SeriesLink& link) {
    Json object{{"title", link.title}};
    if (link.year) object["year"] = *link.year;
    return object;
}

Json candidate_json(const Candidate& candidate) {
    Json object{{"id", candidate.id}, {"name", candidate.name}};
    if (candidate.kind != CandidateKind::person) object["kind"] = to_string(candidate.kind);
    if (candidate.withdrawn) object["withdrawn"] = true;
    add_text(object, "home_state", candidate.home_state);
    add_text(object, "color", candidate.color);
    if (candidate.portrait) {
        Json& portrait = object["portrait"] = Json::object();
        if (candidate.portrait->width > 0) portrait["width"] = candidate.portrait->width;
        if (candidate.portrait->height > 0) portrait["height"] = candidate.portrait->height;
    }
    return figures_json(candidate.stated, std::move(object));
}

Json allocation_json(const Contest& contest, const AllocationPlan& plan) {
    Json object{{"rules", rules_json(plan.rules)}};
    if (plan.by == Shared::sde) object["by"] = "sde";
    if (plan.unbound) object["unbound"] = json_of(plan.unbound);
    object["pools"] = Json::array();
    for (const Pool& pool : plan.pools) {
        Json& item = object["pools"].emplace_back(Json{{"name", pool.name}, {"delegates", json_of(pool.delegates)}});
        add_text(item, "by", pool.by);
        if (!pool.rules.empty()) item["rules"] = rules_json(pool.rules);
        for (const Award& award : pool.awarded)
            item["awarded"][contest.candidates[award.candidate].id] = json_of(std::optional(award.delegates));
        if (pool.unbound) item["unbound"] = json_of(pool.unbound);
    }
    return object;
}

/// A unit's figure of each round: the figure itself where the contest has no rounds.
template <typename Figure>
Json by_round(const Contest& contest, Figure figure) {
    if (contest.rounds.empty()) return figure(std::size_t{0});
    Json object = Json::object();
    for (std::size_t round = 0; round < contest.rounds.size(); ++round) {
        Json value = figure(round);
        if (!value.empty()) object[contest.rounds[round].id] = std::move(value);
    }
    return object;
}

/// {"kerry": figure} of the candidates for whom it is known.
template <typename Figure>
Json by_candidate(const Contest& contest, const Unit& unit, Figure figure) {
    Json object = Json::object();
    for (const UnitResult& result : unit.results)
        if (const auto value = figure(result)) object[contest.candidates[result.candidate].id] = json_of(value);
    return object;
}

void add_structure(Json& object, const char* name, Json value) {
    if (!value.empty()) object[name] = std::move(value);
}

Json unit_json(const Contest& contest, const Unit& unit) {
    Json object{{"id", unit.id}};
    if (unit.name != unit.id) object["name"] = unit.name;
    object["level"] = contest.levels[unit.level];
    if (unit.parent) object["parent"] = contest.units[*unit.parent].id;
    add_text(object, "kind", unit.kind);
    if (unit.delegates) object["delegates"] = json_of(unit.delegates);
    if (unit.sde) object["sde"] = json_of(unit.sde);
    if (unit.attendance) object["attendance"] = *unit.attendance;
    if (unit.ballots) object["ballots"] = *unit.ballots;
    if (unit.registered) object["registered"] = *unit.registered;
    add_structure(object, "votes", by_round(contest, [&](std::size_t round) {
                      return by_candidate(contest, unit, [round](const UnitResult& r) { return r.votes[round]; });
                  }));
    add_structure(object, "total", by_round(contest, [&](std::size_t round) { return json_of(unit.totals[round]); }));
    add_structure(object, "awarded", by_candidate(contest, unit, [](const UnitResult& r) { return r.delegates; }));
    Json percents = Json::object();
    for (const UnitResult& result : unit.results)
        if (result.percent) percents[contest.candidates[result.candidate].id] = to_string(*result.percent);
    add_structure(object, "percent", std::move(percents));
    add_structure(object, "awarded_sde", by_candidate(contest, unit, [](const UnitResult& r) { return r.sde; }));
    return object;
}

void add_units(Json& object, const Contest& contest) {
    for (const Round& round : contest.rounds) {
        Json& item = object["rounds"].emplace_back(Json{{"id", round.id}});
        add_text(item, "title", round.title);
    }
    if (!contest.levels.empty()) object["levels"] = contest.levels;
    if (!contest.caucus_rules.empty()) object["caucus_math"] = {{"rules", contest.caucus_rules}};
    if (contest.tables) {
        object["units"] = {{"units", contest.tables->units}, {"results", contest.tables->results}};
        return;
    }
    for (const Unit& unit : contest.units) object["units"].push_back(unit_json(contest, unit));
}

/// How deep objects and lists are nested in a value: 0 for a number or a text.
std::size_t depth_of(const Json& value) {
    std::size_t deepest = 0;
    if (!value.is_structured()) return deepest;
    for (const Json& item : value) deepest = std::max(deepest, depth_of(item));
    return deepest + 1;
}

/// Small things on one line, so that a candidate is a line and a difference between two versions can be read.
std::string lay_out(const Json& value, std::size_t indent) {
    if (!value.is_structured()) return value.dump();
    const std::size_t depth = depth_of(value);
    const bool one_line = (value.is_object() && (depth <= 1 || (depth == 2 && indent > 2))) || value.empty();
    const std::string inner(one_line ? 0 : indent + 2, ' ');
    const std::string separator = one_line ? ", " : ",\n" + inner;
    std::string text;
    for (const auto& [key, item] : value.items()) {
        if (!text.empty()) text += separator;
        if (value.is_object()) text += Json(key).dump() + ": ";
        text += lay_out(item, indent + 2);
    }
    if (!one_line) text = '\n' + inner + text + '\n' + std::string(indent, ' ');
    return value.is_object() ? '{' + text + '}' : '[' + text + ']';
}

}  // namespace

void add_facts(Json& object, const Contest& contest) {
    object["id"] = contest.id;
    object["title"] = contest.title;
    add_text(object, "jurisdiction", contest.jurisdiction);
    add_text(object, "office", contest.office);
    add_text(object, "kind", contest.kind);
    add_text(object, "party", contest.party);
    add_text(object, "date", contest.date);
    if (contest.ongoing) object["ongoing"] = *contest.ongoing;
    add_text(object, "status", contest.status);
    if (contest.previous) object["series"]["previous"] = link_json(*contest.previous);
    if (contest.next) object["series"]["next"] = link_json(*contest.next);
    if (!contest.calendar_before.empty()) object["calendar"]["before"] = contest.calendar_before;
    if (!contest.calendar_after.empty()) object["calendar"]["after"] = contest.calendar_after;
    add_text(object, "convention", contest.convention);
    add_text(object, "summary", contest.summary);
    if (!contest.sources.empty()) object["sources"] = contest.sources;
}

std::string write_contest(const Contest& contest) {
    Json document = Json::object();
    add_text(document, "$schema", contest.schema);
    document["format"] = 1;
    add_facts(document, contest);
    if (contest.partial) document["partial"] = true;
    for (const Candidate& candidate : contest.candidates) document["candidates"].push_back(candidate_json(candidate));
    if (contest.total) document["total"] = figures_json(*contest.total);
    if (contest.allocation) document["allocation"] = allocation_json(contest, *contest.allocation);
    add_units(document, contest);

    std::string text;
    for (const auto& [key, value] : document.items()) {
        text += text.empty() ? "{\n" : ",\n";
        text += "  " + Json(key).dump() + ": " + lay_out(value, 2);
    }
    return text + "\n}\n";
}

}  // namespace caucus_tally
