// SPDX-License-Identifier: MIT
#pragma once

#include "precincts/id_tables.hpp"

#include <caucus_tally/precincts.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace caucus_tally {

/// How rows are read; the results do not depend on the first.
struct RowLimits {
    std::size_t block_bytes = std::size_t{512} << 10;  ///< read at once by each thread, at least 1
    /// A longer row is a finding and is left out, so that an unclosed quote cannot fill the memory. At most 2^30.
    std::size_t max_row_bytes = std::size_t{1} << 20;
};

/// A name with something to be said about (CT104) and where it was first met.
struct OddName {
    std::size_t by = 0;  ///< its group column
    std::string name;
    Location first;
};
/// What is said once for all rows that it is true of.
struct RepeatedFinding {
    Finding finding;
    std::uint64_t rows = 0;
    std::vector<std::size_t> more_lines = {};  ///< of the next few rows
    std::optional<std::size_t> unnamed = {};   ///< the unit's column that it says is empty
};

/// The next rows are named, too, but no more of them than these.
inline constexpr std::size_t most_more_lines = 3;

/// The finding, with how many rows it is true of.
Finding said_once(RepeatedFinding repeated);

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
    std::uint64_t sequence = 0;  ///< the header and the blocks of a table, numbered from 0
    bool truncated = false;
    std::uint64_t lines = 0;
    std::uint64_t rows = 0;
    std::uint64_t bad_rows = 0;
    std::uint64_t unwanted_rows = 0;
    std::uint64_t unknown_rows = 0;
    std::uint64_t errors = 0;
    std::uint64_t warnings = 0;
    std::vector<Finding> findings;     ///< the first of them
    ByName<RepeatedFinding> repeated;  ///< by code, column and text
    ByName<KeptOutRows> kept_out;
    std::vector<OddName> odd_names;  ///< new ones; other threads may have met them, too
    /// Rows before the first sound one were not understood; what area they are of the block before tells.
    bool begins_flawed = false;
    std::optional<std::string> last_area;  ///< of the last sound row

    /// Counts a finding, and keeps it while there are fewer than `limit`.
    void report(Finding finding, std::size_t limit);
    void drop_findings();
};

/// Puts the reports of all threads into the order of the table, whatever the order in which they come.
class Ledger {
public:
    /// Gets the findings of the table in their order, instead of having the first of them kept.
    using Sink = std::function<void(Finding)>;

    /// `file` is what findings call the table.
    Ledger(std::string file, std::size_t max_findings, Sink sink = {})
        : file_(std::move(file)), max_findings_(max_findings), sink_(std::move(sink)) {}

    void enter(BlockReport report);

    /// The whole table's, when everything has been entered.
    const BlockReport& all() const { return all_; }
    BlockReport& all() { return all_; }
    /// Where odd names were first met: the first max_findings of each column.
    const NamePlaces& odd_names() const { return odd_names_; }
    /// Areas of rows that were not understood, as their blocks could not tell.
    const std::set<std::string>& flawed_areas() const { return flawed_areas_; }
    /// Makes a place in a block one in the table.
    Location place(std::uint64_t sequence, Location location) const;

private:
    void apply(BlockReport& report);

    std::string file_;
    std::size_t max_findings_;
    Sink sink_;
    std::mutex mutex_;
    std::map<std::uint64_t, BlockReport> waiting_;
    std::uint64_t next_ = 0;
    std::vector<std::uint64_t> lines_before_;  // by sequence
    BlockReport all_;
    NamePlaces odd_names_;
    std::map<std::size_t, std::size_t> odd_names_of_;  // how many of a column
    std::optional<std::string> last_area_;
    std::set<std::string> flawed_areas_;
};

/// What findings call the table.
std::string display_name(const TableInput& input);

}  // namespace caucus_tally
