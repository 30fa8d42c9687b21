// SPDX-License-Identifier: MIT
#include "check/contest_checks.hpp"

#include <algorithm>
#include <array>
#include <caucus_tally/check.hpp>
#include <stdexcept>

namespace caucus_tally {
namespace {

constexpr auto table = std::to_array<Check>({
    {Code::unreadable, "unreadable", Severity::error, "a file is absent or cannot be read", nullptr},
    {Code::nothing_checked, "nothing-checked", Severity::error, "no contest and no row was examined", nullptr},
    {Code::encoding, "encoding", Severity::error, "a byte-order mark (a warning) or bytes that are not UTF-8", nullptr},
    {Code::format_version, "format-version", Severity::error, "a format version this program does not know", nullptr},
    {Code::syntax, "syntax", Severity::error, "the text is not JSON or not CSV", nullptr},
    {Code::duplicate_key, "duplicate-key", Severity::error, "the same key twice in one object", nullptr},
    {Code::not_a_count, "not-a-count", Severity::error, "a count that is no plain whole number", nullptr},
    {Code::field, "field", Severity::error, "a missing, unknown or mistyped field", nullptr},
    {Code::ragged_row, "ragged-row", Severity::error, "a row with more or fewer fields than the header", nullptr},
    {Code::duplicate_row, "duplicate-row", Severity::error, "the same candidate or row twice", nullptr},
    {Code::whitespace, "whitespace", Severity::warning, "blanks around or doubled inside a value", nullptr},
    {Code::total_row, "total-row", Severity::error, "a total among the parts", nullptr},
    {Code::unknown_candidate, "unknown-candidate", Severity::error, "a result for somebody the contest does not list",
     nullptr},
    {Code::orphan_unit, "orphan-unit", Severity::error, "a unit whose parent is not there", nullptr},
    {Code::missing_value, "missing-value", Severity::error, "an empty unit, office, candidate or count", nullptr},
    {Code::sum, "sum", Severity::error, "parts do not add up to the stated whole", check_sums},
    {Code::over_ballots, "over-ballots", Severity::error,
     "more votes than ballots or attendees, or more than registered", check_turnout},
    {Code::pool_sum, "pool-sum", Severity::error, "pools do not add up to the delegates at stake", check_delegates},
    {Code::percent, "percent", Severity::error, "a stated percentage is not the computed one", check_percents},
    {Code::percent_base, "percent-base", Severity::error, "stated percentages fit another whole", check_percents},
    {Code::percent_total, "percent-total", Severity::note, "rounded shares do not add up to 100", check_percents},
    {Code::delegate_sum, "delegate-sum", Severity::error, "delegates do not add up to the number at stake",
     check_delegates},
    {Code::duplicate_vector, "duplicate-vector", Severity::warning, "two units with the very same figures",
     check_duplicate_vectors},
    {Code::swapped, "swapped", Severity::warning, "a candidate's figures look moved to a neighbor's column",
     check_swapped},
});

}  // namespace

std::span<const Check> checks() {
    return table;
}

const Check& check_of(Code code) {
    const auto* const found = std::ranges::find(table, code, &Check::code);
    if (found == table.end()) throw std::logic_error("no entry in the table of checks for " + code_text(code));
    return *found;
}

std::vector<Finding> check(const Contest& contest) {
    std::vector<Finding> findings;
    std::vector<decltype(Check::run)> done;
    for (const Check& each : table) {
        if (each.run == nullptr || std::ranges::find(done, each.run) != done.end()) continue;
        each.run(contest, findings);
        done.push_back(each.run);
    }
    for (Finding& finding : findings) finding.contest = contest.id;
    return findings;
}

}  // namespace caucus_tally
