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

std::string display_name(const TableInput& input) {
    return input.name == "-" && !input.text ? "<stdin>" : input.name;
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
            totals_.passed_over.push_back(display_name(inputs_[report.input]));
        else
            ++(report.refused ? totals_.refused_files : totals_.files);
    }
    const auto place = [&](Location& location) {
        location.file = display_name(inputs_[report.input]);
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
    for (OddName& odd : report.odd_names) {
        place(odd.first);
        keep_odd(std::move(odd));
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

/// Blocks come in the order of the input here, so the first to be kept is the first there is.
void Ledger::keep_odd(OddName odd) {
    std::size_t& count = odd_names_of_[odd.by];
    if (count < max_findings_ && odd_names_.try_emplace({odd.by, std::move(odd.name)}, std::move(odd.first)).second)
        ++count;
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
