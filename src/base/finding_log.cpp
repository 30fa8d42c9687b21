// SPDX-License-Identifier: MIT
#include "base/finding_log.hpp"

#include <algorithm>
#include <caucus_tally/numbers.hpp>
#include <fmt/format.h>
#include <utility>

namespace caucus_tally {
namespace {

std::pair<std::size_t, std::size_t> order(const FindingLog::Kept& kept) {
    return {kept.part, kept.position};
}

}  // namespace

void FindingLog::add(Finding finding) {
    switch (judge_ ? judge_(finding) : Verdict::report) {
        case Verdict::report:
            keep(std::move(finding));
            break;
        case Verdict::waive:
            ++waived_;
            break;
        case Verdict::ignore:
            break;
    }
}

void FindingLog::add_always(Finding finding) {
    keep(std::move(finding));
}

void FindingLog::keep(Finding finding) {
    Counted& counted = codes_[finding.code];
    ++counted.findings[finding.severity];
    ++counts_[finding.severity];
    if (!finding.unit.empty()) counted.units.insert(finding.unit);
    std::vector<Kept>& alike = kept(finding.severity);
    if (alike.size() < most_) alike.push_back({part_, added_, std::move(finding)});
    ++added_;
}

void FindingLog::add_first_of_repeated(Repeated& repeated, Finding finding) {
    repeated.severity = finding.severity;
    const std::size_t position = added_;
    add(std::move(finding));
    if (added_ > position) repeated.position = position;
}

void FindingLog::tell_repeated() {
    for (const auto& [key, each] : repeated_) {
        if (each.rows == 1) continue;
        std::vector<Kept>& alike = kept(each.severity);
        const auto found = std::ranges::lower_bound(alike, std::pair(part_, each.position), {}, order);
        if (found != alike.end() && found->part == part_ && found->position == each.position)
            found->finding.message += fmt::format(" ({} rows)", with_separators(each.rows));
    }
    repeated_.clear();
}

void FindingLog::merge(FindingLog other, std::size_t part) {
    other.tell_repeated();
    counts_ += other.counts_;
    waived_ += other.waived_;
    for (const CodeCount& more : other.codes()) {
        Counted& counted = codes_[more.code];
        counted.findings += more.findings;
        counted.units_elsewhere += more.units;
    }
    for (std::size_t i = 0; i < kept_.size(); ++i) {
        std::vector<Kept>& all = kept_[i];
        const auto middle = static_cast<std::ptrdiff_t>(all.size());
        for (Kept& each : other.kept_[i]) all.push_back({part, each.position, std::move(each.finding)});
        std::ranges::inplace_merge(all, all.begin() + middle, {}, order);
        if (all.size() > most_) all.resize(most_);
    }
    part_ = std::max(part_, part);
    added_ = std::max(added_, other.added_);
}

void FindingLog::merge_counted(const std::vector<CodeCount>& codes, std::vector<Finding> kept_elsewhere,
                               std::size_t waived) {
    waived_ += waived;
    for (const CodeCount& more : codes) {
        Counted& counted = codes_[more.code];
        counted.findings += more.findings;
        counted.units_elsewhere += more.units;
        counts_ += more.findings;
    }
    for (Finding& finding : kept_elsewhere) {
        std::vector<Kept>& alike = kept(finding.severity);
        if (alike.size() < most_) alike.push_back({part_, added_, std::move(finding)});
        ++added_;
    }
}

std::vector<CodeCount> FindingLog::codes() const {
    std::vector<CodeCount> all;
    for (const auto& [code, counted] : codes_)
        all.push_back({code, counted.findings, counted.units.size() + counted.units_elsewhere});
    return all;
}

std::vector<FindingLog::Kept> FindingLog::take_worst(std::size_t most) {
    tell_repeated();
    std::vector<Kept> chosen;
    for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
        std::vector<Kept>& alike = kept(severity);
        alike.resize(std::min(alike.size(), most - chosen.size()));
        std::ranges::move(alike, std::back_inserter(chosen));
    }
    std::ranges::sort(chosen, {}, order);
    return chosen;
}

std::vector<Finding> FindingLog::take() {
    std::vector<Finding> findings;
    for (Kept& each : take_worst(SIZE_MAX)) findings.push_back(std::move(each.finding));
    return findings;
}

}  // namespace caucus_tally
