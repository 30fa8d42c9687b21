// SPDX-License-Identifier: MIT
#include "precincts/table_findings.hpp"

#include <algorithm>
#include <caucus_tally/numbers.hpp>
#include <fmt/format.h>
#include <tuple>

namespace caucus_tally {

std::size_t TableFindings::keep(Finding finding) {
    finding.location.file = file_;
    CheckedTable::CodeCount& count = codes_[finding.code];
    count.code = finding.code;
    if (options_.wanted && !options_.wanted(finding)) {
        ++count.unwanted;
        return SIZE_MAX;
    }
    const auto severity = static_cast<std::size_t>(finding.severity);
    ++totals_.counts[severity];
    ++count.findings[severity];
    if (!finding.unit.empty()) units_[finding.code].insert(finding.unit);
    std::vector<Finding>& same_severity = kept_[severity];
    if (same_severity.size() >= options_.max_findings) return SIZE_MAX;
    same_severity.push_back(std::move(finding));
    return same_severity.size() - 1;
}

void TableFindings::add(Finding finding) {
    keep(std::move(finding));
}

bool TableFindings::count_repeated(Code code, std::size_t column, std::string_view text) {
    key_ = fmt::format("{} {} ", static_cast<unsigned>(code), column);
    key_ += text;
    const std::uint32_t id = repeated_names_.find_or_add(key_);
    if (id < repeated_.size()) {
        ++repeated_[id].rows;
        return false;
    }
    repeated_.push_back({.rows = 1});
    return true;
}

void TableFindings::add_repeated(Finding finding) {
    repeated_.back().severity = finding.severity;
    repeated_.back().kept = keep(std::move(finding));
}

CheckedTable TableFindings::take() {
    for (const Repeated& each : repeated_)
        if (each.kept != SIZE_MAX && each.rows > 1)
            kept_[static_cast<std::size_t>(each.severity)][each.kept].message +=
                fmt::format(" ({} rows)", with_separators(each.rows));
    for (auto& [code, count] : codes_) {
        count.units = units_[code].size();
        totals_.codes.push_back(count);
    }
    for (std::vector<Finding>& findings : kept_) std::ranges::move(findings, std::back_inserter(totals_.findings));
    std::ranges::stable_sort(totals_.findings, {}, [](const Finding& finding) {
        return std::tuple(finding.location.line, finding.location.column);
    });
    return std::move(totals_);
}

}  // namespace caucus_tally
