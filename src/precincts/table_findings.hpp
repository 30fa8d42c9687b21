// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/precincts.hpp>
#include <cstddef>
#include <map>
#include <string>
#include <unordered_set>
#include <vector>

namespace caucus_tally {

/// The findings of one table: all are counted, the first of each severity are kept.
class TableFindings {
public:
    explicit TableFindings(const PrecinctCheckOptions& options) : options_(options) {}

    /// Takes a finding of the rows, which come in their order.
    void add(Finding finding) { add(std::move(finding), false); }
    /// Takes one that is known only when all rows are read, wherever it stands.
    void add_late(Finding finding) { add(std::move(finding), true); }

    bool has_errors() const { return table_.counts[static_cast<std::size_t>(Severity::error)] > 0; }
    /// Everything, once, in file order.
    CheckedTable take();

private:
    void add(Finding finding, bool is_late);

    const PrecinctCheckOptions& options_;
    CheckedTable table_;
    std::array<std::vector<Finding>, 3> kept_;  // by Severity
    std::map<Code, CheckedTable::CodeCount> codes_;
    std::map<Code, std::unordered_set<std::string>> units_;
};

}  // namespace caucus_tally
