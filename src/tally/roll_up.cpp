// SPDX-License-Identifier: MIT
#include <algorithm>
#include <caucus_tally/roll_up.hpp>
#include <limits>
#include <unordered_map>

namespace caucus_tally {
namespace {

/// Adds up what is known of candidates' figures. A sum that once is out of bounds stays unknown.
class Sums {
public:
    explicit Sums(const Contest& contest) : candidates(contest.candidates.size()), unlisted(count_rounds(contest)) {
        for (CandidateSum& candidate : candidates) candidate.votes.resize(count_rounds(contest));
        lost_.resize(candidates.size() * (count_rounds(contest) + 2));
    }

    void add_figures(std::size_t candidate, const std::vector<std::optional<Votes>>& votes,
                     const std::optional<Decimal>& delegates, const std::optional<Decimal>& sde) {
        CandidateSum& sum = candidates[candidate];
        std::size_t place = candidate * (votes.size() + 2);
        for (std::size_t round = 0; round < votes.size(); ++round) add_one(sum.votes[round], votes[round], place++);
        add_one(sum.delegates, delegates, place++);
        add_one(sum.sde, sde, place);
    }

    void add_all(const Sums& other) {
        for (std::size_t place = 0; place < lost_.size(); ++place) lost_[place] = lost_[place] || other.lost_[place];
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            const CandidateSum& sum = other.candidates[i];
            add_figures(i, sum.votes, sum.delegates, sum.sde);
        }
        for (std::size_t round = 0; round < unlisted.size(); ++round)
            unlisted[round] = checked_add(unlisted[round], other.unlisted[round]).value_or(most_votes);
    }

    /// Takes the unlisted votes from a unit's own totals where it states them.
    void apply_totals(const std::vector<std::optional<Votes>>& totals) {
        for (std::size_t round = 0; round < totals.size(); ++round) {
            if (!totals[round]) continue;
            std::optional<Votes> listed = Votes{0};
            for (const CandidateSum& candidate : candidates)
                if (listed) listed = checked_add(*listed, candidate.votes[round].value_or(0));
            unlisted[round] = listed && *totals[round] > *listed ? *totals[round] - *listed : 0;
        }
    }

    std::vector<CandidateSum> candidates;
    std::vector<Votes> unlisted;

private:
    // A sum out of bounds stays there: with any other vote the whole exceeds 64 bits.
    static constexpr Votes most_votes = std::numeric_limits<Votes>::max();

    template <typename Figure>
    void add_one(std::optional<Figure>& sum, const std::optional<Figure>& figure, std::size_t place) {
        if (figure && !lost_[place]) {
            sum = sum ? checked_add(*sum, *figure) : figure;
            lost_[place] = !sum;
        }
        if (lost_[place]) sum.reset();
    }

    std::vector<bool> lost_;
};

/// Which units have others inside.
std::vector<bool> find_parents(const Contest& contest) {
    std::vector<bool> is_parent(contest.units.size());
    for (const Unit& unit : contest.units)
        if (unit.parent) is_parent[*unit.parent] = true;
    return is_parent;
}

/// The figures of every unit. Units stand after their parents, so one pass from the last to the first has each unit's
/// children ready before the unit itself.
std::vector<Sums> sums_of_units(const Contest& contest) {
    std::vector<Sums> sums(contest.units.size(), Sums(contest));
    const std::vector<bool> is_parent = find_parents(contest);
    for (std::size_t i = contest.units.size(); i-- > 0;) {
        const Unit& unit = contest.units[i];
        if (!unit.results.empty()) {
            if (is_parent[i]) sums[i] = Sums(contest);
            for (const UnitResult& result : unit.results)
                sums[i].add_figures(result.candidate, result.votes, result.delegates, result.sde);
        }
        sums[i].apply_totals(unit.totals);
        if (unit.parent) sums[*unit.parent].add_all(sums[i]);
    }
    return sums;
}

/// The unit of this level that a unit lies in by its own or an enclosing unit's statement.
const OuterUnit* outer_unit(const Contest& contest, std::size_t unit, std::size_t level) {
    for (std::optional<std::size_t> at = unit; at; at = contest.units[*at].parent) {
        const auto& outer = contest.units[*at].outer;
        const auto found = std::ranges::find(outer, level, &OuterUnit::level);
        if (found != outer.end()) return &*found;
    }
    return nullptr;
}

std::vector<UnitSum> roll_up_outer(const Contest& contest, std::size_t level, const std::vector<Sums>& sums) {
    const std::vector<bool> is_parent = find_parents(contest);
    std::vector<UnitSum> groups;
    std::vector<Sums> group_sums;
    std::unordered_map<std::string, std::size_t> index;
    for (std::size_t i = 0; i < contest.units.size(); ++i) {
        if (is_parent[i]) continue;
        const OuterUnit* const outer = outer_unit(contest, i, level);
        if (outer == nullptr) continue;
        const auto [group, fresh] = index.emplace(outer->name, groups.size());
        if (fresh) {
            groups.push_back({outer->name, outer->name, {}, {}});
            group_sums.emplace_back(contest);
        }
        group_sums[group->second].add_all(sums[i]);
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
        groups[i].candidates = std::move(group_sums[i].candidates);
        groups[i].unlisted = std::move(group_sums[i].unlisted);
    }
    return groups;
}

}  // namespace

std::vector<UnitSum> roll_up(const Contest& contest, std::size_t level) {
    std::vector<Sums> sums = sums_of_units(contest);
    std::vector<UnitSum> groups;
    for (std::size_t i = 0; i < contest.units.size(); ++i)
        if (contest.units[i].level == level)
            groups.push_back({contest.units[i].id, contest.units[i].name, std::move(sums[i].candidates),
                              std::move(sums[i].unlisted)});
    return groups.empty() ? roll_up_outer(contest, level, sums) : groups;
}

UnitSum roll_up(const Contest& contest) {
    const std::vector<Sums> sums = sums_of_units(contest);
    // Levels that stand side by side count the same people: the first one with units of its own counts.
    Sums whole(contest);
    std::optional<std::size_t> level;
    for (std::size_t i = 0; i < contest.units.size(); ++i) {
        if (contest.units[i].parent) continue;
        if (!level) level = contest.units[i].level;
        if (contest.units[i].level == *level) whole.add_all(sums[i]);
    }
    return {contest.id, contest.title, std::move(whole.candidates), std::move(whole.unlisted)};
}

}  // namespace caucus_tally
