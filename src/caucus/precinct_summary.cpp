// SPDX-License-Identifier: MIT
#include "caucus/precinct_summary.hpp"

#include <algorithm>

namespace caucus_tally {
namespace {

void add_judged(const PrecinctUnit& precinct, PrecinctSummary& summary) {
    const PrecinctReport& report = precinct.report;
    ++summary.judged;
    if (!report.attendance_stated && report.precinct.attendance > 0) ++summary.attendance_assumed;
    if (!counts_as_computed(precinct)) {
        if (report.computed.too_many_groups) {
            ++summary.too_many_groups;
        } else if (report.computed.outcome == PrecinctCase::nobody_viable) {
            ++summary.nobody_viable;
        } else if (report.computed.outcome == PrecinctCase::majority) {
            ++summary.no_majority;
        } else {
            ++summary.others;
        }
        return;
    }
    if (report.computed.tie) {
        ++summary.ties;
        if (report.settled_as_published) ++summary.ties_as_published;
        if (has_open_tie(report)) ++summary.ties_open;
    }
    const bool published = std::ranges::any_of(report.won, [](std::uint64_t won) { return won > 0; });
    ++(!published ? summary.unpublished : differs_from_rules(precinct) ? summary.differ : summary.as_ruled);
}

}  // namespace

PrecinctSummary sum_up(const ContestPrecincts& precincts) {
    PrecinctSummary summary;
    for (const PrecinctUnit& precinct : precincts.units) {
        switch (precinct.outcome) {
            case UnitCase::judged:
                add_judged(precinct, summary);
                break;
            case UnitCase::unknown_delegates:
                ++summary.unknown_delegates;
                break;
            case UnitCase::no_figures:
                ++summary.no_figures;
                break;
            case UnitCase::too_many_votes:
                ++summary.too_many_votes;
                break;
        }
    }
    return summary;
}

bool is_amiss(const PrecinctUnit& precinct, std::size_t group) {
    if (!differs_from_rules(precinct)) return false;
    const PrecinctReport& report = precinct.report;
    const std::uint64_t sure = report.computed.groups[group].delegates;
    const auto& tie = report.computed.tie;
    const bool tied = tie && std::ranges::binary_search(tie->groups, group);
    return report.won[group] != sure && !(tied && report.won[group] == sure + 1);
}

}  // namespace caucus_tally
