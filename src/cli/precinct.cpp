// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/option_parser.hpp"
#include "cli/output.hpp"
#include "cli/terminal.hpp"
#include "format/precincts.hpp"

#include <algorithm>
#include <numeric>

namespace caucus_tally {
namespace {

struct PrecinctOptions {
    std::string name;
    const RuleSet* rules = nullptr;  ///< with rules for precincts
    Precinct precinct;
    std::vector<std::string> groups;
    std::vector<Votes> first;  ///< in the first alignment, one for each group; empty: not given
    bool attendance_given = false;
    TieBreak tie_break;
    OutputOptions output;
};

constexpr std::string_view default_rules = "iowa-2020";

/// What the command line says, word by word.
struct PrecinctWords {
    std::vector<std::string> groups;
    std::vector<std::string> first;
    std::string delegates;
    std::string attendance;
    std::string rules{default_rules};
    std::vector<std::string> ties;
};

std::vector<std::string_view> precinct_rule_ids() {
    std::vector<std::string_view> ids;
    for (const RuleSet& rules : rule_sets())
        if (rules.caucus) ids.push_back(rules.id);
    return ids;
}

void add_precinct_options(OptionParser& parser, PrecinctOptions& options, PrecinctWords& words) {
    parser.add_arguments("GROUP", words.groups, "the groups as they stand when delegates are counted: NAME=PEOPLE");
    parser.add_text("--delegates", words.delegates, "N", "the delegates that the precinct elects");
    parser.add_text("--attendance", words.attendance, "N",
                    "the people who attended, as the rules count them; default: those of the first alignment");
    parser.add_list("--first", words.first, "GROUPS",
                    "a first alignment, where it matters: NAME=PEOPLE,NAME=PEOPLE...");
    parser.add_text("--rules", words.rules, "RULES",
                    fmt::format("{}; default: {}", fmt::join(precinct_rule_ids(), ", "), default_rules));
    parser.add_texts(
        "--tie", words.ties, "HOW",
        "settle a tie: candidate:NAME (may be repeated, the first named wins first) or lot:SEED (a draw that "
        "anybody can repeat)");
    parser.add_text("--name", options.name, "NAME", "the precinct's name");
    parser.add_format(options.output,
                      {Format::table, Format::csv, Format::tsv, Format::json, Format::markdown, Format::html});
    parser.add_output(options.output);
}

std::uint64_t read_number(std::string_view what, std::string_view word, std::uint64_t least, std::uint64_t most) {
    std::uint64_t number = 0;
    const auto parsed = std::from_chars(word.data(), word.data() + word.size(), number);
    if (parsed.ec == std::errc::result_out_of_range && parsed.ptr == word.data() + word.size())
        throw UsageError(fmt::format("{} must be at most {}, not \"{}\"", what, most, word));
    if (parsed.ec != std::errc() || parsed.ptr != word.data() + word.size())
        throw UsageError(fmt::format("{} must be a whole number, not \"{}\"", what, word));
    if (number < least) throw UsageError(fmt::format("{} must be at least {}, not {}", what, least, number));
    if (number > most) throw UsageError(fmt::format("{} must be at most {}, not {}", what, most, number));
    return number;
}

struct NamedGroup {
    std::string name;
    Votes people = 0;
};

/// "Ann Alder=52": what stands before the last equals sign is the name.
NamedGroup read_group(const std::string& word) {
    const std::size_t sign = word.rfind('=');
    if (sign == std::string::npos || sign == 0)
        throw UsageError(fmt::format("a group is written NAME=PEOPLE, as in Buttigieg=52, not \"{}\"", word));
    const std::string name = word.substr(0, sign);
    return {name, read_number(fmt::format("the people of {}", name), std::string_view(word).substr(sign + 1), 0,
                              std::numeric_limits<Votes>::max())};
}

std::vector<NamedGroup> read_groups(const std::vector<std::string>& words) {
    std::vector<NamedGroup> groups;
    for (const std::string& word : words) {
        NamedGroup group = read_group(word);
        if (std::ranges::count(groups, group.name, &NamedGroup::name) > 0)
            throw UsageError(fmt::format("two groups are called \"{}\"", group.name));
        groups.push_back(std::move(group));
    }
    return groups;
}

Uint128 sum_of(const std::vector<NamedGroup>& groups) {
    return std::accumulate(groups.begin(), groups.end(), Uint128{0},
                           [](Uint128 sum, const NamedGroup& group) { return sum + group.people; });
}

/// The groups of both alignments under one list of names.
void take_groups(const PrecinctWords& words, PrecinctOptions& options) {
    const std::vector<NamedGroup> final = read_groups(words.groups);
    const std::vector<NamedGroup> first = read_groups(words.first);
    if (final.empty()) throw UsageError("precinct needs its groups as NAME=PEOPLE, as in Buttigieg=52 Sanders=50");
    for (const auto& [name, people] : final) {
        options.groups.push_back(name);
        options.precinct.groups.push_back(people);
    }
    for (const auto& [name, people] : first) {
        if (std::ranges::count(options.groups, name) > 0) continue;
        options.groups.push_back(name);
        options.precinct.groups.push_back(0);
    }
    if (!first.empty()) options.first.resize(options.groups.size());
    for (const auto& [name, people] : first)
        options.first[static_cast<std::size_t>(std::ranges::find(options.groups, name) - options.groups.begin())] =
            people;

    constexpr Uint128 most = std::numeric_limits<Votes>::max();
    if (words.attendance.empty() && first.empty())
        throw UsageError("precinct needs --attendance: who attended, or --first: who stood where at first");
    if (words.attendance.empty()) {
        if (sum_of(first) > most) throw UsageError("the groups of --first add up to more than 2^64 - 1");
        options.precinct.attendance = static_cast<Votes>(sum_of(first));
        if (options.precinct.attendance == 0) throw UsageError("nobody is counted in --first");
    }
    const Votes attendance = options.precinct.attendance;
    for (const auto& [groups, what] : {std::pair(&final, "the groups have"), std::pair(&first, "--first has")}) {
        if (sum_of(*groups) <= attendance) continue;
        const std::string people =
            sum_of(*groups) > most ? "more than 2^64 - 1" : with_separators(static_cast<Votes>(sum_of(*groups)));
        throw UsageError(fmt::format("{} {} people, but only {} attended", what, people, with_separators(attendance)));
    }
}

void check_winners(const TieBreak& tie_break, const std::vector<std::string>& groups) {
    for (const std::string& name : tie_break.winners) {
        if (std::ranges::count(groups, name) > 0) continue;
        const std::vector<std::string_view> known(groups.begin(), groups.end());
        throw UsageError(fmt::format("--tie: there is no group \"{}\"{}", name, did_you_mean(name, known)));
    }
}

PrecinctOptions parse_precinct_options(Arguments arguments) {
    OptionParser parser;
    PrecinctOptions options;
    PrecinctWords words;
    add_precinct_options(parser, options, words);
    parser.parse(arguments);

    options.rules = find_rules(words.rules);
    if (options.rules == nullptr || !options.rules->caucus) {
        const auto known = precinct_rule_ids();
        throw UsageError(fmt::format("--rules must be one of {}, not \"{}\"{}", fmt::join(known, ", "), words.rules,
                                     did_you_mean(words.rules, known)));
    }
    if (words.delegates.empty()) throw UsageError("precinct needs --delegates: how many the precinct elects");
    options.precinct.delegates = read_number("--delegates", words.delegates, 1, max_delegates);
    options.attendance_given = !words.attendance.empty();
    if (options.attendance_given)
        options.precinct.attendance =
            read_number("--attendance", words.attendance, 1, std::numeric_limits<Votes>::max());
    take_groups(words, options);
    for (const std::string& word : words.ties) read_tie(word, "NAME", options.tie_break);
    check_winners(options.tie_break, options.groups);
    return options;
}

}  // namespace

int run_precinct(Arguments arguments) {
    const PrecinctOptions options = parse_precinct_options(arguments);
    const PrecinctReport report = report_precinct({.name = options.name,
                                                   .rules = *options.rules,
                                                   .precinct = options.precinct,
                                                   .groups = options.groups,
                                                   .first = options.first,
                                                   .attendance_stated = options.attendance_given,
                                                   .tie_break = options.tie_break});
    write_output(draw(precinct_document(report), options.output), options.output);
    if (!has_open_tie(report)) return exit_ok;
    write_message("caucus-tally: a tie is left open; --tie candidate:NAME or --tie lot:SEED settles it\n");
    return exit_tie;
}

std::string precinct_help() {
    OptionParser parser;
    PrecinctOptions options;
    PrecinctWords words;
    add_precinct_options(parser, options, words);
    return parser.help("precinct --delegates N [--attendance N] GROUP... [options]",
                       {{"caucus-tally precinct --delegates 2 --attendance 9 A=5 B=4", "the reckoning"},
                        {"caucus-tally precinct --delegates 3 --first A=9,B=6,C=2 A=10 B=7", "a first alignment"},
                        {"caucus-tally precinct --delegates 3 --attendance 8 A=4 B=4 --tie lot:1", "a draw"}});
}

}  // namespace caucus_tally
