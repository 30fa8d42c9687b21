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
    if (waive(finding))
        ++waived_;
    else
        keep(std::move(finding));
}

void FindingLog::add_always(Finding finding) {
    refuse_waivers(finding);
    keep(std::move(finding));
}

bool FindingLog::wants(const Finding& finding) {
    return std::ranges::binary_search(filter_.codes, finding.code) && !waive(finding);
}

bool FindingLog::waive(const Finding& finding) {
    std::optional<std::size_t> first;
    for (std::size_t i = 0; i < filter_.waivers.size(); ++i) {
        if (!covers(filter_.waivers[i], finding)) continue;
        waiver_uses_[i] |= {.used = !first, .behind = first};
        if (!first) first = i;
    }
    return first.has_value();
}

void FindingLog::refuse_waivers(const Finding& finding) {
    for (std::size_t i = 0; i < filter_.waivers.size(); ++i)
        if (covers(filter_.waivers[i], finding)) waiver_uses_[i].refused = true;
}

void FindingLog::add_table(CheckedTable table) {
    for (const CheckedTable::CodeCount& count : table.codes) {
        if (std::ranges::binary_search(filter_.codes, count.code)) waived_ += count.unwanted;
        SeverityCounts found;
        for (std::size_t i = 0; i < found.of.size(); ++i) found.of[i] = count.findings[i];
        if (found.total() == 0) continue;
        counts_[count.code].findings += found;
        counts_[count.code].other_units += count.units;
    }
    for (Finding& finding : table.findings) {
        std::vector<Kept>& same_severity = kept(finding.severity);
        if (same_severity.size() < filter_.most) same_severity.push_back({added_, std::move(finding)});
        ++added_;
    }
}

void FindingLog::keep(Finding finding) {
    CodeCounts& counts = counts_[finding.code];
    ++counts.findings[finding.severity];
    if (!finding.unit.empty()) counts.units.insert(finding.unit);
    std::vector<Kept>& same_severity = kept(finding.severity);
    if (same_severity.size() < filter_.most) same_severity.push_back({added_, std::move(finding)});
    ++added_;
}

}  // namespace caucus_tally
