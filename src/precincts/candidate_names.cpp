// SPDX-License-Identifier: MIT
#include "precincts/candidate_names.hpp"

#include "base/words.hpp"
#include "precincts/near_names.hpp"

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

class NearNames {
public:
    NearNames(const RowTally& tally, const Ledger& ledger)
        : tally_(tally), ledger_(ledger), votes_(tally.choices.size()) {
        for (std::uint32_t id = 0; id < tally.cells.size(); ++id) {
            const RowTally::Cell& cell = tally.cells[id];
            Votes votes = 0;
            for (std::size_t count = 0; count < tally.layout.counts.size(); ++count)
                if (!tally.layout.votes || count == *tally.layout.votes)
                    votes = checked_add(votes, tally.sums.sum(id, count)).value_or(~Votes{0});
            if (tally.places[cell.place].unit == no_id || !tally.units[tally.places[cell.place].unit].is_named_total)
                votes_[cell.choice] = checked_add(votes_[cell.choice], votes).value_or(~Votes{0});
        }
    }

    std::vector<Finding> run() {
        find_people();
        for (std::uint32_t contest = 0; contest < contests_.size(); ++contest) find_pairs(contest);
        find_side_by_side();
        return report();
    }

private:
    /// Choices of one contest and name, such as a candidate of two parties.
    struct Person {
        std::string_view name;
        ComparableName comparable;
        std::uint32_t contest = 0;
        std::vector<std::uint32_t> choices;  // in the order in which they appear
    };
    struct Pair {
        std::uint32_t earlier = 0;
        std::uint32_t later = 0;
        Likeness likeness = Likeness::different;
        bool side_by_side = false;
    };

    void find_people() {
        std::vector<std::uint32_t> order;
        for (std::uint32_t choice = 0; choice < tally_.choices.size(); ++choice) {
            const bool is_person = tally_.choices[choice].kind == RowKind::candidate &&
                                   !tally_.choice_value(choice, tally_.layout.candidate).empty();
            if (is_person) order.push_back(choice);
        }
        std::ranges::sort(order, {}, [&](std::uint32_t choice) { return tally_.choices[choice].first; });
        std::map<std::pair<std::string_view, std::string_view>, std::uint32_t> contest_ids;
        std::map<std::pair<std::uint32_t, std::string_view>, std::uint32_t> person_ids;
        for (const std::uint32_t choice : order) {
            const auto contest = contest_ids.try_emplace({tally_.choice_value(choice, tally_.layout.office),
                                                          tally_.choice_value(choice, tally_.layout.district)},
                                                         static_cast<std::uint32_t>(contests_.size()));
            if (contest.second) contests_.emplace_back();
            const std::string_view name = tally_.choice_value(choice, tally_.layout.candidate);
            const auto person =
                person_ids.try_emplace({contest.first->second, name}, static_cast<std::uint32_t>(people_.size()));
            if (person.second) {
                people_.push_back({name, comparable_name(name), contest.first->second, {}});
                contests_[contest.first->second].push_back(person.first->second);
            }
            people_[person.first->second].choices.push_back(choice);
        }
    }

    void find_pairs(std::uint32_t contest) {
        const std::vector<std::uint32_t>& people = contests_[contest];
        for (std::size_t later = 1; later < std::min(people.size(), max_compared + 1); ++later)
            for (std::size_t earlier = 0; earlier < later; ++earlier) {
                const Likeness likeness =
                    compare_names(people_[people[earlier]].comparable, people_[people[later]].comparable);
                if (likeness != Likeness::different) pairs_.push_back({people[earlier], people[later], likeness});
            }
    }

    bool is_on_ballot(std::uint32_t person, std::uint32_t unit) const {
        return std::ranges::any_of(people_[person].choices, [&](std::uint32_t choice) {
            const std::uint32_t cell = tally_.find_cell(tally_.units[unit].place, choice);
            return cell != no_id && tally_.seen.test(unit, tally_.cells[cell].local);
        });
    }

    /// Looks for units in which both names of a pair stand: only in places where both do.
    void find_side_by_side() {
        if (std::ranges::none_of(pairs_, [](const Pair& pair) { return pair.likeness == Likeness::near; })) return;
        std::vector<std::vector<std::uint32_t>> units_in(tally_.places.size());
        for (std::uint32_t unit = 0; unit < tally_.units.size(); ++unit)
            units_in[tally_.units[unit].place].push_back(unit);
        std::vector<std::vector<std::uint32_t>> places_of(tally_.choices.size());
        for (const RowTally::Cell& cell : tally_.cells) places_of[cell.choice].push_back(cell.place);
        const auto places_with = [&](std::uint32_t person) {
            std::vector<std::uint32_t> places;
            for (const std::uint32_t choice : people_[person].choices)
                places.insert(places.end(), places_of[choice].begin(), places_of[choice].end());
            std::ranges::sort(places);
            places.erase(std::unique(places.begin(), places.end()), places.end());
            return places;
        };
        for (Pair& pair : pairs_) {
            if (pair.likeness != Likeness::near) continue;
            std::vector<std::uint32_t> both;
            std::ranges::set_intersection(places_with(pair.earlier), places_with(pair.later), std::back_inserter(both));
            pair.side_by_side = std::ranges::any_of(both, [&](std::uint32_t place) {
                return std::ranges::any_of(units_in[place], [&](std::uint32_t unit) {
                    return is_on_ballot(pair.earlier, unit) && is_on_ballot(pair.later, unit);
                });
            });
        }
    }

    std::uint32_t first_unit(const Person& person) const { return tally_.choices[person.choices.front()].first_unit; }

    /// Whether most of those beside the one were also beside the other: then it is one ballot, printed twice.
    bool share_a_ballot(const Person& a, const Person& b) const {
        const std::vector<std::uint32_t>& people = contests_[a.contest];
        if (people.size() > max_compared) return false;
        const auto others = [&](const Person& person) {
            std::vector<std::uint32_t> beside;
            for (const std::uint32_t other : people)
                if (&people_[other] != &person && !is_common(people_[other].comparable.words) &&
                    is_on_ballot(other, first_unit(person)))
                    beside.push_back(other);
            std::ranges::sort(beside);
            return beside;
        };
        const std::vector<std::uint32_t> beside_a = others(a);
        const std::vector<std::uint32_t> beside_b = others(b);
        std::vector<std::uint32_t> beside_both;
        std::ranges::set_intersection(beside_a, beside_b, std::back_inserter(beside_both));
        return !beside_both.empty() && beside_both.size() * 2 >= std::max(beside_a.size(), beside_b.size());
    }

    bool is_convincing(const Pair& pair) const {
        const Person& a = people_[pair.earlier];
        const Person& b = people_[pair.later];
        // Stray blanks were reported for themselves.
        if (pair.likeness == Likeness::same_words)
            return whitespace_fault(a.name).empty() && whitespace_fault(b.name).empty();
        if (pair.side_by_side) return false;
        const auto county = [&](const Person& person) {
            return tally_.unit_value(first_unit(person), tally_.layout.county);
        };
        return county(a) == county(b) || share_a_ballot(a, b);
    }

    Votes votes_of(std::uint32_t person) const {
        Votes votes = 0;
        for (const std::uint32_t choice : people_[person].choices)
            votes = checked_add(votes, votes_[choice]).value_or(~Votes{0});
        return votes;
    }

    std::vector<Finding> report() const {
        struct Likest {
            std::uint32_t other = no_id;
            Votes votes = 0;
            Votes votes_of_other = 0;
            bool same_words = false;
        };
        std::map<std::uint32_t, Likest> likest;  // by the name that looks wrong
        for (const Pair& pair : pairs_) {
            if (!is_convincing(pair)) continue;
            Likest found{pair.earlier, votes_of(pair.later), votes_of(pair.earlier),
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
        for (const auto& [id, found] : likest) {
            const Person& person = people_[id];
            Finding finding =
                make_finding(Code::unknown_candidate,
                             fmt::format("{} ({}) looks like {} ({}) of {}{}", quote(person.name),
                                         votes_text(found.votes), quote(people_[found.other].name),
                                         votes_text(found.votes_of_other), tally_.contest_name(person.choices.front()),
                                         found.same_words ? ": they differ only in case, punctuation or blanks" : ""),
                             Case::near_duplicate);
            const Spot& spot = tally_.choice_spots.at(person.choices.front());
            finding.location = ledger_.place(spot.sequence, spot.location);
            finding.unit = tally_.unit_name(first_unit(person));
            findings.push_back(std::move(finding));
        }
        return findings;
    }

    const RowTally& tally_;
    const Ledger& ledger_;
    std::vector<Votes> votes_;  // by choice, of units that are no totals
    std::vector<Person> people_;
    std::vector<std::vector<std::uint32_t>> contests_;  // their people
    std::vector<Pair> pairs_;
};

}  // namespace

std::vector<Finding> find_near_names(const RowTally& tally, const Ledger& ledger) {
    return NearNames(tally, ledger).run();
}

}  // namespace caucus_tally
