// SPDX-License-Identifier: MIT
#include "cli/option_parser.hpp"

#include <algorithm>
#include <array>

namespace caucus_tally {
namespace {

void add_list_options(CLI::App& app, ListOptions& options) {
    app.add_option("WHAT", options.what, "contests, rules or checks; default: everything");
    add_choice(app, "--format", options.format,
               Choices<ListFormat>{{"table", ListFormat::table}, {"csv", ListFormat::csv}, {"tsv", ListFormat::tsv}},
               "output format");
    add_output_options(app, options.output);
}

}  // namespace

ListOptions parse_list_options(Arguments arguments) {
    CLI::App app;
    ListOptions options;
    add_list_options(app, options);
    parse(app, arguments);
    constexpr std::array<std::string_view, 3> known = {"contests", "rules", "checks"};
    if (!options.what.empty() && std::ranges::find(known, options.what) == known.end())
        throw UsageError(fmt::format("WHAT must be one of {}, not \"{}\"{}", fmt::join(known, ", "), options.what,
                                     did_you_mean(options.what, known)));
    if (options.what.empty() && options.format != ListFormat::table)
        throw UsageError(fmt::format("--format csv and tsv list one kind at a time: {}", fmt::join(known, ", ")));
    if (options.format == ListFormat::tsv) options.separated.separator = '\t';
    return options;
}

std::string list_help() {
    CLI::App app;
    app.set_help_flag();
    ListOptions options;
    add_list_options(app, options);
    return help_page(app, "list [contests|rules|checks] [options]",
                     {{"caucus-tally list", "everything that is built in"},
                      {"caucus-tally list rules", "how delegates can be won"},
                      {"caucus-tally list checks", "what validate looks for"},
                      {"caucus-tally list contests --format tsv", "for scripts"}});
}

}  // namespace caucus_tally
