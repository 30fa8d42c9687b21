// SPDX-License-Identifier: MIT
#include "precincts/reconcile.hpp"

#include "precincts/id_tables.hpp"
#include "precincts/ledger.hpp"
#include "precincts/tabulate.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

/// The names of a group without its last column.
std::string label_of(const Tabulation& totals, std::size_t group) {
    std::string label;
    for (std::size_t column = 0; column + 1 < totals.by.size(); ++column) {
        const std::string& name = totals.name(group, column);
        if (!label.empty() && !name.empty()) label += ", ";
        label += name;
    }
    return label;
}

struct DoubleCounts {
    std::uint64_t groups = 0;
    std::string first;  ///< the first of them with both numbers

    void add(const Tabulation& totals, std::size_t total, std::size_t other) {
        if (groups++ > 0) return;
        const auto text = [&](std::size_t group) {
            const auto sum = totals.sum(group, 0);
            return sum ? with_separators(*sum) : "none";
        };
        first = fmt::format("\"{}\": {} and {}", label_of(totals, total), text(total), text(other));
    }
};

Finding finding_of(const DoubleCounts& found, bool equal) {
    std::string message =
        fmt::format("{} group{} {} rows of the mode \"TOTAL\" and rows of other modes{}, the first is {}", found.groups,
                    found.groups == 1 ? "" : "s", found.groups == 1 ? "has" : "have", equal ? " with the same sum" : "",
                    found.first);
    Finding finding = make_finding(Code::total_row, std::move(message), equal ? Case::usual : Case::not_surely_doubled);
    finding.notes.emplace_back(
        "where they are of the same units votes are counted twice: mode=TOTAL or mode!=TOTAL chooses one of them");
    return finding;
}

void add_group(Tabulation& totals, std::size_t to, std::size_t from) {
    const std::size_t width = totals.counts.size();
    for (std::size_t count = 0; count < width; ++count) {
        Votes& sum = totals.sums[to * width + count];
        const std::optional<Votes> both = checked_add(sum, totals.sums[from * width + count]);
        if (!both) totals.overflow = true;
        sum = both.value_or(sum);
        totals.stated[to * width + count] = totals.stated[to * width + count] || totals.stated[from * width + count];
    }
}

}  // namespace

void TableColumns::Column::add(bool is_there, std::size_t input) {
    if (!is_there && without == 0) first_without = input;
    ++(is_there ? with : without);
}

void TableColumns::add(const Layout& layout, std::size_t input) {
    votes.add(layout.has(ColumnRole::votes), input);
    office.add(layout.has(ColumnRole::office), input);
    for (const Layout::Column& column : layout.columns) {
        if (!column.by) continue;
        by.resize(std::max(by.size(), *column.by + 1));
        by[*column.by] = true;
    }
}

void fold_total_modes(Tabulation& totals, std::size_t max_findings) {
    const std::size_t by = totals.by.size();
    const std::size_t mark = by - 1;
    const std::size_t width = totals.counts.size();
    const bool has_both = totals.names[mark].size() > 1;
    TupleTable groups(mark);
    std::vector<std::size_t> first;  // for each group without its mark, where it first appears
    DoubleCounts equal;
    DoubleCounts different;
    for (std::size_t group = 0; has_both && group < totals.groups(); ++group) {
        const std::uint32_t id = groups.find_or_add(std::span(totals.keys).subspan(group * by, mark));
        if (id == first.size()) {
            first.push_back(group);
            continue;
        }
        const bool is_total = !totals.name(group, mark).empty();
        const bool same = std::equal(totals.sums.begin() + static_cast<std::ptrdiff_t>(group * width),
                                     totals.sums.begin() + static_cast<std::ptrdiff_t>((group + 1) * width),
                                     totals.sums.begin() + static_cast<std::ptrdiff_t>(first[id] * width));
        (same ? equal : different).add(totals, is_total ? group : first[id], is_total ? first[id] : group);
        add_group(totals, first[id], group);
    }
    if (equal.groups > 0) totals.inconsistent = true;
    if (equal.groups > 0) report(totals, finding_of(equal, true), max_findings);
    if (different.groups > 0) report(totals, finding_of(different, false), max_findings);

    const std::size_t kept = has_both ? first.size() : totals.groups();
    for (std::size_t group = 0; group < kept; ++group) {
        const std::size_t from = has_both ? first[group] : group;
        for (std::size_t column = 0; column < mark; ++column)
            totals.keys[group * mark + column] = totals.keys[from * by + column];
        for (std::size_t count = 0; count < width && from != group; ++count) {
            totals.sums[group * width + count] = totals.sums[from * width + count];
            totals.stated[group * width + count] = totals.stated[from * width + count];
        }
    }
    totals.keys.resize(kept * mark);
    totals.sums.resize(kept * width);
    totals.stated.resize(kept * width);
    totals.by.pop_back();
    totals.names.pop_back();
}

void drop_absent_columns(Tabulation& totals, const TableColumns& columns) {
    const auto is_absent = [&](std::size_t column) { return column >= columns.by.size() || !columns.by[column]; };
    const std::size_t by = totals.by.size();
    std::size_t kept_keys = 0;
    for (std::size_t i = 0; i < totals.keys.size(); ++i)
        if (!is_absent(i % by)) totals.keys[kept_keys++] = totals.keys[i];
    totals.keys.resize(kept_keys);
    std::size_t kept = 0;
    for (std::size_t column = 0; column < by; ++column) {
        if (is_absent(column)) continue;
        if (kept != column) {
            totals.by[kept] = std::move(totals.by[column]);
            totals.names[kept] = std::move(totals.names[column]);
        }
        ++kept;
    }
    totals.by.resize(kept);
    totals.names.resize(kept);
}

void report_differences(Tabulation& totals, const TableColumns& columns, std::span<const TableInput> inputs,
                        const Query& query, std::size_t max_findings) {
    const auto report_column = [&](const TableColumns::Column& column, std::string_view name, std::string_view effect) {
        if (column.with == 0 || column.without == 0) return;
        Finding finding = make_finding(
            Code::field, fmt::format("no column \"{}\", which {} of {} tables {}: {}", name, column.with,
                                     column.with + column.without, column.with == 1 ? "has" : "have", effect));
        finding.location.file = display_name(inputs[column.first_without]);
        totals.inconsistent = true;
        report(totals, std::move(finding), max_findings);
    };
    report_column(columns.votes, "votes", "the sums of votes lack those of the other tables");
    if (query.default_by) report_column(columns.office, "office", "the rows of the other tables belong to no contest");
}

}  // namespace caucus_tally
