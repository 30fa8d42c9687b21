// SPDX-License-Identifier: MIT
// Precincts for the tests of caucus math.
#pragma once

#include <caucus_tally/caucus.hpp>

namespace caucus_tally {

inline const CaucusRules& caucus_rules(std::string_view id) {
    return *find_caucus_rules(id);
}

/// Groups called Ann, Bo, Cy, Di, Ed, and whoever comes next without a name.
inline Precinct precinct_with(Votes attendance, std::uint64_t delegates, const std::vector<Votes>& people) {
    static const std::vector<std::string> names{"Ann", "Bo", "Cy", "Di", "Ed"};
    Precinct precinct;
    precinct.attendance = attendance;
    precinct.delegates = delegates;
    for (std::size_t i = 0; i < people.size(); ++i)
        precinct.groups.push_back({.name = i < names.size() ? names[i] : "", .people = people[i]});
    return precinct;
}

}  // namespace caucus_tally
