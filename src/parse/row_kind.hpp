// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace caucus_tally {

/// What a row of a precinct table counts.
enum class RowKind : std::uint8_t {
    candidate,
    ballots,  ///< registered voters, ballots cast, over and under votes, blanks: no choice of the contest
    total,    ///< a sum of other rows, which would be counted twice
};

/// What the row is by its candidate's name, or by its office's: archives write "Registered Voters" in either column.
/// Case, punctuation and blanks do not matter. "None of These Candidates" and write-ins are choices.
RowKind kind_by_choice(std::string_view name);

/// What the row is by the name of its precinct or county: `total` ("County Total", "TOTALS") or `candidate`.
RowKind kind_by_unit(std::string_view name);

/// False where kind_by_unit certainly says `candidate`, from a look at a field's ends, quoted or not.
bool may_be_total_unit(std::string_view raw);

}  // namespace caucus_tally
