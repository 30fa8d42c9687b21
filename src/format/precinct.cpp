// SPDX-License-Identifier: MIT
#include "format/precinct.hpp"

#include <algorithm>

namespace caucus_tally {

PrecinctReport report_precinct(PrecinctReport report) {
    report.computed = allocate_precinct(*report.rules.caucus, report.precinct);
    if (const auto& tie = report.computed.tie; tie && !report.computed.too_many_groups) {
        std::vector<std::string_view> ids;
        for (const std::size_t i : tie->groups) ids.push_back(report.groups[i]);
        for (const std::size_t place : settle(report.tie_break, report.name, ids, tie->winners))
            report.settled.push_back(tie->groups[place]);
    }
    return report;
}

bool has_open_tie(const PrecinctReport& report) {
    const auto& tie = report.computed.tie;
    return tie && !report.computed.too_many_groups && report.settled.size() < tie->winners;
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

}  // namespace caucus_tally
