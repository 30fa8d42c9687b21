// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/option_parser.hpp"
#include "cli/output.hpp"
#include "cli/terminal.hpp"
#include "format/separated_values.hpp"
#include "format/text_table.hpp"

#include <algorithm>
#include <array>
#include <caucus_tally/builtin.hpp>
#include <caucus_tally/check.hpp>
#include <caucus_tally/parse.hpp>
#include <caucus_tally/rules.hpp>
#include <utility>

namespace caucus_tally {
namespace {

struct ListOptions {
    std::string what;  ///< "contests", "rules" or "checks"; empty: everything, as tables
    OutputOptions output;
};

void add_list_options(OptionParser& parser, ListOptions& options) {
    parser.add_argument("WHAT", options.what, "contests, rules or checks; default: everything");
    parser.add_format(options.output, {Format::table, Format::csv, Format::tsv});
    parser.add_output(options.output);
}

ListOptions parse_list_options(Arguments arguments) {
    OptionParser parser;
    ListOptions options;
    add_list_options(parser, options);
    parser.parse(arguments);
    constexpr std::array<std::string_view, 3> known = {"contests", "rules", "checks"};
    if (!options.what.empty() && std::ranges::find(known, options.what) == known.end())
        throw UsageError(fmt::format("WHAT must be one of {}, not \"{}\"{}", fmt::join(known, ", "), options.what,
                                     did_you_mean(options.what, known)));
    if (options.what.empty() && options.output.format != Format::table)
        throw UsageError(fmt::format("--format csv and tsv list one kind at a time: {}", fmt::join(known, ", ")));
    return options;
}

struct Listing {
    std::vector<std::string_view> columns;          ///< of the table
    std::vector<std::string_view> machine_columns;  ///< of CSV and TSV
    std::vector<std::vector<std::string>> rows;
};

Listing list_contests() {
    Listing listing{{"Contest", "Title"}, {"contest", "title"}, {}};
    for (const BuiltinContest& builtin : builtin_contests()) {
        const ParsedContest parsed = parse_contest({std::string(builtin.id), std::string(builtin.text)});
        listing.rows.push_back({std::string(builtin.id), parsed.contest ? parsed.contest->title : ""});
    }
    return listing;
}

Listing list_rules() {
    Listing listing{{"Rules", "Years", "How delegates are won"}, {"rules", "years", "title"}, {}};
    for (const RuleSet& rules : rule_sets())
        listing.rows.push_back({std::string(rules.id), std::string(rules.years), std::string(rules.title)});
    return listing;
}

Listing list_checks() {
    Listing listing{{"Code", "Check", "It fires on"}, {"code", "check", "summary"}, {}};
    for (const Check& check : checks())
        listing.rows.push_back({code_text(check.code), std::string(check.slug), std::string(check.summary)});
    return listing;
}

constexpr std::array<std::pair<std::string_view, Listing (*)()>, 3> listings = {
    {{"contests", list_contests}, {"rules", list_rules}, {"checks", list_checks}}};

std::string list_table(const Listing& listing, const Terminal& terminal) {
    std::vector<TextColumn> columns;
    for (const std::string_view column : listing.columns) columns.push_back({.header = std::string(column)});
    for (std::size_t i = 1; i + 1 < columns.size(); ++i) columns[i].expendable = 1;
    columns.back().shrink_to = 12;
    columns.back().wraps = true;
    std::vector<TextRow> rows;
    for (const auto& row : listing.rows) rows.push_back({.cells = row});
    return draw_table(columns, rows, terminal);
}

std::string list_separated(const Listing& listing, const SeparatedStyle& style) {
    std::string text;
    const auto append = [&](const auto& values) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i > 0) text += style.separator;
            append_value(text, values[i], style);
        }
        text += '\n';
    };
    append(listing.machine_columns);
    for (const auto& row : listing.rows) append(row);
    return text;
}

}  // namespace

int run_list(Arguments arguments) {
    const ListOptions options = parse_list_options(arguments);
    const Terminal terminal = detect_terminal(options.output);
    std::string text;
    const bool for_people = options.output.format == Format::table;
    for (const auto& [what, list] : listings) {
        if (!options.what.empty() && options.what != what) continue;
        text += for_people ? list_table(list(), terminal) : list_separated(list(), separated_style(options.output));
    }
    write_output(text, options.output);
    return exit_ok;
}

std::string list_help() {
    OptionParser parser;
    ListOptions options;
    add_list_options(parser, options);
    return parser.help("list [contests|rules|checks] [options]",
                       {{"caucus-tally list", "everything that is built in"},
                        {"caucus-tally list rules", "how delegates can be won"},
                        {"caucus-tally list checks", "what validate looks for"},
                        {"caucus-tally list contests --format tsv", "for scripts"}});
}

}  // namespace caucus_tally
