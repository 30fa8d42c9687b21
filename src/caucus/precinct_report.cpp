// SPDX-License-Identifier: MIT
#include "allocate/tie.hpp"
#include "caucus/precinct_story.hpp"

#include <algorithm>
#include <caucus_tally/precinct_report.hpp>

namespace caucus_tally {
namespace {

// What Iowa's party published of state delegate equivalents.
/// The groups of the tie that are published with one delegate more than they are sure of, where the published
/// delegates are one of the ways it can end.
std::vector<std::size_t> published_winners(const PrecinctReport& report) {
    std::vector<std::size_t> winners;
    if (!allows(report.computed, report.won)) return winners;
    for (const std::size_t i : report.computed.tie->groups)
        if (report.won[i] > report.computed.groups[i].delegates) winners.push_back(i);
    return winners;
}

}  // namespace

PrecinctReport report_precinct(PrecinctReport report) {
    report.computed = allocate_precinct(*report.rules.caucus, report.precinct);
    const auto& tie = report.computed.tie;
    if (!tie || report.computed.too_many_groups) return report;
    report.settled = published_winners(report);
    report.settled_as_published = !report.settled.empty();
    if (report.settled_as_published) return report;
    std::vector<std::string_view> ids;
    for (const std::size_t i : tie->groups) ids.push_back(report.ids.empty() ? report.groups[i] : report.ids[i]);
    for (const std::size_t place : settle(report.tie_break, report.name, ids, tie->winners))
        report.settled.push_back(tie->groups[place]);
    return report;
}

bool has_open_tie(const PrecinctReport& report) {
    const auto& tie = report.computed.tie;
    return tie && !report.computed.too_many_groups && report.settled.size() < tie->winners;
}

bool gives_split(const PrecinctReport& report) {
    return report.computed.outcome == PrecinctCase::shared && !report.computed.too_many_groups;
}

std::optional<std::uint64_t> delegates_of(const PrecinctReport& report, std::size_t group) {
    const PrecinctAllocation& computed = report.computed;
    const bool known = computed.outcome == PrecinctCase::shared || computed.outcome == PrecinctCase::majority ||
                       computed.outcome == PrecinctCase::nobody_viable;
    if (!known || computed.too_many_groups) return std::nullopt;
    const std::uint64_t sure = computed.groups[group].delegates;
    if (!computed.tie || !std::ranges::binary_search(computed.tie->groups, group)) return sure;
    if (std::ranges::count(report.settled, group) > 0) return sure + 1;
    if (has_open_tie(report)) return std::nullopt;
    return sure;
}

std::optional<Decimal> sde_of(const PrecinctReport& report, std::uint64_t delegates) {
    if (!report.sde) return std::nullopt;
    const auto sde = state_delegate_equivalents(delegates, *report.sde, report.sde_delegates);
    return sde ? rounded(*sde, published_digits) : std::nullopt;
}

}  // namespace caucus_tally
