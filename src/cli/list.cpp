// SPDX-License-Identifier: MIT
#include "base/words.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "format/catalogue.hpp"

#include <algorithm>
#include <fmt/ranges.h>

namespace caucus_tally {

/// The JSON Schema of contest files. Written by CMake.
std::string_view contest_schema();

namespace {

constexpr std::string_view schema_word = "schema";

constexpr const char* help = R"(usage: caucus-tally list [contests|rules|checks|schema] [options]

  caucus-tally list                                everything that is built in
  caucus-tally list rules                          how delegates can be won
  caucus-tally list checks                         what validate looks for
  caucus-tally list contests --format tsv          for scripts
  caucus-tally list schema -o contest.schema.json  the JSON Schema of contest files
)";

}  // namespace

int run_list(Arguments arguments) {
    std::string what;  // one of listed_kinds; empty: everything
    OutputOptions output;
    OptionParser parser(help);
    parser.add_argument(
        "WHAT", what,
        "contests, rules, checks, or schema (the JSON Schema of contest files); default: everything else");
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
    if (!what.empty() && std::ranges::find(known, what) == known.end())
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
