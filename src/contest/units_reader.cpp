// SPDX-License-Identifier: MIT
#include "base/words.hpp"
#include "contest/contest_reader.hpp"
#include "contest/row_kind.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace caucus_tally {
namespace {

using Node = std::uint32_t;

// Each suggestion compares the word with every unit of the file.
constexpr std::size_t most_suggested_parents = 20;

/// The units read so far by their ids, and what is needed to say of a parent that is not among them.
struct UnitIndex {
    Node array;
    std::map<std::string, std::size_t> units;
    std::optional<std::set<std::string_view>> all_ids;  ///< of the file; gathered when a parent is missing
    std::size_t suggested = 0;
};

/// The result of a candidate in a unit, made where it is not there yet.
UnitResult& result_of(Unit& unit, ResultPlaces& places, std::size_t candidate, std::size_t rounds) {
    if (const auto place = places.find(0, unit.results, candidate)) return unit.results[*place];
    UnitResult& result = unit.results.emplace_back();
    result.candidate = candidate;
    result.votes.resize(rounds);
    places.add(0, unit.results);
    return result;
}

/// Hands the value, or in a contest with rounds each member {"first": value}, to `read` with its round.
template <typename Read>
void read_by_round(FieldReader& reader, Node value, const Contest& contest, Read read) {
    if (contest.rounds.empty()) {
        read(value, std::size_t{0});
        return;
    }
    if (reader[value].type != JsonType::object) {
        reader.report(value, Code::field, fmt::format("\"{}\" must be an object of rounds", reader[value].key));
        return;
    }
    std::array<bool, max_rounds> seen{};
    for (Node member = value + 1; member < reader[value].next; member = reader[member].next) {
        const auto found = std::ranges::find(contest.rounds, reader[member].key, &Round::id);
        if (found == contest.rounds.end()) {
            reader.report(member, Code::field, quote(reader[member].key) + " is no round of this contest");
            continue;
        }
        // A second member of the same name is reported as CT006; the first one counts.
        const auto round = static_cast<std::size_t>(found - contest.rounds.begin());
        if (!seen[round]) read(member, round);
        seen[round] = true;
    }
}

/// The level's index; a contest that states no levels learns them here.
std::optional<std::size_t> read_level(FieldReader& reader, Node node, Contest& contest, bool learn) {
    const auto level = read_text(reader, node);
    if (!level) return std::nullopt;
    const auto found = std::ranges::find(contest.levels, *level);
    if (found == contest.levels.end() && !learn) {
        if (reader.full()) return std::nullopt;
        const std::vector<std::string_view> known(contest.levels.begin(), contest.levels.end());
        reader.report(node, Code::field,
                      fmt::format("{} is none of the contest's levels{}", quote(*level), did_you_mean(*level, known)));
        return std::nullopt;
    }
    if (found == contest.levels.end() && contest.levels.size() == max_levels) {
        reader.report(
            node, Code::field,
            fmt::format("{} is one level more than the {} that a contest may have", quote(*level), max_levels));
        return std::nullopt;
    }
    const auto index = static_cast<std::size_t>(found - contest.levels.begin());
    if (found == contest.levels.end()) contest.levels.push_back(*level);
    return index;
}

/// Says why the parent of a unit is none, and which unit may be meant.
void report_orphan(FieldReader& reader, Node node, const std::string& id, const Unit& unit, UnitIndex& index) {
    if (reader.full()) return;
    if (!index.all_ids) {
        index.all_ids.emplace();
        for (Node item = index.array + 1; item < reader[index.array].next; item = reader[item].next)
            for (Node member = item + 1; member < reader[item].next; member = reader[member].next)
                if (reader[member].key == "id") index.all_ids->insert(reader[member].text);
    }
    if (index.all_ids->contains(id)) {
        reader.report(node, Code::orphan_unit,
                      fmt::format("the parent {} of unit {} does not stand before it", quote(id), quote(unit.id)));
        return;
    }
    std::string suggestion;
    if (index.suggested++ < most_suggested_parents) {
        std::vector<std::string_view> known;
        for (const auto& [other, place] : index.units) known.emplace_back(other);
        suggestion = did_you_mean(id, known);
    }
    reader.report(
        node, Code::orphan_unit,
        fmt::format("the parent {} of unit {} is not among the units{}", quote(id), quote(unit.id), suggestion));
}

void read_parent(FieldReader& reader, Node node, const Contest& contest, UnitIndex& index, Unit& unit) {
    const auto id = read_text(reader, node);
    if (!id) return;
    const auto found = index.units.find(*id);
    if (found == index.units.end()) {
        report_orphan(reader, node, *id, unit, index);
    } else if (contest.units[found->second].level >= unit.level) {
        reader.report(
            node, Code::orphan_unit,
            fmt::format("the parent {} of unit {} is a {}, which is not outside a {}", quote(*id), quote(unit.id),
                        contest.levels[contest.units[found->second].level], contest.levels[unit.level]));
    } else {
        unit.parent = found->second;
    }
}

template <typename Value, typename Read>
std::function<void(Node)> into(FieldReader& reader, std::optional<Value>& target, Read read) {
    return [&reader, &target, read](Node value) { target = read(reader, value); };
}

Unit read_unit(FieldReader& reader, Node item, Contest& contest, const CandidateIndex& candidates, UnitIndex& index,
               bool learn_levels) {
    Unit unit;
    const std::size_t rounds = count_rounds(contest);
    unit.totals.resize(rounds);
    ResultPlaces places;
    const auto read_votes = [&](Node value) {
        read_by_round(reader, value, contest, [&](Node counts, std::size_t round) {
            read_by_candidate(reader, counts, candidates, [&](Node count, std::size_t candidate) {
                result_of(unit, places, candidate, rounds).votes[round] = read_count(reader, count);
            });
        });
    };
    const auto read_figures = [&](std::optional<Decimal> UnitResult::*figure, auto read) {
        return [&reader, &unit, &places, &candidates, rounds, figure, read](Node value) {
            read_by_candidate(reader, value, candidates, [&](Node number, std::size_t candidate) {
                result_of(unit, places, candidate, rounds).*figure = read(reader, number);
            });
        };
    };
    Node parent = 0;
    std::optional<std::string> id;
    std::optional<std::string> name;
    std::optional<std::string> kind;
    std::optional<std::size_t> level;
    read_object(reader, item, "a unit",
                {{"id", true, into(reader, id, read_text)},
                 {"name", false, into(reader, name, read_text)},
                 {"level", true, [&](Node value) { level = read_level(reader, value, contest, learn_levels); }},
                 {"parent", false, [&](Node value) { parent = value; }},
                 {"kind", false, into(reader, kind, read_text)},
                 {"delegates", false, into(reader, unit.delegates, read_decimal)},
                 {"sde", false, into(reader, unit.sde, read_decimal)},
                 {"attendance", false, into(reader, unit.attendance, read_count)},
                 {"ballots", false, into(reader, unit.ballots, read_count)},
                 {"registered", false, into(reader, unit.registered, read_count)},
                 {"votes", false, read_votes},
                 {"total", false,
                  [&](Node value) {
                      read_by_round(reader, value, contest, [&](Node count, std::size_t round) {
                          unit.totals[round] = read_count(reader, count);
                      });
                  }},
                 {"percent", false, read_figures(&UnitResult::percent, read_percent)},
                 {"awarded", false, read_figures(&UnitResult::delegates, read_decimal)},
                 {"awarded_sde", false, read_figures(&UnitResult::sde, read_decimal)}});
    unit.id = id.value_or("");
    unit.name = name.value_or(unit.id);
    unit.kind = kind.value_or("");
    unit.level = level.value_or(0);
    if (parent != 0 && level) read_parent(reader, parent, contest, index, unit);
    return unit;
}

/// A unit that sums up others, by its name, unless these lie in it: it loses its figures, which would count twice.
void drop_totals(FieldReader& reader, const std::vector<Node>& items, Contest& contest) {
    std::vector<bool> is_parent(items.size());
    for (const Unit& unit : contest.units)
        if (unit.parent) is_parent[*unit.parent] = true;
    for (std::size_t i = 0; i < items.size(); ++i) {
        Unit& unit = contest.units[i];
        if (is_parent[i] || kind_by_unit(unit.name) != RowKind::total) continue;
        Node named = items[i];
        for (Node member = items[i] + 1; member < reader[items[i]].next; member = reader[member].next)
            if (reader[member].text == unit.name && (reader[member].key == "id" || reader[member].key == "name"))
                named = member;
        reader.report(named, Code::total_row, fmt::format("{} among the units doubles every sum", quote(unit.name)));
        Unit empty;  // it stays in its place, by which findings name the units behind it
        empty.id = unit.id;
        empty.name = unit.name;
        empty.level = unit.level;
        empty.parent = unit.parent;
        empty.totals.resize(unit.totals.size());
        unit = std::move(empty);
    }
}

}  // namespace

std::vector<Round> read_rounds(FieldReader& reader, Node array) {
    std::vector<Round> rounds;
    read_array(reader, array, [&](Node item) {
        Round round;
        read_object(reader, item, "a round",
                    {into("id", round.id, reader, read_id, true), into("title", round.title, reader, read_text)});
        if (std::ranges::find(rounds, round.id, &Round::id) != rounds.end()) {
            if (!round.id.empty())
                reader.report(item, Code::duplicate_row, fmt::format("two rounds have the id {}", quote(round.id)));
        } else if (rounds.size() <= max_rounds) {
            rounds.push_back(std::move(round));
        }
    });
    if (rounds.size() > max_rounds) {
        reader.report(array, Code::field, fmt::format("a contest may have {} rounds at most", max_rounds));
        rounds.resize(max_rounds);
    }
    return rounds;
}

std::vector<std::string> read_levels(FieldReader& reader, Node array) {
    std::vector<std::string> levels;
    read_array(reader, array, [&](Node item) {
        auto level = read_text(reader, item);
        if (!level) return;
        if (std::ranges::find(levels, *level) != levels.end()) {
            reader.report(item, Code::duplicate_row, fmt::format("two levels are called {}", quote(*level)));
        } else if (levels.size() <= max_levels) {
            levels.push_back(*std::move(level));
        }
    });
    if (levels.size() > max_levels) {
        reader.report(array, Code::field, fmt::format("a contest may have {} levels at most", max_levels));
        levels.resize(max_levels);
    }
    return levels;
}

void check_column_names(FieldReader& reader, Node levels, Node rounds, const Contest& contest) {
    const auto report = [&](Node node, std::string_view what) {
        reader.report(node, Code::field,
                      fmt::format("a {} cannot be called {}: the tables have another column of this name", what,
                                  quote(reader[node].text)));
    };
    const auto is_among = [](std::string_view name, const auto& names) {
        return std::ranges::find(names, name) != names.end();
    };
    for (Node item = levels + 1; levels != 0 && item < reader[levels].next; item = reader[item].next) {
        const std::string_view name = reader[item].text;
        if (is_among(name, unit_columns) || is_among(name, result_columns) ||
            (contest.rounds.empty() && name == votes_column))
            report(item, "level");
    }
    for (Node item = rounds + 1; rounds != 0 && item < reader[rounds].next; item = reader[item].next)
        for (Node member = item + 1; member < reader[item].next; member = reader[member].next)
            if (reader[member].key == "id" &&
                (is_among(reader[member].text, result_columns) || is_among(reader[member].text, contest.levels)))
                report(member, "round");
}

void read_units(FieldReader& reader, Node array, Contest& contest) {
    const CandidateIndex candidates(contest);
    const bool learn_levels = contest.levels.empty();
    UnitIndex index{array, {}, std::nullopt, 0};
    std::vector<Node> items;
    read_array(reader, array, [&](Node item) {
        items.push_back(item);
        Unit unit = read_unit(reader, item, contest, candidates, index, learn_levels);
        if (!unit.id.empty() && !index.units.emplace(unit.id, contest.units.size()).second)
            reader.report(item, Code::duplicate_row, fmt::format("two units have the id {}", quote(unit.id)));
        contest.units.push_back(std::move(unit));
    });
    drop_totals(reader, items, contest);
    // Every unit has a level of the contest; where none could be read no unit can be placed.
    if (contest.levels.empty()) contest.units.clear();
}

}  // namespace caucus_tally
