// SPDX-License-Identifier: MIT
#include "contest/nesting.hpp"

#include <algorithm>

namespace caucus_tally {
namespace {

/// [outer][inner]: whether some unit of the inner level lies, at any depth, in one of the outer level.
using Below = std::vector<std::vector<bool>>;

Below find_levels_below(const Contest& contest) {
    Below below(contest.levels.size(), std::vector<bool>(contest.levels.size()));
    for (const Unit& unit : contest.units)
        if (unit.parent) below[contest.units[*unit.parent].level][unit.level] = true;
    // A parent is always of an outer level, so what is below an inner level is complete before it is needed.
    for (std::size_t outer = below.size(); outer-- > 0;)
        for (std::size_t inner = outer + 1; inner < below.size(); ++inner)
            for (std::size_t level = inner + 1; below[outer][inner] && level < below.size(); ++level)
                if (below[inner][level]) below[outer][level] = true;
    return below;
}

std::vector<UnitGroup> group_by_level(const Contest& contest, const Below& below, UnitGroup units) {
    const auto level_of = [&](std::size_t unit) { return contest.units[unit].level; };
    std::vector<UnitGroup> groups;
    if (units.empty()) return groups;
    const auto is_alike = [&](std::size_t unit) { return level_of(unit) == level_of(units.front()); };
    if (std::ranges::all_of(units, is_alike)) {
        groups.push_back(std::move(units));
        return groups;
    }
    std::vector<bool> present(contest.levels.size());
    for (const std::size_t unit : units) present[level_of(unit)] = true;
    for (std::size_t first = 0; first < present.size(); ++first) {
        if (!present[first]) continue;
        bool inner = false;
        for (std::size_t outer = 0; outer < first; ++outer) inner = inner || (present[outer] && below[outer][first]);
        if (inner) continue;
        UnitGroup& group = groups.emplace_back();
        std::ranges::copy_if(units, std::back_inserter(group),
                             [&](std::size_t unit) { return level_of(unit) == first || below[first][level_of(unit)]; });
    }
    return groups;
}

}  // namespace

Nesting find_nesting(const Contest& contest) {
    std::vector<UnitGroup> children(contest.units.size());
    UnitGroup parentless;
    for (std::size_t i = 0; i < contest.units.size(); ++i)
        (contest.units[i].parent ? children[*contest.units[i].parent] : parentless).push_back(i);
    const Below below = find_levels_below(contest);
    Nesting nesting;
    nesting.inside.reserve(children.size());
    for (UnitGroup& units : children) nesting.inside.push_back(group_by_level(contest, below, std::move(units)));
    nesting.outermost = group_by_level(contest, below, std::move(parentless));
    return nesting;
}

std::vector<bool> find_parents(const Contest& contest) {
    std::vector<bool> is_parent(contest.units.size());
    for (const Unit& unit : contest.units)
        if (unit.parent) is_parent[*unit.parent] = true;
    return is_parent;
}

}  // namespace caucus_tally
