// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/option_parser.hpp"
#include "cli/output.hpp"
#include "cli/terminal.hpp"
#include "format/catalogue.hpp"

#include <algorithm>

namespace caucus_tally {
namespace {

struct ListOptions {
    std::string what;  ///< "contests", "rules" or "checks"; empty: everything
    OutputOptions output;
};

void add_list_options(OptionParser& parser, ListOptions& options) {
    parser.add_argument("WHAT", options.what, "contests, rules or checks; default: everything");
    parser.add_format(options.output,
                      {Format::table, Format::csv, Format::tsv, Format::json, Format::markdown, Format::html});
    parser.add_output(options.output);
}

ListOptions parse_list_options(Arguments arguments) {
    OptionParser parser;
    ListOptions options;
    add_list_options(parser, options);
    parser.parse(arguments);
    const auto& known = listed_kinds;
    if (!options.what.empty() && std::ranges::find(known, options.what) == known.end())
        throw UsageError(fmt::format("WHAT must be one of {}, not \"{}\"{}", fmt::join(known, ", "), options.what,
                                     did_you_mean(options.what, known)));
    const bool one_table = options.output.format == Format::csv || options.output.format == Format::tsv;
    if (options.what.empty() && one_table)
        throw UsageError(fmt::format("--format csv and tsv list one kind at a time: {}", fmt::join(known, ", ")));
    return options;
}

}  // namespace

int run_list(Arguments arguments) {
    const ListOptions options = parse_list_options(arguments);
    write_output(draw(list_document(options.what), options.output), options.output);
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
