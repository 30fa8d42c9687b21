// SPDX-License-Identifier: MIT
#include "format/contest_file.hpp"
#include "format/json_values.hpp"
#include "format/show.hpp"

namespace caucus_tally {
std::string show_json(std::span<const ShownContest> contests, const ResultsView& view) {
    Json document;
    document["format"] = 1;
    document["contests"] = Json::array();
    for (const ShownContest& shown : contests) {
        const Results results = arrange_results(shown.contest, view);
        Json contest;
        add_facts(contest, shown.contest);
        contest["rows"] = Json::array();
        for (const ResultRow& row : results.rows)
            contest["rows"].push_back({{"id", row.id.empty() ? Json() : Json(row.id)},
                                       {"candidate", row.name},
                                       {"kind", row.kind},
                                       {"status", row.status.empty() ? Json() : Json(row.status)},
                                       {"votes", json_of(row.votes)},
                                       {"percent", row.percent.empty() ? Json() : Json(row.percent)},
                                       {"delegates", json_of(row.delegates)}});
        const ResultRow& total = results.total;
        contest["total"] = {{"votes", json_of(total.votes)},
                            {"percent", total.percent.empty() ? Json() : Json(total.percent)},
                            {"delegates", json_of(total.delegates)}};
        document["contests"].push_back(std::move(contest));
    }
    return dump(document);
}

}  // namespace caucus_tally
