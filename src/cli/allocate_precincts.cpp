// SPDX-License-Identifier: MIT
#include "cli/allocate_precincts.hpp"

#include "base/spelling.hpp"
#include "cli/exit_status.hpp"
#include "cli/output.hpp"
#include "cli/terminal.hpp"
#include "format/html.hpp"
#include "format/precinct.hpp"
#include "format/precincts.hpp"

#include <algorithm>
#include <caucus_tally/source.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace caucus_tally {
namespace {

constexpr std::string_view whole_contest = "state";

/// The level of the precincts: the innermost of units that no other lies in.
const std::string& precinct_level(const Contest& contest, const ContestPrecincts& precincts) {
    const auto level = [&](const PrecinctUnit& precinct) { return contest.units[precinct.unit].level; };
    return contest.levels[level(*std::ranges::max_element(precincts.units, {}, level))];
}

/// The level that was asked for, by its name. Throws UsageError.
std::string find_level(const Contest& contest, const AllocateOptions& options, const ContestPrecincts& precincts) {
    if (options.by.empty()) return precinct_level(contest, precincts);
    std::vector<std::string_view> known(contest.levels.begin(), contest.levels.end());
    if (std::ranges::find(known, whole_contest) == known.end()) known.push_back(whole_contest);
    if (std::ranges::find(known, options.by) != known.end()) return options.by;
    const std::string near = did_you_mean(options.by, known);
    throw UsageError(fmt::format("{} has no level \"{}\"{}", contest.id, options.by,
                                 near.empty() ? fmt::format("; it has {}", fmt::join(known, ", ")) : near));
}

std::string write_precincts(const ShownPrecincts& shown, const AllocateOptions& options) {
    switch (options.format) {
        case AllocateFormat::table: {
            const Terminal terminal = detect_terminal(options.output);
            if (!options.explain) return draw_sections(precincts_report(shown, terminal.unicode), terminal);
            std::string text;
            for (const PrecinctUnit& precinct : shown.precincts.units)
                text += (text.empty() ? "" : "\n") + precinct_table(precinct.report, terminal);
            return text;
        }
        case AllocateFormat::csv:
        case AllocateFormat::tsv:
            return precincts_separated(shown, options.separated);
        case AllocateFormat::json:
            return precincts_json(shown);
        case AllocateFormat::markdown:
            return markdown_sections(precincts_report(shown, true));
        case AllocateFormat::html: {
            const std::vector<ReportSection> sections = precincts_report(shown, true);
            return html_page(shown.contest.title, html_sections(sections, 1));
        }
    }
    return {};
}

ShownPrecincts compute(Contest contest, const AllocateOptions& options) {
    try {
        ContestPrecincts precincts = allocate_precincts(contest, {options.request.rules, options.request.tie_break});
        std::string level = find_level(contest, options, precincts);
        if (level != precinct_level(contest, precincts) && !options.precincts.empty())
            throw UsageError(fmt::format("--precinct does not go with --by {}, which adds up all precincts", level));
        if (level != precinct_level(contest, precincts))
            return show_precincts(std::move(contest), std::move(precincts), std::move(level));
        select_precincts(contest, options.precincts, precincts);
        return {std::move(contest), std::move(precincts), std::move(level), true, !options.precincts.empty(), {}, {}};
    } catch (const AllocationError& error) {
        // Without rules or units of its own the contest is at fault, else the call.
        if (contest.units.empty() || (contest.caucus_rules.empty() && options.request.rules.empty()))
            throw FileError(error.what());
        throw UsageError(error.what());
    }
}

}  // namespace

int run_allocate_precincts(Contest contest, const AllocateOptions& options) {
    const ShownPrecincts shown = compute(std::move(contest), options);
    write_output(write_precincts(shown, options),
                 is_for_people(options.format) ? Content::for_people : Content::for_machines, options.output);
    const std::size_t open = sum_up(shown.precincts).ties_open;
    if (open == 0) return exit_ok;
    write_message(fmt::format("caucus-tally: {} left open; --tie candidate:ID or --tie lot:SEED settles {}\n",
                              open == 1 ? "a tie is" : fmt::format("{} ties are", open), open == 1 ? "it" : "them"));
    return exit_tie;
}

}  // namespace caucus_tally
