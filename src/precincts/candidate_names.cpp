// SPDX-License-Identifier: MIT
#include "precincts/candidate_names.hpp"

#include "base/words.hpp"
#include "precincts/table_findings.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

// In a contest of more names, names beyond are not compared: the work grows with the square.
constexpr std::size_t max_compared = 4096;

// On every ballot: that two ballots share them says nothing about the ballots.
constexpr std::array common_names = {
    "all_others"sv,
    "none_of_the_above"sv,
    "none_of_these_candidates"sv,
    "other"sv,
    "others"sv,
    "scatter"sv,
    "scattering"sv,
    "uncommitted"sv,
    "undeclared"sv,
    "write_in"sv,
    "write_ins"sv,
    "writein"sv,
    "writeins"sv,
    "yes"sv,
    "no"sv,
    "for"sv,
    "against"sv,
};

bool is_common(std::string_view words) {
    return words.starts_with("write_in_") || std::ranges::find(common_names, words) != common_names.end();
}

std::string votes_text(Votes votes) {
    return votes == 1 ? "1 vote" : with_separators(votes) + " votes";
}

}  // namespace

void CandidateNames::add_choice(std::uint32_t choice, std::uint64_t contest, std::string_view contest_name,
                                std::string_view name, const FirstPlace& place) {
    std::uint32_t contest_id = contest_ids_.find(contest);
    if (contest_id == no_id) {
        contest_id = static_cast<std::uint32_t>(contests_.size());
        contest_ids_.add(contest, contest_id);
        contests_.push_back({std::string(contest_name), {}});
    }
    const std::uint32_t person = person_keys_.find_or_add(std::array{contest_id, names_.find_or_add(name)});
    if (choice >= person_of_.size()) {
        person_of_.resize(choice + std::size_t{1}, no_id);
        watched_.resize(choice + std::size_t{1});
    }
    person_of_[choice] = person;
    if (person == people_.size()) {
        people_.push_back({std::string(name), comparable_name(name), place, contest_id, no_id, {choice}, {}});
        find_near_names(person);
        contests_[contest_id].people.push_back(person);
        new_people_.push_back(person);
    } else {
        people_[person].choices.push_back(choice);
    }
    set_watched(people_[person]);
}

void CandidateNames::find_near_names(std::uint32_t person) {
    const std::vector<std::uint32_t>& others = contests_[people_[person].contest].people;
    if (others.size() >= max_compared) return;
    for (const std::uint32_t other : others) {
        const Likeness likeness = compare_names(people_[other].comparable, people_[person].comparable);
        if (likeness == Likeness::different) continue;
        const auto pair = static_cast<std::uint32_t>(pairs_.size());
        pairs_.push_back({other, person, likeness, false});
        if (likeness == Likeness::same_words) continue;
        people_[other].near.push_back(pair);
        people_[person].near.push_back(pair);
        set_watched(people_[other]);
    }
}

void CandidateNames::set_watched(const Person& person) {
    for (const std::uint32_t choice : person.choices) watched_[choice] = !person.near.empty();
}

void CandidateNames::note_row(std::uint32_t choice, const IsPresent& is_present) {
    const std::uint32_t self = person_of_[choice];
    const std::vector<std::uint32_t>& near = people_[self].near;
    for (std::size_t i = near.size(); i-- > 0;) {
        const std::uint32_t id = near[i];
        Pair& pair = pairs_[id];
        const std::uint32_t other = pair.earlier == self ? pair.later : pair.earlier;
        if (!std::ranges::any_of(people_[other].choices, is_present)) continue;
        pair.side_by_side = true;
        for (const std::uint32_t person : {self, other}) {
            std::erase(people_[person].near, id);
            set_watched(people_[person]);
        }
    }
}

void CandidateNames::end_unit(const IsPresent& is_present) {
    if (new_people_.empty()) return;
    std::map<std::uint32_t, std::uint32_t> ballots;  // by contest
    for (const std::uint32_t person : new_people_) {
        const Contest& contest = contests_[people_[person].contest];
        if (contest.people.size() > max_compared) continue;
        const auto [known, is_new] =
            ballots.try_emplace(people_[person].contest, static_cast<std::uint32_t>(ballots_.size()));
        if (is_new) {
            std::vector<std::uint32_t>& ballot = ballots_.emplace_back();
            for (const std::uint32_t other : contest.people)
                if (std::ranges::any_of(people_[other].choices, is_present)) ballot.push_back(other);
        }
        people_[person].ballot = known->second;
    }
    new_people_.clear();
}

/// Whether most of those beside the one were also beside the other: then it is one ballot, printed twice.
bool CandidateNames::share_a_ballot(const Person& a, const Person& b) const {
    if (a.ballot == no_id || b.ballot == no_id) return false;
    const auto others = [this](const Person& person) {
        std::vector<std::uint32_t> people = ballots_[person.ballot];
        std::erase_if(people, [&](std::uint32_t other) {
            return &people_[other] == &person || is_common(people_[other].comparable.words);
        });
        std::ranges::sort(people);
        return people;
    };
    const std::vector<std::uint32_t> beside_a = others(a);
    const std::vector<std::uint32_t> beside_b = others(b);
    std::vector<std::uint32_t> beside_both;
    std::ranges::set_intersection(beside_a, beside_b, std::back_inserter(beside_both));
    return !beside_both.empty() && beside_both.size() * 2 >= std::max(beside_a.size(), beside_b.size());
}

bool CandidateNames::is_convincing(const Pair& pair) const {
    const Person& a = people_[pair.earlier];
    const Person& b = people_[pair.later];
    // Stray blanks were reported for themselves.
    if (pair.likeness == Likeness::same_words)
        return whitespace_fault(a.name).empty() && whitespace_fault(b.name).empty();
    if (pair.side_by_side) return false;
    return !has_counties_ || a.place.county == b.place.county || share_a_ballot(a, b);
}

std::vector<Finding> CandidateNames::report(const std::function<Votes(std::uint32_t)>& votes_of) const {
    const auto votes_of_person = [&](std::uint32_t person) {
        Votes votes = 0;
        for (const std::uint32_t choice : people_[person].choices)
            votes = checked_add(votes, votes_of(choice)).value_or(~Votes{0});
        return votes;
    };
    struct Likest {
        std::uint32_t other = no_id;
        Votes votes = 0;
        Votes votes_of_other = 0;
        bool same_words = false;
    };
    std::map<std::uint32_t, Likest> likest;  // by the name that looks wrong
    for (const Pair& pair : pairs_) {
        if (!is_convincing(pair)) continue;
        Likest found{pair.earlier, votes_of_person(pair.later), votes_of_person(pair.earlier),
                     pair.likeness == Likeness::same_words};
        std::uint32_t wrong = pair.later;
        if (found.votes > found.votes_of_other) {
            std::swap(found.votes, found.votes_of_other);
            std::swap(found.other, wrong);
        }
        Likest& best = likest[wrong];
        if (best.other == no_id || found.votes_of_other > best.votes_of_other) best = found;
    }
    std::vector<Finding> findings;
    for (const auto& [person, found] : likest) {
        Finding finding =
            make_finding(Code::unknown_candidate,
                         fmt::format("{} ({}) looks like {} ({}) of {}{}", quote(people_[person].name),
                                     votes_text(found.votes), quote(people_[found.other].name),
                                     votes_text(found.votes_of_other), contests_[people_[person].contest].name,
                                     found.same_words ? ": they differ only in case, punctuation or blanks" : ""),
                         Case::near_duplicate);
        finding.location = people_[person].place.location;
        finding.unit = people_[person].place.unit;
        findings.push_back(std::move(finding));
    }
    return findings;
}

}  // namespace caucus_tally
