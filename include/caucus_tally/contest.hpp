// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <caucus_tally/numbers.hpp>
#include <caucus_tally/rules.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// What a choice is. Uncommitted is a preference on equal terms with the persons; write-ins and others are not.
enum class CandidateKind : std::uint8_t { person, uncommitted, write_in, other };

/// The words for them in files, in the order of the enumeration.
inline constexpr std::array<std::string_view, 4> candidate_kind_words{"person", "uncommitted", "write-in", "other"};

constexpr std::string_view to_string(CandidateKind kind) {
    return candidate_kind_words[static_cast<std::size_t>(kind)];
}

/// Whether delegates can be won for it.
constexpr bool is_preference(CandidateKind kind) {
    return kind == CandidateKind::person || kind == CandidateKind::uncommitted;
}

/// A picture's size in pixels; the side that is not known is 0.
struct PortraitSize {
    unsigned width = 0;
    unsigned height = 0;
    bool operator==(const PortraitSize&) const = default;
};

/// The stated figures of a candidate or of the whole contest. An absent figure is unknown, which is not zero.
struct Figures {
    std::optional<Votes> votes;
    std::optional<Decimal> percent;  ///< of all votes, with the digits it was stated with
    std::optional<Decimal> delegates;
    std::optional<Decimal> sde;  ///< state delegate equivalents
    bool operator==(const Figures&) const = default;
};

/// One choice of a contest.
struct Candidate {
    std::string id;  ///< unique in the contest
    std::string name;
    CandidateKind kind = CandidateKind::person;
    bool withdrawn = false;
    std::string home_state;
    std::string color;  ///< "#rrggbb", or empty
    std::optional<PortraitSize> portrait;
    Figures stated;
    bool operator==(const Candidate&) const = default;
};

/// The contest before or after this one in the same jurisdiction.
struct SeriesLink {
    std::string title;
    std::optional<unsigned> year;
    bool operator==(const SeriesLink&) const = default;
};

/// Delegates that a candidate is stated to have won.
struct Award {
    std::size_t candidate = 0;  ///< index into Contest::candidates
    Decimal delegates;
    bool operator==(const Award&) const = default;
};

/// Delegates that are allocated together, or one pool for each unit of a level.
struct Pool {
    std::string name;
    Decimal delegates;
    std::string by;     ///< the level whose units each have a pool ("congressional-district"); empty: the whole contest
    StatedRules rules;  ///< of its own; empty: the plan's
    std::vector<Award> awarded;      ///< as stated for the pool as a whole; those of its units stand with the units
    std::optional<Decimal> unbound;  ///< stated delegates of the pool that are bound to nobody
    bool operator==(const Pool&) const = default;
};

/// What pools share out: votes, or the state delegate equivalents that precincts elected.
enum class Shared : std::uint8_t { votes, sde };

/// How the contest's delegates are won.
struct AllocationPlan {
    StatedRules rules;
    std::vector<Pool> pools;
    Shared by = Shared::votes;
    std::optional<Decimal> unbound;  ///< stated delegates of all pools that are bound to nobody
    bool operator==(const AllocationPlan&) const = default;
};

/// One count of the same voters: "first", "final".
struct Round {
    std::string id;
    std::string title;
    bool operator==(const Round&) const = default;
};

/// What a unit reports for one candidate.
struct UnitResult {
    std::size_t candidate = 0;                ///< index into Contest::candidates
    std::vector<std::optional<Votes>> votes;  ///< one for each round
    std::optional<Decimal> delegates;         ///< won in this unit
    std::optional<Decimal> sde;               ///< state delegate equivalents won
    std::optional<Decimal> percent;  ///< of the unit's votes in the last round, with the digits it was stated with
    bool operator==(const UnitResult&) const = default;
};

/// A unit of a level outside the hierarchy of parents: the congressional district of a precinct.
struct OuterUnit {
    std::size_t level = 0;
    std::string name;
    bool operator==(const OuterUnit&) const = default;
};

/// A reporting unit: a district, a county, a precinct.
struct Unit {
    std::string id;  ///< unique in the contest; of a unit of a table its path, "Polk/DES MOINES-14"
    std::string name;
    std::size_t level = 0;              ///< index into Contest::levels
    std::optional<std::size_t> parent;  ///< index into Contest::units; always of an outer level
    std::string kind;                   ///< as stated: "precinct", "satellite"
    std::optional<Decimal> delegates;   ///< the delegates it elects
    std::optional<Decimal> sde;         ///< the state delegate equivalents of all of them together
    std::optional<Votes> attendance;
    std::optional<Votes> ballots;
    std::optional<Votes> registered;
    std::vector<std::optional<Votes>> totals;  ///< stated, one for each round
    std::vector<OuterUnit> outer;
    std::vector<UnitResult> results;  ///< in the order of the file, one for each candidate at most
    bool operator==(const Unit&) const = default;
};

/// The CSV tables that hold a contest's units, by the names that the contest file gives them.
struct UnitTables {
    std::string units;
    std::string results;
    bool operator==(const UnitTables&) const = default;
};

/// One race with one list of choices, as its file states it. Absent text is empty.
struct Contest {
    std::string schema;  ///< the file's "$schema", kept so that writing it back loses nothing
    std::string id;
    std::string title;
    std::string jurisdiction;
    std::string office;
    std::string kind;  ///< "caucus", "primary" or "convention"
    std::string party;
    std::string date;  ///< ISO 8601, "2004-02-07"
    std::optional<bool> ongoing;
    std::string status;  ///< a ResultsStatus of NIST SP 1500-100: "certified", "unofficial-complete", ...
    std::optional<SeriesLink> previous;
    std::optional<SeriesLink> next;
    std::string calendar_before;  ///< the jurisdiction that voted last before this contest, as stated ("SC")
    std::string calendar_after;
    std::string convention;
    std::string summary;
    std::vector<std::string> sources;
    std::vector<Candidate> candidates;  ///< in file order, never empty
    bool partial = false;               ///< the list is not whole: choices that it leaves out won votes, too
    std::optional<Figures> total;
    std::optional<AllocationPlan> allocation;
    std::vector<Round> rounds;        ///< in their order; empty: one count, called "votes"
    std::vector<std::string> levels;  ///< of units, outermost first
    std::string caucus_rules;         ///< the id of the rule set for caucus math
    std::optional<UnitTables> tables;
    std::vector<Unit> units;  ///< each after its parent
    bool operator==(const Contest&) const = default;
};

/// How many counts each unit has: its rounds, or the one count of a contest without rounds.
inline std::size_t count_rounds(const Contest& contest) {
    return contest.rounds.empty() ? 1 : contest.rounds.size();
}

/// The contest as a contest file, format 1, in the one canonical layout. Reading it gives the same contest again; units
/// that stand in tables stay there, named by the file.
std::string write_contest(const Contest& contest);

}  // namespace caucus_tally
