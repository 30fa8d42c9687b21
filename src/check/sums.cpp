// SPDX-License-Identifier: MIT
#include "check/contest_checks.hpp"

#include <algorithm>
#include <caucus_tally/tally.hpp>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

/// "69 and 96 look transposed" where two neighboring digits, exchanged, make one number the other.
std::string transposition(Votes stated, Votes computed) {
    const std::string a = std::to_string(stated);
    const std::string b = std::to_string(computed);
    if (a.size() != b.size()) return {};
    const auto first = std::ranges::mismatch(a, b).in1 - a.begin();
    const auto at = static_cast<std::size_t>(first);
    if (at + 1 >= a.size() || a[at] != b[at + 1] || a[at + 1] != b[at] || a.substr(at + 2) != b.substr(at + 2))
        return {};
    return fmt::format("{} and {} look transposed", b.substr(at, 2), a.substr(at, 2));
}

}  // namespace

void check_sums(const Contest& contest, std::vector<Finding>& findings) {
    if (!contest.total || !contest.total->votes) return;
    const Votes stated = *contest.total->votes;
    const Tally sums = tally(contest);
    Votes known = 0;
    for (const Candidate& candidate : contest.candidates) {
        const auto sum = checked_add(known, candidate.stated.votes.value_or(0));
        if (!sum) return;  // reported where it is read
        known = *sum;
    }
    // Where somebody's votes are unknown, the known ones may be fewer than the total but never more.
    if (sums.votes ? known == stated : known <= stated) return;

    const bool too_many = stated > known;
    Finding finding = error(
        Code::sum, fmt::format("candidates add up to {} but the total says {} ({} too {})", with_separators(known),
                               with_separators(stated), with_separators(too_many ? stated - known : known - stated),
                               too_many ? "many" : "few"));
    finding.pointer = "/total/votes";
    finding.stated = std::to_string(stated);
    finding.computed = std::to_string(known);
    if (std::string hint = transposition(stated, known); !hint.empty()) finding.notes.push_back(std::move(hint));
    findings.push_back(std::move(finding));
}

}  // namespace caucus_tally
