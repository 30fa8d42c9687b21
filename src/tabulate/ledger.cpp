// SPDX-License-Identifier: MIT
#include "tabulate/ledger.hpp"

#include <fmt/format.h>

namespace caucus_tally {

void BlockReport::report(Finding finding, std::size_t limit) {
    (finding.severity == Severity::error ? errors : warnings) += 1;
    if (findings.size() < limit) findings.push_back(std::move(finding));
}

void BlockReport::drop_findings() {
    findings.clear();
    errors = 0;
    warnings = 0;
}

Ledger::Ledger(std::span<const TableInput> inputs, std::size_t max_findings)
    : inputs_(inputs), max_findings_(max_findings) {}

void Ledger::enter(BlockReport report) {
    const std::lock_guard lock(mutex_);
    waiting_.emplace(report.sequence, std::move(report));
    for (auto next = waiting_.find(next_); next != waiting_.end(); next = waiting_.find(++next_)) {
        apply(next->second);
        waiting_.erase(next);
    }
}

void Ledger::apply(BlockReport& report) {
    if (report.starts_table) {
        lines_ = 0;
        if (report.passed_over)
            totals_.passed_over.push_back(inputs_[report.input].name);
        else
            ++(report.refused ? totals_.refused_files : totals_.files);
    }
    const auto place = [&](Location& location) {
        location.file = inputs_[report.input].name;
        if (location.line > 0) location.line += lines_;
    };
    for (Finding& finding : report.findings) {
        place(finding.location);
        keep(std::move(finding));
    }
    for (KeptOutRows& rows : report.kept_out) {
        place(rows.first);
        keep_out(rows);
    }
    lines_ += report.lines;
    totals_.rows += report.rows;
    totals_.summed_rows += report.summed_rows;
    totals_.bad_rows += report.bad_rows;
    totals_.unwanted_rows += report.unwanted_rows;
    totals_.errors += report.errors;
    totals_.warnings += report.warnings;
    totals_.truncated |= report.truncated;
}

void Ledger::keep_out(const KeptOutRows& rows) {
    const auto [known, is_new] = kept_out_.try_emplace(rows.name, totals_.kept_out.size());
    if (is_new)
        totals_.kept_out.push_back(rows);
    else
        totals_.kept_out[known->second].rows += rows.rows;
}

void Ledger::keep(Finding finding) {
    if (totals_.findings.size() < max_findings_) totals_.findings.push_back(std::move(finding));
}

Tabulation Ledger::take() {
    for (const KeptOutRows& rows : totals_.kept_out) {
        if (!rows.total) continue;
        ++totals_.warnings;
        Finding finding = warning(
            Code::total_row, fmt::format("\"{}\" is a total of other rows and is kept out of the sums", rows.name));
        finding.location = rows.first;
        keep(std::move(finding));
    }
    return std::move(totals_);
}

}  // namespace caucus_tally
