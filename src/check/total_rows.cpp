// SPDX-License-Identifier: MIT
#include "check/total_rows.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

// Of one county. An honest table has a few thousand; a file of nothing but totals must not fill the memory.
constexpr std::size_t max_stated = 20'000;

}  // namespace

void TotalRows::start_county(std::uint32_t county, std::uint64_t flaws) {
    county_ = county;
    ++run_;
    flaws_before_ = flaws;
    if (county >= runs_.size()) runs_.resize(county + std::size_t{1});
    runs_[county] = static_cast<std::uint8_t>(std::min(runs_[county] + 1, 2));
}

void TotalRows::add(std::uint32_t choice, Votes stated, Finding finding) {
    if (stated_.size() < max_stated) stated_.push_back({choice, stated, std::move(finding)});
}

void TotalRows::compare(Stated& stated, Votes sum) {
    if (stated.votes == sum || wrong_.size() >= max_stated) return;
    const bool too_many = stated.votes > sum;
    const Votes difference = too_many ? stated.votes - sum : sum - stated.votes;
    stated.finding.message =
        fmt::format("the precincts add up to {} but the total row says {} ({} too {})", with_separators(sum),
                    with_separators(stated.votes), with_separators(difference), too_many ? "many" : "few");
    stated.finding.stated = std::to_string(stated.votes);
    stated.finding.computed = std::to_string(sum);
    wrong_.push_back({county_, std::move(stated.finding)});
}

std::vector<Finding> TotalRows::take() {
    std::vector<Finding> findings;
    for (Wrong& wrong : wrong_)
        if (runs_[wrong.county] == 1) findings.push_back(std::move(wrong.finding));
    return findings;
}

}  // namespace caucus_tally
