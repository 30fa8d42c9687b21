// SPDX-License-Identifier: MIT
#include "format/tabulate.hpp"

#include "precincts/precinct_header.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <numeric>
#include <span>

namespace caucus_tally {
namespace {

constexpr std::size_t names_shown = 6;

std::size_t votes_of(const Tabulation& totals) {
    return static_cast<std::size_t>(std::ranges::find(totals.counts, "votes") - totals.counts.begin());
}

std::span<const std::uint32_t> keys_of(const Tabulation& totals, std::uint32_t group) {
    return std::span(totals.keys).subspan(group * totals.by.size(), totals.by.size());
}

std::string counted_rows(std::uint64_t rows) {
    return fmt::format("{} row{}", with_separators(rows), rows == 1 ? "" : "s");
}

/// "left out 12 rows of no candidate: Over Votes 8, Registered Voters 4".
void add_kept_out(const Tabulation& totals, bool total, std::string_view what, std::vector<std::string>& lines) {
    std::uint64_t rows = 0;
    std::size_t names = 0;
    std::vector<std::string> shown;
    for (const KeptOutRows& kept : totals.kept_out) {
        if (kept.total != total) continue;
        rows += kept.rows;
        if (++names <= names_shown) shown.push_back(fmt::format("{} {}", kept.name, with_separators(kept.rows)));
    }
    if (rows == 0) return;
    if (names > names_shown) shown.push_back(fmt::format("{} other names", with_separators(names - names_shown)));
    lines.push_back(fmt::format("left out {} {}: {}", counted_rows(rows), what, fmt::join(shown, ", ")));
}

}  // namespace

std::vector<std::size_t> contest_columns(const Tabulation& totals, const TotalsView& view) {
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < totals.by.size(); ++i) {
        const std::string& name = totals.by[i];
        const ColumnRole role = role_named(name);
        const bool wanted = view.percent_of_given ? std::ranges::find(view.percent_of, name) != view.percent_of.end()
                                                  : role != ColumnRole::candidate && role != ColumnRole::party;
        if (wanted) columns.push_back(i);
    }
    if (!view.percent_of_given && columns.size() == totals.by.size() && !columns.empty()) columns.pop_back();
    return columns;
}

std::vector<std::size_t> order_counts(const Tabulation& totals) {
    std::vector<std::size_t> order(totals.counts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_partition(order.begin(), order.end(),
                          [votes = votes_of(totals)](std::size_t count) { return count == votes; });
    return order;
}

ArrangedTotals arrange_totals(const Tabulation& totals, const TotalsView& view) {
    ArrangedTotals arranged;
    arranged.contest_columns = contest_columns(totals, view);
    arranged.counts = order_counts(totals);
    const std::size_t votes = votes_of(totals);
    arranged.has_votes = votes < totals.counts.size();

    std::vector<std::uint32_t> order(totals.groups());
    std::iota(order.begin(), order.end(), 0U);
    const auto compare = [&](std::uint32_t a, std::uint32_t b) {
        for (const std::size_t column : arranged.contest_columns)
            if (keys_of(totals, a)[column] != keys_of(totals, b)[column])
                return keys_of(totals, a)[column] < keys_of(totals, b)[column] ? -1 : 1;
        return 0;
    };
    std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) { return compare(a, b) < 0; });
    for (auto first = order.begin(); first != order.end();) {
        const auto last =
            std::find_if(first, order.end(), [&](std::uint32_t group) { return compare(*first, group) != 0; });
        TotalsContest& contest = arranged.contests.emplace_back();
        contest.groups.assign(first, last);
        std::vector<Figures> figures(contest.groups.size());
        for (std::size_t i = 0; i < figures.size() && arranged.has_votes; ++i)
            figures[i].votes = totals.sum(contest.groups[i], votes);
        contest.tally = tally(figures);
        first = last;
    }
    std::ranges::sort(arranged.contests, {}, [](const TotalsContest& contest) { return contest.groups.front(); });
    return arranged;
}

std::string share_text(const Tabulation& totals, const TotalsContest& contest, std::uint32_t group, unsigned digits) {
    const std::optional<Votes> whole = contest.tally.votes;
    if (!whole || *whole == 0) return {};
    return percent_of(totals.sum(group, votes_of(totals)).value_or(0), *whole, digits);
}

std::string column_title(const std::string& column) {
    std::string title = column;
    std::ranges::replace(title, '_', ' ');
    if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 'a' + 'A');
    return title;
}

bool leaves_rows_out(const Tabulation& totals) {
    const auto is_partial = [&](std::uint64_t rows) { return rows < totals.summed_rows; };
    return std::ranges::any_of(totals.stated_rows, is_partial) ||
           totals.summed_rows + totals.unwanted_rows < totals.rows || totals.refused_files > 0 || totals.truncated ||
           !totals.passed_over.empty();
}

std::vector<std::string> tabulate_account(const Tabulation& totals) {
    std::vector<std::string> lines;
    lines.push_back(fmt::format("added up {} of {} file{}", counted_rows(totals.summed_rows),
                                with_separators(totals.files), totals.files == 1 ? "" : "s"));
    std::vector<std::string> partial;
    for (const std::size_t count : order_counts(totals))
        if (totals.stated_rows[count] < totals.summed_rows)
            partial.push_back(fmt::format("{} {}", totals.counts[count], with_separators(totals.stated_rows[count])));
    if (!partial.empty()) lines.push_back(fmt::format("stated in only some of them: {}", fmt::join(partial, ", ")));
    if (totals.unwanted_rows > 0)
        lines.push_back(fmt::format("left out {} by --where", counted_rows(totals.unwanted_rows)));
    add_kept_out(totals, false, "of no candidate", lines);
    add_kept_out(totals, true, "of totals", lines);
    if (totals.unknown_rows > 0)
        lines.push_back(fmt::format("left out {} whose votes are masked or empty", counted_rows(totals.unknown_rows)));
    if (totals.bad_rows > 0) lines.push_back(fmt::format("left out {} with errors", counted_rows(totals.bad_rows)));
    if (totals.refused_files > 0)
        lines.push_back(fmt::format("left out {} file{} that cannot be used", with_separators(totals.refused_files),
                                    totals.refused_files == 1 ? "" : "s"));
    if (!totals.passed_over.empty()) {
        std::vector<std::string> shown(
            totals.passed_over.begin(),
            totals.passed_over.begin() + static_cast<std::ptrdiff_t>(std::min(totals.passed_over.size(), names_shown)));
        if (totals.passed_over.size() > names_shown)
            shown.push_back(fmt::format("{} others", with_separators(totals.passed_over.size() - names_shown)));
        lines.push_back(fmt::format("passed over {} file{} without candidates or counts: {}",
                                    with_separators(totals.passed_over.size()),
                                    totals.passed_over.size() == 1 ? "" : "s", fmt::join(shown, ", ")));
    }
    if (totals.truncated) lines.emplace_back("left out what follows where a file could not be read on");
    return lines;
}

}  // namespace caucus_tally
