// SPDX-License-Identifier: MIT
#include "precincts/totals.hpp"

#include "base/words.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

namespace caucus_tally {
namespace {

Finding overflow_of(Tabulation& totals, std::size_t group, std::size_t count) {
    totals.overflow = true;
    std::string names;
    for (std::size_t column = 0; column < totals.by.size(); ++column)
        if (const std::string& name = totals.name(group, column); !name.empty())
            names += (names.empty() ? "" : ", ") + name;
    return make_finding(Code::not_a_count,
                        fmt::format("the {} of \"{}\" exceed 2^64 - 1", totals.counts[count], names));
}

}  // namespace

void report(Tabulation& totals, Finding finding, std::size_t max_findings) {
    ++(finding.severity == Severity::error ? totals.errors : totals.warnings);
    if (totals.findings.size() < max_findings) totals.findings.push_back(std::move(finding));
}

void write_groups(Tabulation& totals, const Groups& groups, const NamePlaces& places, std::size_t max_findings) {
    std::vector<std::uint32_t> order(groups.first.size());
    std::iota(order.begin(), order.end(), 0U);
    if (!std::ranges::is_sorted(groups.first))
        std::ranges::sort(order, {}, [&](std::uint32_t group) { return groups.first[group]; });

    totals.stated_rows = groups.stated_rows;
    totals.stated_rows.resize(totals.counts.size());
    const std::size_t by = groups.names.size();
    totals.names.resize(by);
    std::vector<std::vector<std::uint32_t>> renumbered(by);
    for (std::size_t column = 0; column < by; ++column) renumbered[column].assign(groups.names[column].size(), no_id);
    totals.keys.reserve(order.size() * by);
    totals.sums.reserve(order.size() * groups.width);
    totals.stated.reserve(order.size() * groups.width);
    for (const std::uint32_t group : order) {
        const auto tuple = groups.tuples.tuple(group);
        for (std::size_t column = 0; column < by; ++column) {
            std::uint32_t& id = renumbered[column][tuple[column]];
            if (id == no_id) {
                id = static_cast<std::uint32_t>(totals.names[column].size());
                totals.names[column].emplace_back(groups.names[column].name(tuple[column]));
            }
            totals.keys.push_back(id);
        }
        for (std::size_t count = 0; count < groups.width; ++count) {
            totals.sums.push_back(groups.sums[group * groups.width + count]);
            totals.stated.push_back(groups.stated[group * groups.width + count] != 0);
        }
    }
    for (std::size_t group = 0; group < order.size(); ++group)
        for (std::size_t count = 0; count < groups.width && !groups.overflowed.empty(); ++count)
            if (groups.overflowed.contains(order[group] * groups.width + count))
                report(totals, overflow_of(totals, group, count), max_findings);
    for (std::size_t column = 0; column < by; ++column) {
        for (const std::string& name : totals.names[column]) {
            const std::string_view fault = whitespace_fault(name);
            if (fault.empty()) continue;
            Finding finding =
                make_finding(Code::whitespace, fmt::format("{} {} has {}", totals.by[column], quote(name), fault));
            if (const auto place = places.find({column, name}); place != places.end()) finding.location = place->second;
            report(totals, std::move(finding), max_findings);
        }
    }
}

}  // namespace caucus_tally
