// SPDX-License-Identifier: MIT
#pragma once

#include "format/format.hpp"

#include <caucus_tally/caucus.hpp>
#include <caucus_tally/finding.hpp>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace caucus_tally {

using Arguments = std::span<const std::string>;

/// The call is wrong: an unknown word, a missing or impossible value. The message says what and what would be right.
struct UsageError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Thrown by a call that asks for help.
struct HelpRequest {
    std::string page;
};

enum class ColorWhen : std::uint8_t { automatic, always, never };

/// Where output goes and what it may look like.
struct OutputOptions {
    std::string file = {};  ///< empty: standard output
    Format format = Format::table;
    bool defuse_formulas = false;  ///< in CSV and TSV
    ColorWhen color = ColorWhen::automatic;
    bool ascii = false;
};

template <typename Value>
using Choices = std::vector<std::pair<std::string_view, Value>>;

/// The options of a command: what is added here is what parse() reads and what help shows. CLI11 splits the arguments
/// into options and values. What a value may be is said here, for CLI11's own validators suggest no near word, and
/// their messages differ from version to version. Only options.cpp includes CLI11: each file that does sets up all of
/// its validators at every start of the program.
class OptionParser {
public:
    /// Reads a value. Throws UsageError for one it cannot read.
    using Read = std::function<void(const std::string& value)>;

    /// `lead` is the help page above its options: usage and examples.
    explicit OptionParser(const char* lead);
    OptionParser(const OptionParser&) = delete;
    OptionParser& operator=(const OptionParser&) = delete;
    ~OptionParser();

    /// Arguments that stand for themselves, of which messages speak by this name ("CONTEST"): any number, or one at
    /// most.
    void add_arguments(const char* name, std::vector<std::string>& words, const std::string& meaning);
    void add_argument(const char* name, std::string& word, const std::string& meaning);

    void add_flag(const char* names, bool& flag, const std::string& meaning);
    /// A flag that can be given a list, "--flag" or "--flag=A,B": `values` are the texts behind it, "true" without one.
    void add_flag(const char* names, std::vector<std::string>& values, const std::string& meaning);
    /// An option with a value, for which help writes `type` ("FILE").
    void add_read(const char* names, const std::string& type, const std::string& meaning, Read read);
    /// The same for an option that may be repeated.
    void add_reads(const char* names, const std::string& type, const std::string& meaning, Read read);

    template <typename Text>
    void add_text(const char* names, Text& text, const char* type, const std::string& meaning) {
        add_read(names, type, meaning, [&text](const std::string& value) { text = value; });
    }

    /// Several values, separated by commas; the option may be repeated.
    void add_list(const char* names, std::vector<std::string>& values, const char* type, const std::string& meaning);

    /// A whole number from `least` to `most`.
    template <typename Number>
    void add_number(const char* names, Number& target, std::uint64_t least, std::uint64_t most, const char* meaning) {
        add_whole(names, least, most, meaning,
                  [&target](std::uint64_t number) { target = static_cast<Number>(number); });
    }

    /// One of some words.
    template <typename Value>
    void add_choice(const char* name, Value& target, Choices<Value> choices, const std::string& meaning) {
        std::vector<std::string_view> words;
        for (const auto& choice : choices) words.push_back(choice.first);
        add_word(name, words, meaning,
                 [&target, choices = std::move(choices)](std::size_t index) { target = choices[index].second; });
    }

    /// --format, --color, --ascii, --output. The formats are the one that `output` holds, which is the default, those
    /// of every command, and the command's own.
    void add_output(OutputOptions& output, std::initializer_list<Format> own = {});
    /// --also FORMAT:FILE, any number of them: the same output in these formats, too. The formats are those of
    /// add_output() with this default.
    void add_also(std::vector<OutputOptions>& also, Format usual, std::initializer_list<Format> own = {});
    /// Of these --color and --ascii.
    void add_look(OutputOptions& output);
    void add_defuse_formulas(OutputOptions& output);

    /// --tie; messages call the winner ID or NAME.
    void add_tie(TieBreak& tie_break, const std::string& winner);

    /// Throws UsageError, or HelpRequest.
    void parse(Arguments arguments);

    /// Whether the arguments have this option.
    bool is_given(const char* name) const;

private:
    struct State;

    void add_whole(const char* names, std::uint64_t least, std::uint64_t most, const char* meaning,
                   const std::function<void(std::uint64_t number)>& take);
    void add_word(const char* name, const std::vector<std::string_view>& words, const std::string& meaning,
                  const std::function<void(std::size_t index)>& take);

    std::unique_ptr<State> state_;
};

/// Adds the words of a list that commas separate, without the blanks around them; empty ones are left out.
void split_list(std::string_view list, std::vector<std::string>& words);

/// A whole number from `least` to `most`; messages speak of `what`. Throws UsageError.
std::uint64_t read_number(std::string_view what, std::string_view value, std::uint64_t least, std::uint64_t most);

/// The checks that words name, in order. Throws UsageError for a word that names none.
std::vector<Code> codes_of(const std::vector<std::string>& words);

/// "; did you mean \"dnc-2004\"?", or which list has all words if none is near.
std::string nearest_or_list(std::string_view word, std::span<const std::string_view> known, std::string_view list);

/// What a call reads may be standard input once: its names, and the files of its options. Throws UsageError.
void refuse_second_stdin(const std::vector<std::string>& names, std::initializer_list<std::string_view> others = {});

}  // namespace caucus_tally
