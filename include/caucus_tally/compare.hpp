// SPDX-License-Identifier: MIT
// What changed between two releases of one contest, and what it does to the delegates.
#pragma once

#include <array>
#include <caucus_tally/finding.hpp>
#include <caucus_tally/numbers.hpp>
#include <caucus_tally/parse.hpp>
#include <caucus_tally/precincts.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// What kind of change it is. Those from `follows` on are consequences of the ones before it.
enum class ChangeKind : std::uint8_t {
    contest_added,
    contest_removed,
    fact,  ///< status, date, title, rules and the like, of the contest or of a unit
    candidate_added,
    candidate_removed,
    candidate_renamed,  ///< the id is the same, the name is another
    withdrawn,
    unit_added,
    unit_removed,
    unit_renamed,  ///< the id is the same and the name is another, or all figures are the same
    figure,
    moved,  ///< the figure stands under another candidate now
    known,
    unknown,
    spelling,      ///< the same name or value, written otherwise
    factor,        ///< figures of one kind are the old ones times a constant
    percent_base,  ///< percentages are of another whole
    follows,       ///< sums, and percentages of votes, that changed as much as what they are made of
    reporting,
    order,
    threshold,
    qualified,
    tie,
    delegates,  ///< of a pool, by the contest's rules
    viability,  ///< of a group in a precinct
    precinct,   ///< delegates of a precinct, by the rules for caucuses
    mended,     ///< a finding that is there no more
    finding,    ///< one that is new
};

/// The words for them, in the order of the enumeration.
inline constexpr std::array<std::string_view, 28> change_kind_words{
    "contest-added",
    "contest-removed",
    "fact",
    "candidate-added",
    "candidate-removed",
    "candidate-renamed",
    "withdrawn",
    "unit-added",
    "unit-removed",
    "unit-renamed",
    "figure",
    "moved",
    "known",
    "unknown",
    "spelling",
    "factor",
    "percent-base",
    "follows",
    "reporting",
    "order",
    "threshold",
    "qualified",
    "tie",
    "delegates",
    "viability",
    "precinct",
    "mended",
    "finding",
};
static_assert(change_kind_words.size() == static_cast<std::size_t>(ChangeKind::finding) + 1);

constexpr std::string_view to_string(ChangeKind kind) {
    return change_kind_words[static_cast<std::size_t>(kind)];
}

constexpr bool is_consequence(ChangeKind kind) {
    return kind >= ChangeKind::follows;
}

/// One change. Names and ids are those of the new release, or of the old one if the new one has none.
struct Change {
    ChangeKind kind = ChangeKind::figure;
    std::string level = {};      ///< of the unit; empty: the whole contest
    std::string unit = {};       ///< its id
    std::string unit_name = {};  ///< behind those of the units around it: "Polk/DES MOINES-14"
    std::string pool = {};       ///< "At-large", "District/5"
    std::string candidate = {};  ///< the id; empty: it is about no candidate, or about a total
    std::string name = {};       ///< the candidate's name
    std::string from = {};       ///< of a figure that moved: the id of the candidate it stood under
    std::string from_name = {};
    std::string figure = {};  ///< "votes", in a contest with rounds "votes final"; "percent", "delegates", "status"
    std::string before = {};  ///< as stated; empty: unknown or not there
    std::string after = {};
    /// The difference of the two, if both are numbers.
    std::optional<Decimal> difference = {};
    bool fell = false;        ///< the difference is to be taken away
    std::size_t count = 1;    ///< how many figures or units it stands for
    std::string note = {};    ///< what else is to be said of it
    Location old_place = {};  ///< no file: it stands nowhere
    Location new_place = {};
};

/// "+12", "-0.5"; empty if there is no difference.
std::string difference_text(const Change& change);

/// A contest of a release with what its checks find.
struct Release {
    const ParsedContest* parsed = nullptr;  ///< with a contest
    std::vector<Finding> findings;          ///< located
};

/// Two releases of one contest.
struct Comparison {
    std::string contest;  ///< the id
    std::string title;
    std::vector<Change> changes;          ///< by level, outermost first; in it the largest first
    std::vector<Change> consequences;     ///< by kind, then likewise
    std::vector<Change> totals;           ///< each candidate's votes in all, changed or not
    std::vector<std::string> near_names;  ///< sentences about names that look like one and are not taken for one
    std::array<std::size_t, 2> units{};   ///< in the old and the new release
    std::array<std::size_t, 2> figures{};
    bool of_tables = false;  ///< precinct tables, of which groups of rows were compared
};

/// Candidates pair by id, else by name but for blanks, case and punctuation; units likewise, and if that fails by equal
/// figures. Each change is told once, at the innermost level that explains it.
Comparison compare_contests(const Release& before, const Release& after);

/// The same for precinct tables, which must be added up by the same columns. Groups are the units and have no places.
Comparison compare_tabulations(const Tabulation& before, const Tabulation& after);

/// A contest that only one of two releases holds.
Change unpaired_contest(const Contest& contest, ChangeKind kind);

}  // namespace caucus_tally
