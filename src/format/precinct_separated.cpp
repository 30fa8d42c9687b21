// SPDX-License-Identifier: MIT
#include "caucus/precinct_story.hpp"
#include "format/precinct.hpp"

namespace caucus_tally {

std::string precinct_separated(const PrecinctReport& report, const SeparatedStyle& style) {
    std::string text;
    append_record(text, {"precinct", "group", "first", "people", "viable", "share", "rounded", "delegates", "stated"},
                  style);
    for (std::size_t i = 0; i < report.groups.size(); ++i) {
        const GroupAllocation& group = report.computed.groups[i];
        const auto delegates = delegates_of(report, i);
        append_record(text,
                      {report.name, report.groups[i], report.first.empty() ? "" : std::to_string(report.first[i]),
                       std::to_string(report.precinct.groups[i]),
                       !report.computed.viability ? ""
                       : group.viable             ? "yes"
                                                  : "no",
                       group.viable ? to_string(group.exact, published_digits) : "",
                       group.viable ? std::to_string(group.rounded) : "", delegates ? std::to_string(*delegates) : "",
                       report.won.empty() ? "" : std::to_string(report.won[i])},
                      style);
    }
    return text;
}

}  // namespace caucus_tally
