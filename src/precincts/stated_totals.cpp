// SPDX-License-Identifier: MIT
#include "precincts/stated_totals.hpp"

#include "base/sum_finding.hpp"
#include "csv/csv_reader.hpp"
#include "precincts/columns.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>

namespace caucus_tally {
namespace {

using Names = std::vector<std::string>;

/// A group's sums, of the counts that both sides have; nothing where a sum is unknown or exceeds 2^64 - 1.
using Sums = std::vector<std::optional<Votes>>;

/// The columns and counts that the totals and the file share.
struct Shared {
    std::vector<std::size_t> columns;  ///< indices into the totals' `by`
    std::vector<std::string> by;       ///< their names
    std::vector<std::string> counts;
};

std::optional<std::size_t> index_of(const std::vector<std::string>& names, const std::string& name) {
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names.begin());
}

/// The header of a table that can be read; without columns where it cannot, which tabulating it says.
PrecinctHeader read_header(const std::string& path) {
    CsvReader reader(open_source(path), path);
    std::vector<Finding> ignored;
    return reader.next(ignored) ? recognize_header(reader.fields()) : PrecinctHeader();
}

Shared find_shared(const Tabulation& totals, const PrecinctHeader& header) {
    Shared shared;
    std::vector<std::size_t> met;
    for (std::size_t column = 0; column < totals.by.size(); ++column) {
        const auto at = header.find(totals.by[column]);
        // Two of its columns may be called by other names of one that the file has.
        if (!at || std::ranges::find(met, *at) != met.end()) continue;
        met.push_back(*at);
        shared.columns.push_back(column);
        shared.by.push_back(totals.by[column]);
    }
    for (const std::string& count : totals.counts)
        if (const auto column = header.find(count); column && is_count(header.columns[*column].role))
            shared.counts.push_back(count);
    return shared;
}

/// The sums by the shared columns, in the order of their names.
std::map<Names, Sums> sums_of(const Tabulation& totals, const std::vector<std::size_t>& columns,
                              const std::vector<std::string>& counts) {
    std::map<Names, Sums> sums;
    std::vector<std::size_t> indices;
    for (const std::string& count : counts) indices.push_back(index_of(totals.counts, count).value());
    for (std::size_t group = 0; group < totals.groups(); ++group) {
        Names names;
        for (const std::size_t column : columns) names.push_back(totals.name(group, column));
        const auto [at, is_new] = sums.try_emplace(std::move(names), Sums(counts.size(), 0));
        for (std::size_t i = 0; i < counts.size(); ++i) {
            const std::optional<Votes> part = totals.sum(group, indices[i]);
            std::optional<Votes>& sum = at->second[i];
            sum = sum && part ? checked_add(*sum, *part) : std::nullopt;
        }
    }
    return sums;
}

std::string label_of(const Names& names) {
    std::string label;
    for (const std::string& name : names)
        if (!name.empty()) label += (label.empty() ? "" : ", ") + name;
    return label;
}

/// A finding about a group of the file, which gets its place when the file is read again.
struct Difference {
    Finding finding;
    std::string count;
    std::uint64_t rows = 0;  ///< that state it
};

/// The first `most` differences; `number` is that of all.
std::multimap<Names, Difference> find_differences(const std::map<Names, Sums>& computed,
                                                  const std::map<Names, Sums>& stated,
                                                  const std::vector<std::string>& counts, std::size_t most,
                                                  std::uint64_t& number) {
    std::multimap<Names, Difference> differences;
    for (const auto& [names, sums] : stated) {
        const auto found = computed.find(names);
        for (std::size_t i = 0; i < sums.size(); ++i) {
            const std::optional<Votes> sum = found == computed.end() ? std::optional<Votes>(0) : found->second[i];
            if (!sums[i] || !sum || sums[i] == sum) continue;
            ++number;
            if (differences.size() >= most) continue;
            Finding finding =
                sum_finding(*sum, *sums[i], fmt::format("the {} of \"{}\"", counts[i], label_of(names)), "the total");
            if (found == computed.end()) finding.notes.emplace_back("no row was added up for it");
            differences.emplace(names, Difference{std::move(finding), counts[i], 0});
        }
    }
    return differences;
}

/// Gives each difference the place of the first row of its group.
void place(std::multimap<Names, Difference>& differences, const std::string& path, const Shared& shared) {
    CsvReader reader(open_source(path), path);
    std::vector<Finding> ignored;
    if (!reader.next(ignored)) return;
    const PrecinctHeader header = recognize_header(reader.fields());
    std::vector<std::size_t> columns;
    for (const std::string& name : shared.by) columns.push_back(header.find(name).value());
    while (reader.next(ignored)) {
        ignored.clear();
        if (!reader.sound()) continue;
        Names names;
        for (const std::size_t column : columns) names.emplace_back(reader.fields()[column]);
        const auto [first, last] = differences.equal_range(names);
        for (auto at = first; at != last; ++at)
            if (Finding& finding = at->second.finding; at->second.rows++ == 0)
                finding.location = reader.locate(header.find(at->second.count).value());
    }
    // Where the rows of a total differ in other names they are its parts.
    for (std::size_t i = 0; i < header.columns.size(); ++i) {
        const ColumnPart part = header.columns[i].part;
        const bool is_name = part == ColumnPart::unit || part == ColumnPart::choice;
        if (is_name && std::ranges::find(columns, i) == columns.end()) return;
    }
    for (auto& [names, difference] : differences)
        if (difference.rows > 1)
            difference.finding.notes.push_back(
                fmt::format("the file states it {} times, and these were added up", difference.rows));
}

}  // namespace

StatedComparison compare_with_stated(const Tabulation& totals, const std::string& path, TabulateOptions options) {
    StatedComparison comparison;
    const PrecinctHeader header = read_header(path);
    const Shared shared = find_shared(totals, header);
    options.by = shared.by;
    options.progress = {};
    // A filter chooses rows to add up; a table of totals need not have its column.
    std::erase_if(options.where, [&](const RowFilter& filter) { return !header.find(filter.column); });
    const TableInput input{.name = path};
    comparison.stated = tabulate({&input, 1}, options);
    const bool unusable = comparison.stated.refused_files > 0 || comparison.stated.truncated;
    const auto report = [&](Finding finding) {
        if (comparison.findings.size() < options.max_findings) comparison.findings.push_back(std::move(finding));
    };
    if (!unusable && (shared.by.empty() || shared.counts.empty())) {
        Finding finding = make_finding(Code::field, shared.by.empty() ? "no column of the totals' groups to compare by"
                                                                      : "no count of the totals' to compare with");
        finding.location.file = path;
        ++comparison.stated.refused_files;
        report(std::move(finding));
        return comparison;
    }
    if (unusable) return comparison;

    std::vector<std::size_t> all(shared.by.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    const std::map<Names, Sums> computed = sums_of(totals, shared.columns, shared.counts);
    const std::map<Names, Sums> stated = sums_of(comparison.stated, all, shared.counts);
    std::multimap<Names, Difference> differences =
        find_differences(computed, stated, shared.counts, options.max_findings, comparison.differences);
    place(differences, path, shared);
    std::vector<Finding> placed;
    for (auto& [names, difference] : differences) placed.push_back(std::move(difference.finding));
    std::ranges::stable_sort(
        placed, {}, [](const Finding& finding) { return std::pair(finding.location.line, finding.location.column); });
    for (Finding& finding : placed) report(std::move(finding));

    const Names* first = nullptr;
    for (const auto& [names, sums] : computed)
        if (!stated.contains(names) && comparison.unstated++ == 0) first = &names;
    if (first != nullptr) {
        Finding finding =
            make_finding(Code::sum,
                         fmt::format("no total is stated for {} group{}; one of them is \"{}\"", comparison.unstated,
                                     comparison.unstated == 1 ? "" : "s", label_of(*first)),
                         Case::no_stated_total);
        finding.location.file = path;
        report(std::move(finding));
    }
    return comparison;
}

}  // namespace caucus_tally
