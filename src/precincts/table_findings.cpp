// SPDX-License-Identifier: MIT
#include "precincts/table_findings.hpp"

#include <algorithm>
#include <tuple>

namespace caucus_tally {
namespace {

std::pair<std::size_t, std::size_t> place_of(const Finding& finding) {
    return {finding.location.line, finding.location.column};
}

}  // namespace

void TableFindings::add(Finding finding, bool is_late) {
    CheckedTable::CodeCount& count = codes_[finding.code];
    count.code = finding.code;
    if (options_.wanted && !options_.wanted(finding)) {
        ++count.unwanted;
        return;
    }
    const auto severity = static_cast<std::size_t>(finding.severity);
    ++table_.counts[severity];
    ++count.findings[severity];
    if (!finding.unit.empty()) units_[finding.code].insert(finding.unit);
    // Those that come late may stand before others.
    if (is_late || kept_[severity].size() < options_.max_findings) kept_[severity].push_back(std::move(finding));
}

CheckedTable TableFindings::take() {
    for (auto& [code, count] : codes_) {
        count.units = units_[code].size();
        table_.codes.push_back(count);
    }
    for (std::vector<Finding>& findings : kept_) {
        std::ranges::stable_sort(findings, {}, place_of);
        findings.resize(std::min(findings.size(), options_.max_findings));
        std::ranges::move(findings, std::back_inserter(table_.findings));
    }
    std::ranges::stable_sort(table_.findings, {}, place_of);
    return std::move(table_);
}

}  // namespace caucus_tally
