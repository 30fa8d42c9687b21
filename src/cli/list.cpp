// SPDX-License-Identifier: MIT
#include "base/words.hpp"
#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "format/catalogue.hpp"
#include "format/findings.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/ranges.h>
#include <iterator>

namespace caucus_tally {

/// The JSON Schema of contest files. Written by CMake.
std::string_view contest_schema();

namespace {

constexpr std::string_view schema_word = "schema";

constexpr const char* help = R"(usage: caucus-tally list [contests|rules|checks|schema|FILE] [options]

  caucus-tally list                                everything that is built in
  caucus-tally list rules                          how delegates can be won
  caucus-tally list checks                         what validate looks for
  caucus-tally list contests --format tsv          for scripts
  caucus-tally list schema -o contest.schema.json  the JSON Schema of contest files
  caucus-tally list results.xml                    the contests in a file
)";

/// The contests that a file or the files of a folder hold.
int list_file(const std::string& name, const OutputOptions& output) {
    std::vector<ListedContest> contests;
    std::vector<Finding> findings;
    for (FoundContest& found : open_contests({name})) {
        if (!found.fault.empty()) throw FileError(found.fault);
        for (ParsedContest& parsed : found.read().contests) {
            if (parsed.contest)
                contests.push_back({parsed.contest->id, parsed.contest->title});
            else
                std::ranges::move(parsed.findings, std::back_inserter(findings));
        }
    }
    if (!findings.empty()) write_message(findings_text(findings, detect_error_terminal(output)));
    if (contests.empty()) return exit_file;
    write_output(draw(list_document(std::move(contests)), output), output);
    return exit_ok;
}

}  // namespace

int run_list(Arguments arguments) {
    std::string what;  // one of listed_kinds; empty: everything
    OutputOptions output;
    OptionParser parser(help);
    parser.add_argument(
        "WHAT", what,
        "contests, rules, checks, schema (the JSON Schema of contest files), or a file, whose contests FILE#ID then "
        "names; default: everything built in");
    parser.add_output(output);
    parser.parse(arguments);
    if (what == schema_word) {
        if (parser.is_given("--format") && output.format != Format::json)
            throw UsageError("the schema is JSON: --format json or none");
        output.format = Format::json;
        write_output(contest_schema(), output);
        return exit_ok;
    }
    std::vector<std::string_view> known(listed_kinds.begin(), listed_kinds.end());
    known.push_back(schema_word);
    const bool is_kind = what.empty() || std::ranges::find(known, what) != known.end();
    std::error_code error;
    if (!is_kind && (what == "-" || what.find('/') != std::string::npos || std::filesystem::exists(what, error)))
        return list_file(what, output);
    if (!is_kind)
        throw UsageError(fmt::format("WHAT must be one of {}, not \"{}\"{}", fmt::join(known, ", "), what,
                                     did_you_mean(what, known)));
    const bool one_table = output.format == Format::csv || output.format == Format::tsv;
    if (what.empty() && one_table)
        throw UsageError(
            fmt::format("--format csv and tsv list one kind at a time: {}", fmt::join(listed_kinds, ", ")));
    write_output(draw(list_document(what), output), output);
    return exit_ok;
}

}  // namespace caucus_tally
