// SPDX-License-Identifier: MIT
#include "caucus/precinct_story.hpp"
#include "format/precinct.hpp"
#include "format/precincts.hpp"

#include <algorithm>
#include <caucus_tally/tally.hpp>

namespace caucus_tally {
namespace {

template <typename Number>
std::string text_of(const std::optional<Number>& number) {
    using caucus_tally::to_string;
    using std::to_string;
    return number ? to_string(*number) : "";
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

std::string each_separated(const ShownPrecincts& shown, const SeparatedStyle& style) {
    std::string text;
    append_record(text, {"contest",   "rules",     "unit",  "elects",     "attendance", "viability",  "outcome",
                         "id",        "candidate", "first", "people",     "viable",     "share",      "rounded",
                         "delegates", "stated",    "sde",   "stated_sde", "tie",        "settled_by", "basis"},
                  style);
    for (const PrecinctUnit& precinct : shown.precincts.units) {
        const PrecinctReport& report = precinct.report;
        const bool judged = precinct.outcome == UnitCase::judged;
        const bool computed = counts_as_computed(precinct);
        for (std::size_t i = 0; i < report.groups.size(); ++i) {
            const GroupAllocation& group = report.computed.groups[i];
            const GroupCount count = counted(precinct, i);
            const GroupCount stated = published(precinct, i);
            append_record(text,
                          {shown.contest.id,
                           shown.precincts.rules->id,
                           report.name,
                           judged ? std::to_string(report.precinct.delegates) : "",
                           std::to_string(report.precinct.attendance),
                           text_of(report.computed.viability),
                           outcome_of(precinct),
                           report.ids[i],
                           report.groups[i],
                           report.first.empty() ? "" : std::to_string(report.first[i]),
                           std::to_string(report.precinct.groups[i]),
                           !report.computed.viability ? ""
                           : group.viable             ? "yes"
                                                      : "no",
                           group.viable ? to_string(group.exact, published_digits) : "",
                           group.viable ? std::to_string(group.rounded) : "",
                           text_of(count.delegates),
                           text_of(stated.delegates),
                           text_of(count.sde),
                           text_of(stated.sde),
                           tie_word(report, i),
                           settled_by(report, i),
                           computed ? "computed" : "stated"},
                          style);
        }
    }
    return text;
}

}  // namespace

std::string precincts_separated(const ShownPrecincts& shown, const SeparatedStyle& style) {
    if (shown.each) return each_separated(shown, style);
    std::string text;
    append_record(
        text,
        {"contest", "rules", "level", "unit", "id", "candidate", "people", "delegates", "stated", "sde", "stated_sde"},
        style);
    for (std::size_t u = 0; u < shown.counted.size(); ++u) {
        for (std::size_t i = 0; i < shown.contest.candidates.size(); ++i) {
            const CandidateSum& sum = shown.counted[u].candidates[i];
            const CandidateSum& stated = shown.published[u].candidates[i];
            append_record(text,
                          {shown.contest.id, shown.precincts.rules->id, shown.level, shown.counted[u].id,
                           shown.contest.candidates[i].id, shown.contest.candidates[i].name, text_of(sum.votes.back()),
                           text_of(sum.delegates), text_of(stated.delegates), text_of(sum.sde), text_of(stated.sde)},
                          style);
        }
    }
    return text;
}

}  // namespace caucus_tally
