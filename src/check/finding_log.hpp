// SPDX-License-Identifier: MIT
#pragma once

#include "check/waivers.hpp"

#include <array>
#include <caucus_tally/finding.hpp>
#include <caucus_tally/precinct_table.hpp>
#include <cstddef>
#include <map>
#include <string>
#include <unordered_set>
#include <vector>

namespace caucus_tally {

struct SeverityCounts {
    std::array<std::size_t, 3> of{};  ///< by Severity

    std::size_t operator[](Severity severity) const { return of[static_cast<std::size_t>(severity)]; }
    std::size_t& operator[](Severity severity) { return of[static_cast<std::size_t>(severity)]; }
    std::size_t total() const { return of[0] + of[1] + of[2]; }
    SeverityCounts& operator+=(const SeverityCounts& more);
};

/// What is reported of all that is found.
struct FindingFilter {
    std::vector<Code> codes;  ///< in their order
    std::vector<Waiver> waivers;
    /// How many findings of each severity are kept for printing; all are counted.
    std::size_t most = 0;
};

/// The findings of one file: every one is counted, and as many are kept as may be printed.
class FindingLog {
public:
    /// The filter must outlive the log.
    explicit FindingLog(const FindingFilter& filter) : filter_(filter), waiver_uses_(filter.waivers.size()) {}

    /// Takes a finding unless its code is not wanted or it is waived.
    void add(Finding finding);
    /// Takes a finding that nobody may silence: an input was not examined.
    void add_always(Finding finding);

    /// Whether add() would take it; the waiver that covers it counts as used.
    bool wants(const Finding& finding);
    /// Says of the waivers that cover it that nobody may silence it.
    void refuse_waivers(const Finding& finding);
    /// Takes what was found in a table, whose findings were asked for with wants().
    void add_table(CheckedTable table);

    struct CodeCounts {
        SeverityCounts findings;
        std::unordered_set<std::string> units;
        std::size_t other_units = 0;  ///< of a table, which has counted them itself
    };
    struct Kept {
        std::size_t position;  ///< in the order of adding
        Finding finding;
    };

    const std::map<Code, CodeCounts>& counts() const { return counts_; }
    std::size_t waived() const { return waived_; }
    const std::vector<WaiverUse>& waiver_uses() const { return waiver_uses_; }
    /// Those kept of a severity, in the order of adding.
    std::vector<Kept>& kept(Severity severity) { return kept_[static_cast<std::size_t>(severity)]; }

private:
    bool waive(const Finding& finding);
    void keep(Finding finding);

    const FindingFilter& filter_;
    std::map<Code, CodeCounts> counts_;
    std::array<std::vector<Kept>, 3> kept_;
    std::size_t added_ = 0;
    std::size_t waived_ = 0;
    std::vector<WaiverUse> waiver_uses_;
};

}  // namespace caucus_tally
