// SPDX-License-Identifier: MIT
#include "cli/options.hpp"

#include "format/display.hpp"
#include "parse/spelling.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <initializer_list>
#include <utility>

namespace caucus_tally {
namespace {

template <typename Value>
using Choices = std::vector<std::pair<std::string_view, Value>>;

/// An option whose value is one of some words.
template <typename Value>
void add_choice(CLI::App& app, const char* name, Value& target, Choices<Value> choices, const std::string& meaning) {
    std::vector<std::string_view> words;
    for (const auto& choice : choices) words.push_back(choice.first);
    const std::string description = fmt::format("{}: {}", meaning, fmt::join(words, ", "));
    const auto read = [&target, name, choices = std::move(choices), words](const std::string& word) {
        for (const auto& [known, value] : choices) {
            if (known != word) continue;
            target = value;
            return;
        }
        throw UsageError(fmt::format("{} must be one of {}, not \"{}\"{}", name, fmt::join(words, ", "), word,
                                     did_you_mean(word, words)));
    };
    app.add_option_function<std::string>(name, read, description)->type_name("WORD");
}

/// An option whose value is a whole number from `least` to `most`.
template <typename Target>
void add_number(CLI::App& app, const char* name, Target& target, std::size_t least, std::size_t most,
                const char* meaning) {
    const auto read = [=, &target](const std::string& word) {
        std::size_t number = 0;
        const auto parsed = std::from_chars(word.data(), word.data() + word.size(), number);
        if (parsed.ec != std::errc() || parsed.ptr != word.data() + word.size() || number < least || number > most)
            throw UsageError(
                fmt::format("{} must be a whole number from {} to {}, not \"{}\"", name, least, most, word));
        target = static_cast<unsigned>(number);
    };
    app.add_option_function<std::string>(name, read, meaning)->type_name("N");
}

void add_output_options(CLI::App& app, OutputOptions& output) {
    add_choice(
        app, "--color", output.color,
        Choices<ColorWhen>{{"auto", ColorWhen::automatic}, {"always", ColorWhen::always}, {"never", ColorWhen::never}},
        "when to use color");
    app.add_flag("--ascii", output.ascii, "draw with ASCII signs only");
    app.add_option("-o,--output", output.file, "write to FILE, whole or not at all")->type_name("FILE");
}

void add_show_options(CLI::App& app, ShowOptions& options) {
    app.add_option("CONTEST", options.contests,
                   "files, folders, - (standard input) or ids of built-in contests; default: 2004-mi-dem");
    add_choice(app, "--format", options.format,
               Choices<ShowFormat>{{"table", ShowFormat::table},
                                   {"csv", ShowFormat::csv},
                                   {"tsv", ShowFormat::tsv},
                                   {"json", ShowFormat::json},
                                   {"markdown", ShowFormat::markdown},
                                   {"contest", ShowFormat::contest}},
               "output format");
    add_choice(app, "--sort", options.view.sort,
               Choices<std::optional<SortOrder>>{{"file", SortOrder::file},
                                                 {"votes", SortOrder::votes},
                                                 {"delegates", SortOrder::delegates},
                                                 {"name", SortOrder::name}},
               "order of the candidates");
    app.add_option_function<std::string>(
           "--by", [&options](const std::string& level) { options.view.by = level; },
           "results of every unit of a level, such as county")
        ->type_name("LEVEL");
    app.add_option_function<std::string>(
           "--round", [&options](const std::string& round) { options.view.round = round; },
           "votes of this round; default: the last")
        ->type_name("ROUND");
    add_number(app, "--top", options.view.top, 1, 1'000'000,
               "only the N leading candidates (by votes unless --sort says otherwise), the rest as one row");
    add_number(app, "--digits", options.view.digits, 0, 50, "digits of percentages after the point; default: 2");
    app.add_flag("--defuse-formulas", options.separated.defuse_formulas,
                 "csv, tsv: an apostrophe before values that a spreadsheet would run (=, +, -, @)");
    add_output_options(app, options.output);
}

void add_list_options(CLI::App& app, ListOptions& options) {
    add_output_options(app, options.output);
}

/// Runs CLI11 over the arguments; whatever it says becomes a UsageError of ours.
void parse(CLI::App& app, Arguments arguments) {
    app.set_help_flag();  // help is asked for before options are read
    app.allow_extras();
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    try {
        app.parse(std::move(reversed));
    } catch (const CLI::ParseError& error) {
        throw UsageError(error.what());
    }
    const std::vector<std::string> unknown = app.remaining();
    if (unknown.empty()) return;
    const std::string word = unknown.front().substr(0, unknown.front().find('='));
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options())
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    const std::vector<std::string_view> known(names.begin(), names.end());
    throw UsageError(fmt::format("unknown {} \"{}\"{}", word.starts_with('-') ? "option" : "argument", word,
                                 did_you_mean(word, known)));
}

struct Example {
    std::string_view call;
    std::string_view meaning;
};

/// A help page that leads with examples; the options are those that were added to the app.
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

}  // namespace

ShowOptions parse_show_options(Arguments arguments) {
    CLI::App app;
    ShowOptions options;
    add_show_options(app, options);
    parse(app, arguments);
    if (options.format == ShowFormat::tsv) options.separated.separator = '\t';
    return options;
}

ListOptions parse_list_options(Arguments arguments) {
    CLI::App app;
    ListOptions options;
    add_list_options(app, options);
    parse(app, arguments);
    return options;
}

std::string show_help() {
    CLI::App app;
    app.set_help_flag();
    ShowOptions options;
    add_show_options(app, options);
    return help_page(app, "show [CONTEST...] [options]",
                     {{"caucus-tally show", "the 2004 Michigan Democratic caucuses"},
                      {"caucus-tally show --top 3 --digits 1", "the three leading candidates"},
                      {"caucus-tally show --format csv | cut -d, -f2,5", "for scripts"},
                      {"caucus-tally show results.json", "a contest file of your own"}});
}

std::string list_help() {
    CLI::App app;
    app.set_help_flag();
    ListOptions options;
    add_list_options(app, options);
    return help_page(app, "list [options]", {{"caucus-tally list", "the built-in contests"}});
}

}  // namespace caucus_tally
