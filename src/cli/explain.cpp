// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "format/catalogue.hpp"

#include <algorithm>
#include <caucus_tally/check.hpp>

namespace caucus_tally {
namespace {

constexpr const char* help = R"(usage: caucus-tally explain [CHECK...] [options]

  caucus-tally explain CT201                       what it means, what to do
  caucus-tally explain percent percent-base        by the words beside the codes
)";

}  // namespace

int run_explain(Arguments arguments) {
    std::vector<std::string> words;  // codes, their beginnings, or slugs
    OutputOptions output{.format = Format::text};
    OptionParser parser(help);
    parser.add_arguments("CHECK", words, "codes (CT201), their beginnings (CT3) or words (sum); default: every check");
    parser.add_output(output);
    parser.parse(arguments);
    if (words.empty()) words.emplace_back("CT");
    std::vector<const Check*> explained;
    for (const Code code : codes_of(words)) explained.push_back(&check_of(code));
    write_output(draw(explain_document(explained), output), output);
    return exit_ok;
}

}  // namespace caucus_tally
