// SPDX-License-Identifier: MIT
#include "format/allocate.hpp"

#include "base/spelling.hpp"
#include "cli/allocate_precincts.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/one_contest.hpp"
#include "cli/output.hpp"
#include "cli/terminal.hpp"
#include "format/allocation_text.hpp"
#include "format/display.hpp"
#include "format/findings.hpp"

#include <algorithm>
#include <caucus_tally/check.hpp>
#include <caucus_tally/parse.hpp>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

/// The chosen winners by their ids; they may be given by name.
void resolve_winners(const Contest& contest, TieBreak& tie_break) {
    for (std::string& winner : tie_break.winners) {
        const auto found = std::ranges::find_if(
            contest.candidates, [&](const Candidate& each) { return each.id == winner || each.name == winner; });
        if (found == contest.candidates.end()) {
            std::vector<std::string_view> known;
            for (const Candidate& candidate : contest.candidates) {
                known.push_back(candidate.id);
                known.push_back(candidate.name);
            }
            throw UsageError(
                fmt::format("\"{}\" is no candidate of {}{}", winner, contest.id, did_you_mean(winner, known)));
        }
        winner = found->id;
    }
}

/// What the contest's figures contradict elsewhere. What concerns the pools, people see in the allocation itself; what
/// concerns precincts can be hundreds, and --by says it.
std::vector<Finding> contradictions(const ParsedContest& parsed, bool for_people) {
    std::vector<Finding> findings = check(*parsed.contest);
    std::erase_if(findings, [&](const Finding& finding) {
        const bool of_pools = finding.code >= Code::allocation && finding.code <= Code::fallback_threshold;
        const bool of_precincts = finding.code >= Code::more_in_final && finding.code <= Code::not_whole;
        return finding.severity != Severity::error || (for_people && of_pools) || of_precincts;
    });
    return locate(parsed.text, std::move(findings));
}

/// What CSV and TSV have no place for: the pools that are not in it.
std::string uncomputed_lines(const ShownAllocation& shown) {
    std::string text;
    for (const UncomputedPool& pool : shown.allocation.uncomputed)
        text += fmt::format("{} is not computed: {}\n", visible(pool_label(shown.contest, pool.place), true),
                            not_computed_text(shown.contest, pool));
    return text;
}

/// That ties in precincts keep state delegate equivalents from the pools.
std::string open_precincts_line(std::size_t ties) {
    if (ties == 0) return {};
    return fmt::format(
        "caucus-tally: {} left open, with state delegate equivalents in nobody's figure; "
        "--tie candidate:ID or --tie lot:SEED settles {}\n",
        ties == 1 ? "a tie in a precinct is" : fmt::format("{} ties in precincts are", ties),
        ties == 1 ? "it" : "them");
}

std::string write_allocation(const ShownAllocation& shown, const AllocateOptions& options) {
    switch (options.format) {
        case AllocateFormat::table: {
            const Terminal terminal = detect_terminal(options.output);
            return draw_sections(allocation_report(shown, terminal.unicode), terminal);
        }
        case AllocateFormat::csv:
        case AllocateFormat::tsv:
            return allocate_separated(shown, options.separated);
        case AllocateFormat::json:
            return allocate_json(shown);
        case AllocateFormat::markdown:
            return markdown_sections(allocation_report(shown, true));
        case AllocateFormat::html:
            return allocate_html(shown);
    }
    return {};
}

ShownAllocation allocate_shown(Contest contest, const AllocateOptions& options) {
    AllocationRequest request = options.request;
    resolve_winners(contest, request.tie_break);
    ShownAllocation shown;
    try {
        shown.allocation = allocate_contest(contest, request);
        select_pools(contest, options.pools, shown.allocation);
    } catch (const AllocationError& error) {
        // Without pools or rules of its own the contest is at fault, else the call.
        const bool stated = contest.allocation && (!request.rules.empty() || find_rules(contest.allocation->rules));
        if (stated) throw UsageError(error.what());
        throw FileError(error.what());
    }
    if (options.compare) shown.comparison = compare_with_contest(contest, shown.allocation);
    shown.explain = options.explain || options.format == AllocateFormat::html;  // a page has room and can be folded
    shown.contest = std::move(contest);
    return shown;
}

}  // namespace

int run_allocate(Arguments arguments) {
    AllocateOptions options = parse_allocate_options(arguments);
    std::optional<ParsedContest> opened = open_one_contest(options.contest, options.output);
    if (!opened) return exit_file;
    ParsedContest& parsed = *opened;
    const Terminal error_terminal = detect_error_terminal(options.output);
    const bool for_people = is_for_people(options.format);
    const std::vector<Finding> findings = contradictions(parsed, for_people);
    if (!options.by.empty() || !options.precincts.empty()) {
        if (!findings.empty()) write_message(findings_text(findings, error_terminal));
        resolve_winners(*parsed.contest, options.request.tie_break);
        return run_allocate_precincts(*std::move(parsed.contest), options);
    }
    const ShownAllocation shown = allocate_shown(*std::move(parsed.contest), options);
    if (!findings.empty()) write_message(findings_text(findings, error_terminal));
    if (options.format == AllocateFormat::csv || options.format == AllocateFormat::tsv)
        write_message(uncomputed_lines(shown));
    write_message(open_precincts_line(shown.allocation.open_precinct_ties));
    write_output(write_allocation(shown, options), for_people ? Content::for_people : Content::for_machines,
                 options.output);
    if (shown.allocation.pools.empty() && !shown.allocation.implied) return exit_file;
    return has_open_tie(shown.allocation) || shown.allocation.open_precinct_ties > 0 ? exit_tie : exit_ok;
}

}  // namespace caucus_tally
