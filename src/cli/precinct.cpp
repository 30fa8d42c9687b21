// SPDX-License-Identifier: MIT
#include "base/words.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "format/precincts.hpp"

#include <algorithm>
#include <caucus_tally/caucus.hpp>
#include <fmt/ranges.h>
#include <limits>
#include <numeric>

namespace caucus_tally {
namespace {

struct PrecinctOptions {
    const CaucusRules* rules = nullptr;  ///< never null
    Precinct precinct;
    TieBreak tie_break;
    OutputOptions output;
};

constexpr const char* help = R"(usage: caucus-tally precinct --delegates N [--attendance N] GROUP... [options]

  caucus-tally precinct --delegates 2 --attendance 9 A=5 B=4
    the arithmetic
  caucus-tally precinct --delegates 3 --first A=9,B=6,C=2 A=10 B=7
    a first alignment
  caucus-tally precinct --delegates 3 --attendance 8 A=4 B=4 --tie lot:1
    a draw
)";

constexpr std::string_view default_rules = "iowa-2020";
constexpr std::uint64_t max_people = std::numeric_limits<Votes>::max();

std::vector<std::string_view> precinct_rule_ids() {
    std::vector<std::string_view> ids;
    for (const CaucusRules& rules : caucus_rule_sets()) ids.push_back(rules.id);
    return ids;
}

const CaucusRules& read_rules(const std::string& id) {
    if (const CaucusRules* const rules = find_caucus_rules(id)) return *rules;
    const std::vector<std::string_view> known = precinct_rule_ids();
    throw UsageError(
        fmt::format("--rules must be one of {}, not \"{}\"{}", fmt::join(known, ", "), id, did_you_mean(id, known)));
}

/// "Ann Alder=52": what stands before the last equals sign is the name.
PrecinctGroup read_group(const std::string& word) {
    const std::size_t sign = word.rfind('=');
    if (sign == std::string::npos || sign == 0)
        throw UsageError(fmt::format("a group is written NAME=PEOPLE, as in Buttigieg=52, not \"{}\"", word));
    const std::string name = word.substr(0, sign);
    return {.name = name,
            .people = read_number(fmt::format("the people of {}", name), std::string_view(word).substr(sign + 1), 0,
                                  max_people)};
}

std::vector<PrecinctGroup> read_groups(const std::vector<std::string>& words) {
    std::vector<PrecinctGroup> groups;
    for (const std::string& word : words) {
        PrecinctGroup group = read_group(word);
        if (std::ranges::count(groups, group.name, &PrecinctGroup::name) > 0)
            throw UsageError(fmt::format("two groups are called \"{}\"", group.name));
        groups.push_back(std::move(group));
    }
    return groups;
}

Uint128 sum_of(const std::vector<PrecinctGroup>& groups) {
    return std::accumulate(groups.begin(), groups.end(), Uint128{0},
                           [](Uint128 sum, const PrecinctGroup& group) { return sum + group.people; });
}

/// The groups of both alignments under one list of names.
void take_groups(const std::vector<PrecinctGroup>& final, const std::vector<PrecinctGroup>& first, Precinct& precinct) {
    if (final.empty()) throw UsageError("precinct needs its groups as NAME=PEOPLE, as in Buttigieg=52 Sanders=50");
    precinct.groups = final;
    if (!first.empty())
        for (PrecinctGroup& group : precinct.groups) group.first = 0;
    for (const PrecinctGroup& group : first) {
        const auto same = std::ranges::find(precinct.groups, group.name, &PrecinctGroup::name);
        if (same == precinct.groups.end()) {
            precinct.groups.push_back({.name = group.name, .first = group.people});
        } else {
            same->first = group.people;
        }
    }

    if (!precinct.attendance_stated && first.empty())
        throw UsageError("precinct needs --attendance: who attended, or --first: who stood where at first");
    if (!precinct.attendance_stated) {
        if (sum_of(first) > max_people) throw UsageError("the groups of --first add up to more than 2^64 - 1");
        precinct.attendance = static_cast<Votes>(sum_of(first));
        if (precinct.attendance == 0) throw UsageError("nobody is counted in --first");
    }
    const Votes attendance = precinct.attendance;
    for (const auto& [groups, what] : {std::pair(&final, "the groups have"), std::pair(&first, "--first has")}) {
        if (sum_of(*groups) <= attendance) continue;
        const std::string people =
            sum_of(*groups) > max_people ? "more than 2^64 - 1" : with_separators(static_cast<Votes>(sum_of(*groups)));
        throw UsageError(fmt::format("{} {} people, but only {} attended", what, people, with_separators(attendance)));
    }
}

void check_winners(const TieBreak& tie_break, const Precinct& precinct) {
    std::vector<std::string_view> known;
    for (const PrecinctGroup& group : precinct.groups) known.push_back(group.name);
    for (const std::string& name : tie_break.winners) {
        if (std::ranges::count(known, name) > 0) continue;
        throw UsageError(fmt::format("--tie: there is no group \"{}\"{}", name, did_you_mean(name, known)));
    }
}

PrecinctOptions parse_options(Arguments arguments) {
    PrecinctOptions options;
    options.rules = &read_rules(std::string(default_rules));
    std::vector<std::string> groups;
    std::vector<std::string> first;
    OptionParser parser(help);
    parser.add_arguments("GROUP", groups, "the groups as they stand when delegates are counted: NAME=PEOPLE");
    parser.add_number("--delegates", options.precinct.delegates.emplace(), 1, max_delegates,
                      "the delegates that the precinct elects");
    parser.add_number("--attendance", options.precinct.attendance, 1, max_people,
                      "the people who attended, as the rules count them; default: those of the first alignment");
    parser.add_list("--first", first, "GROUPS", "a first alignment, where it matters: NAME=PEOPLE,NAME=PEOPLE...");
    parser.add_read("--rules", "RULES",
                    fmt::format("{}; default: {}", fmt::join(precinct_rule_ids(), ", "), default_rules),
                    [&options](const std::string& value) { options.rules = &read_rules(value); });
    parser.add_tie(options.tie_break, "NAME");
    parser.add_text("--name", options.precinct.name, "NAME", "the precinct's name");
    parser.add_output(options.output);
    parser.parse(arguments);
    if (!parser.is_given("--delegates")) throw UsageError("precinct needs --delegates: how many the precinct elects");
    options.precinct.attendance_stated = parser.is_given("--attendance");
    take_groups(read_groups(groups), read_groups(first), options.precinct);
    check_winners(options.tie_break, options.precinct);
    return options;
}

/// Whether the rules give delegates to somebody: not if nobody is viable, too many groups are, or nobody has the
/// majority that a single delegate takes.
bool elects_somebody(const PrecinctResult& result) {
    const auto won = [](const GroupResult& group) { return group.delegates > 0; };
    return result.outcome == PrecinctCase::shared ||
           (result.outcome == PrecinctCase::majority && std::ranges::any_of(result.groups, won));
}

}  // namespace

int run_precinct(Arguments arguments) {
    const PrecinctOptions options = parse_options(arguments);
    const PrecinctResult result = allocate_precinct(*options.rules, options.precinct, options.tie_break);
    write_output(draw(precinct_document(result), options.output), options.output);
    if (!elects_somebody(result)) return exit_tie;
    if (!result.tie || !result.tie->open()) return exit_ok;
    write_message("caucus-tally: a tie is left open; --tie candidate:NAME or --tie lot:SEED settles it\n");
    return exit_tie;
}

}  // namespace caucus_tally
