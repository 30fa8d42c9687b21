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
/// Case, punctuation and blanks do not matter. "None of These Candidates" and write-ins are choices, and so is
/// "Write-In Totals", which is mostly the only row of the write-ins.
RowKind kind_by_choice(std::string_view name);

/// Whether the name is that of all write-ins together, which would count those listed beside it twice.
bool is_write_in_total(std::string_view name);

/// Whether the name, of a candidate or a party, says that the votes were written in: "Write-In", "Smith (W)".
bool is_write_in(std::string_view name);

/// Whether an office or a candidate is the vote for a whole party ("Straight Party", "STRAIGHT TICKET"): the party is
/// the choice then, and a candidate or an office may be missing.
bool is_straight_party(std::string_view name);

/// What the row is by the name of its precinct or county: `total` ("County Total", "TOTALS") or `candidate`.
RowKind kind_by_unit(std::string_view name);

}  // namespace caucus_tally
