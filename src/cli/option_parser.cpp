// SPDX-License-Identifier: MIT
#include "cli/option_parser.hpp"

#include "format/display.hpp"

#include <algorithm>

namespace caucus_tally {

void add_output_options(CLI::App& app, OutputOptions& output) {
    add_choice(
        app, "--color", output.color,
        Choices<ColorWhen>{{"auto", ColorWhen::automatic}, {"always", ColorWhen::always}, {"never", ColorWhen::never}},
        "when to use color");
    app.add_flag("--ascii", output.ascii, "draw with ASCII signs only");
    app.add_option("-o,--output", output.file, "write to FILE, whole or not at all")->type_name("FILE");
}

void parse(CLI::App& app, Arguments arguments) {
    app.set_help_flag();  // help is asked for before options are read
    app.allow_extras();
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    try {
        app.parse(std::move(reversed));
    } catch (const CLI::ParseError& error) {
        throw UsageError(error.what());
    }
    std::vector<std::string> unknown = app.remaining();
    std::erase(unknown, "--");  // some versions hand the mark back that ends the options
    if (unknown.empty()) return;
    const std::string word = unknown.front().substr(0, unknown.front().find('='));
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options())
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    const std::vector<std::string_view> known(names.begin(), names.end());
    throw UsageError(fmt::format("unknown {} \"{}\"{}", word.starts_with('-') ? "option" : "argument", word,
                                 did_you_mean(word, known)));
}

void read_tie(const std::string& word, TieBreak& tie_break) {
    constexpr std::string_view by_candidate = "candidate:";
    constexpr std::string_view by_lot = "lot:";
    const TieRule before = tie_break.rule;
    if (word.starts_with(by_candidate) && word.size() > by_candidate.size()) {
        tie_break.rule = TieRule::candidate;
        tie_break.winners.push_back(word.substr(by_candidate.size()));
    } else if (word.starts_with(by_lot) && word.size() > by_lot.size()) {
        tie_break.rule = TieRule::lot;
        tie_break.seed = word.substr(by_lot.size());
    } else {
        throw UsageError(fmt::format("--tie must be candidate:ID or lot:SEED, not \"{}\"", word));
    }
    if (before != TieRule::open && (before != tie_break.rule || before == TieRule::lot))
        throw UsageError("--tie settles ties by candidates or by one lot, not by both");
}

std::string help_page(const CLI::App& app, std::string_view usage, std::initializer_list<Example> examples) {
    constexpr std::size_t indent = 26;
    constexpr unsigned room = 80 - indent;
    std::string text = fmt::format("usage: caucus-tally {}\n\n", usage);
    for (const Example& example : examples) text += fmt::format("  {:<48} {}\n", example.call, example.meaning);
    text += '\n';
    for (const CLI::Option* option : app.get_options()) {
        const bool flag = option->get_expected_min() == 0 && !option->get_positional();
        std::string head = option->get_positional() ? option->get_name(true) : option->get_name(false, true);
        std::ranges::replace(head, ',', ' ');
        if (!flag && !option->get_positional()) head += ' ' + option->get_type_name();
        std::string lead = fmt::format("  {:<{}}", head, indent - 2);
        for (const std::string& line : wrap(option->get_description(), room)) {
            text += lead + line + '\n';
            lead.assign(indent, ' ');
        }
    }
    return text + fmt::format("  {:<{}}this page\n", "-h --help", indent - 2);
}

}  // namespace caucus_tally
