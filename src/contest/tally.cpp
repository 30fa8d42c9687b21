// SPDX-License-Identifier: MIT
#include "contest/nesting.hpp"

#include <algorithm>
#include <caucus_tally/tally.hpp>
#include <limits>
#include <map>
#include <numeric>

namespace caucus_tally {
namespace {

std::vector<std::optional<Rank>> rank_by_votes(const std::vector<Figures>& figures) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < figures.size(); ++i)
        if (figures[i].votes) order.push_back(i);
    const auto votes_of = [&](std::size_t i) { return *figures[i].votes; };
    std::ranges::stable_sort(order, std::ranges::greater(), votes_of);

    std::vector<std::optional<Rank>> ranks(figures.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first + 1;
        while (last < order.size() && votes_of(order[last]) == votes_of(order[first])) ++last;
        for (std::size_t i = first; i < last; ++i) ranks[order[i]] = Rank{first + 1, last - first > 1};
        first = last;
    }
    return ranks;
}

/// The sum of one figure of all candidates, or nullopt if one is unknown or the sum is out of bounds.
template <typename Figure>
std::optional<Figure> sum_figure(const std::vector<Figures>& candidates, std::optional<Figure> Figures::*figure) {
    return std::accumulate(candidates.begin(), candidates.end(), std::optional<Figure>(Figure(Votes{0})),
                           [figure](std::optional<Figure> sum, const Figures& figures) {
                               const std::optional<Figure>& value = figures.*figure;
                               return sum && value ? checked_add(*sum, *value) : std::nullopt;
                           });
}

/// Adds up what is known of candidates' figures, and keeps those alone of whom something is: a file can list many
/// candidates and many units of one result each. A sum that once is out of bounds stays unknown.
class Sums {
public:
    explicit Sums(const Contest& contest) : unlisted(count_rounds(contest)) {}

    void add_figures(std::size_t candidate, const std::vector<std::optional<Votes>>& votes,
                     const std::optional<Decimal>& delegates, const std::optional<Decimal>& sde) {
        Known& known = at(candidate);
        std::size_t field = 0;
        for (std::size_t round = 0; round < votes.size(); ++round)
            add_one(known.sum.votes[round], votes[round], known.lost, field++);
        add_one(known.sum.delegates, delegates, known.lost, field++);
        add_one(known.sum.sde, sde, known.lost, field);
    }

    void add_all(const Sums& other) {
        if (other.lacking_ > 0) ++lacking_;
        for (const auto& [candidate, theirs] : other.known_) {
            Known& known = at(candidate);
            for (std::size_t field = 0; field < fields(); ++field)
                known.lost[field] = known.lost[field] || theirs.lost[field];
            add_figures(candidate, theirs.sum.votes, theirs.sum.delegates, theirs.sum.sde);
            known.partial = known.partial || other.is_partial(theirs);
            if (other.lacking_ > 0) ++known.covered;
        }
        for (std::size_t round = 0; round < unlisted.size(); ++round)
            unlisted[round] = checked_add(unlisted[round], other.unlisted[round]).value_or(most_votes);
    }

    /// Takes every field (votes of a round, delegates, SDE) of which the other knows somebody's figure, for everybody:
    /// who is not named where others are is not named further inside either.
    void replace_known(const Sums& other) {
        for (std::size_t field = 0; field < fields(); ++field) {
            if (!other.knows(field)) continue;
            for (auto& [candidate, mine] : known_) {
                clear(mine, field);
                mine.lost[field] = false;
            }
            for (const auto& [candidate, theirs] : other.known_) {
                Known& mine = at(candidate);
                if (field < unlisted.size()) {
                    mine.sum.votes[field] = theirs.sum.votes[field];
                } else if (field == unlisted.size()) {
                    mine.sum.delegates = theirs.sum.delegates;
                } else {
                    mine.sum.sde = theirs.sum.sde;
                }
                mine.lost[field] = theirs.lost[field];
            }
            if (field < unlisted.size()) unlisted[field] = other.unlisted[field];
            if (field + 1 == unlisted.size()) take_partial(other);
        }
    }

    /// Takes the unlisted votes from a unit's own totals where it states them.
    void apply_totals(const std::vector<std::optional<Votes>>& totals) {
        for (std::size_t round = 0; round < totals.size(); ++round) {
            if (!totals[round]) continue;
            std::vector<std::optional<Votes>> listed;
            for (const auto& [candidate, known] : known_) listed.push_back(known.sum.votes[round]);
            unlisted[round] = unlisted_votes(*totals[round], listed);
        }
        if (totals.empty() || !totals.back() || unlisted.back() > 0) return;
        lacking_ = 0;
        for (auto& [candidate, known] : known_) known.partial = false;
    }

    /// Notes, of the figures of one unit, who is not among those it reports.
    void note_unreported() {
        const std::size_t last = unlisted.size() - 1;
        if (!knows(last)) return;
        lacking_ = 1;
        for (auto& [candidate, known] : known_) {
            known.partial = !known.sum.votes[last];
            known.covered = 1;
        }
    }

    /// The figures of all of the contest's candidates.
    UnitSum spread(std::string id, std::string name, std::size_t candidates) && {
        UnitSum unit{std::move(id), std::move(name), {}, std::move(unlisted), {}};
        unit.candidates.resize(candidates, {.votes = std::vector<std::optional<Votes>>(unit.unlisted.size()),
                                            .delegates = std::nullopt,
                                            .sde = std::nullopt});
        unit.partial.resize(candidates, lacking_ > 0);
        for (auto& [candidate, known] : known_) {
            unit.partial[candidate] = is_partial(known);
            unit.candidates[candidate] = std::move(known.sum);
        }
        return unit;
    }

    std::vector<Votes> unlisted;

private:
    // A sum out of bounds stays there: with any other vote the whole exceeds 64 bits.
    static constexpr Votes most_votes = std::numeric_limits<Votes>::max();

    /// A candidate of whom a figure was given.
    struct Known {
        CandidateSum sum;
        std::vector<bool> lost;   ///< of each field: its sum is out of bounds
        bool partial = false;     ///< one of the sums taken in that name the candidate is only what is known
        std::size_t covered = 0;  ///< of the sums taken in that lack somebody, those that name the candidate
    };

    std::size_t fields() const { return unlisted.size() + 2; }

    Known& at(std::size_t candidate) {
        const auto [place, fresh] = known_.try_emplace(candidate);
        if (fresh) {
            place->second.sum.votes.resize(unlisted.size());
            place->second.lost.resize(fields());
        }
        return place->second;
    }

    bool is_partial(const Known& known) const { return known.partial || known.covered < lacking_; }

    void take_partial(const Sums& other) {
        for (auto& [candidate, mine] : known_) {
            const auto theirs = other.known_.find(candidate);
            mine.partial = theirs == other.known_.end() ? other.lacking_ > 0 : other.is_partial(theirs->second);
            mine.covered = other.lacking_;
        }
        lacking_ = other.lacking_;
    }

    void clear(Known& known, std::size_t field) const {
        if (field < unlisted.size()) {
            known.sum.votes[field].reset();
        } else {
            (field == unlisted.size() ? known.sum.delegates : known.sum.sde).reset();
        }
    }

    bool knows(std::size_t field) const {
        return std::ranges::any_of(known_, [&](const auto& each) {
            const Known& known = each.second;
            const bool given = field < unlisted.size()    ? known.sum.votes[field].has_value()
                               : field == unlisted.size() ? known.sum.delegates.has_value()
                                                          : known.sum.sde.has_value();
            return given || known.lost[field];
        });
    }

    template <typename Figure>
    static void add_one(std::optional<Figure>& sum, const std::optional<Figure>& figure, std::vector<bool>& lost,
                        std::size_t field) {
        if (figure && !lost[field]) {
            sum = sum ? checked_add(*sum, *figure) : figure;
            lost[field] = !sum;
        }
        if (lost[field]) sum.reset();
    }

    std::map<std::size_t, Known> known_;
    std::size_t lacking_ = 0;  ///< how many of the sums taken in lack a candidate whom others of them have
};

/// What units in one place add up to. Those of the outermost level count, and what they do not know is taken from the
/// units beside them.
Sums sum_of(const Contest& contest, const std::vector<UnitGroup>& groups, const std::vector<Sums>& sums) {
    Sums whole(contest);
    for (std::size_t i = groups.size(); i-- > 0;) {
        Sums group(contest);
        for (const std::size_t unit : groups[i]) group.add_all(sums[unit]);
        if (groups.size() == 1) return group;
        whole.replace_known(group);
    }
    return whole;
}

/// The figures of every unit. Units stand after their parents, so one pass from the last to the first has each unit's
/// children ready before the unit itself.
std::vector<Sums> sums_of_units(const Contest& contest, const Nesting& nesting) {
    std::vector<Sums> sums(contest.units.size(), Sums(contest));
    for (std::size_t i = contest.units.size(); i-- > 0;) {
        const Unit& unit = contest.units[i];
        for (const UnitResult& result : unit.results)
            sums[i].add_figures(result.candidate, result.votes, result.delegates, result.sde);
        sums[i].note_unreported();
        if (!nesting.inside[i].empty()) {
            Sums inside = sum_of(contest, nesting.inside[i], sums);
            inside.replace_known(sums[i]);
            sums[i] = std::move(inside);
        }
        sums[i].apply_totals(unit.totals);
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
    std::vector<std::string> names;
    std::vector<Sums> group_sums;
    std::map<std::string, std::size_t> index;
    for (std::size_t i = 0; i < contest.units.size(); ++i) {
        if (is_parent[i]) continue;
        const OuterUnit* const outer = outer_unit(contest, i, level);
        if (outer == nullptr) continue;
        const auto [group, fresh] = index.emplace(outer->name, names.size());
        if (fresh) {
            names.push_back(outer->name);
            group_sums.emplace_back(contest);
        }
        group_sums[group->second].add_all(sums[i]);
    }
    std::vector<UnitSum> groups;
    for (std::size_t i = 0; i < names.size(); ++i)
        groups.push_back(std::move(group_sums[i]).spread(names[i], names[i], contest.candidates.size()));
    return groups;
}

/// Long division: the quotient's digits are exact however many are asked for, and what remains decides the rounding.
std::string divide(Votes part, Votes whole, unsigned digits, bool round) {
    const Uint128 hundredfold = Uint128{part} * 100;  // below 2^71
    std::string text = to_string(Decimal(hundredfold / whole, 0));
    Uint128 rest = hundredfold % whole;
    if (digits > 0) text += '.';
    for (unsigned i = 0; i < digits; ++i) {
        rest *= 10;  // below 10 × 2^64
        text += static_cast<char>('0' + static_cast<int>(rest / whole));
        rest %= whole;
    }
    if (!round || rest * 2 < whole) return text;

    for (std::size_t i = text.size(); i-- > 0;) {
        if (text[i] == '.') continue;
        if (text[i] != '9') {
            ++text[i];
            return text;
        }
        text[i] = '0';
    }
    return '1' + text;
}

}  // namespace

Tally tally(const std::vector<Figures>& figures) {
    return {rank_by_votes(figures), sum_figure(figures, &Figures::votes), sum_figure(figures, &Figures::delegates)};
}

bool states_votes(const Contest& contest) {
    return std::ranges::any_of(contest.candidates, [](const Candidate& c) { return c.stated.votes.has_value(); });
}

std::vector<Figures> candidate_figures(const Contest& contest) {
    std::vector<Figures> figures;
    figures.reserve(contest.candidates.size());
    for (const Candidate& candidate : contest.candidates) figures.push_back(candidate.stated);
    if (contest.units.empty() || states_votes(contest)) return figures;
    const UnitSum whole = roll_up(contest);
    for (std::size_t i = 0; i < figures.size(); ++i) figures[i].votes = whole.candidates[i].votes.back();
    return figures;
}

Votes unlisted_votes(Votes total, std::span<const std::optional<Votes>> candidates) {
    std::optional<Votes> listed = Votes{0};
    for (const std::optional<Votes>& votes : candidates)
        if (listed && votes) listed = checked_add(*listed, *votes);
    return listed && total > *listed ? total - *listed : 0;
}

std::vector<UnitSum> roll_up(const Contest& contest, std::size_t level) {
    std::vector<Sums> sums = sums_of_units(contest, find_nesting(contest));
    std::vector<UnitSum> groups;
    for (std::size_t i = 0; i < contest.units.size(); ++i)
        if (contest.units[i].level == level)
            groups.push_back(
                std::move(sums[i]).spread(contest.units[i].id, contest.units[i].name, contest.candidates.size()));
    return groups.empty() ? roll_up_outer(contest, level, sums) : groups;
}

UnitSum roll_up(const Contest& contest) {
    const Nesting nesting = find_nesting(contest);
    Sums whole = sum_of(contest, nesting.outermost, sums_of_units(contest, nesting));
    return std::move(whole).spread(contest.id, contest.title, contest.candidates.size());
}

TotalRange totals_of_share(Votes part, const Decimal& percent) {
    constexpr TotalRange none{1, 0};
    if (part == 0) return percent == Decimal() ? TotalRange() : none;
    // With p the percentage's digits, 2p - 1 <= 200 * part * 10^scale / total < 2p + 1. Up to max_share_digits every
    // product fits 128 bits.
    const Uint128 scaled = digits_at(Decimal(Uint128{part}, 0), percent.scale) * 200;
    const Uint128 twice = percent.digits * 2;
    const Uint128 first = scaled / (twice + 1) + 1;
    const Uint128 last = twice == 0 ? Uint128{UINT64_MAX} : scaled / (twice - 1);
    if (first > last || last < part || first > UINT64_MAX) return none;
    return {std::max(static_cast<Votes>(first), part), static_cast<Votes>(std::min(last, Uint128{UINT64_MAX}))};
}

std::string percent_of(Votes part, Votes whole, unsigned digits) {
    return divide(part, whole, digits, true);
}

std::string truncated_percent_of(Votes part, Votes whole, unsigned digits) {
    return divide(part, whole, digits, false);
}

}  // namespace caucus_tally
