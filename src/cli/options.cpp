// SPDX-License-Identifier: MIT
#include "cli/options.hpp"

#include "base/words.hpp"
#include "format/display.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <caucus_tally/check.hpp>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>

namespace caucus_tally {
namespace {

/// Stands between what help calls a value and the words it may be: "WORD: auto, always, never".
constexpr std::string_view words_mark = ": ";

std::string name_of(const CLI::Option& option) {
    return (option.get_positional() ? "" : "--") + option.get_single_name();
}

bool is_flag(const CLI::Option& option) {
    return option.get_items_expected_max() == 0;
}

/// The name of an option as messages give it: "--threads" of "-j,--threads".
std::string long_name(std::string_view names) {
    return std::string(names.substr(names.rfind(',') + 1));
}

/// The option that a word names: "--format", "-j"; of short ones in one word ("-qj") the last. Null if there is none.
const CLI::Option* option_of(const CLI::App& app, const std::string& word) {
    if (word.size() < 2 || word.front() != '-') return nullptr;
    return app.get_option_no_throw(word.starts_with("--") ? word : std::string{'-', word.back()});
}

/// CLI11 takes "--waivers=" for a name without its value, and the next word for the value. An empty value is what an
/// unset variable of a script leaves behind; taken for anything else it would skip a check.
std::vector<std::string> separate_values(const CLI::App& app, Arguments arguments) {
    std::vector<std::string> words;
    bool ended = false;
    for (const std::string& word : arguments) {
        ended = ended || word == "--";
        const std::size_t sign = word.find('=');
        const bool is_pair = !ended && word.starts_with("--") && sign != std::string::npos;
        const CLI::Option* const option = is_pair ? option_of(app, word.substr(0, sign)) : nullptr;
        if (option == nullptr) {
            words.push_back(word);
            continue;
        }
        if (is_flag(*option) && option->get_disable_flag_override())
            throw UsageError(name_of(*option) + " takes no value");
        if (is_flag(*option)) {
            words.push_back(word);
            continue;
        }
        words.push_back(word.substr(0, sign));
        words.push_back(word.substr(sign + 1));
    }
    return words;
}

[[noreturn]] void refuse_absent_value(const CLI::Option& option) {
    const std::string type = option.get_type_name();
    const std::size_t mark = type.find(words_mark);
    throw UsageError(fmt::format("{} needs a value: {}", name_of(option),
                                 mark == std::string::npos ? type : type.substr(mark + words_mark.size())));
}

Choices<Format> format_choices(Format usual, std::initializer_list<Format> own) {
    Choices<Format> choices;
    const auto add = [&choices](Format format) { choices.emplace_back(name_of(format), format); };
    add(usual);
    std::ranges::for_each(document_formats, add);
    std::ranges::for_each(own, add);
    return choices;
}

/// The options in two columns, below what leads the page.
std::string help_page(const CLI::App* app, const std::string& /*name*/, CLI::AppFormatMode /*mode*/) {
    constexpr std::size_t indent = 26;
    constexpr unsigned room = 80 - indent;
    std::string text = app->get_description() + '\n';
    std::vector<const CLI::Option*> options = app->get_options();
    // Help comes last. std::ranges::rotate is more than clang 14 can compile.
    std::rotate(options.begin(), std::ranges::find(options, app->get_help_ptr()) + 1, options.end());
    for (const CLI::Option* const option : options) {
        std::string head = option->get_positional() ? option->get_name(true) : option->get_name(false, true);
        std::ranges::replace(head, ',', ' ');
        std::string meaning = option->get_description();
        if (!option->get_positional() && !is_flag(*option)) {
            const std::string type = option->get_type_name();
            const std::size_t mark = std::min(type.find(words_mark), type.size());
            head += ' ' + type.substr(0, mark);
            meaning += type.substr(mark);
        }
        std::string lead = fmt::format("  {:<{}}", head, indent - 2);
        for (const std::string& line : wrap(meaning, room)) {
            text += lead + line + '\n';
            lead.assign(indent, ' ');
        }
    }
    return text;
}

}  // namespace

struct OptionParser::State {
    struct Reader {
        CLI::Option* option;
        Read read;
        bool may_repeat;
    };

    CLI::App app;
    std::vector<Reader> readers;

    CLI::Option& add(const char* names, const std::string& type, const std::string& meaning, Read read,
                     bool may_repeat) {
        CLI::Option* const option = app.add_option(names, CLI::callback_t(), meaning);
        option->type_name(type)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->allow_extra_args(false);
        readers.push_back({option, std::move(read), may_repeat});
        return *option;
    }

    void read_values(const Reader& reader) const {
        const CLI::Option& option = *reader.option;
        const bool positional = option.get_positional();
        if (option.count() > 1 && !reader.may_repeat) throw UsageError(name_of(option) + " is given twice");
        for (const std::string& value : option.results()) {
            if (value.empty())
                throw UsageError(name_of(option) + (positional ? " is empty" : " needs a value, not \"\""));
            // CLI11 takes the next word for a value that is not there, even if that is an option.
            if (!positional && value.starts_with("--") && option_of(app, value) != nullptr) refuse_absent_value(option);
            reader.read(value);
        }
    }

    /// Refuses what is left of the arguments.
    void refuse(std::vector<std::string> rest) const {
        std::erase(rest, "--");  // some versions hand the mark back that ends the options
        if (rest.empty()) return;
        const std::string& word = rest.front();
        std::vector<std::string> names;
        for (const CLI::Option* const option : app.get_options()) {
            if (!option->get_positional())
                names.push_back(name_of(*option));
            else if (!word.starts_with('-'))
                throw UsageError(fmt::format("one {} at most, not \"{}\", too", name_of(*option), word));
        }
        const std::vector<std::string_view> known(names.begin(), names.end());
        const std::string name = word.substr(0, word.find('='));
        throw UsageError(fmt::format("unknown option \"{}\"{}", name, did_you_mean(name, known)));
    }
};

OptionParser::OptionParser(const char* lead) : state_(std::make_unique<State>()) {
    state_->app.description(lead);
    state_->app.set_help_flag("-h,--help", "this page")->disable_flag_override();
    state_->app.formatter_fn(help_page);
    state_->app.allow_extras();
}

OptionParser::~OptionParser() = default;

void OptionParser::add_arguments(const char* name, std::vector<std::string>& words, const std::string& meaning) {
    state_
        ->add(
            name, "", meaning, [&words](const std::string& word) { words.push_back(word); }, true)
        .expected(-1);
}

void OptionParser::add_argument(const char* name, std::string& word, const std::string& meaning) {
    add_text(name, word, "", meaning);
}

void OptionParser::add_flag(const char* names, bool& flag, const std::string& meaning) {
    state_->app.add_flag(names, flag, meaning)->disable_flag_override();
}

void OptionParser::add_flag(const char* names, std::vector<std::string>& values, const std::string& meaning) {
    state_->app.add_flag(names, values, meaning);
}

void OptionParser::add_read(const char* names, const std::string& type, const std::string& meaning, Read read) {
    state_->add(names, type, meaning, std::move(read), false);
}

void OptionParser::add_reads(const char* names, const std::string& type, const std::string& meaning, Read read) {
    state_->add(names, type, meaning, std::move(read), true);
}

void OptionParser::add_list(const char* names, std::vector<std::string>& values, const char* type,
                            const std::string& meaning) {
    add_reads(names, type, meaning, [&values, what = long_name(names), type](const std::string& list) {
        const std::size_t before = values.size();
        split_list(list, values);
        if (values.size() == before) throw UsageError(fmt::format("{} needs a value: {}", what, type));
    });
}

void OptionParser::add_whole(const char* names, std::uint64_t least, std::uint64_t most, const char* meaning,
                             const std::function<void(std::uint64_t number)>& take) {
    add_read(names, "N", meaning,
             [=, what = long_name(names)](const std::string& value) { take(read_number(what, value, least, most)); });
}

void OptionParser::add_word(const char* name, const std::vector<std::string_view>& words, const std::string& meaning,
                            const std::function<void(std::size_t index)>& take) {
    const std::string type = fmt::format("WORD{}{}", words_mark, fmt::join(words, ", "));
    add_read(name, type, meaning, [=](const std::string& value) {
        const auto found = std::ranges::find(words, value);
        if (found == words.end())
            throw UsageError(fmt::format("{} must be one of {}, not \"{}\"{}", name, fmt::join(words, ", "), value,
                                         did_you_mean(value, words)));
        take(static_cast<std::size_t>(found - words.begin()));
    });
}

void OptionParser::add_output(OutputOptions& output, std::initializer_list<Format> own) {
    add_choice("--format", output.format, format_choices(output.format, own), "output format");
    add_look(output);
    add_read("-o,--output", "FILE", "write to FILE, whole or not at all; - is standard output",
             [&output](const std::string& file) { output.file = file == "-" ? "" : file; });
}

void OptionParser::add_look(OutputOptions& output) {
    add_choice(
        "--color", output.color,
        Choices<ColorWhen>{{"auto", ColorWhen::automatic}, {"always", ColorWhen::always}, {"never", ColorWhen::never}},
        "when to use color");
    add_flag("--ascii", output.ascii, "draw with ASCII characters only");
}

void OptionParser::add_also(std::vector<OutputOptions>& also, Format usual, std::initializer_list<Format> own) {
    add_reads("--also", "FORMAT:FILE", "write the same in FORMAT to FILE as well; may be repeated",
              [&also, choices = format_choices(usual, own)](const std::string& value) {
                  const std::size_t colon = std::min(value.find(':'), value.size());
                  const std::string word = value.substr(0, colon);
                  const std::string file = value.substr(std::min(colon + 1, value.size()));
                  const auto found = std::ranges::find(choices, word, &Choices<Format>::value_type::first);
                  if (found == choices.end() || file.empty() || file == "-") {
                      std::vector<std::string_view> words;
                      for (const auto& choice : choices) words.push_back(choice.first);
                      throw UsageError(fmt::format("--also must be FORMAT:FILE with one of {}, not \"{}\"{}",
                                                   fmt::join(words, ", "), value,
                                                   found == choices.end() ? did_you_mean(word, words) : ""));
                  }
                  also.push_back({.file = file, .format = found->second});
              });
}

void OptionParser::add_defuse_formulas(OutputOptions& output) {
    add_flag("--defuse-formulas", output.defuse_formulas,
             "csv, tsv: an apostrophe before values that a spreadsheet would run (=, +, -, @)");
}

void OptionParser::add_tie(TieBreak& tie_break, const std::string& winner) {
    const auto read = [&tie_break, winner](const std::string& value) {
        constexpr std::string_view by_candidate = "candidate:";
        constexpr std::string_view by_lot = "lot:";
        const TieRule before = tie_break.rule;
        if (value.starts_with(by_candidate) && value.size() > by_candidate.size()) {
            tie_break.rule = TieRule::candidate;
            tie_break.winners.push_back(value.substr(by_candidate.size()));
        } else if (value.starts_with(by_lot) && value.size() > by_lot.size()) {
            tie_break.rule = TieRule::lot;
            tie_break.seed = value.substr(by_lot.size());
        } else {
            throw UsageError(fmt::format("--tie must be candidate:{} or lot:SEED, not \"{}\"", winner, value));
        }
        if (before != TieRule::open && (before != tie_break.rule || before == TieRule::lot))
            throw UsageError("--tie settles ties by candidates or by one lot, not by both");
    };
    add_reads("--tie", "HOW",
              fmt::format("settle ties: candidate:{} (may be repeated, the first named wins first) or lot:SEED (a draw "
                          "that anybody can repeat)",
                          winner),
              read);
}

void OptionParser::parse(Arguments arguments) {
    CLI::App& app = state_->app;
    std::vector<std::string> words = separate_values(app, arguments);
    std::ranges::reverse(words);
    try {
        app.parse(std::vector<std::string>(words));
    } catch (const CLI::CallForHelp&) {
        throw HelpRequest{app.help()};
    } catch (const CLI::ArgumentMismatch& error) {
        // Only the last option can be without a value: CLI11 takes any word for one.
        for (const std::string& word : words)
            if (const CLI::Option* const option = option_of(app, word); option != nullptr && !is_flag(*option))
                refuse_absent_value(*option);
        throw UsageError(error.what());
    } catch (const CLI::ParseError& error) {
        throw UsageError(error.what());
    }
    for (const State::Reader& reader : state_->readers) state_->read_values(reader);
    state_->refuse(app.remaining());
}

bool OptionParser::is_given(const char* name) const {
    return state_->app.count(name) > 0;
}

void split_list(std::string_view list, std::vector<std::string>& words) {
    for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        std::string_view word = list.substr(begin, end - begin);
        while (word.starts_with(' ')) word.remove_prefix(1);
        while (word.ends_with(' ')) word.remove_suffix(1);
        if (!word.empty()) words.emplace_back(word);
        begin = end + 1;
    }
}

std::uint64_t read_number(std::string_view what, std::string_view value, std::uint64_t least, std::uint64_t most) {
    std::uint64_t number = 0;
    const char* const end = value.data() + value.size();
    const auto parsed = std::from_chars(value.data(), end, number);
    if (parsed.ec != std::errc() || parsed.ptr != end || number < least || number > most)
        throw UsageError(
            fmt::format("{} must be a whole number from {} to {}, not \"{}\"", what, least,
                        most == std::numeric_limits<std::uint64_t>::max() ? "2^64 - 1" : std::to_string(most), value));
    return number;
}

std::vector<Code> codes_of(const std::vector<std::string>& words) {
    std::vector<Code> codes;
    for (const std::string& word : words) {
        const std::vector<Code> named = codes_named(word);
        if (named.empty()) {
            std::vector<std::string> all;
            for (const Check& check : checks()) {
                all.push_back(code_text(check.code));
                all.emplace_back(check.slug);
            }
            const std::vector<std::string_view> known(all.begin(), all.end());
            throw UsageError(fmt::format("unknown check \"{}\"{}", word, nearest_or_list(word, known, "checks")));
        }
        codes.insert(codes.end(), named.begin(), named.end());
    }
    std::ranges::sort(codes);
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    return codes;
}

std::string nearest_or_list(std::string_view word, std::span<const std::string_view> known, std::string_view list) {
    const std::string near = did_you_mean(word, known);
    return near.empty() ? fmt::format("; caucus-tally list {} has them", list) : near;
}

void refuse_second_stdin(const std::vector<std::string>& names, std::initializer_list<std::string_view> others) {
    if (std::ranges::count(names, "-") + std::ranges::count(others, "-") > 1)
        throw UsageError("\"-\" (standard input) is named twice");
}

}  // namespace caucus_tally
