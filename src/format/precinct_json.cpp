// SPDX-License-Identifier: MIT
#include "format/precinct_json.hpp"

#include "caucus/precinct_story.hpp"
#include "format/precinct.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

Json names_of(const PrecinctReport& report, const std::vector<std::size_t>& groups) {
    Json names = Json::array();
    for (const std::size_t i : groups) names.push_back(report.groups[i]);
    return names;
}

Json group_of(const PrecinctReport& report, std::size_t i) {
    const GroupAllocation& group = report.computed.groups[i];
    Json object;
    if (!report.ids.empty()) object["id"] = report.ids[i];
    object["group"] = report.groups[i];
    object["people"] = report.precinct.groups[i];
    if (!report.first.empty()) object["first"] = report.first[i];
    if (report.computed.viability) object["viable"] = group.viable;
    if (group.viable) {
        object["share"] = to_string(group.exact, published_digits);
        object["exact"] =
            fmt::format("{}/{}", to_string(Ratio{group.exact.part, 1}, 0), to_string(Ratio{group.exact.whole, 1}, 0));
        object["rounded"] = group.rounded;
    }
    object["delegates"] = json_of(delegates_of(report, i));
    if (!report.won.empty()) object["stated"] = report.won[i];
    if (report.sde) {
        const auto delegates = delegates_of(report, i);
        object["sde"] = json_of(delegates ? sde_of(report, *delegates) : std::nullopt);
    }
    if (!report.won_sde.empty()) object["stated_sde"] = json_of(report.won_sde[i]);
    return object;
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

}  // namespace

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
    object["groups"] = Json::array();
    for (std::size_t i = 0; i < report.groups.size(); ++i) object["groups"].push_back(group_of(report, i));
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

std::string precinct_json(const PrecinctReport& report) {
    return dump({{"format", 1}, {"precincts", Json::array({precinct_object(report)})}});
}

}  // namespace caucus_tally
