// SPDX-License-Identifier: MIT
#pragma once

#include "base/spelling.hpp"
#include "cli/options.hpp"

#include <caucus_tally/caucus_math.hpp>
#include <charconv>
#include <fmt/format.h>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

struct Example {
    std::string_view call;
    std::string_view meaning;
};

/// The options of a command: what is added is what parse() reads and help() tells. CLI11 stays behind it, for each file
/// that knows CLI11 makes the program set up all of its validators at every start.
class OptionParser {
public:
    using Read = std::function<void(const std::string& word)>;

    OptionParser();
    OptionParser(const OptionParser&) = delete;
    OptionParser& operator=(const OptionParser&) = delete;
    ~OptionParser();

    /// Arguments that stand for themselves; messages call one of them by this name ("CONTEST").
    void add_arguments(const char* name, std::vector<std::string>& words, const std::string& meaning);
    /// One at most.
    void add_argument(const char* name, std::string& word, const std::string& meaning);
    void add_flag(const char* names, bool& flag, const std::string& meaning);
    /// An option with a value, which help calls by its type.
    void add_text(const char* names, std::string& text, const char* type, const std::string& meaning);
    /// An option that may be repeated.
    void add_texts(const char* names, std::vector<std::string>& texts, const char* type, const std::string& meaning);
    /// An option whose value is several, separated by commas; it may be repeated.
    void add_list(const char* names, std::vector<std::string>& texts, const char* type, const std::string& meaning);
    /// An option whose value is read by a function, which throws UsageError for what it cannot read.
    void add_read(const char* names, const Read& read, std::string_view type, const std::string& meaning);

    /// An option whose value is one of some words.
    template <typename Value>
    void add_choice(const char* name, Value& target, Choices<Value> choices, const std::string& meaning) {
        std::string words;
        for (const auto& choice : choices) words.append(words.empty() ? "" : ", ").append(choice.first);
        // What is kept is copied, with all that it holds.
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
        add_read(name, read, choice_type, fmt::format("{}{}{}", meaning, choice_mark, words));
    }

    /// An option whose value is a whole number from `least` to `most`, which is below 2^32.
    template <typename Target>
    void add_number(const char* name, Target& target, std::size_t least, std::size_t most, const char* meaning) {
        const auto read = [=, &target](const std::string& word) {
            std::size_t number = 0;
            const auto parsed = std::from_chars(word.data(), word.data() + word.size(), number);
            if (parsed.ec != std::errc() || parsed.ptr != word.data() + word.size() || number < least || number > most)
                throw UsageError(fmt::format("{} must be a whole number from {} to {}, not \"{}\"", long_name(name),
                                             least, most, word));
            target = static_cast<unsigned>(number);
        };
        add_read(name, read, "N", meaning);
    }

    /// --format; what is already there is the default.
    void add_format(OutputOptions& output, std::initializer_list<Format> formats);
    void add_defuse_formulas(OutputOptions& output);
    /// --color, --ascii, --output.
    void add_output(OutputOptions& output);

    /// Reads the arguments. Throws UsageError.
    void parse(Arguments arguments);

    /// Whether the arguments that were read have this option.
    bool is_given(const char* name) const;

    /// A help page that leads with examples.
    std::string help(std::string_view usage, std::initializer_list<Example> examples) const;

private:
    struct Library;
    std::unique_ptr<Library> library_;
};

/// What a call reads may be standard input once: its names, and the files of options. Throws UsageError.
void refuse_second_stdin(const std::vector<std::string>& names, std::initializer_list<std::string_view> others = {});

/// Adds what one --tie says, "candidate:ID" or "lot:SEED"; messages call the winner ID or NAME. Throws UsageError.
void read_tie(const std::string& word, std::string_view winner, TieBreak& tie_break);

/// "; did you mean \"dnc-2004\"?" where a known word is near, else which list has them all.
std::string nearest_or_list(std::string_view word, std::span<const std::string_view> known, std::string_view list);

}  // namespace caucus_tally
