// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <caucus_tally/decimal.hpp>
#include <caucus_tally/votes.hpp>
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

/// A picture's size in pixels; the side that is not known is 0.
struct PortraitSize {
    unsigned width = 0;
    unsigned height = 0;
    bool operator==(const PortraitSize&) const = default;
};

/// The stated figures of a candidate or of the whole contest. What is absent is unknown, which is not zero.
struct Figures {
    std::optional<Votes> votes;
    std::optional<Decimal> percent;  ///< of all votes, with the digits it was stated with
    std::optional<Decimal> delegates;
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

/// Delegates that are allocated together, or one pool for each unit of a level.
struct Pool {
    std::string name;
    Decimal delegates;
    std::string by;  ///< the level whose units each have a pool ("congressional-district"); empty: the whole contest
    bool operator==(const Pool&) const = default;
};

/// How the contest's delegates are won.
struct AllocationPlan {
    std::string rules;  ///< the id of a rule set
    std::vector<Pool> pools;
    bool operator==(const AllocationPlan&) const = default;
};

/// One race with one list of choices, as its file states it. Text that is absent is empty.
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
    std::string calendar_before;  ///< who voted last before this contest, as stated ("SC")
    std::string calendar_after;
    std::string convention;
    std::string summary;
    std::vector<std::string> sources;
    std::vector<Candidate> candidates;  ///< in file order, never empty
    std::optional<Figures> total;
    std::optional<AllocationPlan> allocation;
    bool operator==(const Contest&) const = default;
};

}  // namespace caucus_tally
