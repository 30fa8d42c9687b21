// SPDX-License-Identifier: MIT
#include "caucus/precinct_unit.hpp"

#include <algorithm>

namespace caucus_tally {
namespace {

constexpr Decimal zero{};

/// The whole number that this is, if it is one.
std::optional<std::uint64_t> whole_number(Decimal number) {
    const Decimal shortest = normalized(number);
    if (shortest.scale > 0) return std::nullopt;
    return static_cast<std::uint64_t>(shortest.digits);
}

std::optional<Votes> total_of(std::optional<Votes> stated, const std::vector<Votes>& groups) {
    if (stated) return stated;
    std::optional<Votes> sum = 0;
    for (const Votes votes : groups)
        if (sum) sum = checked_add(*sum, votes);
    return sum;
}

/// What a group won: one delegate is delegates of 1 each where delegates are stated, else the unit's SDE shared out.
std::optional<std::uint64_t> delegates_won(const Unit& unit, const UnitResult& result, std::uint64_t elects) {
    if (result.delegates) return delegates_from_sde(*result.delegates, Decimal(Votes{1}), 1);
    if (!result.sde || *result.sde == zero) return 0;
    if (!unit.sde) return std::nullopt;
    return delegates_from_sde(*result.sde, *unit.sde, elects);
}

std::vector<std::uint64_t> all_won(const Unit& unit, std::optional<std::uint64_t> elects) {
    const auto states = [](const UnitResult& result) { return result.delegates || result.sde; };
    if (!elects || std::ranges::none_of(unit.results, states)) return {};
    std::vector<std::uint64_t> won;
    for (const UnitResult& result : unit.results) {
        const auto delegates = delegates_won(unit, result, *elects);
        if (!delegates) return {};
        won.push_back(*delegates);
    }
    return won;
}

}  // namespace

std::optional<PrecinctFigures> precinct_figures(const Unit& unit) {
    PrecinctFigures figures;
    for (const UnitResult& result : unit.results) {
        figures.first.push_back(result.votes.front().value_or(0));
        figures.precinct.groups.push_back(result.votes.back().value_or(0));
    }
    const auto stated = [&](bool last) {
        if (unit.totals.empty()) return std::optional<Votes>();
        return last ? unit.totals.back() : unit.totals.front();
    };
    const auto first = total_of(stated(false), figures.first);
    const auto final = total_of(stated(true), figures.precinct.groups);
    if (!first || !final) return std::nullopt;
    figures.first_total = *first;
    figures.final_total = *final;
    figures.attendance_stated = unit.attendance.has_value();
    figures.precinct.attendance = unit.attendance.value_or(*first);
    if (unit.delegates) figures.elects = whole_number(*unit.delegates);
    figures.precinct.delegates = figures.elects.value_or(0);
    figures.won = all_won(unit, figures.elects);
    return figures;
}

bool has_figures(const PrecinctFigures& figures, const Unit& unit) {
    return figures.first_total > 0 || figures.final_total > 0 ||
           std::ranges::any_of(unit.results, [](const UnitResult& result) {
               return result.delegates.value_or(zero) > zero || result.sde.value_or(zero) > zero;
           });
}

}  // namespace caucus_tally
