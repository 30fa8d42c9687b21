// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/output.hpp"
#include "cli/terminal.hpp"
#include "format/text_table.hpp"

#include <caucus_tally/builtin.hpp>
#include <caucus_tally/check.hpp>
#include <caucus_tally/parse.hpp>
#include <caucus_tally/rules.hpp>

namespace caucus_tally {
namespace {

std::string list_contests(const Terminal& terminal) {
    std::vector<TextRow> rows;
    for (const BuiltinContest& builtin : builtin_contests()) {
        const ParsedContest parsed = parse_contest({std::string(builtin.id), std::string(builtin.text)});
        rows.push_back({.cells = {std::string(builtin.id), parsed.contest ? parsed.contest->title : ""}});
    }
    return draw_table({{.header = "Contest"}, {.header = "Title", .shrink_to = 12, .wraps = true}}, rows, terminal);
}

std::string list_rules(const Terminal& terminal) {
    std::vector<TextRow> rows;
    for (const RuleSet& rules : rule_sets())
        rows.push_back({.cells = {std::string(rules.id), std::string(rules.years), std::string(rules.title)}});
    return draw_table(
        {{.header = "Rules"}, {.header = "Years"}, {.header = "How delegates are won", .shrink_to = 12, .wraps = true}},
        rows, terminal);
}

std::string list_checks(const Terminal& terminal) {
    std::vector<TextRow> rows;
    for (const Check& check : checks())
        rows.push_back({.cells = {code_text(check.code), std::string(check.slug), std::string(check.summary)}});
    return draw_table(
        {{.header = "Code"}, {.header = "Check"}, {.header = "It fires on", .shrink_to = 12, .wraps = true}}, rows,
        terminal);
}

}  // namespace

int run_list(Arguments arguments) {
    const ListOptions options = parse_list_options(arguments);
    const Terminal terminal = detect_terminal(options.output);
    std::string text;
    const auto wanted = [&](std::string_view part) { return options.what.empty() || options.what == part; };
    if (wanted("contests")) text += list_contests(terminal);
    if (wanted("rules")) text += list_rules(terminal);
    if (wanted("checks")) text += list_checks(terminal);
    write_output(text, Content::for_people, options.output);
    return exit_ok;
}

}  // namespace caucus_tally
