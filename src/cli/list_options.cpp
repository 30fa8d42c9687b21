// SPDX-License-Identifier: MIT
#include "cli/option_parser.hpp"

#include <algorithm>
#include <array>

namespace caucus_tally {
namespace {

void add_list_options(OptionParser& parser, ListOptions& options) {
    parser.add_argument("WHAT", options.what, "contests, rules or checks; default: everything");
    parser.add_choice(
        "--format", options.format,
        Choices<ListFormat>{{"table", ListFormat::table}, {"csv", ListFormat::csv}, {"tsv", ListFormat::tsv}},
        "output format");
    parser.add_output(options.output);
}

}  // namespace

ListOptions parse_list_options(Arguments arguments) {
    OptionParser parser;
    ListOptions options;
    add_list_options(parser, options);
    parser.parse(arguments);
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
