// SPDX-License-Identifier: MIT
#include "parse/units_reader.hpp"

#include "parse/spelling.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

using Node = std::uint32_t;
using UnitIndex = std::unordered_map<std::string, std::size_t>;

/// The result of a candidate in a unit, made where it is not there yet.
UnitResult& result_of(Unit& unit, std::size_t candidate, std::size_t rounds) {
    const auto found = std::ranges::find(unit.results, candidate, &UnitResult::candidate);
    if (found != unit.results.end()) return *found;
    UnitResult& result = unit.results.emplace_back();
    result.candidate = candidate;
    result.votes.resize(rounds);
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
    for (Node member = value + 1; member < reader[value].next; member = reader[member].next) {
        const auto round = std::ranges::find(contest.rounds, reader[member].key, &Round::id);
        if (round == contest.rounds.end()) {
            reader.report(member, Code::field, fmt::format("\"{}\" is no round of this contest", reader[member].key));
        } else {
            read(member, static_cast<std::size_t>(round - contest.rounds.begin()));
        }
    }
}

/// The level's index; a contest that states no levels learns them here.
std::optional<std::size_t> read_level(FieldReader& reader, Node node, Contest& contest, bool learn) {
    const auto level = read_text(reader, node);
    if (!level) return std::nullopt;
    const auto found = std::ranges::find(contest.levels, *level);
    if (found == contest.levels.end() && !learn) {
        const std::vector<std::string_view> known(contest.levels.begin(), contest.levels.end());
        reader.report(node, Code::field,
                      fmt::format("\"{}\" is none of the contest's levels{}", *level, did_you_mean(*level, known)));
        return std::nullopt;
    }
    const auto index = static_cast<std::size_t>(found - contest.levels.begin());
    if (found == contest.levels.end()) contest.levels.push_back(*level);
    return index;
}

void read_parent(FieldReader& reader, Node node, const Contest& contest, const UnitIndex& units, Unit& unit) {
    const auto id = read_text(reader, node);
    if (!id) return;
    const auto found = units.find(*id);
    if (found == units.end()) {
        std::vector<std::string_view> known;
        for (const auto& [other, index] : units) known.emplace_back(other);
        reader.report(node, Code::orphan_unit,
                      fmt::format("the parent \"{}\" of unit \"{}\" is not among the units before it{}", *id, unit.id,
                                  did_you_mean(*id, known)));
    } else if (contest.units[found->second].level >= unit.level) {
        reader.report(node, Code::orphan_unit,
                      fmt::format("the parent \"{}\" of unit \"{}\" is a {}, which is not outside a {}", *id, unit.id,
                                  contest.levels[contest.units[found->second].level], contest.levels[unit.level]));
    } else {
        unit.parent = found->second;
    }
}

template <typename Value, typename Read>
std::function<void(Node)> into(FieldReader& reader, std::optional<Value>& target, Read read) {
    return [&reader, &target, read](Node value) { target = read(reader, value); };
}

Unit read_unit(FieldReader& reader, Node item, Contest& contest, const CandidateIndex& candidates,
               const UnitIndex& units, bool learn_levels) {
    Unit unit;
    const std::size_t rounds = count_rounds(contest);
    unit.totals.resize(rounds);
    const auto read_votes = [&](Node value) {
        read_by_round(reader, value, contest, [&](Node counts, std::size_t round) {
            read_by_candidate(reader, counts, candidates, [&](Node count, std::size_t candidate) {
                result_of(unit, candidate, rounds).votes[round] = read_count(reader, count);
            });
        });
    };
    const auto read_won = [&](std::optional<Decimal> UnitResult::*won) {
        return [&reader, &unit, &candidates, rounds, won](Node value) {
            read_by_candidate(reader, value, candidates, [&](Node number, std::size_t candidate) {
                result_of(unit, candidate, rounds).*won = read_decimal(reader, number);
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
                 {"awarded", false, read_won(&UnitResult::delegates)},
                 {"awarded_sde", false, read_won(&UnitResult::sde)}});
    unit.id = id.value_or("");
    unit.name = name.value_or(unit.id);
    unit.kind = kind.value_or("");
    unit.level = level.value_or(0);
    if (parent != 0) read_parent(reader, parent, contest, units, unit);
    return unit;
}

}  // namespace

CandidateIndex::CandidateIndex(const Contest& contest) {
    for (std::size_t i = 0; i < contest.candidates.size(); ++i) {
        for (const std::string& word : {std::cref(contest.candidates[i].id), std::cref(contest.candidates[i].name)})
            if (index_.emplace(word, i).second) words_.emplace_back(word);
    }
}

std::optional<std::size_t> CandidateIndex::find(std::string_view id_or_name) const {
    const auto found = index_.find(id_or_name);
    return found == index_.end() ? std::nullopt : std::optional(found->second);
}

std::string CandidateIndex::suggest(std::string_view word) const {
    return did_you_mean(word, words_);
}

void read_by_candidate(FieldReader& reader, Node object, const CandidateIndex& candidates,
                       const std::function<void(Node value, std::size_t candidate)>& read) {
    if (reader[object].type != JsonType::object) {
        reader.report(object, Code::field, fmt::format("\"{}\" must be an object of candidates", reader[object].key));
        return;
    }
    for (Node member = object + 1; member < reader[object].next; member = reader[member].next) {
        const std::string_view word = reader[member].key;
        if (const auto candidate = candidates.find(word)) {
            read(member, *candidate);
        } else {
            reader.report(member, Code::unknown_candidate,
                          fmt::format("\"{}\" is no candidate of this contest{}", word, candidates.suggest(word)));
        }
    }
}

void read_units(FieldReader& reader, Node array, Contest& contest) {
    const CandidateIndex candidates(contest);
    const bool learn_levels = contest.levels.empty();
    UnitIndex units;
    read_array(reader, array, [&](Node item) {
        Unit unit = read_unit(reader, item, contest, candidates, units, learn_levels);
        if (!unit.id.empty() && !units.emplace(unit.id, contest.units.size()).second)
            reader.report(item, Code::duplicate_row, fmt::format("two units have the id \"{}\"", unit.id));
        contest.units.push_back(std::move(unit));
    });
}

}  // namespace caucus_tally
