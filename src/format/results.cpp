// SPDX-License-Identifier: MIT
#include "format/results.hpp"

#include "base/words.hpp"

#include <algorithm>
#include <caucus_tally/tally.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>

namespace caucus_tally {
namespace {

/// As many figures as are shown by unit: a nation's precincts have a quarter of them.
constexpr std::size_t most_cells = 10'000'000;

std::string percent_text(std::optional<Votes> votes, std::optional<Votes> whole, const std::optional<Decimal>& stated,
                         unsigned digits) {
    if (votes && whole && *whole > 0) return percent_of(*votes, *whole, digits);
    return stated ? to_string(*stated) : std::string();
}

ResultRow make_row(const Candidate& candidate, const Figures& figures, const std::optional<Rank>& rank,
                   std::optional<Votes> whole, unsigned digits) {
    ResultRow row;
    row.id = candidate.id;
    row.name = candidate.name;
    row.kind = to_string(candidate.kind);
    row.status = candidate.withdrawn ? "withdrawn" : "";
    row.home_state = candidate.home_state;
    row.color = candidate.color;
    row.rank = rank;
    row.votes = figures.votes;
    row.percent = percent_text(row.votes, whole, figures.percent, digits);
    row.delegates = figures.delegates;
    return row;
}

/// Unknown figures go last; equal ones stay in file order.
void sort_rows(std::vector<ResultRow>& rows, SortOrder order) {
    switch (order) {
        case SortOrder::file:
            return;
        case SortOrder::votes:
            std::ranges::stable_sort(rows, std::ranges::greater(), &ResultRow::votes);
            return;
        case SortOrder::delegates:
            std::ranges::stable_sort(rows, std::ranges::greater(), &ResultRow::delegates);
            return;
        case SortOrder::name:
            std::ranges::stable_sort(rows, {}, &ResultRow::name);
            return;
    }
}

/// The rows from `first` on as one; a figure that is unknown for one of them is unknown for all.
ResultRow sum_up(const std::vector<ResultRow>& rows, std::size_t first, std::optional<Votes> whole, unsigned digits) {
    ResultRow others;
    others.name = "Others";
    others.kind = to_string(CandidateKind::other);
    others.votes = 0;
    others.delegates = Decimal(Votes{0});
    others.together = rows.size() - first;
    for (std::size_t i = first; i < rows.size(); ++i) {
        others.votes = others.votes && rows[i].votes ? checked_add(*others.votes, *rows[i].votes) : std::nullopt;
        others.delegates =
            others.delegates && rows[i].delegates ? checked_add(*others.delegates, *rows[i].delegates) : std::nullopt;
    }
    others.percent = percent_text(others.votes, whole, std::nullopt, digits);
    return others;
}

Results arrange(const Contest& contest, const std::vector<Figures>& figures, const Figures& stated,
                const ResultsView& view) {
    const Tally computed = tally(figures);
    const std::optional<Votes> whole = computed.votes ? computed.votes : stated.votes;
    Results results;
    for (std::size_t i = 0; i < contest.candidates.size(); ++i)
        results.rows.push_back(make_row(contest.candidates[i], figures[i], computed.ranks[i], whole, view.digits));
    results.total.name = "Total";
    results.total.votes = whole;
    results.total.percent = percent_text(whole, whole, stated.percent, view.digits);
    results.total.delegates = computed.delegates ? computed.delegates : stated.delegates;

    sort_rows(results.rows, view.sort.value_or(view.top ? SortOrder::votes : SortOrder::file));
    if (view.top && *view.top < results.rows.size()) {
        ResultRow others = sum_up(results.rows, *view.top, whole, view.digits);
        results.rows.resize(*view.top);
        results.rows.push_back(std::move(others));
    }
    return results;
}

/// The index of the wanted one among these names, or a ViewError that lists them; `all` says what a contest without
/// any lacks.
std::size_t index_of(const std::string& wanted, const std::vector<std::string>& names, std::string_view what,
                     std::string_view all, const Contest& contest) {
    const auto found = std::ranges::find(names, wanted);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    if (names.empty()) throw ViewError(fmt::format("{} has no {}", contest.id, all));
    const std::vector<std::string_view> known(names.begin(), names.end());
    const std::string hint = did_you_mean(wanted, known);
    throw ViewError(fmt::format("{} has no {} \"{}\"{}", contest.id, what, wanted,
                                hint.empty() ? fmt::format("; it has {}", fmt::join(names, ", ")) : hint));
}

std::size_t wanted_round(const Contest& contest, const ResultsView& view) {
    if (!view.round) return count_rounds(contest) - 1;
    std::vector<std::string> ids;
    for (const Round& round : contest.rounds) ids.push_back(round.id);
    return index_of(*view.round, ids, "round", "rounds", contest);
}

std::vector<Figures> figures_of(const UnitSum& unit, std::size_t round) {
    std::vector<Figures> figures(unit.candidates.size());
    for (std::size_t i = 0; i < figures.size(); ++i)
        figures[i] = {unit.candidates[i].votes[round], std::nullopt, unit.candidates[i].delegates, {}};
    return figures;
}

/// What is known of a unit together, where not every candidate's figures are: the sum of those that are, as in the sums
/// of units.
Figures known_sum(const std::vector<Figures>& figures) {
    Figures sum;
    const auto add = [&](auto member) {
        auto& whole = sum.*member;
        for (const Figures& figure : figures) {
            if (!(figure.*member)) continue;
            whole = whole ? checked_add(*whole, *(figure.*member)) : figure.*member;
            if (!whole) return;  // out of bounds
        }
    };
    add(&Figures::votes);
    add(&Figures::delegates);
    return sum;
}

/// The names of a unit and of those around it, outermost first, as people tell units apart.
std::string unit_name(const Contest& contest, std::size_t unit) {
    const Unit& named = contest.units[unit];
    const std::string& name = named.name.empty() ? named.id : named.name;
    return named.parent ? unit_name(contest, *named.parent) + '/' + name : name;
}

Results whole_results(const Contest& contest, const ResultsView& view, std::size_t round) {
    std::vector<Figures> figures = candidate_figures(contest);
    Figures stated = contest.total.value_or(Figures());
    if (view.round) {
        // Delegates are won in the contest, whichever round of its votes is looked at.
        const std::vector<Figures> counted = figures_of(roll_up(contest), round);
        for (std::size_t i = 0; i < figures.size(); ++i)
            figures[i] = {counted[i].votes, std::nullopt, figures[i].delegates, figures[i].sde};
        stated.votes = known_sum(figures).votes;
    }
    return arrange(contest, figures, stated, view);
}

}  // namespace

std::string name_text(const ResultRow& row) {
    if (row.together > 1) return fmt::format("{} ({} together)", row.name, row.together);
    return row.status.empty() ? row.name : fmt::format("{} ({})", row.name, row.status);
}

std::string rank_text(const std::optional<Rank>& rank) {
    return rank ? std::to_string(rank->place) + (rank->tied ? "=" : "") : "";
}

const Round* shown_round(const Contest& contest, const ResultsView& view) {
    return contest.rounds.empty() ? nullptr : &contest.rounds[wanted_round(contest, view)];
}

std::vector<Results> arrange_results(const Contest& contest, const ResultsView& view) {
    const std::size_t round = wanted_round(contest, view);
    if (!view.by) return {whole_results(contest, view, round)};
    const std::size_t level = index_of(*view.by, contest.levels, "level", "results by unit", contest);
    const auto units_shown = static_cast<std::size_t>(std::ranges::count(contest.units, level, &Unit::level));
    if (units_shown * contest.candidates.size() > most_cells)
        throw ViewError(fmt::format("{} units of {} candidates are more than the {} figures that can be shown",
                                    units_shown, contest.candidates.size(), most_cells));
    std::map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < contest.units.size(); ++i) places.emplace(contest.units[i].id, i);
    std::vector<Results> units;
    for (const UnitSum& unit : roll_up(contest, level)) {
        const std::vector<Figures> figures = figures_of(unit, round);
        units.push_back(arrange(contest, figures, known_sum(figures), view));
        units.back().unit = unit.id;
        const auto place = places.find(unit.id);
        units.back().name = place == places.end() ? unit.name : unit_name(contest, place->second);
    }
    return units;
}

}  // namespace caucus_tally
