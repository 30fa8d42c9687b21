// SPDX-License-Identifier: MIT
#include "format/precinct.hpp"

#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/output.hpp"
#include "cli/terminal.hpp"

namespace caucus_tally {
namespace {

std::string write_precinct(const PrecinctReport& report, const PrecinctOptions& options) {
    switch (options.format) {
        case PrecinctFormat::table:
            return precinct_table(report, detect_terminal(options.output));
        case PrecinctFormat::csv:
        case PrecinctFormat::tsv:
            return precinct_separated(report, options.separated);
        case PrecinctFormat::json:
            return precinct_json(report);
    }
    return {};
}

}  // namespace

int run_precinct(Arguments arguments) {
    const PrecinctOptions options = parse_precinct_options(arguments);
    const PrecinctReport report = report_precinct({.name = options.name,
                                                   .rules = *options.rules,
                                                   .precinct = options.precinct,
                                                   .groups = options.groups,
                                                   .first = options.first,
                                                   .attendance_stated = options.attendance_given,
                                                   .tie_break = options.tie_break});
    const bool for_people = options.format == PrecinctFormat::table;
    write_output(write_precinct(report, options), for_people ? Content::for_people : Content::for_machines,
                 options.output);
    if (!has_open_tie(report)) return exit_ok;
    write_message("caucus-tally: a tie is left open; --tie candidate:NAME or --tie lot:SEED settles it\n");
    return exit_tie;
}

}  // namespace caucus_tally
