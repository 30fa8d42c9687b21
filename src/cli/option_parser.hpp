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
    app.add_option_function<std::string>(name, read, meaning + ": " + words)->type_name("WORD");
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
        target = static_cast<unsigned>(number);  // every bound is below 2^32
    };
    app.add_option_function<std::string>(name, read, meaning)->type_name("N");
}

/// --color, --ascii, --output.
void add_output_options(CLI::App& app, OutputOptions& output);

/// Adds what one --tie says, "candidate:ID" or "lot:SEED". Throws UsageError.
void read_tie(const std::string& word, TieBreak& tie_break);

/// Runs CLI11 over the arguments; whatever it says becomes a UsageError of ours.
void parse(CLI::App& app, Arguments arguments);

struct Example {
    std::string_view call;
    std::string_view meaning;
};

/// A help page that leads with examples; the options are those that were added to the app.
std::string help_page(const CLI::App& app, std::string_view usage, std::initializer_list<Example> examples);

}  // namespace caucus_tally
