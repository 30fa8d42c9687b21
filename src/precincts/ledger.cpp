// SPDX-License-Identifier: MIT
#include "precincts/ledger.hpp"

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
    for (KeptOutRows& rows : report.kept_out.items) {
        place(rows.first);
        keep_out(std::move(rows));
    }
    for (UnknownCounts& unknown : report.unknown_counts.items) {
        place(unknown.finding.location);
        keep_unknown(std::move(unknown));
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
    totals_.unknown_rows += report.unknown_rows;
    totals_.errors += report.errors;
    totals_.warnings += report.warnings;
    totals_.truncated |= report.truncated;
}

// Blocks come in the order of the input here, so the first of a name to be kept is the first there is.

void Ledger::keep_out(KeptOutRows rows) {
    const auto [known, is_new] = kept_out_.find_or_add(rows.name);
    if (is_new)
        known = std::move(rows);
    else
        known.rows += rows.rows;
}

void Ledger::keep_unknown(UnknownCounts unknown) {
    const auto [known, is_new] = unknown_counts_.find_or_add(unknown.finding.message);
    if (is_new)
        known = std::move(unknown);
    else
        known.rows += unknown.rows;
}

void Ledger::keep_odd(OddName odd) {
    std::size_t& count = odd_names_of_[odd.by];
    if (count < max_findings_ && odd_names_.try_emplace({odd.by, std::move(odd.name)}, std::move(odd.first)).second)
        ++count;
}

void Ledger::keep(Finding finding) {
    if (totals_.findings.size() < max_findings_) totals_.findings.push_back(std::move(finding));
}

Tabulation Ledger::take() {
    totals_.kept_out = std::move(kept_out_.items);
    for (UnknownCounts& unknown : unknown_counts_.items) {
        ++totals_.warnings;
        if (unknown.rows > 1) unknown.finding.message += fmt::format(" ({} rows)", with_separators(unknown.rows));
        keep(std::move(unknown.finding));
    }
    for (const KeptOutRows& rows : totals_.kept_out) {
        if (!rows.total) continue;
        ++totals_.warnings;
        Finding finding = make_finding(
            Code::total_row, fmt::format("\"{}\" is a total of other rows and is kept out of the sums", rows.name),
            Case::not_surely_doubled);
        finding.location = rows.first;
        keep(std::move(finding));
    }
    return std::move(totals_);
}

}  // namespace caucus_tally
