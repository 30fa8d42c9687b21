// SPDX-License-Identifier: MIT
#include "cli/option_parser.hpp"
#include "json/json_fields.hpp"

#include <algorithm>
#include <caucus_tally/check.hpp>
#include <iterator>

namespace caucus_tally {
namespace {

/// What --select and --ignore say, word by word.
struct Selection {
    std::vector<std::string> select;
    std::vector<std::string> ignore;
};

void add_validate_options(OptionParser& parser, ValidateOptions& options, Selection& selection) {
    parser.add_arguments(
        "PATH", options.paths,
        "files, folders (contests and tables in them), - (standard input) or ids of built-in contests, also "
        "as builtin:ID");
    parser.add_choice("--format", options.format,
                      Choices<FindingsFormat>{{"text", FindingsFormat::text},
                                              {"concise", FindingsFormat::concise},
                                              {"json", FindingsFormat::json},
                                              {"sarif", FindingsFormat::sarif},
                                              {"junit", FindingsFormat::junit},
                                              {"github", FindingsFormat::github},
                                              {"html", FindingsFormat::html}},
                      "output format");
    parser.add_choice("--fail-on", options.fail_on,
                      Choices<std::optional<Severity>>{{"error", Severity::error},
                                                       {"warning", Severity::warning},
                                                       {"note", Severity::note},
                                                       {"never", std::nullopt}},
                      "end with status 1 from this severity on (default: error)");
    parser.add_list("--select", selection.select, "CODES", "look only for these: CT201, CT3, percent; comma-separated");
    parser.add_list("--ignore", selection.ignore, "CODES", "do not look for these");
    parser.add_text("--waivers", options.waivers, "FILE", "findings that are accepted, with reasons (JSON)");
    parser.add_text("--today", options.today, "DATE",
                    "the day that \"until\" in waivers is compared with; default: today (UTC)");
    parser.add_number("--max", options.most, 0, 1'000'000'000,
                      "print at most N findings, the most severe (default: 10000); all are counted");
    parser.add_flag("--thousands", options.thousands, "accept 1,234 as a count in precinct tables");
    parser.add_flag("--summary", options.summary, "text: how often each code was found and in how many units, no more");
    parser.add_flag("-q,--quiet", options.quiet, "findings only, no closing line");
    parser.add_number("-j,--threads", options.threads, 1, 1024,
                      "files checked at a time; default: one for each processor");
    parser.add_output(options.output);
}

/// "CT201, CT3" is two words without blanks.
void trim(std::vector<std::string>& words) {
    for (std::string& word : words) {
        word.erase(0, std::min(word.find_first_not_of(' '), word.size()));
        word.erase(word.find_last_not_of(' ') + 1);
    }
}

}  // namespace

ValidateOptions parse_validate_options(Arguments arguments) {
    OptionParser parser;
    ValidateOptions options;
    Selection selection;
    add_validate_options(parser, options, selection);
    parser.parse(arguments);
    if (options.paths.empty())
        throw UsageError("validate needs a file, a folder, - (standard input) or the id of a built-in contest");
    refuse_second_stdin(options.paths, {options.waivers});
    if (options.summary && options.format != FindingsFormat::text)
        throw UsageError("--summary goes with --format text");
    if (!options.today.empty() && !is_calendar_day(options.today))
        throw UsageError(
            fmt::format("--today must be a day of the calendar written as YYYY-MM-DD, not \"{}\"", options.today));
    trim(selection.select);
    trim(selection.ignore);
    if (selection.select.empty()) selection.select.emplace_back("CT");
    const std::vector<Code> ignored = codes_of(selection.ignore);
    std::ranges::set_difference(codes_of(selection.select), ignored, std::back_inserter(options.codes));
    if (options.codes.empty()) throw UsageError("--select and --ignore leave no check");
    return options;
}

std::string validate_help() {
    OptionParser parser;
    ValidateOptions options;
    Selection selection;
    add_validate_options(parser, options, selection);
    return parser.help("validate PATH... [options]",
                       {{"caucus-tally validate data/", "contests, tables in a folder"},
                        {"caucus-tally validate --summary results.json", "how often each one occurs"},
                        {"caucus-tally validate --select CT2,CT3 data/", "sums and percentages only"},
                        {"caucus-tally validate . --format sarif >a.sarif", "for code scanning"}});
}

}  // namespace caucus_tally
