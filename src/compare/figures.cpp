// SPDX-License-Identifier: MIT
// What became of units, candidates and figures, each told once.
#include "base/words.hpp"
#include "compare/sheet.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace caucus_tally {
namespace {

bool is_zero(const std::optional<Decimal>& value) {
    return !value || *value == Decimal();
}

/// Whether both are known and are not the same number.
bool differs(const FigurePair& pair) {
    return pair.before && pair.after && *pair.before != *pair.after;
}

/// A sum on both sides; unknown figures add nothing.
struct SumPair {
    std::optional<Decimal> before = Decimal();
    std::optional<Decimal> after = Decimal();

    void add(const std::optional<Decimal>& old_one, const std::optional<Decimal>& new_one) {
        if (old_one) before = before ? checked_add(*before, *old_one) : std::nullopt;
        if (new_one) after = after ? checked_add(*after, *new_one) : std::nullopt;
    }
};

/// Whether a figure changed exactly as much as what it is the sum of.
bool changed_alike(const FigurePair& sum, const SumPair& parts) {
    if (!parts.before || !parts.after || *parts.before == *parts.after) return false;
    const bool same_way = (*sum.before < *sum.after) == (*parts.before < *parts.after);
    return same_way && difference(*sum.before, *sum.after) == difference(*parts.before, *parts.after);
}

/// The quotient of two numbers above 0 in lowest terms.
using Quotient = std::pair<Uint128, Uint128>;

Quotient quotient_of(Decimal before, Decimal after) {
    before = normalized(before);
    after = normalized(after);
    const unsigned scale = std::max(before.scale, after.scale);
    Uint128 a = digits_at(after, scale);
    Uint128 b = digits_at(before, scale);
    Uint128 divisor = a;
    for (Uint128 rest = b; rest != 0;) divisor = std::exchange(rest, divisor % rest);
    return {a / divisor, b / divisor};
}

/// What lies between two fractions, each a numerator and a denominator; both ends belong to it.
struct Range {
    Quotient least{0, 1};
    Quotient most{1, 0};

    static bool less(const Quotient& a, const Quotient& b) { return a.first * b.second < b.first * a.second; }
    void narrow(const Quotient& low, const Quotient& high) {
        if (less(least, low)) least = low;
        if (less(high, most)) most = high;
    }
    bool empty() const { return less(most, least); }
    bool holds_one() const { return least.first <= least.second && most.second <= most.first; }
};

/// Percentages with more digits than this are not held against anything, so that products stay within 128 bits.
constexpr unsigned most_digits = 6;
constexpr Decimal most_percent(Votes{1000});

bool is_small(Decimal percent) {
    return percent.scale <= most_digits && percent <= most_percent;
}

/// The ends of what a rounded percentage stands for, in half units of its last digit.
std::pair<Uint128, Uint128> ends_of(Decimal percent, unsigned scale) {
    const Uint128 unit = digits_at(Decimal(Uint128{1}, percent.scale), scale);
    const Uint128 middle = 2 * digits_at(percent, scale);
    return {middle > unit ? middle - unit : 0, middle + unit};
}

/// "1 county", "2 counties".
std::string count_level(std::size_t count, std::string_view level) {
    if (count > 1 && level.ends_with('y')) return fmt::format("{} {}ies", count, level.substr(0, level.size() - 1));
    return count_noun(count, level);
}

class FigureComparison {
public:
    explicit FigureComparison(const Paired& paired)
        : paired_(paired),
          settled_(paired.figures.size()),
          measured_{measured(&FigurePair::before), measured(&FigurePair::after)} {
        if (!paired.after.votes.empty()) {
            const Index votes = paired.after.votes.back();
            last_votes_ =
                static_cast<Index>(std::ranges::find(paired.measures, votes, &Pair::after) - paired.measures.begin());
        }
    }

    std::vector<Told> run() {
        tell_candidates();
        tell_units();
        leave_unpaired();
        find_factors();
        by_unit([this](std::size_t first, std::size_t last) { find_moved(first, last); });
        find_bases();
        find_sums();
        by_unit([this](std::size_t first, std::size_t last) { find_followers(first, last); });
        for (std::size_t i = 0; i < paired_.figures.size(); ++i)
            if (is_open(i)) tell_figure(paired_.figures[i]);
        tell_followers();
        return std::move(told_);
    }

private:
    // ---- candidates and units

    void tell_candidates() {
        for (Index i = 1; i < paired_.candidates.size(); ++i) {
            const auto [before, after] = paired_.candidates[i];
            Told told;
            if (before == nowhere || after == nowhere) {
                told.change = change_of(
                    paired_, before == nowhere ? ChangeKind::candidate_added : ChangeKind::candidate_removed, 0, i);
                tell_votes(told.change, 0, i);
            } else {
                tell_name(paired_.before.candidates[before].name, paired_.after.candidates[after].name,
                          ChangeKind::candidate_renamed, 0, i);
                continue;
            }
            told_.push_back(std::move(told));
        }
    }

    /// Says what was counted for somebody who is new or gone.
    void tell_votes(Change& change, Index unit, Index candidate) const {
        for (const FigurePair& pair : figures_of(unit)) {
            if (pair.candidate != candidate || pair.measure != last_votes_) continue;
            set_difference(change, pair.before, pair.after);
            change.figure = paired_.measure(pair.measure).name;
        }
    }

    void tell_name(const std::string& before, const std::string& after, ChangeKind kind, Index unit, Index candidate) {
        if (before == after) return;
        Told told;
        told.change = change_of(paired_, fold(before) == fold(after) ? ChangeKind::spelling : kind, unit, candidate);
        told.change.figure = "name";
        told.change.before = before;
        told.change.after = after;
        std::ranges::replace(told.change.before, group_mark, '/');
        std::ranges::replace(told.change.after, group_mark, '/');
        told_.push_back(std::move(told));
    }

    void tell_units() {
        std::vector<std::size_t> inside(paired_.units.size());
        const auto parent_of = [&](Index i) {
            const auto [before, after] = paired_.units[i];
            return after != nowhere ? paired_.unit_of[1][paired_.after.units[after].parent]
                                    : paired_.unit_of[0][paired_.before.units[before].parent];
        };
        const auto is_told_with_parent = [&](Index i) { return !paired_.units[parent_of(i)].both(); };
        for (Index i = 1; i < paired_.units.size(); ++i)
            if (!paired_.units[i].both())
                for (Index at = i; at != 0 && is_told_with_parent(at);) ++inside[at = parent_of(at)];
        for (Index i = 1; i < paired_.units.size(); ++i) {
            const auto [before, after] = paired_.units[i];
            if (paired_.units[i].both()) {
                tell_unit(i, paired_.before.units[before], paired_.after.units[after]);
                continue;
            }
            if (is_told_with_parent(i)) continue;
            Told told;
            told.change =
                change_of(paired_, before == nowhere ? ChangeKind::unit_added : ChangeKind::unit_removed, i, 0);
            if (inside[i] > 0) told.change.note = fmt::format("with {} inside", inside[i]);
            tell_unit_votes(told.change, i);
            (before == nowhere ? told.new_at : told.old_at) = {i, nowhere, 0};
            told_.push_back(std::move(told));
        }
    }

    /// The votes of all candidates of a unit that is new or gone.
    void tell_unit_votes(Change& change, Index unit) const {
        SumPair sum;
        bool known = false;
        for (const FigurePair& pair : figures_of(unit)) {
            if (pair.measure != last_votes_ || pair.candidate == 0) continue;
            sum.add(pair.before, pair.after);
            known = true;
        }
        const bool added = change.kind == ChangeKind::unit_added;
        const std::optional<Decimal>& votes = added ? sum.after : sum.before;
        if (!known || !votes) return;
        change.figure = paired_.measure(last_votes_).name;
        (added ? change.after : change.before) = to_string(*votes);
    }

    void tell_unit(Index i, const SheetUnit& before, const SheetUnit& after) {
        const bool same_key = before.id == after.id;
        if (!same_key || before.name != after.name) {
            const bool only_spelt = fold(before.name) == fold(after.name);
            const std::string& old_name = before.name == after.name ? before.id : before.name;
            const std::string& new_name = before.name == after.name ? after.id : after.name;
            // A unit that lies in a renamed one has another path, and its own name as before.
            const bool path_only = before.name == after.name && paired_.units[i].both() && before.parent != 0 &&
                                   paired_.before.units[before.parent].id != paired_.after.units[after.parent].id;
            if (!path_only) {
                tell_name(old_name, new_name, only_spelt ? ChangeKind::spelling : ChangeKind::unit_renamed, i, 0);
                told_.back().old_at = told_.back().new_at = {i, nowhere, 0};
                if (!only_spelt && !same_key) told_.back().change.note = "known again by equal figures";
            }
        }
        const auto tell = [&](const char* what, const std::string& old_one, const std::string& new_one) {
            if (old_one == new_one) return;
            Told told;
            told.change = change_of(paired_, ChangeKind::fact, i, 0);
            told.change.figure = what;
            told.change.before = old_one;
            told.change.after = new_one;
            told.old_at = told.new_at = {i, nowhere, 0};
            told_.push_back(std::move(told));
        };
        tell("level", before.level, after.level);
        if (paired_.unit_of[0][before.parent] != paired_.unit_of[1][after.parent])
            tell("parent", paired_.before.units[before.parent].id, paired_.after.units[after.parent].id);
    }

    // ---- figures

    std::span<const FigurePair> figures_of(Index unit) const {
        const auto first = std::ranges::lower_bound(paired_.figures, unit, {}, &FigurePair::unit);
        return {first, std::ranges::upper_bound(paired_.figures, unit, {}, &FigurePair::unit)};
    }

    template <typename Take>
    void by_unit(Take take) {
        for (std::size_t first = 0; first < paired_.figures.size();) {
            std::size_t last = first + 1;
            while (last < paired_.figures.size() && paired_.figures[last].unit == paired_.figures[first].unit) ++last;
            take(first, last);
            first = last;
        }
    }

    /// What belongs to a unit or a candidate that is new or gone was told with it.
    void leave_unpaired() {
        for (std::size_t i = 0; i < paired_.figures.size(); ++i) {
            const FigurePair& pair = paired_.figures[i];
            settled_[i] =
                !paired_.units[pair.unit].both() || !paired_.candidates[pair.candidate].both() ||
                (pair.before && pair.after && *pair.before == *pair.after && pair.before->scale == pair.after->scale);
        }
    }

    bool is_open(std::size_t i) const { return !settled_[i]; }

    Told told_of(const FigurePair& pair, ChangeKind kind) const {
        Told told;
        told.change = change_of(paired_, kind, pair.unit, pair.candidate);
        told.change.figure = paired_.measure(pair.measure).name;
        told.change.pool = paired_.measure(pair.measure).pool;
        set_difference(told.change, pair.before, pair.after);
        if (kind == ChangeKind::spelling || kind == ChangeKind::moved) told.change.difference.reset();
        if (pair.before) told.old_at = {pair.unit, pair.measure, pair.candidate};
        if (pair.after) told.new_at = {pair.unit, pair.measure, pair.candidate};
        return told;
    }

    void tell_figure(const FigurePair& pair) {
        const ChangeKind kind = !pair.before                  ? ChangeKind::known
                                : !pair.after                 ? ChangeKind::unknown
                                : *pair.before == *pair.after ? ChangeKind::spelling
                                                              : ChangeKind::figure;
        told_.push_back(told_of(pair, kind));
    }

    /// A measure of which at least three quarters, and no fewer than four, are the old figures times one number.
    void find_factors() {
        constexpr std::size_t fewest = 4;
        std::vector<std::vector<std::size_t>> changed(paired_.measures.size());
        std::vector<std::size_t> known(paired_.measures.size());
        for (std::size_t i = 0; i < paired_.figures.size(); ++i) {
            const FigurePair& pair = paired_.figures[i];
            if (is_zero(pair.before) || is_zero(pair.after)) continue;
            ++known[pair.measure];
            if (is_open(i) && differs(pair)) changed[pair.measure].push_back(i);
        }
        for (Index measure = 0; measure < changed.size(); ++measure) {
            const auto quotient = [&](std::size_t i) {
                return quotient_of(*paired_.figures[i].before, *paired_.figures[i].after);
            };
            Quotient most{};  // the only one that can be that of more than half
            std::size_t votes = 0;
            for (const std::size_t i : changed[measure]) {
                if (votes == 0) most = quotient(i);
                votes += quotient(i) == most ? 1 : std::size_t(-1);
            }
            std::erase_if(changed[measure], [&](std::size_t i) { return quotient(i) != most; });
            const std::size_t count = changed[measure].size();
            if (count < fewest || count * 4 < known[measure] * 3) continue;
            Told told = told_of(paired_.figures[changed[measure].front()], ChangeKind::factor);
            told.change.candidate.clear();
            told.change.name.clear();
            told.change.unit.clear();
            told.change.level.clear();
            told.change.difference.reset();
            told.change.fell = most.first < most.second;
            told.change.count = count;
            told.change.note =
                most.first < most.second ? factor_text({most.second, most.first}, "÷") : factor_text(most, "×");
            told_.push_back(std::move(told));
            for (const std::size_t i : changed[measure]) settled_[i] = true;
        }
    }

    static std::string factor_text(const Quotient& factor, std::string_view sign) {
        const auto whole = [](Uint128 number) { return to_string(Decimal(number, 0)); };
        return factor.second == 1 ? fmt::format("{} {}", sign, whole(factor.first))
                                  : fmt::format("{} {}/{}", sign, whole(factor.first), whole(factor.second));
    }

    /// In a unit a candidate's figure that stands under another now, who had none, or two that were swapped.
    void find_moved(std::size_t first, std::size_t last) {
        std::vector<std::size_t> open;
        for (std::size_t i = first; i < last; ++i) {
            const FigurePair& pair = paired_.figures[i];
            if (is_open(i) && pair.candidate != 0 && pair.before.value_or(Decimal()) != pair.after.value_or(Decimal()))
                open.push_back(i);
        }
        if (open.size() < 2) return;
        std::ranges::sort(open, {}, [this](std::size_t i) {
            return std::tuple(paired_.figures[i].measure,
                              std::string_view(paired_.candidate(paired_.figures[i].candidate).id));
        });
        const auto move = [this](std::size_t from, std::size_t to) {
            const FigurePair& source = paired_.figures[from];
            const FigurePair& target = paired_.figures[to];
            Told told = told_of({target.unit, target.measure, target.candidate, source.before, target.after},
                                ChangeKind::moved);
            told.change.from = paired_.candidate(source.candidate).id;
            told.change.from_name = paired_.candidate(source.candidate).name;
            told.old_at.candidate = source.candidate;
            told_.push_back(std::move(told));
        };
        for (std::size_t a = 0; a < open.size(); ++a) {
            for (std::size_t b = a + 1; b < open.size() && is_open(open[a]); ++b) {
                const FigurePair& one = paired_.figures[open[a]];
                const FigurePair& other = paired_.figures[open[b]];
                if (one.measure != other.measure) break;
                if (!is_open(open[b])) continue;
                const bool there = !is_zero(one.before) && other.after && *one.before == *other.after;
                const bool back = !is_zero(one.after) && other.before && *one.after == *other.before;
                const bool swapped = there && back;
                if (!swapped && !(there && is_zero(one.after) && is_zero(other.before)) &&
                    !(back && is_zero(one.before) && is_zero(other.after)))
                    continue;
                if (there) move(open[a], open[b]);
                if (back) move(open[b], open[a]);
                settled_[open[a]] = settled_[open[b]] = true;
            }
        }
    }

    // ---- percentages

    bool is_percent(const FigurePair& pair) const { return paired_.measure(pair.measure).name == "percent"; }

    /// Percentages of units whose votes are as they were, all of which grew or shrank alike: they are of another whole.
    void find_bases() {
        std::vector<std::size_t> all;
        std::set<Index> units;
        by_unit([&](std::size_t first, std::size_t last) {
            Range range;
            std::vector<std::size_t> changed;
            for (std::size_t i = first; i < last; ++i) {
                const FigurePair& pair = paired_.figures[i];
                if (pair.measure == last_votes_ && pair.candidate != 0 && pair.before != pair.after) return;
                if (!is_percent(pair) || pair.candidate == 0 || !pair.before || !pair.after) continue;
                if (!is_small(*pair.before) || !is_small(*pair.after)) return;
                const unsigned scale = std::max(pair.before->scale, pair.after->scale);
                const auto [old_low, old_high] = ends_of(*pair.before, scale);
                const auto [new_low, new_high] = ends_of(*pair.after, scale);
                range.narrow({new_low, old_high}, {new_high, old_low});
                if (is_open(i) && differs(pair)) changed.push_back(i);
            }
            if (changed.size() < 2 || range.empty() || range.holds_one()) return;
            units.insert(paired_.figures[first].unit);
            std::ranges::copy(changed, std::back_inserter(all));
        });
        if (all.empty()) return;
        Told told = told_of(paired_.figures[all.front()], ChangeKind::percent_base);
        told.change.candidate.clear();
        told.change.name.clear();
        told.change.difference.reset();
        if (units.size() > 1) {
            told.change.unit.clear();
            told.change.level.clear();
            told.change.note = fmt::format("in {} units", units.size());
        }
        told.change.count = all.size();
        told_.push_back(std::move(told));
        for (const std::size_t i : all) settled_[i] = true;
    }

    /// Whether a unit's new percentages are those of its new votes, of whatever whole.
    bool percents_follow(std::size_t first, std::size_t last) const {
        Range base;
        bool votes_changed = false;
        std::unordered_map<Index, Decimal> votes;
        for (std::size_t i = first; i < last; ++i) {
            const FigurePair& pair = paired_.figures[i];
            if (pair.measure != last_votes_ || pair.candidate == 0) continue;
            votes_changed = votes_changed || pair.before != pair.after;
            if (pair.after) votes.emplace(pair.candidate, *pair.after);
        }
        if (!votes_changed) return false;
        for (std::size_t i = first; i < last; ++i) {
            const FigurePair& pair = paired_.figures[i];
            if (!is_percent(pair) || pair.candidate == 0 || !pair.after) continue;
            const auto found = votes.find(pair.candidate);
            if (found == votes.end()) continue;
            if (!is_small(*pair.after)) return false;
            const auto [low, high] = ends_of(*pair.after, pair.after->scale);
            const Uint128 hundred = 200 * digits_at(Decimal(Votes{1}), pair.after->scale);
            const Uint128 scaled = found->second.digits * hundred;
            base.narrow({scaled, high}, {scaled, low});
        }
        return !base.empty();
    }

    // ---- sums

    using SumKey = std::tuple<Index, std::string, Index, Index>;  ///< of whom, the parts' level, measure, candidate

    static std::uint64_t pair_key(Index a, Index b) { return std::uint64_t{a} << 32 | b; }

    std::unordered_set<std::uint64_t> measured(std::optional<Decimal> FigurePair::*side) const {
        std::unordered_set<std::uint64_t> all;
        for (const FigurePair& pair : paired_.figures)
            if (pair.*side) all.insert(pair_key(pair.unit, pair.measure));
        return all;
    }

    /// The unit around this one that states figures of this kind, on one side.
    std::optional<Index> stating_parent(Index unit, Index measure, std::size_t side) const {
        const Sheet& sheet = side == 0 ? paired_.before : paired_.after;
        Index at = side == 0 ? paired_.units[unit].before : paired_.units[unit].after;
        while (at != 0) {
            at = sheet.units[at].parent;
            const Index around = paired_.unit_of[side][at];
            if (measured_[side].contains(pair_key(around, measure))) return around;
        }
        return std::nullopt;
    }

    /// Adds up by how much the parts of every sum changed.
    void find_sums() {
        Index delegates = 0;
        while (delegates < paired_.measures.size() && paired_.measure(delegates) != Measure{.name = "delegates"})
            ++delegates;
        for (const FigurePair& pair : paired_.figures) {
            if (pair.before && pair.after && *pair.before == *pair.after) continue;
            if (const Measure& measure = paired_.measure(pair.measure); !measure.pool.empty()) {
                if (measure.name == "delegates") add_part(0, "pool", delegates, pair, pair.before, pair.after);
                continue;
            }
            if (pair.unit == 0) continue;
            const std::string& level = paired_.unit(pair.unit).level;
            if (pair.before)
                if (const auto around = stating_parent(pair.unit, pair.measure, 0))
                    add_part(*around, level, pair.measure, pair, pair.before, std::nullopt);
            if (pair.after)
                if (const auto around = stating_parent(pair.unit, pair.measure, 1))
                    add_part(*around, level, pair.measure, pair, std::nullopt, pair.after);
        }
    }

    void add_part(Index around, const std::string& level, Index measure, const FigurePair& part,
                  const std::optional<Decimal>& before, const std::optional<Decimal>& after) {
        sums_[{around, level, measure, part.candidate}].add(before, after);
        sums_[{around, "", measure, part.candidate}].add(before, after);
        parts_[around][level].insert(level == "pool" ? part.measure : part.unit);
    }

    bool follows_parts(const FigurePair& pair) const {
        const auto parts = parts_.find(pair.unit);
        if (parts == parts_.end()) return false;
        const auto explains = [&](const std::string& level) {
            const auto sum = sums_.find({pair.unit, level, pair.measure, pair.candidate});
            return sum != sums_.end() && changed_alike(pair, sum->second);
        };
        return explains("") ||
               std::ranges::any_of(parts->second, [&](const auto& level) { return explains(level.first); });
    }

    /// Marks the figures of a unit that changed only as much as what they are made of.
    void find_followers(std::size_t first, std::size_t last) {
        std::map<Index, SumPair> candidates;
        for (std::size_t i = first; i < last; ++i)
            if (paired_.figures[i].candidate != 0)
                candidates[paired_.figures[i].measure].add(paired_.figures[i].before, paired_.figures[i].after);
        const bool percents = percents_follow(first, last);
        Followers found;
        for (std::size_t i = first; i < last; ++i) {
            const FigurePair& pair = paired_.figures[i];
            if (!is_open(i) || !differs(pair)) continue;
            const bool from_parts = follows_parts(pair);
            const bool from_candidates = pair.candidate == 0 && changed_alike(pair, candidates[pair.measure]);
            const bool from_votes = percents && is_percent(pair);
            if (!from_parts && !from_candidates && !from_votes) continue;
            found.figures += 1;
            found.parts = found.parts || from_parts;
            settled_[i] = true;
        }
        if (found.figures > 0) followers_.emplace_back(paired_.figures[first].unit, found);
    }

    void tell_followers() {
        for (const auto& [unit, found] : followers_) {
            Told told;
            told.change = change_of(paired_, ChangeKind::follows, unit, 0);
            told.change.count = found.figures;
            if (const auto parts = parts_.find(unit); found.parts && parts != parts_.end())
                for (const auto& [level, changed] : parts->second)
                    told.change.note += fmt::format("{}{}", told.change.note.empty() ? "from " : " and ",
                                                    count_level(changed.size(), level));
            if (!found.parts) told.change.note = "from its candidates' votes";
            told_.push_back(std::move(told));
        }
    }

    struct Followers {
        std::size_t figures = 0;
        bool parts = false;
    };

    const Paired& paired_;
    std::vector<bool> settled_;  ///< of each figure: nothing more is to be said of it
    std::array<std::unordered_set<std::uint64_t>, 2> measured_;
    Index last_votes_ = nowhere;
    std::vector<Told> told_;
    std::map<SumKey, SumPair> sums_;
    std::map<Index, std::map<std::string, std::set<Index>>> parts_;  ///< by level, what changed inside of each unit
    std::vector<std::pair<Index, Followers>> followers_;
};

}  // namespace

std::vector<Told> compare_sheets(const Paired& paired) {
    return FigureComparison(paired).run();
}

}  // namespace caucus_tally
