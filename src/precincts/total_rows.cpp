// SPDX-License-Identifier: MIT
#include "precincts/total_rows.hpp"

#include "base/sum_finding.hpp"

#include <algorithm>

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

void TotalRows::add(std::uint32_t choice, Votes stated, TotalPlace place) {
    if (stated_.size() < max_stated) stated_.push_back({choice, stated, std::move(place)});
}

void TotalRows::compare(Stated& stated, Votes sum) {
    if (stated.votes == sum || wrong_.size() >= max_stated) return;
    Finding finding = sum_finding(sum, stated.votes, "the precincts", "the total row");
    finding.location = std::move(stated.place.location);
    finding.unit = std::move(stated.place.unit);
    wrong_.push_back({county_, std::move(finding)});
}

std::vector<Finding> TotalRows::take() {
    std::vector<Finding> findings;
    for (Wrong& wrong : wrong_)
        if (runs_[wrong.county] == 1) findings.push_back(std::move(wrong.finding));
    return findings;
}

}  // namespace caucus_tally
