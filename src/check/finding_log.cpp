// SPDX-License-Identifier: MIT
#include "check/finding_log.hpp"

#include <algorithm>

namespace caucus_tally {

SeverityCounts& SeverityCounts::operator+=(const SeverityCounts& more) {
    for (std::size_t i = 0; i < of.size(); ++i) of[i] += more.of[i];
    return *this;
}

void FindingLog::add(Finding finding) {
    if (!std::ranges::binary_search(filter_.codes, finding.code)) return;
    if (const auto waiver = find_waiver(filter_.waivers, finding)) {
        used_waivers_[*waiver] = true;
        ++waived_;
        return;
    }
    add_always(std::move(finding));
}

void FindingLog::add_always(Finding finding) {
    CodeCounts& counts = counts_[finding.code];
    ++counts.findings[finding.severity];
    if (!finding.unit.empty()) counts.units.insert(finding.unit);
    std::vector<Kept>& same_severity = kept(finding.severity);
    if (same_severity.size() < filter_.most) same_severity.push_back({added_, std::move(finding)});
    ++added_;
}

}  // namespace caucus_tally
