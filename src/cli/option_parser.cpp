// SPDX-License-Identifier: MIT
#include "cli/option_parser.hpp"

#include "format/display.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace caucus_tally {
namespace {

std::string name_of(const CLI::Option& option) {
    return (option.get_positional() ? "" : "--") + option.get_single_name();
}

bool is_flag(const CLI::Option& option) {
    return !option.get_positional() && option.get_items_expected_max() == 0;
}

/// The option that a word of the command line names: "--format", "--format=csv", "-j"; of short ones in one word
/// ("-qj") the last.
const CLI::Option* option_of(const CLI::App& app, const std::string& word) {
    const bool is_long = word.starts_with("--");
    if (!is_long && (!word.starts_with('-') || word.size() < 2)) return nullptr;
    for (const CLI::Option* option : app.get_options()) {
        if (is_long ? option->check_lname(word.substr(2, word.find('=') - 2)) : option->check_sname({word.back()}))
            return option;
    }
    return nullptr;
}

[[noreturn]] void refuse_missing_value(const CLI::Option& option) {
    // The description of a choice ends with its words.
    const std::string& meaning = option.get_description();
    const bool is_choice = option.get_type_name() == choice_type;
    throw UsageError(fmt::format(
        "{} needs a value: {}", name_of(option),
        is_choice ? meaning.substr(meaning.rfind(choice_mark) + choice_mark.size()) : option.get_type_name()));
}

/// CLI11 takes the next word for a value that is not there, even if that is an option.
void refuse_absent_values(const CLI::App& app, Arguments arguments) {
    for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
        const std::string& word = arguments[i];
        const CLI::Option* const option = option_of(app, word);
        if (option == nullptr || is_flag(*option) || !word.starts_with("--")) continue;
        if (word.ends_with('=')) throw UsageError(fmt::format("{} needs a value, not \"\"", name_of(*option)));
        const bool has_value = word.find('=') != std::string::npos;
        if (!has_value && i + 1 < arguments.size() && arguments[i + 1].starts_with("--") &&
            option_of(app, arguments[i + 1]) != nullptr)
            refuse_missing_value(*option);
    }
}

/// An empty value is what an unset variable of a script leaves behind; taken for "not given" it would skip a check.
/// Validators cost more than all else that CLI11 does, so only a call with such a word gets them.
void refuse_empty_values(CLI::App& app, Arguments arguments) {
    if (std::ranges::none_of(arguments, &std::string::empty)) return;
    for (CLI::Option* option : app.get_options()) {
        const std::string fault =
            name_of(*option) + (option->get_positional() ? " is empty" : " needs a value, not \"\"");
        option->check([fault](const std::string& value) {
            if (value.empty()) throw UsageError(fault);
            return std::string();
        });
    }
}

/// Says in our words which option has too many values or too few: the versions of CLI11 differ in theirs.
void refuse_mismatch(const CLI::App& app, Arguments arguments) {
    for (const CLI::Option* option : app.get_options())
        if (const auto most = static_cast<std::size_t>(option->get_items_expected_max());
            most > 0 && option->count() > most)
            throw UsageError(fmt::format("{} is given twice", name_of(*option)));
    for (const std::string& word : arguments)
        if (const CLI::Option* const option = option_of(app, word);
            option != nullptr && is_flag(*option) && word.find('=') != std::string::npos)
            throw UsageError(fmt::format("{} takes no value", name_of(*option)));
    // CLI11 takes any word for the value that an option needs, so only the last option can be without one.
    for (std::size_t i = arguments.size(); i-- > 0;)
        if (const CLI::Option* const option = option_of(app, arguments[i]); option != nullptr && !is_flag(*option))
            refuse_missing_value(*option);
}

}  // namespace

struct OptionParser::Library {
    CLI::App app;
};

OptionParser::OptionParser() : library_(std::make_unique<Library>()) {
    library_->app.set_help_flag();  // help is asked for before options are read
    library_->app.allow_extras();
}

OptionParser::~OptionParser() = default;

void OptionParser::add_arguments(const char* name, std::vector<std::string>& words, const std::string& meaning) {
    library_->app.add_option(name, words, meaning);
}

void OptionParser::add_argument(const char* name, std::string& word, const std::string& meaning) {
    library_->app.add_option(name, word, meaning);
}

void OptionParser::add_flag(const char* names, bool& flag, const std::string& meaning) {
    library_->app.add_flag(names, flag, meaning)->disable_flag_override();
}

void OptionParser::add_text(const char* names, std::string& text, const char* type, const std::string& meaning) {
    library_->app.add_option(names, text, meaning)->type_name(type);
}

void OptionParser::add_texts(const char* names, std::vector<std::string>& texts, const char* type,
                             const std::string& meaning) {
    library_->app.add_option(names, texts, meaning)->type_name(type)->allow_extra_args(false);
}

void OptionParser::add_list(const char* names, std::vector<std::string>& texts, const char* type,
                            const std::string& meaning) {
    library_->app.add_option(names, texts, meaning)->type_name(type)->delimiter(',')->allow_extra_args(false);
}

void OptionParser::add_read(const char* names, const Read& read, std::string_view type, const std::string& meaning) {
    library_->app.add_option_function<std::string>(names, read, meaning)->type_name(std::string(type));
}

void OptionParser::add_format(OutputOptions& output, std::initializer_list<Format> formats) {
    Choices<Format> choices;
    for (const Format format : formats) choices.emplace_back(name_of(format), format);
    add_choice("--format", output.format, std::move(choices), "output format");
}

void OptionParser::add_defuse_formulas(OutputOptions& output) {
    add_flag("--defuse-formulas", output.defuse_formulas,
             "csv, tsv: an apostrophe before values that a spreadsheet would run (=, +, -, @)");
}

void OptionParser::add_output(OutputOptions& output) {
    add_choice(
        "--color", output.color,
        Choices<ColorWhen>{{"auto", ColorWhen::automatic}, {"always", ColorWhen::always}, {"never", ColorWhen::never}},
        "when to use color");
    add_flag("--ascii", output.ascii, "draw with ASCII signs only");
    add_read(
        "-o,--output", [&output](const std::string& file) { output.file = file == "-" ? "" : file; }, "FILE",
        "write to FILE, whole or not at all; - is standard output");
}

bool OptionParser::is_given(const char* name) const {
    return library_->app.get_option(name)->count() > 0;
}

void OptionParser::parse(Arguments arguments) {
    CLI::App& app = library_->app;
    refuse_absent_values(app, arguments);
    refuse_empty_values(app, arguments);
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    try {
        app.parse(std::move(reversed));
    } catch (const CLI::ArgumentMismatch& error) {
        refuse_mismatch(app, arguments);
        throw UsageError(error.what());
    } catch (const CLI::ParseError& error) {
        throw UsageError(error.what());
    }
    std::vector<std::string> unknown = app.remaining();
    std::erase(unknown, "--");  // some versions hand the mark back that ends the options
    if (unknown.empty()) return;
    const std::string word = unknown.front().substr(0, unknown.front().find('='));
    if (word == "--help") throw UsageError("--help takes no value");
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options())
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    const std::vector<std::string_view> known(names.begin(), names.end());
    throw UsageError(fmt::format("unknown {} \"{}\"{}", word.starts_with('-') ? "option" : "argument", word,
                                 did_you_mean(word, known)));
}

void refuse_second_stdin(const std::vector<std::string>& names, std::initializer_list<std::string_view> others) {
    if (std::ranges::count(names, "-") + std::ranges::count(others, "-") > 1)
        throw UsageError("\"-\" (standard input) is named twice");
}

std::string nearest_or_list(std::string_view word, std::span<const std::string_view> known, std::string_view list) {
    const std::string near = did_you_mean(word, known);
    return near.empty() ? fmt::format("; caucus-tally list {} has them", list) : near;
}

void read_tie(const std::string& word, std::string_view winner, TieBreak& tie_break) {
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
        throw UsageError(fmt::format("--tie must be candidate:{} or lot:SEED, not \"{}\"", winner, word));
    }
    if (before != TieRule::open && (before != tie_break.rule || before == TieRule::lot))
        throw UsageError("--tie settles ties by candidates or by one lot, not by both");
}

std::string OptionParser::help(std::string_view usage, std::initializer_list<Example> examples) const {
    constexpr std::size_t indent = 26;
    constexpr unsigned room = 80 - indent;
    std::string text = fmt::format("usage: caucus-tally {}\n\n", usage);
    constexpr std::size_t call_room = 48;
    for (const Example& example : examples) {
        const bool fits = example.call.size() <= call_room;
        text += fmt::format("  {:<{}}{}{}\n", example.call, call_room + 1, fits ? "" : "\n    ", example.meaning);
    }
    text += '\n';
    for (const CLI::Option* option : library_->app.get_options()) {
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
