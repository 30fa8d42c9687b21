// SPDX-License-Identifier: MIT
#include "precincts/ledger.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

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

Finding said_once(RepeatedFinding repeated) {
    Finding finding = std::move(repeated.finding);
    if (repeated.rows > 1) finding.message += fmt::format(" ({} rows)", with_separators(repeated.rows));
    const std::vector<std::size_t>& lines = repeated.more_lines;
    if (!lines.empty())
        finding.notes.push_back(fmt::format("also on line{} {}", lines.size() == 1 ? "" : "s", fmt::join(lines, ", ")));
    return finding;
}

std::string display_name(const TableInput& input) {
    return input.name == "-" && !input.text ? "<stdin>" : input.name;
}

void Ledger::enter(BlockReport report) {
    const std::lock_guard lock(mutex_);
    waiting_.emplace(report.sequence, std::move(report));
    for (auto next = waiting_.find(next_); next != waiting_.end(); next = waiting_.find(++next_)) {
        apply(next->second);
        waiting_.erase(next);
    }
}

Location Ledger::place(std::uint64_t sequence, Location location) const {
    location.file = file_;
    if (location.line > 0 && sequence < lines_before_.size()) location.line += lines_before_[sequence];
    return location;
}

// Blocks come in the order of the table here, so the first of a name to be kept is the first there is.
void Ledger::apply(BlockReport& report) {
    lines_before_.push_back(all_.lines);
    const auto placed = [&](Location& location) { return place(report.sequence, std::move(location)); };
    for (Finding& finding : report.findings) {
        finding.location = placed(finding.location);
        if (sink_)
            sink_(std::move(finding));
        else if (all_.findings.size() < max_findings_)
            all_.findings.push_back(std::move(finding));
    }
    for (std::size_t i = 0; i < report.repeated.items.size(); ++i) {
        RepeatedFinding& each = report.repeated.items[i];
        const auto [known, is_new] =
            all_.repeated.find_or_add(report.repeated.names.name(static_cast<std::uint32_t>(i)));
        known.rows += each.rows;
        const std::size_t next = is_new ? 0 : each.finding.location.line;
        if (next > 0) each.more_lines.insert(each.more_lines.begin(), next);
        for (const std::size_t line : each.more_lines)
            if (known.more_lines.size() < most_more_lines)
                known.more_lines.push_back(line + static_cast<std::size_t>(all_.lines));
        if (!is_new) continue;
        known.finding = std::move(each.finding);
        known.unnamed = each.unnamed;
        known.finding.location = placed(known.finding.location);
    }
    for (KeptOutRows& rows : report.kept_out.items) {
        const auto [known, is_new] = all_.kept_out.find_or_add(rows.name);
        if (is_new) {
            known = std::move(rows);
            known.first = placed(known.first);
        } else {
            known.rows += rows.rows;
        }
    }
    for (OddName& odd : report.odd_names) {
        std::size_t& count = odd_names_of_[odd.by];
        if (count >= max_findings_) continue;
        if (odd_names_.try_emplace({odd.by, std::move(odd.name)}, placed(odd.first)).second) ++count;
    }
    if (report.begins_flawed && last_area_) flawed_areas_.insert(*last_area_);
    if (report.last_area) last_area_ = std::move(report.last_area);
    all_.lines += report.lines;
    all_.rows += report.rows;
    all_.bad_rows += report.bad_rows;
    all_.unwanted_rows += report.unwanted_rows;
    all_.unknown_rows += report.unknown_rows;
    all_.errors += report.errors;
    all_.warnings += report.warnings;
    all_.truncated |= report.truncated;
}

}  // namespace caucus_tally
