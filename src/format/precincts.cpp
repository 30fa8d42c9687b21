// SPDX-License-Identifier: MIT
#include "format/precincts.hpp"

#include <algorithm>
#include <utility>

namespace caucus_tally {

ShownPrecincts show_precincts(Contest contest, ContestPrecincts precincts, std::string level) {
    ShownPrecincts shown{std::move(contest), std::move(precincts), std::move(level), false, false, {}, {}};
    const auto found = std::ranges::find(shown.contest.levels, shown.level);
    const auto add_up = [&](GroupCount (*count)(const PrecinctUnit&, std::size_t)) {
        const Contest counts = with_counts(shown.contest, shown.precincts, count);
        if (found == shown.contest.levels.end()) return std::vector{roll_up(counts)};
        return roll_up(counts, static_cast<std::size_t>(found - shown.contest.levels.begin()));
    };
    shown.counted = add_up(counted);
    shown.published = add_up(published);
    return shown;
}

}  // namespace caucus_tally
