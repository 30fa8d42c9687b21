// SPDX-License-Identifier: MIT
#include "check/contest_checks.hpp"

#include <caucus_tally/tally.hpp>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

std::optional<Decimal> sum_of_pools(const Contest& contest) {
    if (!contest.allocation || contest.allocation->pools.empty()) return std::nullopt;
    std::optional<Decimal> sum = Decimal(Votes{0});
    for (const Pool& pool : contest.allocation->pools)
        if (sum) sum = checked_add(*sum, pool.delegates);
    return sum;
}

Finding mismatch(Code code, std::string_view parts, Decimal computed, std::string_view whole, Decimal stated,
                 std::string pointer) {
    const std::string gap = to_string(normalized(difference(stated, computed)));
    Finding finding = error(code, fmt::format("{} add up to {} but {} {} ({} too {})", parts, to_string(computed),
                                              whole, to_string(stated), gap, stated > computed ? "many" : "few"));
    finding.pointer = std::move(pointer);
    finding.stated = to_string(stated);
    finding.computed = to_string(computed);
    return finding;
}

}  // namespace

void check_delegates(const Contest& contest, std::vector<Finding>& findings) {
    const std::optional<Decimal> stated = contest.total ? contest.total->delegates : std::nullopt;
    const std::optional<Decimal> candidates = tally(candidate_figures(contest)).delegates;
    const std::optional<Decimal> pools = sum_of_pools(contest);
    if (stated && pools && *pools != *stated)
        findings.push_back(
            mismatch(Code::pool_sum, "the pools", *pools, "the total says", *stated, "/allocation/pools"));
    if (stated && candidates && *candidates != *stated)
        findings.push_back(mismatch(Code::delegate_sum, "the candidates' delegates", *candidates, "the total says",
                                    *stated, "/total/delegates"));
    if (!stated && pools && candidates && *candidates != *pools)
        findings.push_back(mismatch(Code::delegate_sum, "the candidates' delegates", *candidates, "the pools hold",
                                    *pools, "/allocation/pools"));
}

}  // namespace caucus_tally
