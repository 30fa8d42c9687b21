// SPDX-License-Identifier: MIT
#pragma once

#include "precincts/id_tables.hpp"

#include <caucus_tally/tabulate.hpp>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace caucus_tally {

/// A name with something to be said about (CT104) and where it was first met.
struct OddName {
    std::size_t by = 0;  ///< its group column
    std::string name;
    Location first;
};
/// Rows whose count is not known (CT108), by what stands in its place: once for each column and text.
struct UnknownCounts {
    Finding finding;
    std::uint64_t rows = 0;
};

using NamePlaces = std::map<std::pair<std::size_t, std::string>, Location>;

/// Things by a name of theirs, in the order of first appearance. What they are called may be chosen by an adversary.
template <typename Item>
struct ByName {
    NameTable names;
    std::vector<Item> items;

    /// The item of that name, and whether it is new.
    std::pair<Item&, bool> find_or_add(std::string_view name) {
        const std::uint32_t id = names.find_or_add(name);
        const bool is_new = id == items.size();
        if (is_new) items.emplace_back();
        return {items[id], is_new};
    }
};

/// What reading a block, or a header, has brought besides sums. Lines count from 1 at the block's first line.
struct BlockReport {
    std::uint64_t sequence = 0;  ///< blocks and headers of all tables, numbered from 0
    std::size_t input = 0;
    bool starts_table = false;
    bool refused = false;
    bool passed_over = false;
    bool truncated = false;
    std::uint64_t lines = 0;
    std::uint64_t rows = 0;
    std::uint64_t summed_rows = 0;
    std::uint64_t bad_rows = 0;
    std::uint64_t unwanted_rows = 0;
    std::uint64_t unknown_rows = 0;
    std::uint64_t errors = 0;
    std::uint64_t warnings = 0;
    std::vector<Finding> findings;  ///< the first of them
    ByName<KeptOutRows> kept_out;
    ByName<UnknownCounts> unknown_counts;  ///< by the finding's message
    std::vector<OddName> odd_names;        ///< new ones; other threads may have met them, too

    /// Counts a finding, and keeps it while there are fewer than `limit`.
    void report(Finding finding, std::size_t limit);
    void drop_findings();
};

/// What findings call the table.
std::string display_name(const TableInput& input);

/// Puts the reports of all threads into the order of the input, whatever the order in which they come.
class Ledger {
public:
    Ledger(std::span<const TableInput> inputs, std::size_t max_findings);

    void enter(BlockReport report);
    /// Everything that was entered, once; the sums are left to the caller.
    Tabulation take();
    /// Where odd names were first met: the first max_findings of each column.
    const NamePlaces& odd_names() const { return odd_names_; }

private:
    void apply(BlockReport& report);
    void keep_out(KeptOutRows rows);
    void keep_unknown(UnknownCounts unknown);
    void keep(Finding finding);
    void keep_odd(OddName odd);

    std::span<const TableInput> inputs_;
    std::size_t max_findings_;
    std::mutex mutex_;
    std::map<std::uint64_t, BlockReport> waiting_;
    std::uint64_t next_ = 0;
    std::uint64_t lines_ = 0;  // of the current table, before the next block
    ByName<KeptOutRows> kept_out_;
    ByName<UnknownCounts> unknown_counts_;
    NamePlaces odd_names_;
    std::map<std::size_t, std::size_t> odd_names_of_;  // how many of a column
    Tabulation totals_;
};

}  // namespace caucus_tally
