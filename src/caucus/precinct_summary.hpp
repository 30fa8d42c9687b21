// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/contest_precincts.hpp>
#include <cstddef>

namespace caucus_tally {

/// How many units are what.
struct PrecinctSummary {
    std::size_t judged = 0;    ///< held against the rules
    std::size_t as_ruled = 0;  ///< of these: published as the rules give it
    std::size_t differ = 0;    ///< published otherwise
    std::size_t unpublished = 0;
    std::size_t too_many_groups = 0;  ///< the rules give no split: more viable groups than delegates
    std::size_t nobody_viable = 0;
    std::size_t no_majority = 0;
    std::size_t others = 0;  ///< no delegates, no attendance, out of range
    std::size_t ties = 0;
    std::size_t ties_as_published = 0;
    std::size_t ties_open = 0;
    std::size_t attendance_assumed = 0;
    std::size_t unknown_delegates = 0;  ///< not judged
    std::size_t no_figures = 0;         ///< not judged
    std::size_t too_many_votes = 0;     ///< not judged
};

PrecinctSummary sum_up(const ContestPrecincts& precincts);

/// Whether what a group is published with is no outcome of the rules for it.
bool is_amiss(const PrecinctUnit& precinct, std::size_t group);

}  // namespace caucus_tally
