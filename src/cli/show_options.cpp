// SPDX-License-Identifier: MIT
#include "cli/option_parser.hpp"

namespace caucus_tally {
namespace {

void add_show_options(CLI::App& app, ShowOptions& options) {
    app.add_option(
        "CONTEST", options.contests,
        "files, folders, - (standard input) or ids of built-in contests, also as builtin:ID; default: 2004-mi-dem");
    add_choice(app, "--format", options.format,
               Choices<ShowFormat>{{"table", ShowFormat::table},
                                   {"csv", ShowFormat::csv},
                                   {"tsv", ShowFormat::tsv},
                                   {"json", ShowFormat::json},
                                   {"markdown", ShowFormat::markdown},
                                   {"html", ShowFormat::html},
                                   {"svg", ShowFormat::svg},
                                   {"contest", ShowFormat::contest}},
               "output format");
    add_choice(app, "--sort", options.view.sort,
               Choices<std::optional<SortOrder>>{{"file", SortOrder::file},
                                                 {"votes", SortOrder::votes},
                                                 {"delegates", SortOrder::delegates},
                                                 {"name", SortOrder::name}},
               "order of the candidates");
    app.add_option_function<std::string>(
           "--by", [&options](const std::string& level) { options.view.by = level; },
           "results of every unit of a level, such as county")
        ->type_name("LEVEL");
    app.add_option_function<std::string>(
           "--round", [&options](const std::string& round) { options.view.round = round; },
           "votes of this round; default: the last")
        ->type_name("ROUND");
    add_number(app, "--top", options.view.top, 1, 1'000'000,
               "only the N leading candidates (by votes unless --sort says otherwise), the rest as one row");
    add_number(app, "--digits", options.view.digits, 0, 50, "digits of percentages after the point; default: 2");
    app.add_flag("--defuse-formulas", options.separated.defuse_formulas,
                 "csv, tsv: an apostrophe before values that a spreadsheet would run (=, +, -, @)");
    add_output_options(app, options.output);
}

}  // namespace

ShowOptions parse_show_options(Arguments arguments) {
    CLI::App app;
    ShowOptions options;
    add_show_options(app, options);
    parse(app, arguments);
    refuse_second_stdin(options.contests);
    if (options.format == ShowFormat::contest)
        for (const std::string name : {"--by", "--round", "--top", "--sort", "--digits"})
            if (app.get_option(name)->count() > 0)
                throw UsageError(fmt::format("{} does not go with --format contest, which is the whole contest", name));
    if (options.format == ShowFormat::tsv) options.separated.separator = '\t';
    return options;
}

std::string show_help() {
    CLI::App app;
    app.set_help_flag();
    ShowOptions options;
    add_show_options(app, options);
    return help_page(app, "show [CONTEST...] [options]",
                     {{"caucus-tally show", "2004 Michigan, built in"},
                      {"caucus-tally show --top 3 --digits 1", "the three leading candidates"},
                      {"caucus-tally show --format csv | cut -d, -f2,5", "for scripts"},
                      {"caucus-tally show --format html -o page.html", "a page with charts"},
                      {"caucus-tally show results.json", "a contest file of your own"}});
}

}  // namespace caucus_tally
