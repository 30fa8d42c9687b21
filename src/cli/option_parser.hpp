// SPDX-License-Identifier: MIT
#pragma once

#include "cli/options.hpp"
#include "parse/spelling.hpp"

#include <CLI/CLI.hpp>
#include <charconv>
#include <fmt/format.h>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What the options of all commands are read with; together with *options.cpp the only place that knows CLI11.

namespace caucus_tally {

template <typename Value>
using Choices = std::vector<std::pair<std::string_view, Value>>;

/// What help calls the value of a choice, and what stands before the words in its description.
inline constexpr std::string_view choice_type = "WORD";
inline constexpr std::string_view choice_mark = ": ";

/// The name of an option as messages give it: "--threads" of "-j,--threads".
constexpr std::string_view long_name(std::string_view names) {
    return names.substr(names.rfind(',') + 1);
}

/// An option whose value is one of some words.
template <typename Value>
void add_choice(CLI::App& app, const char* name, Value& target, Choices<Value> choices, const std::string& meaning) {
    std::string words;
    for (const auto& choice : choices) words.append(words.empty() ? "" : ", ").append(choice.first);
    // CLI11 copies what it calls, and what that holds.
    const auto shared = std::make_shared<const Choices<Value>>(std::move(choices));
    const auto read = [&target, name, shared](const std::string& word) {
        std::vector<std::string_view> known;
        for (const auto& [text, value] : *shared) {
            known.push_back(text);
            if (text != word) continue;
            target = value;
            return;
        }
        throw UsageError(fmt::format("{} must be one of {}, not \"{}\"{}", name, fmt::join(known, ", "), word,
                                     did_you_mean(word, known)));
    };
    app.add_option_function<std::string>(name, read, fmt::format("{}{}{}", meaning, choice_mark, words))
        ->type_name(std::string(choice_type));
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
                fmt::format("{} must be a whole number from {} to {}, not \"{}\"", long_name(name), least, most, word));
        target = static_cast<unsigned>(number);  // every bound is below 2^32
    };
    app.add_option_function<std::string>(name, read, meaning)->type_name("N");
}

/// --color, --ascii, --output.
void add_output_options(CLI::App& app, OutputOptions& output);

/// What a call reads may be standard input once: its names, and the files of options. Throws UsageError.
void refuse_second_stdin(const std::vector<std::string>& names, std::initializer_list<std::string_view> others = {});

/// Adds what one --tie says, "candidate:ID" or "lot:SEED"; messages call the winner ID or NAME. Throws UsageError.
void read_tie(const std::string& word, std::string_view winner, TieBreak& tie_break);

/// "; did you mean \"dnc-2004\"?" where a known word is near, else which list has them all.
std::string nearest_or_list(std::string_view word, std::span<const std::string_view> known, std::string_view list);

/// Runs CLI11 over the arguments; whatever it says becomes a UsageError of ours.
void parse(CLI::App& app, Arguments arguments);

struct Example {
    std::string_view call;
    std::string_view meaning;
};

/// A help page that leads with examples; the options are those that were added to the app.
std::string help_page(const CLI::App& app, std::string_view usage, std::initializer_list<Example> examples);

}  // namespace caucus_tally
