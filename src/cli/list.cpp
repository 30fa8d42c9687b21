// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/output.hpp"
#include "cli/terminal.hpp"
#include "format/display.hpp"
#include "format/text_table.hpp"

#include <caucus_tally/builtin.hpp>
#include <caucus_tally/parse.hpp>

namespace caucus_tally {

int run_list(Arguments arguments) {
    const ListOptions options = parse_list_options(arguments);
    const Terminal terminal = detect_terminal(options.output);
    std::vector<TextRow> rows;
    for (const BuiltinContest& builtin : builtin_contests()) {
        const ParsedContest parsed = parse_contest({std::string(builtin.id), std::string(builtin.text)});
        rows.push_back({.cells = {std::string(builtin.id), parsed.contest ? parsed.contest->title : ""}});
    }
    write_output(draw_table({{.header = "Contest"}, {.header = "Title", .shrink_to = 12}}, rows, terminal),
                 Content::for_people, options.output);
    return exit_ok;
}

}  // namespace caucus_tally
