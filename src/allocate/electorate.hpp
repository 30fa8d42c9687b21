// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/contest_allocation.hpp>

namespace caucus_tally {

/// The votes of a jurisdiction as far as they are known.
struct Electorate {
    std::vector<std::optional<Votes>> votes;  ///< of each candidate
    bool partial = false;                     ///< a unit reports others' votes, but not those of a preference
    std::vector<std::size_t> in_part;         ///< candidates whose votes some unit does not report
    Votes unlisted = 0;                       ///< in the total but in no candidate's figure
    /// The most votes of which neither a figure nor a total says anything; nullopt if nothing bounds them.
    std::optional<Votes> unknown = 0;
    unsigned digits = 0;        ///< after the point, where the votes are state delegate equivalents
    bool out_of_range = false;  ///< these do not fit
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

/// The candidates whose votes are unknown, wholly or in part, in their order.
std::vector<std::size_t> find_unknown(const Electorate& electorate);

/// Whether somebody who could win delegates has votes that are unknown.
bool lacks_votes(const Contest& contest, const Electorate& electorate);

/// What the pool gives for every number of unknown votes from none to `most`; nullopt: as many as there can be. `none`
/// is what it gives with none of them.
UnknownVotes try_unknown_votes(const DelegateRules& rules, PoolInput input, const PoolAllocation& none,
                               std::optional<Votes> most);

}  // namespace caucus_tally
