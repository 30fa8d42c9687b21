// SPDX-License-Identifier: MIT
// What the readers of the parts of a contest file share.
#pragma once

#include "json/json_fields.hpp"

#include <array>
#include <caucus_tally/contest.hpp>
#include <caucus_tally/parse.hpp>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace caucus_tally {

/// Most levels and rounds that a contest may have. Units lie as deep in one another as there are levels, and each has
/// room for every round.
inline constexpr std::size_t max_levels = 64;
inline constexpr std::size_t max_rounds = 64;

/// The columns that the two tables may have beside those of levels and rounds.
inline constexpr std::array<std::string_view, 6> unit_columns{"kind",       "delegates", "sde",
                                                              "attendance", "ballots",   "registered"};
inline constexpr std::array<std::string_view, 4> result_columns{"candidate", "delegates", "sde", "percent"};
/// Of the results table in a contest without rounds.
inline constexpr std::string_view votes_column = "votes";

/// Reads the contest that the text's places describe: the tree of a contest file, or one that a publication's reader
/// has made. `findings` are what was wrong with the text so far.
ParsedContest read_contest(ContestText text, std::vector<PlacedFinding> findings, const TableOpener& open_table);

/// Finds a contest's candidates by id or by name.
class CandidateIndex {
public:
    /// The contest's candidates must stay where they are.
    explicit CandidateIndex(const Contest& contest);

    std::optional<std::size_t> find(std::string_view id_or_name) const;
    /// "; did you mean ...?" if somebody has a similar id or name, else empty.
    std::string suggest(std::string_view word) const;

private:
    std::map<std::string_view, std::size_t> index_;
    std::vector<std::string_view> words_;
    mutable std::map<std::string, std::string> suggestions_;  // a wrong word often stands in many places
};

/// Where a candidate's result stands among those of a unit, which can be many.
class ResultPlaces {
public:
    std::optional<std::size_t> find(std::size_t unit, const std::vector<UnitResult>& results,
                                    std::size_t candidate) const;
    /// Of the last of the results.
    void add(std::size_t unit, const std::vector<UnitResult>& results);

private:
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> places_;  // those behind the first few
};

/// Hands each member {"kerry": value} of an object to `read` with its candidate; a name that none of the contest's
/// candidates has is CT106, a second member for one candidate CT103; the first one counts.
void read_by_candidate(FieldReader& reader, std::uint32_t object, const CandidateIndex& candidates,
                       const std::function<void(std::uint32_t value, std::size_t candidate)>& read);

/// Reads the array of a contest's candidates; ids and names that do not say which one is meant are CT103.
void read_candidates(FieldReader& reader, std::uint32_t array, Contest& contest);

/// Reads the array of rounds, max_rounds at most; two of one id are CT103.
std::vector<Round> read_rounds(FieldReader& reader, std::uint32_t array);

/// Reads the array of levels, max_levels at most; two of one name are CT103.
std::vector<std::string> read_levels(FieldReader& reader, std::uint32_t array);

/// Levels and rounds are columns of the unit tables: one that is called as another column is CT101. 0 stands for an
/// array that the contest does not have.
void check_column_names(FieldReader& reader, std::uint32_t levels, std::uint32_t rounds, const Contest& contest);

/// Reads the array of units that stands in the contest file itself. Candidates, rounds and levels must be there
/// already; a contest that states no levels gets those of its units, in the order of their appearance.
void read_units(FieldReader& reader, std::uint32_t array, Contest& contest);

/// Reads the units and their results from two CSV tables, and the lines on which they stand.
void read_unit_tables(const NamedTable& units, const NamedTable& results, Contest& contest, TableLines& lines,
                      std::vector<Finding>& findings);

}  // namespace caucus_tally
