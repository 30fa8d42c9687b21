// SPDX-License-Identifier: MIT
#include "contest/levels_reader.hpp"

#include "base/spelling.hpp"
#include "contest/units_reader.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

using Node = std::uint32_t;

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

}  // namespace caucus_tally
