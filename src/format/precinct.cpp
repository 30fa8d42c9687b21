// SPDX-License-Identifier: MIT
#include "format/precinct.hpp"

#include <fmt/format.h>

namespace caucus_tally {

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

std::string delegates_text(const PrecinctReport& report, std::size_t group) {
    if (const auto delegates = delegates_of(report, group)) return std::to_string(*delegates);
    if (!has_open_tie(report)) return {};
    const std::uint64_t sure = report.computed.groups[group].delegates;
    return fmt::format("{} or {}", sure, sure + 1);
}

}  // namespace caucus_tally
