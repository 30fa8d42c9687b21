// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/output.hpp"
#include "cli/terminal.hpp"
#include "format/separated_values.hpp"
#include "format/text_table.hpp"

#include <array>
#include <caucus_tally/builtin.hpp>
#include <caucus_tally/check.hpp>
#include <caucus_tally/parse.hpp>
#include <caucus_tally/rules.hpp>
#include <utility>

namespace caucus_tally {
namespace {

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
    const bool for_people = options.format == ListFormat::table;
    for (const auto& [what, list] : listings) {
        if (!options.what.empty() && options.what != what) continue;
        text += for_people ? list_table(list(), terminal) : list_separated(list(), options.separated);
    }
    write_output(text, for_people ? Content::for_people : Content::for_machines, options.output);
    return exit_ok;
}

}  // namespace caucus_tally
