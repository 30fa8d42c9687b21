// SPDX-License-Identifier: MIT
// What is compared: the figures of a contest or of a tabulation, each with its unit, candidate and kind, and which of
// two releases' units, candidates and figures are the same.
#pragma once

#include <caucus_tally/compare.hpp>
#include <caucus_tally/contest.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

using Index = std::uint32_t;
inline constexpr Index nowhere = UINT32_MAX;

/// What a figure counts.
struct Measure {
    std::string name;  ///< "votes", "votes final", "percent", "delegates", "sde", "attendance"
    std::string pool = {};
    bool is_votes = false;
    bool operator==(const Measure&) const = default;
};

struct SheetUnit {
    std::string id;  ///< of a group of a tabulation its values, parted by group_mark
    std::string name;
    std::string level;
    Index parent = 0;
};

struct SheetCandidate {
    std::string id;
    std::string name;
};

/// A figure. Unit 0 is the whole contest, candidate 0 nobody: the figure is a total or the unit's own.
struct SheetFigure {
    Index unit = 0;
    Index measure = 0;
    Index candidate = 0;
    Decimal value;
};

struct Sheet {
    std::vector<SheetUnit> units{1};
    std::vector<SheetCandidate> candidates{1};
    std::vector<Measure> measures;
    std::vector<SheetFigure> figures;
    std::vector<Index> votes;  ///< the measures of the contest's votes; the last of them is what percentages are of
};

inline constexpr char group_mark = '\x1f';

Sheet sheet_of(const Contest& contest);
Sheet sheet_of(const Tabulation& totals);

/// Lower case without blanks and punctuation.
std::string fold(std::string_view name);

/// One thing in two releases; `nowhere` where one of them does not have it. The first of each list is itself paired.
struct Pair {
    Index before = nowhere;
    Index after = nowhere;
    bool both() const { return before != nowhere && after != nowhere; }
};

/// A figure in two releases, with indices into the lists of pairs.
struct FigurePair {
    Index unit = 0;
    Index measure = 0;
    Index candidate = 0;
    std::optional<Decimal> before;
    std::optional<Decimal> after;
};

struct Paired {
    const Sheet& before;
    const Sheet& after;
    std::vector<Pair> units;
    std::vector<Pair> candidates;
    std::vector<Pair> measures;
    std::vector<FigurePair> figures;                 ///< by unit, measure and candidate
    std::array<std::vector<Index>, 2> unit_of;       ///< of each unit of a release, its place in `units`
    std::array<std::vector<Index>, 2> candidate_of;  ///< likewise

    const SheetUnit& unit(Index at) const { return pick(units[at], before.units, after.units); }
    const SheetCandidate& candidate(Index at) const {
        return pick(candidates[at], before.candidates, after.candidates);
    }
    const Measure& measure(Index at) const { return pick(measures[at], before.measures, after.measures); }

private:
    template <typename Thing>
    static const Thing& pick(Pair pair, const std::vector<Thing>& old_ones, const std::vector<Thing>& new_ones) {
        return pair.after != nowhere ? new_ones[pair.after] : old_ones[pair.before];
    }
};

/// Both sheets must outlive the result.
Paired pair_sheets(const Sheet& before, const Sheet& after);

/// A change, and where what it is about stands: as a figure or as a JSON Pointer into the contest file.
struct Told {
    struct At {
        Index unit = nowhere;
        Index measure = 0;
        Index candidate = 0;
    };
    Change change;
    At old_at = {};
    At new_at = {};
    std::string old_pointer = {};
    std::string new_pointer = {};
};

/// A change about these, with their names.
Change change_of(const Paired& paired, ChangeKind kind, Index unit, Index candidate);

/// Sets the difference of two numbers.
void set_difference(Change& change, std::optional<Decimal> before, std::optional<Decimal> after);

/// What became of units, candidates and figures.
std::vector<Told> compare_sheets(const Paired& paired);

/// Order, thresholds, delegates and viability on both sides, and the findings that came and went.
void add_consequences(const Paired& paired, const Release& before, const Release& after, std::vector<Change>& changes);

inline std::string yes_or_no(bool holds) {
    return holds ? "yes" : "no";
}

/// How the contest's delegates are allocated, as a word; empty if it is not said.
std::string rules_name(const Contest& contest);

}  // namespace caucus_tally
