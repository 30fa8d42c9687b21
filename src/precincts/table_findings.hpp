// SPDX-License-Identifier: MIT
#pragma once

#include "base/words.hpp"
#include "precincts/id_tables.hpp"

#include <caucus_tally/precinct_table.hpp>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace caucus_tally {

/// The findings of one table: all are counted, as many as are asked for are kept.
class TableFindings {
public:
    TableFindings(const PrecinctCheckOptions& options, std::string file) : options_(options), file_(std::move(file)) {}

    /// The finding's location gets the table's name.
    void add(Finding finding);

    /// Counts a row with a fault that is reported once for each column and text, with its number of rows. True at the
    /// first one, for which add_repeated() is to be called at once.
    bool count_repeated(Code code, std::size_t column, std::string_view text);
    void add_repeated(Finding finding);

    std::uint64_t count(Severity severity) const { return totals_.counts[static_cast<std::size_t>(severity)]; }
    /// Everything, once, in file order.
    CheckedTable take();

private:
    struct Repeated {
        std::uint64_t rows = 0;
        Severity severity = Severity::error;
        std::size_t kept = SIZE_MAX;  // place among those kept
    };
    std::size_t keep(Finding finding);

    const PrecinctCheckOptions& options_;
    std::string file_;
    CheckedTable totals_;
    std::array<std::vector<Finding>, 3> kept_;  // by Severity
    std::map<Code, CheckedTable::CodeCount> codes_;
    std::map<Code, std::unordered_set<std::string>> units_;
    NameTable repeated_names_;
    std::vector<Repeated> repeated_;
    std::string key_;
};

}  // namespace caucus_tally
