// SPDX-License-Identifier: MIT
#include "base/words.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "format/catalogue.hpp"

#include <algorithm>
#include <fmt/ranges.h>

namespace caucus_tally {
namespace {

constexpr const char* help = R"(usage: caucus-tally list [contests|rules|checks] [options]

  caucus-tally list                                everything that is built in
  caucus-tally list rules                          how delegates can be won
  caucus-tally list checks                         what validate looks for
  caucus-tally list contests --format tsv          for scripts
)";

}  // namespace

int run_list(Arguments arguments) {
    std::string what;  // one of listed_kinds; empty: everything
    OutputOptions output;
    OptionParser parser(help);
    parser.add_argument("WHAT", what, "contests, rules or checks; default: everything");
    parser.add_output(output);
    parser.parse(arguments);
    const auto& known = listed_kinds;
    if (!what.empty() && std::ranges::find(known, what) == known.end())
        throw UsageError(fmt::format("WHAT must be one of {}, not \"{}\"{}", fmt::join(known, ", "), what,
                                     did_you_mean(what, known)));
    const bool one_table = output.format == Format::csv || output.format == Format::tsv;
    if (what.empty() && one_table)
        throw UsageError(fmt::format("--format csv and tsv list one kind at a time: {}", fmt::join(known, ", ")));
    write_output(draw(list_document(what), output), output);
    return exit_ok;
}

}  // namespace caucus_tally
