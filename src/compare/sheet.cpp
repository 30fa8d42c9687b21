// SPDX-License-Identifier: MIT
#include "compare/sheet.hpp"

#include <algorithm>
#include <caucus_tally/tally.hpp>
#include <fmt/format.h>
#include <unordered_map>
#include <utility>

namespace caucus_tally {
namespace {

/// Gathers figures. A measure is made for the first figure of it.
class SheetMaker {
public:
    explicit SheetMaker(Sheet& sheet) : sheet_(sheet) {}

    Index measure(const std::string& name, bool is_votes = false, const std::string& pool = {}) {
        const auto [place, fresh] =
            known_.try_emplace(name + group_mark + pool, static_cast<Index>(sheet_.measures.size()));
        if (fresh) sheet_.measures.push_back({name, pool, is_votes});
        return place->second;
    }

    void add(Index unit, Index measure, Index candidate, const std::optional<Votes>& votes) {
        if (votes) sheet_.figures.push_back({unit, measure, candidate, Decimal(Uint128{*votes}, 0)});
    }
    void add(Index unit, Index measure, Index candidate, const std::optional<Decimal>& value) {
        if (value) sheet_.figures.push_back({unit, measure, candidate, *value});
    }

private:
    Sheet& sheet_;
    std::unordered_map<std::string, Index> known_;
};

/// Finds what two lists have in common: each call pairs what is alone on both sides with its key among those that are
/// not paired yet.
class Pairing {
public:
    Pairing(std::size_t old_size, std::size_t new_size)
        : partner_{std::vector<Index>(old_size, nowhere), std::vector<Index>(new_size, nowhere)} {
        partner_[0][0] = partner_[1][0] = 0;
    }

    /// An empty key pairs with nothing.
    template <typename OldKey, typename NewKey>
    void pair_by(OldKey old_key, NewKey new_key) {
        constexpr Index several = nowhere - 1;
        std::unordered_map<std::string, std::array<Index, 2>> keys;
        const auto enter = [&](std::size_t side, const auto& key) {
            for (Index i = 1; i < partner_[side].size(); ++i) {
                if (partner_[side][i] != nowhere) continue;
                std::string word = key(i);
                if (word.empty()) continue;
                Index& place = keys.try_emplace(std::move(word), std::array{nowhere, nowhere}).first->second[side];
                place = place == nowhere ? i : several;
            }
        };
        enter(0, old_key);
        if (keys.empty()) return;
        enter(1, new_key);
        for (const auto& [word, at] : keys) {
            if (at[0] >= several || at[1] >= several) continue;
            partner_[0][at[0]] = at[1];
            partner_[1][at[1]] = at[0];
        }
    }

    bool is_open(std::size_t side, Index at) const { return partner_[side][at] == nowhere; }
    bool has_open() const {
        return std::ranges::all_of(partner_,
                                   [](const auto& side) { return std::ranges::find(side, nowhere) != side.end(); });
    }
    Index partner(Index old_one) const { return partner_[0][old_one]; }

    /// All pairs, those of the new list first, and for each list where each of its things is among them.
    std::vector<Pair> pairs(std::array<std::vector<Index>, 2>& places) const {
        std::vector<Pair> all;
        for (std::size_t side = 0; side < 2; ++side) places[side].resize(partner_[side].size());
        for (Index i = 0; i < partner_[1].size(); ++i) {
            places[1][i] = static_cast<Index>(all.size());
            if (partner_[1][i] != nowhere) places[0][partner_[1][i]] = places[1][i];
            all.push_back({partner_[1][i], i});
        }
        for (Index i = 0; i < partner_[0].size(); ++i) {
            if (partner_[0][i] != nowhere) continue;
            places[0][i] = static_cast<Index>(all.size());
            all.push_back({i, nowhere});
        }
        return all;
    }

private:
    std::array<std::vector<Index>, 2> partner_;
};

/// The figures of units as texts, by which units are known again under another name.
class Signatures {
public:
    Signatures(const Sheet& sheet, const std::vector<Index>& candidates, const std::vector<Index>& measures)
        : own_(sheet.units.size()), inside_(sheet.units.size()) {
        std::vector<std::size_t> order(sheet.figures.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        const auto key = [&](std::size_t i) {
            const SheetFigure& figure = sheet.figures[i];
            return std::tuple(figure.unit, measures[figure.measure], candidates[figure.candidate]);
        };
        std::ranges::sort(order, {}, key);
        for (const std::size_t i : order) {
            const SheetFigure& figure = sheet.figures[i];
            if (figure.unit == 0 || figure.value == Decimal()) continue;
            own_[figure.unit] += fmt::format("{},{}={};", measures[figure.measure], candidates[figure.candidate],
                                             to_string(normalized(figure.value)));
        }
        for (Index i = 1; i < sheet.units.size(); ++i) inside_[sheet.units[i].parent].push_back(i);
    }

    /// Empty if it has no two figures above 0: one alone, as 1 vote, is too common to know anything by.
    std::string of(Index unit, const std::string& level) const {
        const std::string text = whole(unit);
        return std::ranges::count(text, ';') < 2 ? std::string() : level + '\n' + text;
    }

private:
    std::string whole(Index unit) const {
        std::vector<std::string> parts;
        for (const Index each : inside_[unit]) parts.push_back(whole(each));
        std::ranges::sort(parts);
        std::string text = own_[unit];
        for (const std::string& part : parts) text += '(' + part + ')';
        return text;
    }

    std::vector<std::string> own_;
    std::vector<std::vector<Index>> inside_;
};

std::vector<std::size_t> depths_of(const Sheet& sheet) {
    std::vector<std::size_t> depths(sheet.units.size());
    for (Index i = 1; i < depths.size(); ++i) depths[i] = depths[sheet.units[i].parent] + 1;
    return depths;
}

/// Names may differ only inside a place that is known, so outer units come first.
Pairing pair_units(const Sheet& before, const Sheet& after, const std::array<std::vector<Index>, 2>& candidates,
                   const std::array<std::vector<Index>, 2>& measures) {
    Pairing units(before.units.size(), after.units.size());
    units.pair_by([&](Index i) { return '=' + before.units[i].id; }, [&](Index i) { return '=' + after.units[i].id; });
    if (!units.has_open()) return units;
    const Signatures old_signatures(before, candidates[0], measures[0]);
    const Signatures new_signatures(after, candidates[1], measures[1]);
    const std::vector<std::size_t> old_depths = depths_of(before);
    const std::vector<std::size_t> new_depths = depths_of(after);
    const std::size_t deepest = std::max(*std::ranges::max_element(old_depths), *std::ranges::max_element(new_depths));
    for (std::size_t depth = 1; depth <= deepest; ++depth) {
        units.pair_by(
            [&](Index i) {
                const SheetUnit& unit = before.units[i];
                if (old_depths[i] != depth || units.is_open(0, unit.parent)) return std::string();
                return fmt::format("{}\n{}\n{}", units.partner(unit.parent), unit.level, fold(unit.name));
            },
            [&](Index i) {
                const SheetUnit& unit = after.units[i];
                if (new_depths[i] != depth) return std::string();
                return fmt::format("{}\n{}\n{}", unit.parent, unit.level, fold(unit.name));
            });
        units.pair_by(
            [&](Index i) { return old_depths[i] == depth ? old_signatures.of(i, before.units[i].level) : ""; },
            [&](Index i) { return new_depths[i] == depth ? new_signatures.of(i, after.units[i].level) : ""; });
    }
    return units;
}

std::vector<SheetFigure> placed_figures(const Sheet& sheet, const std::vector<Index>& units,
                                        const std::vector<Index>& measures, const std::vector<Index>& candidates) {
    std::vector<SheetFigure> figures = sheet.figures;
    for (SheetFigure& figure : figures)
        figure = {units[figure.unit], measures[figure.measure], candidates[figure.candidate], figure.value};
    std::ranges::sort(figures, {},
                      [](const SheetFigure& each) { return std::tuple(each.unit, each.measure, each.candidate); });
    return figures;
}

std::vector<FigurePair> join(const std::vector<SheetFigure>& before, const std::vector<SheetFigure>& after) {
    const auto key = [](const SheetFigure& each) { return std::tuple(each.unit, each.measure, each.candidate); };
    std::vector<FigurePair> figures;
    figures.reserve(std::max(before.size(), after.size()));
    auto old_one = before.begin();
    auto new_one = after.begin();
    while (old_one != before.end() || new_one != after.end()) {
        const bool is_old = new_one == after.end() || (old_one != before.end() && key(*old_one) <= key(*new_one));
        const bool is_new = old_one == before.end() || (new_one != after.end() && key(*new_one) <= key(*old_one));
        const SheetFigure& figure = is_old ? *old_one : *new_one;
        FigurePair& pair = figures.emplace_back(FigurePair{figure.unit, figure.measure, figure.candidate, {}, {}});
        if (is_old) pair.before = (old_one++)->value;
        if (is_new) pair.after = (new_one++)->value;
    }
    return figures;
}

}  // namespace

Sheet sheet_of(const Contest& contest) {
    Sheet sheet;
    SheetMaker maker(sheet);
    for (const Candidate& candidate : contest.candidates) sheet.candidates.push_back({candidate.id, candidate.name});
    for (const Unit& unit : contest.units)
        sheet.units.push_back(
            {unit.id, unit.name, contest.levels[unit.level], unit.parent ? static_cast<Index>(*unit.parent + 1) : 0});
    for (std::size_t round = 0; round < count_rounds(contest); ++round)
        sheet.votes.push_back(
            maker.measure(contest.rounds.empty() ? "votes" : "votes " + contest.rounds[round].id, true));
    const Index percent = maker.measure("percent");
    const Index delegates = maker.measure("delegates");
    const Index sde = maker.measure("sde");
    const auto add_figures = [&](Index candidate, const Figures& stated) {
        maker.add(0, sheet.votes.back(), candidate, stated.votes);
        maker.add(0, percent, candidate, stated.percent);
        maker.add(0, delegates, candidate, stated.delegates);
        maker.add(0, sde, candidate, stated.sde);
    };
    for (std::size_t i = 0; i < contest.candidates.size(); ++i)
        add_figures(static_cast<Index>(i + 1), contest.candidates[i].stated);
    if (contest.total) add_figures(0, *contest.total);
    if (contest.allocation) {
        maker.add(0, maker.measure("unbound"), 0, contest.allocation->unbound);
        for (const Pool& pool : contest.allocation->pools) {
            const Index of_pool = maker.measure("delegates", false, pool.name);
            maker.add(0, of_pool, 0, std::optional(pool.delegates));
            maker.add(0, maker.measure("unbound", false, pool.name), 0, pool.unbound);
            for (const Award& award : pool.awarded)
                maker.add(0, of_pool, static_cast<Index>(award.candidate + 1), std::optional(award.delegates));
        }
    }
    const Index attendance = maker.measure("attendance");
    const Index ballots = maker.measure("ballots");
    const Index registered = maker.measure("registered");
    for (std::size_t i = 0; i < contest.units.size(); ++i) {
        const Unit& unit = contest.units[i];
        const auto at = static_cast<Index>(i + 1);
        maker.add(at, delegates, 0, unit.delegates);
        maker.add(at, sde, 0, unit.sde);
        maker.add(at, attendance, 0, unit.attendance);
        maker.add(at, ballots, 0, unit.ballots);
        maker.add(at, registered, 0, unit.registered);
        for (std::size_t round = 0; round < unit.totals.size(); ++round)
            maker.add(at, sheet.votes[round], 0, unit.totals[round]);
        for (const UnitResult& result : unit.results) {
            const auto candidate = static_cast<Index>(result.candidate + 1);
            for (std::size_t round = 0; round < result.votes.size(); ++round)
                maker.add(at, sheet.votes[round], candidate, result.votes[round]);
            maker.add(at, percent, candidate, result.percent);
            maker.add(at, delegates, candidate, result.delegates);
            maker.add(at, sde, candidate, result.sde);
        }
    }
    return sheet;
}

Sheet sheet_of(const Tabulation& totals) {
    Sheet sheet;
    SheetMaker maker(sheet);
    const auto column = std::ranges::find(totals.by, "candidate");
    const auto candidate_column = static_cast<std::size_t>(column - totals.by.begin());
    if (column != totals.by.end())
        for (const std::string& name : totals.names[candidate_column]) sheet.candidates.push_back({name, name});
    std::string level;
    for (std::size_t i = 0; i < totals.by.size(); ++i)
        if (i != candidate_column) level += (level.empty() ? "" : "/") + totals.by[i];
    std::vector<Index> measures;
    for (const std::string& count : totals.counts) measures.push_back(maker.measure(count, count == "votes"));
    if (!measures.empty()) sheet.votes.push_back(measures.front());
    std::unordered_map<std::string, Index> units;
    for (std::size_t group = 0; group < totals.groups(); ++group) {
        std::string id;
        bool first = true;
        for (std::size_t i = 0; i < totals.by.size(); ++i) {
            if (i == candidate_column) continue;
            if (!std::exchange(first, false)) id += group_mark;
            id += totals.name(group, i);
        }
        Index unit = 0;
        if (!level.empty()) {
            const auto [place, fresh] = units.try_emplace(id, static_cast<Index>(sheet.units.size()));
            if (fresh) sheet.units.push_back({id, id, level, 0});
            unit = place->second;
        }
        const Index candidate =
            column == totals.by.end() ? 0 : totals.keys[group * totals.by.size() + candidate_column] + 1;
        for (std::size_t i = 0; i < measures.size(); ++i) maker.add(unit, measures[i], candidate, totals.sum(group, i));
    }
    return sheet;
}

std::string fold(std::string_view name) {
    std::string text;
    for (const char c : name) {
        const bool upper = c >= 'A' && c <= 'Z';
        const bool kept = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == group_mark ||
                          static_cast<unsigned char>(c) > 127;
        if (kept) text += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return text;
}

Paired pair_sheets(const Sheet& before, const Sheet& after) {
    Paired paired{before, after, {}, {}, {}, {}, {}, {}};
    Pairing candidates(before.candidates.size(), after.candidates.size());
    // A precinct table may have rows of no name.
    candidates.pair_by([&](Index i) { return '=' + before.candidates[i].id; },
                       [&](Index i) { return '=' + after.candidates[i].id; });
    candidates.pair_by([&](Index i) { return fold(before.candidates[i].name); },
                       [&](Index i) { return fold(after.candidates[i].name); });
    paired.candidates = candidates.pairs(paired.candidate_of);

    std::array<std::vector<Index>, 2> measure_of;
    for (Index i = 0; i < before.measures.size(); ++i) {
        measure_of[0].push_back(i);
        paired.measures.push_back({i, nowhere});
    }
    for (Index i = 0; i < after.measures.size(); ++i) {
        auto same = std::ranges::find(before.measures, after.measures[i]);
        // One count of a contest without rounds is the last of a contest with rounds.
        if (same == before.measures.end() && i == after.votes.back() &&
            std::ranges::find(after.measures, before.measures[before.votes.back()]) == after.measures.end())
            same = before.measures.begin() + before.votes.back();
        const auto place = static_cast<Index>(same - before.measures.begin());
        measure_of[1].push_back(same == before.measures.end() ? static_cast<Index>(paired.measures.size()) : place);
        if (same == before.measures.end())
            paired.measures.push_back({nowhere, i});
        else
            paired.measures[place].after = i;
    }
    paired.units = pair_units(before, after, paired.candidate_of, measure_of).pairs(paired.unit_of);
    paired.figures = join(placed_figures(before, paired.unit_of[0], measure_of[0], paired.candidate_of[0]),
                          placed_figures(after, paired.unit_of[1], measure_of[1], paired.candidate_of[1]));
    return paired;
}

Change change_of(const Paired& paired, ChangeKind kind, Index unit, Index candidate) {
    Change change{.kind = kind};
    if (unit != 0) {
        change.level = paired.unit(unit).level;
        change.unit = paired.unit(unit).id;
        const Sheet& sheet = paired.units[unit].after != nowhere ? paired.after : paired.before;
        change.unit_name = paired.unit(unit).name;
        for (Index at = paired.unit(unit).parent; at != 0; at = sheet.units[at].parent)
            change.unit_name = fmt::format("{}/{}", sheet.units[at].name, change.unit_name);
        for (std::string* const text : {&change.unit, &change.unit_name}) std::ranges::replace(*text, group_mark, '/');
    }
    if (candidate != 0) {
        change.candidate = paired.candidate(candidate).id;
        change.name = paired.candidate(candidate).name;
    }
    return change;
}

void set_difference(Change& change, std::optional<Decimal> before, std::optional<Decimal> after) {
    if (before) change.before = to_string(*before);
    if (after) change.after = to_string(*after);
    if (!before || !after) return;
    change.difference = normalized(difference(*before, *after));
    change.fell = *after < *before;
}

}  // namespace caucus_tally
