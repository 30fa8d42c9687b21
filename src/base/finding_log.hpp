// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <caucus_tally/finding.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// What becomes of a finding. Waived ones are counted apart, ignored ones not at all.
enum class Verdict : std::uint8_t { report, waive, ignore };

/// The findings of an input, or of many: every one is counted, and the first of each severity are kept.
class FindingLog {
public:
    using Judge = std::function<Verdict(const Finding&)>;

    /// Keeps up to `most` findings of each severity. All are reported if there is no judge.
    explicit FindingLog(std::size_t most = SIZE_MAX, Judge judge = {}) : most_(most), judge_(std::move(judge)) {}

    void add(Finding finding);
    /// Reports a finding that nobody may silence.
    void add_always(Finding finding);

    /// A fault of many rows that is one finding with their number. `make` is called for the first row of a key only.
    template <typename Make>
    void add_repeated(std::string_view key, Make make) {
        const auto [entry, is_first] = repeated_.try_emplace(std::string(key));
        if (is_first)
            add_first_of_repeated(entry->second, make());
        else
            ++entry->second.rows;
    }

    /// Takes over what another log holds. Findings are in the order of the parts, whatever the order in which these
    /// come.
    void merge(FindingLog other, std::size_t part);
    /// Takes over findings that were counted elsewhere, of which some were kept.
    void merge_counted(const std::vector<CodeCount>& codes, std::vector<Finding> kept, std::size_t waived);

    const SeverityCounts& counts() const { return counts_; }
    /// Those found, in the order of codes. Units of different parts are different units.
    std::vector<CodeCount> codes() const;
    std::size_t waived() const { return waived_; }

    struct Kept {
        std::size_t part = 0;
        std::size_t position = 0;  ///< in the order of adding
        Finding finding;
    };
    /// The most severe of those kept, up to so many, in their order. The log is used up.
    std::vector<Kept> take_worst(std::size_t most);
    /// All that are kept, in their order. The log is used up.
    std::vector<Finding> take();

private:
    struct Counted {
        SeverityCounts findings;
        std::set<std::string> units;
        std::size_t units_elsewhere = 0;
    };
    struct Repeated {
        std::size_t rows = 1;
        std::size_t position = SIZE_MAX;  // of the finding, if it was reported
        Severity severity{};
    };

    std::vector<Kept>& kept(Severity severity) { return kept_[static_cast<std::size_t>(severity)]; }
    void keep(Finding finding);
    void add_first_of_repeated(Repeated& repeated, Finding finding);
    void tell_repeated();

    std::size_t most_;
    Judge judge_;
    SeverityCounts counts_;
    std::map<Code, Counted> codes_;
    std::size_t waived_ = 0;
    std::array<std::vector<Kept>, 3> kept_;  // by Severity, in their order
    std::size_t part_ = 0;
    std::size_t added_ = 0;
    std::map<std::string, Repeated> repeated_;
};

}  // namespace caucus_tally
