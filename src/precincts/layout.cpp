// SPDX-License-Identifier: MIT
#include "precincts/layout.hpp"

#include "base/words.hpp"
#include "precincts/glob.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <functional>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

constexpr std::array default_by = {"office"sv, "district"sv, "party"sv, "candidate"sv};

/// What a column is to the rows. Sums need no more of a unit than its area and its precinct, and a number in each row
/// would make each of them a unit; but what is asked for tells units apart.
ColumnPart part_of(const PrecinctColumn& column, bool is_asked_for, bool checks) {
    if (column.role != ColumnRole::other && column.role != ColumnRole::unknown) return column.part;
    if (column.part == ColumnPart::choice) return ColumnPart::choice;
    const bool tells_units_apart =
        is_asked_for || column.name.starts_with("state") || (checks && column.part == ColumnPart::unit);
    return tells_units_apart ? ColumnPart::unit : ColumnPart::figure;
}

/// False for vote types that were not chosen.
bool is_summed(const PrecinctHeader& header, std::size_t column, const Query& query) {
    return header.columns[column].role != ColumnRole::vote_type || query.types.empty() ||
           std::ranges::any_of(query.types, [&](const std::string& type) { return header.find(type) == column; });
}

/// In the place of a column that is not there: the one that was probably meant, or all there are.
std::string names_to_choose(std::string_view name, const PrecinctHeader& header) {
    constexpr std::size_t most = 12;
    std::vector<std::string_view> known;
    for (const PrecinctColumn& column : header.columns)
        if (!is_count(column.role) && column.role != ColumnRole::unnamed) known.push_back(column.name);
    if (std::string meant = did_you_mean(name, known); !meant.empty() || known.empty()) return meant;
    const std::size_t more = known.size() - std::min(known.size(), most);
    known.resize(known.size() - more);
    return fmt::format("; there are {}{}", fmt::join(known, ", "), more > 0 ? fmt::format(" and {} more", more) : "");
}

/// Names, of --by or of --where, that mean one and the same column: what would be a group column without values.
template <typename Items, typename Name>
std::optional<std::string> repeated_column(const PrecinctHeader& header, const Items& items, Name name_of) {
    for (std::size_t i = 0; i < items.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (const auto column = header.find(name_of(items[i])); column && column == header.find(name_of(items[k])))
                return fmt::format("\"{}\" and \"{}\" are one column", name_of(items[k]), name_of(items[i]));
    return std::nullopt;
}

}  // namespace

Query make_query(const TabulateOptions& options) {
    Query query;
    query.thousands = options.thousands;
    for (const std::string& type : options.types) query.types.push_back(normalize_name(type));
    query.default_by = options.by.empty();
    for (const std::string& name : options.by)
        if (std::string column = normalize_name(name); std::ranges::find(query.by, column) == query.by.end())
            query.by.push_back(std::move(column));
    if (query.default_by) query.by.assign(default_by.begin(), default_by.end());
    for (const RowFilter& filter : options.where) {
        const std::string column = normalize_name(filter.column);
        auto found = std::ranges::find(query.filters, column, &Query::Filter::column);
        if (found == query.filters.end()) found = query.filters.insert(found, {column, {}});
        found->tests.push_back(filter);
    }
    const auto is_mode = [](std::string_view column) { return column == "mode" || column == "vote_type"; };
    query.marks_totals =
        std::ranges::none_of(query.by, is_mode) && std::ranges::none_of(query.filters, is_mode, &Query::Filter::column);
    if (query.marks_totals) query.by.emplace_back("mode");
    return query;
}

std::optional<std::string> missing_column(const PrecinctHeader& header, const Query& query) {
    const auto missing = [&](const std::string& name, std::string_view purpose) -> std::optional<std::string> {
        const auto column = header.find(name);
        if (!column) return fmt::format("no column \"{}\" to {} by{}", name, purpose, names_to_choose(name, header));
        if (is_count(header.columns[*column].role))
            return fmt::format("column \"{}\" holds counts and cannot be used to {} by", name, purpose);
        return std::nullopt;
    };
    std::optional<std::string> problem;
    bool has_counts = header.find(ColumnRole::votes).has_value();
    for (std::size_t i = 0; i < header.columns.size(); ++i)
        has_counts |= header.columns[i].role == ColumnRole::vote_type && is_summed(header, i, query);
    if (!has_counts)
        problem = fmt::format("no column for the votes and none of the vote types {}", fmt::join(query.types, ", "));
    for (std::size_t by = 0; by + (query.marks_totals ? 1 : 0) < query.by.size() && !query.default_by; ++by)
        if (!problem) problem = missing(query.by[by], "group");
    for (const Query::Filter& filter : query.filters)
        if (!problem) problem = missing(filter.column, "filter");
    if (!problem && !query.default_by) problem = repeated_column(header, query.by, std::identity());
    if (!problem) problem = repeated_column(header, query.filters, [](const auto& filter) { return filter.column; });
    return problem;
}

bool Query::Filter::holds(std::string_view value) const {
    bool wanted = std::ranges::all_of(tests, &RowFilter::negated);
    for (const RowFilter& test : tests) {
        if (!(test.glob ? matches_glob(value, test.pattern) : value == test.pattern)) continue;
        if (test.negated) return false;
        wanted = true;
    }
    return wanted;
}

bool Layout::has(ColumnRole role) const {
    return std::ranges::find(columns, role, &Column::role) != columns.end();
}

Layout make_layout(const PrecinctHeader& header, const Query& query) {
    Layout layout;
    layout.county = header.find(ColumnRole::county);
    layout.precinct = header.find(ColumnRole::precinct);
    layout.office = header.find(ColumnRole::office);
    layout.district = header.find(ColumnRole::district);
    layout.party = header.find(ColumnRole::party);
    layout.candidate = header.find(ColumnRole::candidate);
    for (const PrecinctColumn& column : header.columns) {
        Layout::Column& made = layout.columns.emplace_back();
        made.name = column.name;
        made.written = column.written;
        made.role = column.role;
        made.overlaps = column.role == ColumnRole::vote_type &&
                        std::ranges::any_of(header.columns, [&](const PrecinctColumn& other) {
                            return other.role == ColumnRole::vote_type && column.name.starts_with(other.name + "_");
                        });
        layout.has_mode |= column.role == ColumnRole::mode;
    }
    for (std::size_t by = 0; by < query.by.size(); ++by)
        if (const auto column = header.find(query.by[by])) layout.columns[*column].by = by;
    for (std::size_t filter = 0; filter < query.filters.size(); ++filter)
        layout.columns[header.find(query.filters[filter].column).value()].filter = filter;

    for (std::size_t i = 0; i < layout.columns.size(); ++i) {
        Layout::Column& column = layout.columns[i];
        column.part = part_of(header.columns[i], column.by || column.filter, query.checks);
        if (!is_summed(header, i, query)) column.part = ColumnPart::figure;
        const bool joins = column.part == ColumnPart::unit || column.part == ColumnPart::choice;
        if (joins && !layout.steps.empty() && layout.steps.back().part == column.part)
            layout.steps.back().last = i + 1;
        else
            layout.steps.push_back({i, i + 1, column.part});
        const bool is_area = column.name.starts_with("state") || (layout.precinct && layout.county == i);
        switch (column.part) {
            case ColumnPart::unit:
                if (!is_area) {
                    layout.units.push_back(i);
                    layout.groups_units |= column.by.has_value();
                    break;
                }
                layout.units.insert(layout.units.begin() + static_cast<std::ptrdiff_t>(layout.area_columns++), i);
                break;
            case ColumnPart::choice:
                layout.choices.push_back(i);
                break;
            case ColumnPart::count:
                if (column.role == ColumnRole::votes) layout.votes = layout.counts.size();
                layout.counts.push_back(i);
                break;
            case ColumnPart::figure:
                break;
        }
    }
    return layout;
}

}  // namespace caucus_tally
