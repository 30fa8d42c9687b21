// SPDX-License-Identifier: MIT
#include "precincts/layout.hpp"

#include "base/words.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <functional>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

constexpr std::array default_by = {"office"sv, "district"sv, "party"sv, "candidate"sv};

std::size_t index_of(std::vector<std::string>& names, const std::string& name) {
    const auto found = std::ranges::find(names, name);
    const auto index = static_cast<std::size_t>(found - names.begin());
    if (found == names.end()) names.push_back(name);
    return index;
}

/// Columns of one sort change together from row to row, so their bytes are looked up together.
enum class Sort : std::uint8_t { contest, place_wanted, place, count };

Sort sort_of(const Layout::Column& column) {
    switch (column.role) {
        case ColumnRole::votes:
        case ColumnRole::vote_type:
            return Sort::count;
        case ColumnRole::office:
        case ColumnRole::district:
        case ColumnRole::party:
        case ColumnRole::candidate:
            return Sort::contest;
        case ColumnRole::county:
        case ColumnRole::precinct:
        case ColumnRole::mode:
        case ColumnRole::reporting_level:
        case ColumnRole::other:
        case ColumnRole::unknown:
        case ColumnRole::unnamed:
            break;
    }
    return column.by || column.filter ? Sort::place_wanted : Sort::place;
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
    query.default_by = options.by.empty();
    for (const std::string& name : options.by) index_of(query.by, normalize_name(name));
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
    for (std::size_t by = 0; by + (query.marks_totals ? 1 : 0) < query.by.size() && !query.default_by; ++by)
        if (!problem) problem = missing(query.by[by], "group");
    for (const Query::Filter& filter : query.filters)
        if (!problem) problem = missing(filter.column, "filter");
    if (!problem && !query.default_by) problem = repeated_column(header, query.by, std::identity());
    if (!problem) problem = repeated_column(header, query.filters, [](const auto& filter) { return filter.column; });
    return problem;
}

Layout make_layout(const PrecinctHeader& header, const Query& query, std::vector<std::string>& counts) {
    Layout layout;
    for (const PrecinctColumn& column : header.columns)
        layout.columns.push_back({column.name, column.role, std::nullopt, std::nullopt, std::nullopt});
    for (std::size_t by = 0; by < query.by.size(); ++by) {
        if (const auto column = header.find(query.by[by]))
            layout.columns[*column].by = by;
        else
            layout.absent_by.push_back(by);
    }
    for (std::size_t filter = 0; filter < query.filters.size(); ++filter)
        layout.columns[header.find(query.filters[filter].column).value()].filter = filter;

    for (std::size_t i = 0; i < layout.columns.size(); ++i) {
        Layout::Column& column = layout.columns[i];
        const Sort sort = sort_of(column);
        if (sort == Sort::count) {
            column.count = index_of(counts, column.name);
            layout.steps.push_back({i, i + 1, true, false, true});
            continue;
        }
        if (i == 0 || sort_of(layout.columns[i - 1]) != sort) layout.steps.push_back({i, i, false, false, false});
        Layout::Step& step = layout.steps.back();
        step.last = i + 1;
        step.is_keyed |= column.by.has_value();
        step.is_needed |= sort != Sort::place;
    }
    layout.sums = counts.size();
    return layout;
}

}  // namespace caucus_tally
