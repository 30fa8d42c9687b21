// SPDX-License-Identifier: MIT
#include "format/precinct_json.hpp"
#include "format/precincts.hpp"
#include "json/json_values.hpp"

namespace caucus_tally {
namespace {

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

Json unit_json(const ShownPrecincts& shown, std::size_t u) {
    const UnitSum& unit = shown.counted[u];
    Json object{{"unit", unit.id}, {"rows", Json::array()}};
    for (std::size_t i = 0; i < unit.candidates.size(); ++i) {
        const CandidateSum& sum = unit.candidates[i];
        const CandidateSum& stated = shown.published[u].candidates[i];
        object["rows"].push_back({{"id", shown.contest.candidates[i].id},
                                  {"candidate", shown.contest.candidates[i].name},
                                  {"people", json_of(sum.votes.back())},
                                  {"delegates", json_of(sum.delegates)},
                                  {"stated", json_of(stated.delegates)},
                                  {"sde", json_of(sum.sde)},
                                  {"stated_sde", json_of(stated.sde)}});
    }
    return object;
}

}  // namespace

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
        for (std::size_t u = 0; u < shown.counted.size(); ++u) document["units"].push_back(unit_json(shown, u));
    }
    document["summary"] = summary_json(sum_up(shown.precincts));
    return dump(document);
}

}  // namespace caucus_tally
