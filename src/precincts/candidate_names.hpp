// SPDX-License-Identifier: MIT
#pragma once

#include "precincts/id_tables.hpp"
#include "precincts/near_names.hpp"

#include <caucus_tally/finding.hpp>
#include <caucus_tally/numbers.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// Where a candidate's name stands for the first time.
struct FirstPlace {
    Location location;
    std::string unit;
    std::uint32_t county = 0;
};

/// The candidates' names of every contest, and which of them look like two spellings of one (CT106).
///
/// Likeness is not enough: brothers run against each other. Names that share a unit's ballot are two candidates; names
/// that never do are reported where they were met in one county, or on ballots that have most other names in common.
class CandidateNames {
public:
    /// Tells whether a choice has a row in the current unit.
    using IsPresent = std::function<bool(std::uint32_t choice)>;

    /// Without counties, all units are taken to lie in one.
    explicit CandidateNames(bool has_counties) : has_counties_(has_counties) {}

    /// Enters a choice that was not there before. Choices of one contest and name, such as a candidate of two parties,
    /// are one candidate.
    void add_choice(std::uint32_t choice, std::uint64_t contest, std::string_view contest_name, std::string_view name,
                    const FirstPlace& place);
    /// Whether rows of the choice are to be given to note_row().
    bool is_watched(std::uint32_t choice) const { return watched_[choice]; }
    void note_row(std::uint32_t choice, const IsPresent& is_present);
    /// The unit's rows are over: new names are remembered with those beside them.
    void end_unit(const IsPresent& is_present);

    /// One finding for each name that looks like one with more votes. `votes_of` gives those of a choice.
    std::vector<Finding> report(const std::function<Votes(std::uint32_t choice)>& votes_of) const;

private:
    struct Person {
        std::string name;
        ComparableName comparable;
        FirstPlace place;
        std::uint32_t contest = 0;
        std::uint32_t ballot = no_id;  // of the unit where the name was new
        std::vector<std::uint32_t> choices;
        std::vector<std::uint32_t> near;  // pairs that were not yet seen side by side
    };
    struct Contest {
        std::string name;
        std::vector<std::uint32_t> people;
    };
    struct Pair {
        std::uint32_t earlier = 0;
        std::uint32_t later = 0;
        Likeness likeness = Likeness::different;
        bool side_by_side = false;
    };
    void find_near_names(std::uint32_t person);
    void set_watched(const Person& person);
    bool share_a_ballot(const Person& a, const Person& b) const;
    bool is_convincing(const Pair& pair) const;

    bool has_counties_;
    std::vector<Person> people_;
    std::vector<Contest> contests_;
    PairTable contest_ids_;      // by the caller's key
    TupleTable person_keys_{2};  // (contest, name)
    NameTable names_;
    std::vector<std::uint32_t> person_of_;  // by choice
    std::vector<bool> watched_;             // by choice
    std::vector<Pair> pairs_;
    std::vector<std::vector<std::uint32_t>> ballots_;  // people of one contest in one unit
    std::vector<std::uint32_t> new_people_;            // in the current unit
};

}  // namespace caucus_tally
