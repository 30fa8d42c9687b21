// SPDX-License-Identifier: MIT
#include "precincts/tabulate.hpp"

#include "base/parallel.hpp"
#include "base/words.hpp"
#include "precincts/reconcile.hpp"
#include "precincts/table_reader.hpp"
#include "precincts/totals.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <mutex>
#include <numeric>

namespace caucus_tally {
namespace {

// Smaller tables are read by one thread each, several at a time.
constexpr std::uint64_t small_table = std::uint64_t{8} << 20;

/// The groups of all tables, in the order in which they first appear.
class Groups {
public:
    explicit Groups(std::vector<std::string> by) : names_(by.size()), ids_(by.size()) { totals_.by = std::move(by); }

    /// Adds a table's rows, but for those that are totals.
    void add(const RowTally& tally, const Settlement& settlement) {
        const Layout& layout = tally.layout;
        std::vector<std::size_t> counts;
        for (const std::size_t column : layout.counts) counts.push_back(count_named(layout.columns[column].name));
        known_.assign(layout.columns.size(), {});

        struct Part {
            std::uint64_t first = 0;
            std::uint32_t id = 0;
            bool is_cell = false;
        };
        std::vector<Part> parts;
        const auto is_kept = [&](std::uint32_t cell) {
            const RowTally::Cell& each = tally.cells[cell];
            return tally.places[each.place].is_wanted && tally.choices[each.choice].is_wanted &&
                   !settlement.is_total_cell[cell];
        };
        for (std::uint32_t cell = 0; cell < tally.cells.size(); ++cell) {
            const RowTally::Cell& each = tally.cells[cell];
            const RowTally::Place& place = tally.places[each.place];
            if (!place.is_wanted || !tally.choices[each.choice].is_wanted) totals_.unwanted_rows += each.rows;
            if (!is_kept(cell)) continue;
            totals_.summed_rows += each.rows;
            for (std::size_t count = 0; count < counts.size(); ++count)
                totals_.stated_rows[counts[count]] += tally.sums.stated(cell, count);
            if (!layout.groups_units || place.unit != no_id) parts.push_back({each.first, cell, true});
        }
        std::vector<std::uint32_t> choice_of(tally.choice_groups.size());
        for (std::uint32_t choice = 0; choice < tally.choices.size(); ++choice)
            choice_of[tally.choices[choice].group] = choice;
        for (std::uint32_t group = 0; group < tally.group_keys.size(); ++group)
            if (is_group_kept(tally, settlement, group, choice_of)) parts.push_back({tally.group_first[group], group});
        if (!std::ranges::is_sorted(parts, {}, &Part::first)) std::ranges::sort(parts, {}, &Part::first);

        const bool is_by_units = std::ranges::any_of(
            layout.units, [&](std::size_t column) { return layout.columns[column].by.has_value(); });
        std::vector<std::uint32_t> group_of(is_by_units ? 0 : tally.choices.size(), no_id);
        for (const Part& part : parts) {
            const std::uint32_t choice =
                part.is_cell ? tally.cells[part.id].choice : choice_of[tally.group_keys[part.id][1]];
            std::uint32_t group = is_by_units ? no_id : group_of[choice];
            if (group == no_id) {
                tuple_.assign(totals_.by.size(), no_id);
                name(tally, layout.choices, tally.choice_ids.tuple(choice));
                if (part.is_cell)
                    name_place(tally, tally.places[tally.cells[part.id].place]);
                else
                    name_group(tally, tally.unit_groups.tuple(tally.group_keys[part.id][0]));
                group = find_or_add_group();
                if (!is_by_units) group_of[choice] = group;
            }
            const Sums& sums = part.is_cell ? tally.sums : tally.grouped;
            for (std::size_t count = 0; count < counts.size(); ++count) {
                const std::size_t at = group * totals_.counts.size() + counts[count];
                const bool is_stated =
                    sums.stated(part.id, count) > 0 || layout.columns[layout.counts[count]].role == ColumnRole::votes;
                if (!is_stated) continue;
                totals_.stated[at] = true;
                const auto sum = checked_add(totals_.sums[at], sums.sum(part.id, count));
                if (!sum || sums.overflowed(part.id, count)) overflowed_.insert({group, counts[count]});
                totals_.sums[at] = sum.value_or(~Votes{0});
            }
        }
    }

    /// Everything that was added, once; the names' places are those of odd ones.
    Tabulation take(const NamePlaces& places, std::size_t max_findings, std::vector<Finding>& findings) {
        for (NameTable& names : names_) {
            std::vector<std::string>& written = totals_.names.emplace_back();
            for (std::uint32_t id = 0; id < names.size(); ++id) written.emplace_back(names.name(id));
        }
        for (const auto& [group, count] : overflowed_) findings.push_back(overflow_of(group, count));
        for (std::size_t by = 0; by < totals_.by.size(); ++by) {
            std::size_t kept = 0;
            for (const std::string& name : totals_.names[by]) {
                const std::string_view fault = whitespace_fault(name);
                if (fault.empty()) continue;
                Finding finding =
                    make_finding(Code::whitespace, fmt::format("{} {} has {}", totals_.by[by], quote(name), fault));
                if (const auto place = places.find({by, name}); place != places.end() && kept++ < max_findings)
                    finding.location = place->second;
                findings.push_back(std::move(finding));
            }
        }
        return std::move(totals_);
    }

private:
    std::size_t count_named(const std::string& name) {
        const auto found = std::ranges::find(totals_.counts, name);
        const auto index = static_cast<std::size_t>(found - totals_.counts.begin());
        if (found != totals_.counts.end()) return index;
        // Every group gets one more.
        std::vector<Votes> sums((index + 1) * group_count_);
        std::vector<bool> stated((index + 1) * group_count_);
        for (std::size_t group = 0; group < group_count_; ++group)
            for (std::size_t count = 0; count < index; ++count) {
                sums[group * (index + 1) + count] = totals_.sums[group * index + count];
                stated[group * (index + 1) + count] = totals_.stated[group * index + count];
            }
        totals_.sums = std::move(sums);
        totals_.stated = std::move(stated);
        totals_.counts.push_back(name);
        totals_.stated_rows.push_back(0);
        return index;
    }

    /// Whether the rows that a group of units and a choice, or several, have together are to be counted.
    static bool is_group_kept(const RowTally& tally, const Settlement& settlement, std::uint32_t group,
                              const std::vector<std::uint32_t>& choice_of) {
        const std::uint32_t choice = choice_of[tally.group_keys[group][1]];
        if (!tally.choices[choice].is_wanted) return false;
        if (!tally.choices[choice].is_suspect) return true;
        const std::uint32_t area = tally.unit_groups.tuple(tally.group_keys[group][0])[0];
        const std::uint32_t place = tally.place_ids.find(std::array{area, 1U});
        const std::uint32_t cell = tally.find_cell(place, choice);
        return cell == no_id || !settlement.is_total_cell[cell];
    }

    std::uint32_t id_of(const RowTally& tally, std::size_t column, std::uint32_t value) {
        const std::size_t by = *tally.layout.columns[column].by;
        std::vector<std::uint32_t>& known = known_[column];
        if (known.size() <= value) known.resize(tally.values[column].size(), no_id);
        if (known[value] != no_id) return known[value];
        std::string_view name = tally.value(column, value);
        if (tally.query.marks_totals && by + 1 == totals_.by.size())
            name = kind_by_unit(name) == RowKind::total ? total_mode : std::string_view();
        return known[value] = names_[by].find_or_add(name);
    }
    void name(const RowTally& tally, std::span<const std::size_t> columns, std::span<const std::uint32_t> values) {
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (const auto by = tally.layout.columns[columns[i]].by) tuple_[*by] = id_of(tally, columns[i], values[i]);
    }
    void name_place(const RowTally& tally, const RowTally::Place& place) {
        const std::span<const std::size_t> columns = tally.layout.units;
        if (place.unit != no_id)
            name(tally, columns, tally.unit_ids.tuple(place.unit));
        else if (tally.layout.area_columns > 0)
            name(tally, columns.first(tally.layout.area_columns), tally.areas.tuple(place.area));
    }
    /// Names what a group of units has: after its area the values of its group columns.
    void name_group(const RowTally& tally, std::span<const std::uint32_t> key) {
        std::size_t i = 1;
        for (const std::size_t column : tally.layout.units)
            if (const auto by = tally.layout.columns[column].by) tuple_[*by] = id_of(tally, column, key[i++]);
    }

    /// The number of the group that was named.
    std::uint32_t find_or_add_group() {
        for (std::size_t by = 0; by < tuple_.size(); ++by)
            if (tuple_[by] == no_id) tuple_[by] = names_[by].find_or_add({});
        const std::uint32_t group = ids_.find_or_add(tuple_);
        if (group < group_count_) return group;
        ++group_count_;
        totals_.keys.insert(totals_.keys.end(), tuple_.begin(), tuple_.end());
        totals_.sums.resize(group_count_ * totals_.counts.size());
        totals_.stated.resize(group_count_ * totals_.counts.size());
        return group;
    }

    Finding overflow_of(std::size_t group, std::size_t count) {
        totals_.overflow = true;
        std::string names;
        for (std::size_t column = 0; column < totals_.by.size(); ++column)
            if (const std::string& name = totals_.name(group, column); !name.empty())
                names += (names.empty() ? "" : ", ") + name;
        return make_finding(Code::not_a_count,
                            fmt::format("the {} of \"{}\" exceed 2^64 - 1", totals_.counts[count], names));
    }

    std::vector<NameTable> names_;  // for each group column
    TupleTable ids_;                // for each group, the numbers of its names
    std::size_t group_count_ = 0;
    std::set<std::pair<std::size_t, std::size_t>> overflowed_;  // groups and counts
    std::vector<std::vector<std::uint32_t>> known_;  // of the current table, by column and value: the name's number
    std::vector<std::uint32_t> tuple_;
    Tabulation totals_;
};

/// What is said of all tables, in their order.
class Account {
public:
    Account(std::span<const TableInput> inputs, const Query& query, std::size_t max_findings)
        : inputs_(inputs), max_findings_(max_findings), groups_(query.by) {}

    void add(std::size_t input, TableRead& read, const Settlement& settlement) {
        BlockReport& all = read.ledger.all();
        if (read.is_passed_over)
            totals_.passed_over.push_back(display_name(inputs_[input]));
        else
            ++(read.is_usable ? totals_.files : totals_.refused_files);
        totals_.errors += all.errors;
        totals_.warnings += all.warnings;
        std::map<std::string, std::size_t> said_here;  // columns without a name have the same to be said
        for (Finding& finding : all.findings) {
            if (finding.code != Code::field || finding.severity != Severity::warning) {
                keep(std::move(finding));
                continue;
            }
            // A column that is not used is said once for all tables.
            --totals_.warnings;
            const std::size_t before = said_here[finding.message]++;
            const auto [known, is_new] = unused_columns_.find_or_add(fmt::format("{} {}", before, finding.message));
            ++known.rows;
            if (is_new) known.finding = std::move(finding);
        }
        totals_.rows += all.rows;
        totals_.bad_rows += all.bad_rows;
        totals_.unwanted_rows += all.unwanted_rows;
        totals_.unknown_rows += all.unknown_rows;
        totals_.truncated |= all.truncated;
        for (RepeatedFinding& each : all.repeated.items) {
            const auto [known, is_new] = repeated_.find_or_add(each.finding.message);
            known.rows += each.rows;
            if (!is_new) continue;
            known.finding = std::move(each.finding);
            known.more_lines = std::move(each.more_lines);
        }
        for (KeptOutRows& rows : all.kept_out.items) keep_out(std::move(rows));
        odd_names_.insert(read.ledger.odd_names().begin(), read.ledger.odd_names().end());
        if (!read.is_usable) return;
        for (const TotalRows& rows : settlement.totals) {
            const bool is_new = keep_out({rows.name, true, rows.rows, rows.first});
            if (is_new) total_findings_.push_back(finding_of(rows, *read.layout));
        }
        for (const UndecidedRows& rows : settlement.undecided) {
            totals_.undecided_rows += rows.rows;
            undecided_.push_back(undecided_finding(rows));
        }
        for (Finding finding : settlement.differences) {
            finding.severity = Severity::warning;  // the parts are right, as far as can be known, and they count
            ++totals_.warnings;
            differences_.push_back(std::move(finding));
            if (differences_.size() > max_findings_) differences_.pop_back();
        }
        columns_.add(*read.layout, input);
        groups_.add(*read.tally, settlement);
    }

    Tabulation take(const Query& query) {
        for (RepeatedFinding& each : repeated_.items) {
            count_and_keep(said_once(std::move(each)));
        }
        for (RepeatedFinding& each : unused_columns_.items) {
            if (each.rows > 1) each.finding.message += fmt::format(" (in {} tables)", with_separators(each.rows));
            count_and_keep(std::move(each.finding));
        }
        for (Finding& finding : total_findings_) count_and_keep(std::move(finding));
        for (Finding& finding : undecided_) count_and_keep(std::move(finding));
        for (Finding& finding : differences_) keep(std::move(finding));
        std::vector<Finding> of_groups;
        Tabulation sums = groups_.take(odd_names_, max_findings_, of_groups);
        Tabulation totals = std::move(totals_);
        totals.by = std::move(sums.by);
        totals.counts = std::move(sums.counts);
        totals.names = std::move(sums.names);
        totals.keys = std::move(sums.keys);
        totals.sums = std::move(sums.sums);
        totals.stated = std::move(sums.stated);
        totals.stated_rows = std::move(sums.stated_rows);
        totals.overflow = sums.overflow;
        totals.summed_rows = sums.summed_rows;
        totals.unwanted_rows += sums.unwanted_rows;
        totals.kept_out = std::move(kept_out_.items);
        for (Finding& finding : of_groups) report(totals, std::move(finding), max_findings_);
        if (query.marks_totals) fold_total_modes(totals, max_findings_);
        if (query.default_by) drop_absent_columns(totals, columns_);
        report_differences(totals, columns_, inputs_, query, max_findings_);
        return totals;
    }

private:
    void keep(Finding finding) {
        if (totals_.findings.size() < max_findings_) totals_.findings.push_back(std::move(finding));
    }
    void count_and_keep(Finding finding) {
        ++(finding.severity == Severity::error ? totals_.errors : totals_.warnings);
        keep(std::move(finding));
    }
    bool keep_out(KeptOutRows rows) {
        const auto [known, is_new] = kept_out_.find_or_add(rows.name + (rows.total ? "t" : "b"));
        if (is_new)
            known = std::move(rows);
        else
            known.rows += rows.rows;
        return is_new;
    }
    static Finding finding_of(const TotalRows& rows, const Layout& layout) {
        const std::string& column = layout.columns[rows.column].name;
        Finding finding = make_finding(
            Code::total_row,
            rows.name.empty()
                ? fmt::format("rows without a {} are the sums of the others and are kept out of the sums", column)
            : rows.by_figures
                ? fmt::format("the rows of \"{}\" are the sums of all others and are kept out of the sums", rows.name)
                : fmt::format("\"{}\" is a total of other rows and is kept out of the sums", rows.name),
            Case::not_surely_doubled);
        finding.location = rows.first;
        return finding;
    }

    std::span<const TableInput> inputs_;
    std::size_t max_findings_;
    Groups groups_;
    Tabulation totals_;
    ByName<RepeatedFinding> repeated_;
    ByName<RepeatedFinding> unused_columns_;  // `rows` are tables
    ByName<KeptOutRows> kept_out_;
    NamePlaces odd_names_;
    std::vector<Finding> total_findings_;
    std::vector<Finding> undecided_;
    std::vector<Finding> differences_;
    TableColumns columns_;
};

}  // namespace

void report(Tabulation& totals, Finding finding, std::size_t max_findings) {
    ++(finding.severity == Severity::error ? totals.errors : totals.warnings);
    if (totals.findings.size() < max_findings) totals.findings.push_back(std::move(finding));
}

Tabulation tabulate(std::span<const TableInput> inputs, const TabulateOptions& options, const RowLimits& limits) {
    const Query query = make_query(options);
    Account account(inputs, query, options.max_findings);
    TabulateProgress progress;
    bool is_known = true;
    for (const TableInput& input : inputs) {
        const std::uint64_t size = stored_size(input);
        progress.bytes_total += size;
        is_known &= size > 0;
    }
    if (!is_known) progress.bytes_total = 0;

    // Tables are added in their order, whichever is read first.
    std::mutex mutex;
    std::map<std::size_t, std::pair<std::unique_ptr<TableRead>, Settlement>> waiting;
    std::size_t next = 0;
    const auto read_one = [&](std::size_t input, unsigned threads) {
        TableBytes bytes(inputs[input]);
        std::uint64_t seen = 0;
        const auto show = [&](std::uint64_t bytes_read) {
            if (!options.progress) return;
            const std::lock_guard lock(mutex);
            if (bytes_read > seen) progress.bytes_read += bytes_read - seen;
            seen = std::max(seen, bytes_read);
            options.progress(progress);
        };
        const TableReading how{query, limits, options.max_findings, threads, show};
        auto read = std::make_unique<TableRead>(display_name(inputs[input]), options.max_findings);
        static const RowTally::Suspects none;
        read_table(bytes, how, none, *read);
        RowTally::Suspects suspects;
        if (read->is_usable && options.totals != TotalsChoice::keep) suspects = find_hidden_totals(*read->tally);
        if (!suspects.empty()) {
            read = std::make_unique<TableRead>(display_name(inputs[input]), options.max_findings);
            read_table(bytes, how, suspects, *read);
        }
        Settlement settlement;
        if (read->is_usable) settlement = settle(*read->tally, options.totals, read->ledger);
        const std::lock_guard lock(mutex);
        waiting.emplace(input, std::pair(std::move(read), std::move(settlement)));
        for (auto first = waiting.find(next); first != waiting.end(); first = waiting.find(++next)) {
            account.add(next, *first->second.first, first->second.second);
            waiting.erase(first);
        }
    };
    for (std::size_t first = 0; first < inputs.size();) {
        std::size_t last = first;
        const auto is_small = [&](std::size_t input) {
            const std::uint64_t size = stored_size(inputs[input]);
            return size > 0 && size < small_table;
        };
        while (last < inputs.size() && is_small(last)) ++last;
        if (last - first < 2) {
            read_one(first, options.threads);
            last = first + 1;
        } else {
            for_each_parallel(last - first, useful_threads(options.threads, 0),
                              [&](std::size_t i) { read_one(first + i, 1); });
        }
        first = last;
    }
    return account.take(query);
}

Tabulation tabulate(std::span<const TableInput> inputs, const TabulateOptions& options) {
    return tabulate(inputs, options, RowLimits());
}

}  // namespace caucus_tally
