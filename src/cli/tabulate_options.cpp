// SPDX-License-Identifier: MIT
#include "cli/option_parser.hpp"
#include "precincts/precinct_header.hpp"

#include <algorithm>
#include <caucus_tally/tabulate.hpp>

namespace caucus_tally {
namespace {

/// What the options say word by word.
struct TabulateWords {
    std::vector<std::string> by;
    std::vector<std::string> where;
    std::vector<std::string> percent_of;
};

void add_tabulate_options(OptionParser& parser, TabulateCall& call, TabulateWords& words) {
    parser.add_arguments(
        "FILE", call.paths,
        "CSV tables, plain, gzip or zstd; folders (every *.csv, *.csv.gz and *.csv.zst in them); - (standard "
        "input)");
    parser.add_list("--by", words.by, "COLUMNS",
                    "add up by these columns, comma-separated; default: office,district,party,candidate");
    parser.add_texts(
        "--where", words.where, "COLUMN=VALUE",
        "only rows whose column holds VALUE, in which * stands for any text and ? for any one byte (== takes "
        "it as it is); COLUMN!=VALUE: only the others; may be repeated: one column widens the choice, several "
        "narrow "
        "it");
    parser.add_list(
        "--percent-of", words.percent_of, "COLUMNS",
        "columns whose values make a contest, which is 100%; default: those of --by but party and candidate or, "
        "without these, but the last");
    parser.add_choice("--format", call.format,
                      Choices<TabulateFormat>{{"table", TabulateFormat::table},
                                              {"csv", TabulateFormat::csv},
                                              {"tsv", TabulateFormat::tsv},
                                              {"json", TabulateFormat::json},
                                              {"markdown", TabulateFormat::markdown}},
                      "output format");
    parser.add_number("--digits", call.view.digits, 0, 50, "digits of percentages after the point; default: 2");
    parser.add_flag("--thousands", call.query.thousands, "accept 1,234 as a count");
    parser.add_text("--against", call.against, "FILE",
                    "compare with the totals that this table states; differences are errors");
    parser.add_text(
        "--contest", call.contest, "CONTEST",
        "allocate the delegates of this contest's pools by the votes of its candidates: a file or the id of a "
        "built-in contest, also as builtin:ID");
    parser.add_flag("--keep-going", call.keep_going, "write the totals even if rows or files had to be left out");
    parser.add_number("--max", call.query.max_findings, 0, 1'000'000,
                      "show the first N errors and warnings (default: 20); all are counted");
    parser.add_flag("-q,--quiet", call.quiet,
                    "errors only: no warnings, no word about rows that are no candidate's or totals");
    parser.add_number("-j,--threads", call.query.threads, 1, 1024,
                      "threads that read; default: one for each processor");
    parser.add_flag("--defuse-formulas", call.separated.defuse_formulas,
                    "csv, tsv: an apostrophe before values that a spreadsheet would run (=, +, -, @)");
    parser.add_output(call.output);
}

RowFilter read_filter(const std::string& word) {
    const std::size_t sign = word.find('=');
    if (sign == std::string::npos || sign == 0)
        throw UsageError(fmt::format("--where must be COLUMN=VALUE, not \"{}\"", word));
    RowFilter filter{.column = word.substr(0, sign), .pattern = word.substr(sign + 1), .glob = true};
    if (filter.column.ends_with('!')) {
        filter.negated = true;
        filter.column.pop_back();
    }
    if (filter.pattern.starts_with('=')) {
        filter.glob = false;
        filter.pattern.erase(0, 1);
    }
    return filter;
}

}  // namespace

TabulateCall parse_tabulate_options(Arguments arguments) {
    OptionParser parser;
    TabulateCall call;
    TabulateWords words;
    add_tabulate_options(parser, call, words);
    parser.parse(arguments);
    if (call.paths.empty()) throw UsageError("tabulate needs a file, a folder or - (standard input)");
    refuse_second_stdin(call.paths, {call.contest});
    if (call.against == "-") throw UsageError("--against needs a file, which is read more than once");
    if (call.format == TabulateFormat::tsv) call.separated.separator = '\t';
    for (const std::string& word : words.where) call.query.where.push_back(read_filter(word));
    call.query.by = words.by;
    for (const std::string& word : words.percent_of) call.view.percent_of.push_back(normalize_name(word));
    call.view.percent_of_given = !words.percent_of.empty();
    return call;
}

std::string tabulate_help() {
    OptionParser parser;
    TabulateCall call;
    TabulateWords words;
    add_tabulate_options(parser, call, words);
    return parser.help("tabulate FILE... [options]",
                       {{"caucus-tally tabulate precincts/", "every table in a folder"},
                        {"caucus-tally tabulate a.csv --by county,party", "by other columns"},
                        {"caucus-tally tabulate a.csv --where office=Gov*", "some of the rows"},
                        {"caucus-tally tabulate *.gz --format csv", "totals, to be added up again"}});
}

}  // namespace caucus_tally
