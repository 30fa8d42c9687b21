// SPDX-License-Identifier: MIT
#include "cli/option_parser.hpp"

namespace caucus_tally {
namespace {

void add_show_options(OptionParser& parser, ShowOptions& options) {
    parser.add_arguments(
        "CONTEST", options.contests,
        "files, folders, - (standard input) or ids of built-in contests, also as builtin:ID; default: 2004-mi-dem");
    parser.add_choice("--format", options.format,
                      Choices<ShowFormat>{{"table", ShowFormat::table},
                                          {"csv", ShowFormat::csv},
                                          {"tsv", ShowFormat::tsv},
                                          {"json", ShowFormat::json},
                                          {"markdown", ShowFormat::markdown},
                                          {"html", ShowFormat::html},
                                          {"svg", ShowFormat::svg},
                                          {"contest", ShowFormat::contest}},
                      "output format");
    parser.add_choice("--sort", options.view.sort,
                      Choices<std::optional<SortOrder>>{{"file", SortOrder::file},
                                                        {"votes", SortOrder::votes},
                                                        {"delegates", SortOrder::delegates},
                                                        {"name", SortOrder::name}},
                      "order of the candidates");
    parser.add_read(
        "--by", [&options](const std::string& level) { options.view.by = level; }, "LEVEL",
        "results of every unit of a level, such as county");
    parser.add_read(
        "--round", [&options](const std::string& round) { options.view.round = round; }, "ROUND",
        "votes of this round; default: the last");
    parser.add_number("--top", options.view.top, 1, 1'000'000,
                      "only the N leading candidates (by votes unless --sort says otherwise), the rest as one row");
    parser.add_number("--digits", options.view.digits, 0, 50, "digits of percentages after the point; default: 2");
    parser.add_flag("--defuse-formulas", options.separated.defuse_formulas,
                    "csv, tsv: an apostrophe before values that a spreadsheet would run (=, +, -, @)");
    parser.add_output(options.output);
}

}  // namespace

ShowOptions parse_show_options(Arguments arguments) {
    OptionParser parser;
    ShowOptions options;
    add_show_options(parser, options);
    parser.parse(arguments);
    refuse_second_stdin(options.contests);
    if (options.format == ShowFormat::contest)
        for (const char* const name : {"--by", "--round", "--top", "--sort", "--digits"})
            if (parser.is_given(name))
                throw UsageError(fmt::format("{} does not go with --format contest, which is the whole contest", name));
    if (options.format == ShowFormat::tsv) options.separated.separator = '\t';
    return options;
}

std::string show_help() {
    OptionParser parser;
    ShowOptions options;
    add_show_options(parser, options);
    return parser.help("show [CONTEST...] [options]",
                       {{"caucus-tally show", "2004 Michigan, built in"},
                        {"caucus-tally show --top 3 --digits 1", "the three leading candidates"},
                        {"caucus-tally show --format csv | cut -d, -f2,5", "for scripts"},
                        {"caucus-tally show --format html -o page.html", "a page with charts"},
                        {"caucus-tally show results.json", "a contest file of your own"}});
}

}  // namespace caucus_tally
