// SPDX-License-Identifier: MIT
#pragma once

#include "format/results.hpp"
#include "format/separated_values.hpp"
#include "format/tabulate.hpp"

#include <caucus_tally/caucus_math.hpp>
#include <caucus_tally/contest_allocation.hpp>
#include <caucus_tally/finding.hpp>
#include <caucus_tally/tabulate.hpp>
#include <cstdint>
#include <optional>
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

enum class ShowFormat : std::uint8_t { table, csv, tsv, json, markdown, html, svg, contest };

struct ShowOptions {
    std::vector<std::string> contests;  ///< files, folders, "-" or ids; empty: the default contest
    ShowFormat format = ShowFormat::table;
    ResultsView view;
    SeparatedStyle separated;
    OutputOptions output;
};

enum class ListFormat : std::uint8_t { table, csv, tsv };

struct ListOptions {
    std::string what;  ///< "contests", "rules" or "checks"; empty: everything, as tables
    ListFormat format = ListFormat::table;
    SeparatedStyle separated;
    OutputOptions output;
};

enum class FindingsFormat : std::uint8_t { text, concise, json, sarif, junit, github, html };

struct ValidateOptions {
    std::vector<std::string> paths;
    FindingsFormat format = FindingsFormat::text;
    std::optional<Severity> fail_on = Severity::error;  ///< nothing: findings never fail
    std::vector<Code> codes;                            ///< what to look for, in order
    std::string waivers;                                ///< a file; empty: none
    std::string today;                                  ///< "2021-01-01"; empty: ask the clock
    std::size_t most = 10'000;                          ///< findings to print
    unsigned threads = 0;                               ///< 0: as many as there are processors
    bool quiet = false;
    bool summary = false;
    bool thousands = false;
    OutputOptions output;
};

enum class AllocateFormat : std::uint8_t { table, csv, tsv, json, markdown, html };

constexpr bool is_for_people(AllocateFormat format) {
    return format == AllocateFormat::table || format == AllocateFormat::markdown || format == AllocateFormat::html;
}

struct AllocateOptions {
    std::string contest;                 ///< a file, "-" or an id; empty: the default contest
    AllocationRequest request;           ///< winners of ties as they were typed: ids or names
    std::vector<std::string> pools;      ///< to show; empty: all
    std::string by;                      ///< the level whose units are wanted instead of pools; empty: none
    std::vector<std::string> precincts;  ///< only these; empty: all
    bool explain = false;
    bool compare = false;
    AllocateFormat format = AllocateFormat::table;
    SeparatedStyle separated;
    OutputOptions output;
};

enum class ExplainFormat : std::uint8_t { text, markdown };

struct ExplainOptions {
    std::vector<std::string> words;  ///< codes, their beginnings, or slugs; empty: every check
    ExplainFormat format = ExplainFormat::text;
    OutputOptions output;
};

enum class PrecinctFormat : std::uint8_t { table, csv, tsv, json };

struct PrecinctOptions {
    std::string name;
    const RuleSet* rules = nullptr;  ///< with rules for precincts
    Precinct precinct;
    std::vector<std::string> groups;
    std::vector<Votes> first;  ///< in the first alignment, one for each group; empty: not given
    bool attendance_given = false;
    TieBreak tie_break;
    PrecinctFormat format = PrecinctFormat::table;
    SeparatedStyle separated;
    OutputOptions output;
};

enum class TabulateFormat : std::uint8_t { table, csv, tsv, json, markdown };

struct TabulateCall {
    std::vector<std::string> paths;
    TabulateOptions query;
    TotalsView view;
    std::string against;      ///< a table of stated totals; empty: none
    std::string contest;      ///< whose rules allocate delegates: a file or an id; empty: none
    bool keep_going = false;  ///< write the totals although rows or files had to be left out
    bool quiet = false;
    TabulateFormat format = TabulateFormat::table;
    SeparatedStyle separated;
    OutputOptions output;
};

// Each reads the arguments behind its command's name. Throws UsageError.

ShowOptions parse_show_options(Arguments arguments);
ListOptions parse_list_options(Arguments arguments);
AllocateOptions parse_allocate_options(Arguments arguments);
ValidateOptions parse_validate_options(Arguments arguments);
ExplainOptions parse_explain_options(Arguments arguments);
PrecinctOptions parse_precinct_options(Arguments arguments);
TabulateCall parse_tabulate_options(Arguments arguments);

/// The checks that words name. Throws UsageError for a word that names none.
std::vector<Code> codes_of(const std::vector<std::string>& words);

/// The help page of a command: usage, examples, options.
std::string show_help();
std::string list_help();
std::string allocate_help();
std::string validate_help();
std::string explain_help();
std::string precinct_help();
std::string tabulate_help();

}  // namespace caucus_tally
