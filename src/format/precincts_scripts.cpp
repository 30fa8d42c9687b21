// SPDX-License-Identifier: MIT
#include "caucus/caucus.hpp"
#include "format/json.hpp"
#include "format/precincts.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

/// What a precinct's case is called: "shared", "majority", "too-many-groups"...
std::string_view outcome_word(const PrecinctResult& result) {
    switch (result.outcome) {
        case PrecinctCase::shared:
            return "shared";
        case PrecinctCase::majority:
            return "majority";
        case PrecinctCase::nobody_viable:
            return "nobody-viable";
        case PrecinctCase::too_many_groups:
            return "too-many-groups";
        case PrecinctCase::no_delegates:
            return "no-delegates";
        case PrecinctCase::no_attendance:
            return "no-attendance";
        case PrecinctCase::out_of_range:
            return "out-of-range";
    }
    return {};
}

/// "open" for those of an open tie, "won" and "lost" for those of a settled one.
std::string_view tie_word(const PrecinctResult& result, std::size_t group) {
    if (!is_tied(result, group)) return "";
    if (std::ranges::count(result.tie->settled, group) > 0) return "won";
    return result.tie->open() ? "open" : "lost";
}

std::string settled_by(const PrecinctResult& result, std::size_t group) {
    if (!is_tied(result, group) || result.tie->settled.empty()) return "";
    if (result.tie->as_published) return "stated";
    return result.tie->seed.empty() ? "candidate" : "lot:" + result.tie->seed;
}

std::string_view outcome_of(const PrecinctResult& result) {
    switch (result.precinct.judged) {
        case Judged::yes:
            return outcome_word(result);
        case Judged::unknown_delegates:
            return "unknown-delegates";
        case Judged::no_figures:
            return "no-figures";
        case Judged::too_many_votes:
            return "too-many-votes";
    }
    return {};
}

Json names_of(const PrecinctResult& result, const std::vector<std::size_t>& groups) {
    Json names = Json::array();
    for (const std::size_t i : groups) names.push_back(result.precinct.groups[i].name);
    return names;
}

Json tie_of(const PrecinctResult& result) {
    const PrecinctTie& tie = *result.tie;
    Json object{{"groups", names_of(result, tie.groups)},
                {"sure", result.groups[tie.groups.front()].delegates},
                {"one_more_for", tie.winners},
                {"decided_by", to_string(result.rules->tie)},
                {"open", tie.open()}};
    if (tie.settled.empty()) return object;
    if (tie.as_published) object["as_published"] = true;
    add_text(object, "seed", tie.seed);
    object["settled"] = names_of(result, tie.settled);
    return object;
}

Json precinct_object(const PrecinctResult& result) {
    const Precinct& precinct = result.precinct;
    Json object;
    add_text(object, "precinct", precinct.name);
    object["rules"] = result.rules->id;
    object["delegates"] = json_of(precinct.delegates);
    object["attendance"] = precinct.attendance;
    object["attendance_stated"] = precinct.attendance_stated;
    object["outcome"] = outcome_word(result);
    object["viability"] = json_of(result.viability);
    object["groups"] = json_rows(precinct_table(result));
    if (result.outcome != PrecinctCase::too_many_groups) {
        object["changes"] = Json::array();
        for (const Adjustment& adjustment : result.adjustments)
            object["changes"].push_back({{"change", adjustment.added ? "gain" : "loss"},
                                         {"each", adjustment.times},
                                         {"groups", names_of(result, adjustment.groups)}});
        object["kept_only_delegate"] = names_of(result, result.kept_only);
        object["tie"] = result.tie ? tie_of(result) : Json();
        add_text(object, "reason", explain_split(result));
    }
    return object;
}

/// What of a group holds for precincts alone and for those of a contest.
struct GroupCells {
    Cell first;
    Cell viable;
    Cell share;
    Cell rounded;
};

GroupCells cells_of(const PrecinctResult& result, std::size_t i) {
    const GroupResult& group = result.groups[i];
    return {Cell(result.precinct.groups[i].first), result.viability ? Cell(group.viable) : Cell(),
            group.viable ? Cell(to_string(group.exact, published_digits)) : Cell(),
            group.viable ? Cell(group.rounded) : Cell()};
}

/// A row a group of every precinct.
ScriptTable each_table(const ShownPrecincts& shown) {
    return {{{"contest"},   {"rules"},     {"unit"},  {"elects"},     {"attendance"}, {"viability"},  {"outcome"},
             {"id"},        {"candidate"}, {"first"}, {"people"},     {"viable"},     {"share"},      {"rounded"},
             {"delegates"}, {"stated"},    {"sde"},   {"stated_sde"}, {"tie"},        {"settled_by"}, {"basis"}},
            [&shown](RowSink& rows) {
                for (const PrecinctResult& result : shown.precincts.results) {
                    const Precinct& precinct = result.precinct;
                    const bool judged = precinct.judged == Judged::yes;
                    for (std::size_t i = 0; i < precinct.groups.size(); ++i) {
                        const PrecinctGroup& who = precinct.groups[i];
                        const GroupCells group = cells_of(result, i);
                        const GroupCount count = counted(result, i);
                        const GroupCount stated = published(result, i);
                        rows.add(shown.contest.id, shown.precincts.rules->id, precinct.name,
                                 judged ? Cell(*precinct.delegates) : Cell(), precinct.attendance, result.viability,
                                 outcome_of(result), who.id, who.name, group.first, who.people, group.viable,
                                 group.share, group.rounded, count.delegates, stated.delegates, count.sde, stated.sde,
                                 tie_word(result, i), settled_by(result, i),
                                 counts_as_computed(result) ? "computed" : "stated");
                    }
                }
            }};
}

std::vector<ScriptColumn> sums_columns() {
    constexpr Written separated = Written::separated;
    return {{"contest", separated}, {"rules", separated}, {"level", separated}, {"unit", separated}, {"id"},
            {"candidate"},          {"people"},           {"delegates"},        {"stated"},          {"sde"},
            {"stated_sde"}};
}

/// A row a candidate of a unit.
void add_sums(const ShownPrecincts& shown, std::size_t unit, RowSink& rows) {
    for (std::size_t i = 0; i < shown.contest.candidates.size(); ++i) {
        const CandidateSum& sum = shown.counted[unit].candidates[i];
        const CandidateSum& stated = shown.published[unit].candidates[i];
        rows.add(shown.contest.id, shown.precincts.rules->id, shown.level, shown.counted[unit].id,
                 shown.contest.candidates[i].id, shown.contest.candidates[i].name, sum.votes.back(), sum.delegates,
                 stated.delegates, sum.sde, stated.sde);
    }
}

Json summary_json(const PrecinctSummary& summary) {
    return {{"judged", summary.judged},
            {"as_the_rules_give", summary.as_ruled},
            {"differ", summary.differ},
            {"unpublished", summary.unpublished},
            {"too_many_groups", summary.too_many_groups},
            {"nobody_viable", summary.nobody_viable},
            {"no_majority", summary.no_majority},
            {"no_split", summary.others},
            {"ties", summary.ties},
            {"ties_as_published", summary.ties_as_published},
            {"ties_open", summary.ties_open},
            {"attendance_not_stated", summary.attendance_assumed},
            {"not_judged",
             {{"unknown_delegates", summary.unknown_delegates},
              {"no_figures", summary.no_figures},
              {"too_many_votes", summary.too_many_votes}}}};
}

}  // namespace

ScriptTable precincts_table(const ShownPrecincts& shown) {
    if (shown.each) return each_table(shown);
    return {sums_columns(), [&shown](RowSink& rows) {
                for (std::size_t u = 0; u < shown.counted.size(); ++u) add_sums(shown, u, rows);
            }};
}

std::string precincts_json(const ShownPrecincts& shown) {
    Json document;
    document["format"] = 1;
    document["contest"] = shown.contest.id;
    document["rules"] = shown.precincts.rules->id;
    document["by"] = shown.level;
    if (shown.each) {
        document["precincts"] = Json::array();
        for (const PrecinctResult& result : shown.precincts.results) {
            Json object = precinct_object(result);
            object.erase("rules");  // one for all
            object["judged"] = result.precinct.judged == Judged::yes;
            document["precincts"].push_back(std::move(object));
        }
    } else {
        document["units"] = Json::array();
        for (std::size_t u = 0; u < shown.counted.size(); ++u)
            document["units"].push_back(
                {{"unit", shown.counted[u].id},
                 {"rows", json_rows({sums_columns(), [&](RowSink& rows) { add_sums(shown, u, rows); }})}});
    }
    document["summary"] = summary_json(sum_up(shown.precincts));
    return dump(document);
}

ScriptTable precinct_table(const PrecinctResult& result) {
    const std::vector<PrecinctGroup>& groups = result.precinct.groups;
    const auto json_if = [](bool stated) { return stated ? Written::json : Written::nowhere; };
    const auto has_sde = [](const PrecinctGroup& group) { return group.sde.has_value(); };
    return {{{"precinct", Written::separated},
             {"id", json_if(!groups.empty() && !groups.front().id.empty())},
             {"group"},
             {"first", Written::separated},
             {"people"},
             {"first", Written::json, true},
             {"viable", Written::everywhere, true},
             {"share", Written::everywhere, true},
             {"exact", Written::json, true},
             {"rounded", Written::everywhere, true},
             {"delegates"},
             {"stated", Written::everywhere, true},
             {"sde", json_if(result.precinct.worth.has_value())},
             {"stated_sde", json_if(std::ranges::any_of(groups, has_sde))}},
            [&result, &groups](RowSink& rows) {
                for (std::size_t i = 0; i < groups.size(); ++i) {
                    const Ratio& exact = result.groups[i].exact;
                    const GroupCells group = cells_of(result, i);
                    const auto delegates = delegates_of(result, i);
                    rows.add(result.precinct.name, groups[i].id, groups[i].name, group.first, groups[i].people,
                             group.first, group.viable, group.share,
                             group.share.is_known() ? Cell(fmt::format("{}/{}", to_string(Ratio{exact.part, 1}, 0),
                                                                       to_string(Ratio{exact.whole, 1}, 0)))
                                                    : Cell(),
                             group.rounded, delegates, groups[i].won,
                             delegates ? Cell(sde_of(result.precinct, *delegates)) : Cell(), groups[i].sde);
                }
            }};
}

std::string precinct_json(const PrecinctResult& result) {
    return dump({{"format", 1}, {"precincts", Json::array({precinct_object(result)})}});
}

}  // namespace caucus_tally
