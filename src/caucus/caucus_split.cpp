// SPDX-License-Identifier: MIT
#include "base/enumerate.hpp"
#include "caucus/caucus.hpp"
#include "caucus/precinct_story.hpp"
#include "check/unit_place.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>
#include <utility>

namespace caucus_tally {
namespace {

// State delegate equivalents are published to four decimals.
constexpr Decimal published_half{Uint128{5}, 5};

/// Whether stated SDE stand for another number of delegates than `won`: sde × delegates against won × the unit's SDE,
/// in whole numbers of one scale. False where that does not fit 128 bits.
bool differs(Decimal sde, Decimal unit_sde, std::uint64_t elects, std::uint64_t won) {
    const unsigned scale = std::max({sde.scale, unit_sde.scale, published_half.scale});
    Uint128 stated = 0;
    Uint128 whole = 0;
    Uint128 half = 0;
    if (__builtin_mul_overflow(digits_at(sde, scale), Uint128{elects}, &stated) ||
        __builtin_mul_overflow(digits_at(unit_sde, scale), Uint128{won}, &whole) ||
        __builtin_mul_overflow(digits_at(published_half, scale), Uint128{elects}, &half))
        return false;
    return (stated > whole ? stated - whole : whole - stated) > half;
}

Uint128 sum_of(const std::vector<std::uint64_t>& delegates) {
    return std::accumulate(delegates.begin(), delegates.end(), Uint128{0});
}

std::string digits_of(Uint128 number) {
    return to_string(Ratio{number, 1}, 0);
}

std::vector<std::string> names_of(const CaucusUnit& unit) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < unit.unit().results.size(); ++i) names.push_back(unit.name(i));
    return names;
}

bool is_tied(const CaucusUnit& unit, std::size_t group) {
    return unit.computed.tie && std::ranges::binary_search(unit.computed.tie->groups, group);
}

/// "1", or "1 or 2" for who is in a tie.
std::string given_text(const CaucusUnit& unit, std::size_t group) {
    const std::uint64_t sure = unit.computed.groups[group].delegates;
    return is_tied(unit, group) ? fmt::format("{} or {}", sure, sure + 1) : std::to_string(sure);
}

bool is_given(const CaucusUnit& unit, std::size_t group) {
    const std::uint64_t sure = unit.computed.groups[group].delegates;
    const std::uint64_t won = unit.figures.won[group];
    return won == sure || (is_tied(unit, group) && won == sure + 1);
}

void report_split(const CaucusUnit& unit, std::vector<Finding>& findings) {
    std::vector<std::size_t> wrong = groups_where(unit, [&](std::size_t i) { return !is_given(unit, i); });
    std::string message;
    if (!wrong.empty()) {
        bool first = true;
        message = clauses(wrong, [&](std::size_t i) {
            std::string won = std::to_string(unit.figures.won[i]);
            if (std::exchange(first, false)) won = won_text(unit, i);
            return fmt::format("{} has {}, the rules give {}", unit.name(i), won, given_text(unit, i));
        });
    } else {
        // Each of the tied groups may have what it has, but not all of them together.
        wrong = unit.computed.tie->groups;
        message =
            clauses(wrong, [&](std::size_t i) { return fmt::format("{} has {}", unit.name(i), won_text(unit, i)); });
        message += fmt::format(", the rules give one more than {} to {} of them",
                               unit.computed.groups[wrong.front()].delegates, count_word(unit.computed.tie->winners));
    }
    Finding finding = won_finding(
        unit, Code::caucus_math, wrong.front(),
        fmt::format("{}: {}", message, explain_split(unit.rules, unit.figures.precinct, unit.computed, names_of(unit))),
        "");
    const auto list = [&](const auto& number) {
        return clauses(wrong, [&](std::size_t i) { return fmt::format("{} {}", unit.name(i), number(i)); });
    };
    finding.stated = list([&](std::size_t i) { return std::to_string(unit.figures.won[i]); });
    finding.computed = list([&](std::size_t i) { return given_text(unit, i); });
    note_attendance(unit, finding);
    findings.push_back(std::move(finding));
}

void report_tie(const CaucusUnit& unit, std::vector<Finding>& findings) {
    const auto& tied = unit.computed.tie->groups;
    std::string message = explain_split(unit.rules, unit.figures.precinct, unit.computed, names_of(unit));
    if (allows(unit.computed, unit.figures.won)) {
        std::vector<std::string> winners;
        for (const std::size_t i : tied)
            if (unit.figures.won[i] > unit.computed.groups[i].delegates) winners.push_back(unit.name(i));
        message += fmt::format("; as published, {} {} one more than the others", enumerate(winners),
                               winners.size() == 1 ? "has" : "have");
    }
    findings.push_back(won_finding(unit, Code::tie, tied.front(), message, ""));
    note_attendance(unit, findings.back());
}

/// A group's delegates, or its SDE, that are not what they should be.
struct Broken {
    std::string message;
    std::string stated;
    std::string computed;
    bool by_sde = false;
};

/// What is wrong with the number that a group won, if anything is: delegates that are not whole, SDE that stand for no
/// whole number of them, or for another one than is stated.
std::optional<Broken> find_broken(const CaucusUnit& unit, std::size_t group) {
    const UnitResult& result = unit.unit().results[group];
    const std::optional<Decimal>& unit_sde = unit.unit().sde;
    if (result.delegates && normalized(*result.delegates).scale > 0) {
        const std::string stated = to_string(*result.delegates);
        return Broken{fmt::format("{}'s {} delegates are no whole number", unit.name(group), stated), stated,
                      std::to_string(unit.figures.won[group])};
    }
    const std::uint64_t elects = *unit.figures.elects;
    const std::uint64_t won = unit.figures.won[group];
    if (!result.sde || !unit_sde || !differs(*result.sde, *unit_sde, elects, won)) return std::nullopt;
    const std::string stated = to_string(*result.sde);
    const std::uint64_t nearest = delegates_from_sde(*result.sde, *unit_sde, elects).value_or(won);
    const auto text = [&](std::uint64_t delegates) {
        const auto sde = state_delegate_equivalents(delegates, *unit_sde, elects);
        return sde ? to_string(*sde, published_digits) : "more";
    };
    if (differs(*result.sde, *unit_sde, elects, nearest))
        return Broken{fmt::format("{}'s {} state delegate equivalents are no whole number of delegates: {} would be {}",
                                  unit.name(group), stated, nearest, text(nearest)),
                      stated, text(nearest), true};
    return Broken{
        fmt::format(
            "{}'s {} state delegate equivalents are those of {} delegate{}, but {} {} stated, which would be {}",
            unit.name(group), stated, nearest, nearest == 1 ? "" : "s", won, won == 1 ? "is" : "are", text(won)),
        stated, text(won), true};
}

/// CT516.
void report_broken(const CaucusUnit& unit, std::vector<Finding>& findings) {
    const auto broken = groups_where(unit, [&](std::size_t i) { return find_broken(unit, i).has_value(); });
    if (broken.empty()) return;
    const Broken first = *find_broken(unit, broken.front());
    Finding finding =
        won_finding(unit, Code::not_whole, broken.front(),
                    clauses(broken, [&](std::size_t i) { return find_broken(unit, i)->message; }), first.computed);
    finding.stated = first.stated;
    if (first.by_sde) {
        UnitResult sde = unit.unit().results[broken.front()];
        sde.delegates.reset();
        place_at_won(finding, unit.contest, unit.index, sde);
    }
    findings.push_back(std::move(finding));
}

}  // namespace

void check_number(const CaucusUnit& unit, std::vector<Finding>& findings) {
    const auto& won = unit.figures.won;
    if (won.empty()) return;
    const std::uint64_t elects = *unit.figures.elects;
    const Uint128 all = sum_of(won);
    const Uint128 most = std::max<Uint128>(elects, unit.is_lawful() ? unit.computed.delegates_total : 0);
    if (all > most || (all > 0 && all < elects)) {
        const bool over = all > most;
        const std::string due = digits_of(over ? most : elects);
        const auto winners = groups_where(unit, [&](std::size_t i) { return won[i] > 0; });
        Finding finding = won_finding(
            unit, over ? Code::over_awarded : Code::under_awarded, winners.front(),
            fmt::format("{} delegate{} won, {} {} than the {} it {}", digits_of(all), all == 1 ? " is" : "s are",
                        digits_of(over ? all - most : elects - all), over ? "more" : "fewer", due,
                        over && most > elects ? "can have under the rules" : "elects"),
            due);
        finding.stated = digits_of(all);
        findings.push_back(std::move(finding));
    }
    report_broken(unit, findings);
}

void check_split(const CaucusUnit& unit, std::vector<Finding>& findings) {
    if (!unit.is_lawful()) return;
    if (unit.computed.tie) report_tie(unit, findings);
    const auto& won = unit.figures.won;
    if (won.empty() || sum_of(won) == 0 || allows(unit.computed, won)) return;
    report_split(unit, findings);
}

}  // namespace caucus_tally
