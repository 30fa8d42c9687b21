// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/contest_allocation.hpp>

namespace caucus_tally {

/// The votes of a jurisdiction as far as they are known.
struct Electorate {
    std::vector<std::optional<Votes>> votes;  ///< of each candidate
    bool partial = false;                     ///< a unit reports others' votes, but not those of a preference
    Votes unlisted = 0;                       ///< in the total but in no candidate's figure
    bool total_stated = false;                ///< so that unlisted votes bound what an unknown figure can be
    unsigned digits = 0;                      ///< after the point, where the votes are state delegate equivalents
    bool out_of_range = false;                ///< these do not fit
};

/// One pool and the votes that decide it.
struct Jurisdiction {
    PoolPlace place;
    std::optional<Decimal> delegates;
    Electorate electorate;
    bool has_units = true;  ///< false where a pool is by units that the contest does not hold
};

/// Every pool of the contest's plan with its votes, those by a level one for each unit of it, and the votes of the
/// whole contest, which are empty if no pool's rules look at them.
struct Jurisdictions {
    std::vector<Jurisdiction> pools;
    Electorate whole;
};
Jurisdictions find_jurisdictions(const Contest& contest, std::span<const AppliedRules> applied);

/// Whether the votes of somebody who could win delegates are unknown.
bool lacks_votes(const Contest& contest, const Electorate& electorate);

}  // namespace caucus_tally
