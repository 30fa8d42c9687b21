// SPDX-License-Identifier: MIT
#include "caucus/precinct_story.hpp"
#include "format/json.hpp"
#include "format/precincts.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

/// What a precinct's case is called: "shared", "majority", "too-many-groups"...
std::string_view outcome_word(const PrecinctReport& report) {
    if (report.computed.too_many_groups) return "too-many-groups";
    switch (report.computed.outcome) {
        case PrecinctCase::shared:
            return "shared";
        case PrecinctCase::majority:
            return "majority";
        case PrecinctCase::nobody_viable:
            return "nobody-viable";
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
std::string_view tie_word(const PrecinctReport& report, std::size_t group) {
    const auto& tie = report.computed.tie;
    if (!tie || report.computed.too_many_groups || !std::ranges::binary_search(tie->groups, group)) return "";
    if (std::ranges::count(report.settled, group) > 0) return "won";
    return has_open_tie(report) ? "open" : "lost";
}

std::string settled_by(const PrecinctReport& report, std::size_t group) {
    if (tie_word(report, group).empty() || report.settled.empty()) return "";
    if (report.settled_as_published) return "stated";
    return report.tie_break.rule == TieRule::lot ? "lot:" + report.tie_break.seed : "candidate";
}

std::string_view outcome_of(const PrecinctUnit& precinct) {
    switch (precinct.outcome) {
        case UnitCase::judged:
            return outcome_word(precinct.report);
        case UnitCase::unknown_delegates:
            return "unknown-delegates";
        case UnitCase::no_figures:
            return "no-figures";
        case UnitCase::too_many_votes:
            return "too-many-votes";
    }
    return {};
}

Json names_of(const PrecinctReport& report, const std::vector<std::size_t>& groups) {
    Json names = Json::array();
    for (const std::size_t i : groups) names.push_back(report.groups[i]);
    return names;
}

Json tie_of(const PrecinctReport& report) {
    const PrecinctTie& tie = *report.computed.tie;
    Json object{{"groups", names_of(report, tie.groups)},
                {"sure", report.computed.groups[tie.groups.front()].delegates},
                {"one_more_for", tie.winners},
                {"decided_by", to_string(report.rules.caucus->tie)},
                {"open", has_open_tie(report)}};
    if (report.settled.empty()) return object;
    if (report.settled_as_published) object["as_published"] = true;
    if (report.tie_break.rule == TieRule::lot && !report.settled_as_published) object["seed"] = report.tie_break.seed;
    object["settled"] = names_of(report, report.settled);
    return object;
}

Json precinct_object(const PrecinctReport& report) {
    const PrecinctAllocation& computed = report.computed;
    Json object;
    add_text(object, "precinct", report.name);
    object["rules"] = report.rules.id;
    object["delegates"] = report.delegates_known ? Json(report.precinct.delegates) : Json();
    object["attendance"] = report.precinct.attendance;
    object["attendance_stated"] = report.attendance_stated;
    object["outcome"] = outcome_word(report);
    object["viability"] = json_of(computed.viability);
    object["groups"] = json_rows(precinct_table(report));
    if (!computed.too_many_groups) {
        object["changes"] = Json::array();
        for (const Adjustment& adjustment : computed.adjustments)
            object["changes"].push_back({{"change", adjustment.added ? "gain" : "loss"},
                                         {"each", adjustment.times},
                                         {"groups", names_of(report, adjustment.groups)}});
        object["kept_only_delegate"] = names_of(report, computed.kept_only);
        object["tie"] = computed.tie ? tie_of(report) : Json();
        add_text(object, "reason", explain_split(*report.rules.caucus, report.precinct, computed, report.groups));
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

GroupCells cells_of(const PrecinctReport& report, std::size_t i) {
    const GroupAllocation& group = report.computed.groups[i];
    return {report.first.empty() ? Cell() : Cell(report.first[i]),
            report.computed.viability ? Cell(group.viable) : Cell(),
            group.viable ? Cell(to_string(group.exact, published_digits)) : Cell(),
            group.viable ? Cell(group.rounded) : Cell()};
}

/// A row a group of every precinct.
ScriptTable each_table(const ShownPrecincts& shown) {
    return {{{"contest"},   {"rules"},     {"unit"},  {"elects"},     {"attendance"}, {"viability"},  {"outcome"},
             {"id"},        {"candidate"}, {"first"}, {"people"},     {"viable"},     {"share"},      {"rounded"},
             {"delegates"}, {"stated"},    {"sde"},   {"stated_sde"}, {"tie"},        {"settled_by"}, {"basis"}},
            [&shown](RowSink& rows) {
                for (const PrecinctUnit& precinct : shown.precincts.units) {
                    const PrecinctReport& report = precinct.report;
                    const bool judged = precinct.outcome == UnitCase::judged;
                    for (std::size_t i = 0; i < report.groups.size(); ++i) {
                        const GroupCells group = cells_of(report, i);
                        const GroupCount count = counted(precinct, i);
                        const GroupCount stated = published(precinct, i);
                        rows.add(shown.contest.id, shown.precincts.rules->id, report.name,
                                 judged ? Cell(report.precinct.delegates) : Cell(), report.precinct.attendance,
                                 report.computed.viability, outcome_of(precinct), report.ids[i], report.groups[i],
                                 group.first, report.precinct.groups[i], group.viable, group.share, group.rounded,
                                 count.delegates, stated.delegates, count.sde, stated.sde, tie_word(report, i),
                                 settled_by(report, i), counts_as_computed(precinct) ? "computed" : "stated");
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
        for (const PrecinctUnit& precinct : shown.precincts.units) {
            Json object = precinct_object(precinct.report);
            object.erase("rules");  // one for all
            object["judged"] = precinct.outcome == UnitCase::judged;
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

ScriptTable precinct_table(const PrecinctReport& report) {
    const auto json_if = [](bool stated) { return stated ? Written::json : Written::nowhere; };
    return {{{"precinct", Written::separated},
             {"id", json_if(!report.ids.empty())},
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
             {"sde", json_if(report.sde.has_value())},
             {"stated_sde", json_if(!report.won_sde.empty())}},
            [&report](RowSink& rows) {
                for (std::size_t i = 0; i < report.groups.size(); ++i) {
                    const Ratio& exact = report.computed.groups[i].exact;
                    const GroupCells group = cells_of(report, i);
                    const auto delegates = delegates_of(report, i);
                    rows.add(report.name, report.ids.empty() ? Cell() : Cell(report.ids[i]), report.groups[i],
                             group.first, report.precinct.groups[i], group.first, group.viable, group.share,
                             group.share.is_known() ? Cell(fmt::format("{}/{}", to_string(Ratio{exact.part, 1}, 0),
                                                                       to_string(Ratio{exact.whole, 1}, 0)))
                                                    : Cell(),
                             group.rounded, delegates, report.won.empty() ? Cell() : Cell(report.won[i]),
                             delegates ? Cell(sde_of(report, *delegates)) : Cell(),
                             report.won_sde.empty() ? Cell() : Cell(report.won_sde[i]));
                }
            }};
}

std::string precinct_json(const PrecinctReport& report) {
    return dump({{"format", 1}, {"precincts", Json::array({precinct_object(report)})}});
}

}  // namespace caucus_tally
