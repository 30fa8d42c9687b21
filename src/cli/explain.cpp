// SPDX-License-Identifier: MIT
#include "format/explain.hpp"

#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/output.hpp"
#include "cli/terminal.hpp"

#include <caucus_tally/check.hpp>

namespace caucus_tally {

int run_explain(Arguments arguments) {
    ExplainOptions options = parse_explain_options(arguments);
    if (options.words.empty()) options.words.emplace_back("CT");
    std::vector<const Check*> explained;
    for (const Code code : codes_of(options.words)) explained.push_back(&check_of(code));
    const bool markdown = options.format == ExplainFormat::markdown;
    write_output(markdown ? explain_markdown(explained) : explain_text(explained, detect_terminal(options.output)),
                 Content::for_people, options.output);
    return exit_ok;
}

}  // namespace caucus_tally
