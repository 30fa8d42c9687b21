// SPDX-License-Identifier: MIT
#pragma once

#include "format/results.hpp"
#include "format/separated_values.hpp"

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// The call is wrong: an unknown word, a missing or impossible value. The message says what and what would be right.
struct UsageError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

using Arguments = std::span<const std::string>;

enum class ColorWhen : std::uint8_t { automatic, always, never };

/// Where output goes and what it may look like.
struct OutputOptions {
    std::string file;  ///< empty: standard output
    ColorWhen color = ColorWhen::automatic;
    bool ascii = false;
};

enum class ShowFormat : std::uint8_t { table, csv, tsv, json, markdown, contest };

struct ShowOptions {
    std::vector<std::string> contests;  ///< files, folders, "-" or ids; empty: the default contest
    ShowFormat format = ShowFormat::table;
    ResultsView view;
    SeparatedStyle separated;
    OutputOptions output;
};

struct ListOptions {
    OutputOptions output;
};

// Each reads the arguments behind its command's name. Throws UsageError.

ShowOptions parse_show_options(Arguments arguments);
ListOptions parse_list_options(Arguments arguments);

/// The help page of a command: usage, examples, options.
std::string show_help();
std::string list_help();

}  // namespace caucus_tally
