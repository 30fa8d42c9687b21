// SPDX-License-Identifier: MIT
#include "contest/contest_file.hpp"
#include "format/show.hpp"
#include "json/json_values.hpp"

namespace caucus_tally {
namespace {

Json text_or_null(const std::string& text) {
    return text.empty() ? Json() : Json(text);
}

void add_results(Json& object, const Results& results) {
    object["rows"] = Json::array();
    for (const ResultRow& row : results.rows)
        object["rows"].push_back({{"id", text_or_null(row.id)},
                                  {"candidate", row.name},
                                  {"kind", row.kind},
                                  {"status", text_or_null(row.status)},
                                  {"votes", json_of(row.votes)},
                                  {"percent", text_or_null(row.percent)},
                                  {"delegates", json_of(row.delegates)},
                                  {"home_state", text_or_null(row.home_state)},
                                  {"color", text_or_null(row.color)}});
    const ResultRow& total = results.total;
    object["total"] = {{"votes", json_of(total.votes)},
                       {"percent", text_or_null(total.percent)},
                       {"delegates", json_of(total.delegates)}};
}

}  // namespace

std::string show_json(std::span<const ShownContest> contests, const ResultsView& view) {
    Json document;
    document["format"] = 1;
    document["contests"] = Json::array();
    for (const ShownContest& shown : contests) {
        Json contest;
        add_facts(contest, shown.contest);
        if (const Round* const round = shown_round(shown.contest, view)) contest["round"] = round->id;
        if (view.by) {
            contest["level"] = *view.by;
            contest["units"] = Json::array();
        }
        for (const Results& results : arrange_results(shown.contest, view)) {
            Json unit{{"unit", results.unit}, {"name", results.name}};
            Json& target = view.by ? contest["units"].emplace_back(std::move(unit)) : contest;
            add_results(target, results);
        }
        document["contests"].push_back(std::move(contest));
    }
    return dump(document);
}

}  // namespace caucus_tally
