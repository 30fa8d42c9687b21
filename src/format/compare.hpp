// SPDX-License-Identifier: MIT
#pragma once

#include "format/document.hpp"

#include <caucus_tally/compare.hpp>
#include <cstddef>
#include <string>
#include <vector>

namespace caucus_tally {

/// Two releases with all contests that they hold.
struct ComparedStep {
    std::string before;  ///< the releases' names
    std::string after;
    std::vector<Comparison> contests;
    std::size_t ignored = 0;  ///< changes that are left out by their kinds
    std::size_t waived = 0;   ///< and as explained
};

bool is_same(const ComparedStep& step);

/// What changed from release to release, in every format. For people at most `top` changes of each level and of each
/// kind of consequence; scripts get all of them.
Document compare_document(const std::vector<ComparedStep>& steps, std::size_t top);

}  // namespace caucus_tally
