// SPDX-License-Identifier: MIT
#pragma once

#include "parse/json_fields.hpp"

#include <caucus_tally/contest.hpp>
#include <caucus_tally/parse.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace caucus_tally {

/// Finds a contest's candidates by id or by name.
class CandidateIndex {
public:
    /// The contest's candidates must stay where they are.
    explicit CandidateIndex(const Contest& contest);

    std::optional<std::size_t> find(std::string_view id_or_name) const;
    /// "; did you mean ...?" where somebody has a similar id or name.
    std::string suggest(std::string_view word) const;

private:
    std::unordered_map<std::string_view, std::size_t> index_;
    std::vector<std::string_view> words_;
};

/// Hands each member {"kerry": value} of an object to `read` with its candidate; a name that is none of the contest's
/// candidates is CT106.
void read_by_candidate(FieldReader& reader, std::uint32_t object, const CandidateIndex& candidates,
                       const std::function<void(std::uint32_t value, std::size_t candidate)>& read);

/// Reads the array of units that stands in the contest file itself. Candidates, rounds and levels must be there
/// already; a contest that states no levels gets those of its units, in the order of their appearance.
void read_units(FieldReader& reader, std::uint32_t array, Contest& contest);

/// Reads the units and their results from two CSV tables.
void read_unit_tables(const NamedTable& units, const NamedTable& results, Contest& contest,
                      std::vector<Finding>& findings);

}  // namespace caucus_tally
