// SPDX-License-Identifier: MIT
#include "format/chart.hpp"
#include "format/headline.hpp"
#include "format/show.hpp"

namespace caucus_tally {

std::string show_svg(std::span<const ShownContest> contests, const ResultsView& view) {
    std::vector<HeadedChart> charts;
    for (const auto& [contest, findings] : contests) {
        const std::vector<std::string> facts = headline(contest, " · ", shown_round(contest, view));
        for (const Results& results : arrange_results(contest, view)) {
            if (view.by) {
                charts.push_back({{results.name, contest.title},
                                  draw_votes(results.rows, "Votes: " + contest.title + ", " + results.name)});
                continue;
            }
            std::vector<std::string> headings{contest.title};
            if (!facts.empty()) headings.push_back(facts.front());  // when, where and whose
            charts.push_back({std::move(headings), draw_votes(results.rows, "Votes: " + contest.title)});
        }
    }
    return svg_file(charts);
}

}  // namespace caucus_tally
