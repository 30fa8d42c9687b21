// SPDX-License-Identifier: MIT
#include "format/show.hpp"

#include "base/input_kind.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "cli/overwriting.hpp"
#include "cli/terminal.hpp"
#include "contest/contest_file.hpp"
#include "format/findings.hpp"
#include "format/headline.hpp"

#include <algorithm>
#include <caucus_tally/check.hpp>
#include <caucus_tally/parse.hpp>
#include <fmt/format.h>
#include <span>

namespace caucus_tally {
namespace {

std::string write_contests(const std::vector<ShownContest>& contests, const ShowOptions& options) {
    switch (options.format) {
        case ShowFormat::table:
            return show_table(contests, options.view, detect_terminal(options.output));
        case ShowFormat::csv:
        case ShowFormat::tsv:
            return show_separated(contests, options.view, options.separated);
        case ShowFormat::json:
            return show_json(contests, options.view);
        case ShowFormat::markdown:
            return show_markdown(contests, options.view);
        case ShowFormat::html:
            return show_html(contests, options.view);
        case ShowFormat::svg:
            return show_svg(contests, options.view);
        case ShowFormat::contest:
            return contest_file(contests.front().contest);
    }
    return {};
}

/// The first contradictions with their places, for who gets the figures without a word about them.
std::string contradictions_text(const ContestText& text, const std::vector<Finding>& findings,
                                const Terminal& terminal) {
    std::vector<Finding> first;
    std::size_t count = 0;
    for (const Finding& finding : findings)
        if (finding.severity == Severity::error && ++count <= shown_contradictions) first.push_back(finding);
    if (count == 0) return {};
    std::string said = findings_text(locate(text, std::move(first)), terminal);
    if (count > shown_contradictions) said += '\n' + more_contradictions(count - shown_contradictions) + '\n';
    return said;
}

}  // namespace

int run_show(Arguments arguments) {
    const ShowOptions options = parse_show_options(arguments);
    // Tables, Markdown and pages say themselves what does not agree; who reads the other formats is told beside them.
    const bool has_places = options.format == ShowFormat::html;
    const bool says_itself =
        has_places || options.format == ShowFormat::table || options.format == ShowFormat::markdown;
    std::vector<ShownContest> shown;
    std::string messages;
    const Terminal error_terminal = detect_error_terminal(options.output);
    const auto say = [&](const std::string& text) {
        messages += (messages.empty() || text.empty() ? "" : "\n") + text;
    };
    bool unreadable = false;
    std::size_t contests = 0;
    for (FoundContest& found : open_contests(options.contests)) {
        if (!found.fault.empty()) {
            write_message(message_line(found.fault));
            unreadable = true;
            continue;
        }
        ParsedContest parsed = parse_contest(std::move(found.source));
        if (const auto note = other_json_note(parsed, found.in_folder)) {
            say(findings_text(std::span(&*note, 1), error_terminal));
            continue;
        }
        ++contests;
        // A contest file may be put into its canonical layout where it is.
        if (options.format != ShowFormat::contest) refuse_overwriting(options.output, parsed.text.file.name);
        refuse_overwriting(options.output, parsed.text.tables);
        const bool faulty = has_errors(parsed.findings) || !parsed.contest;
        unreadable = unreadable || faulty;
        say(findings_text(parsed.findings, error_terminal));
        if (faulty) continue;
        std::vector<Finding> findings = check(*parsed.contest);
        if (has_places) findings = locate(parsed.text, std::move(findings));
        if (!says_itself) say(contradictions_text(parsed.text, findings, error_terminal));
        shown.push_back({*std::move(parsed.contest), std::move(findings)});
    }
    if (options.format == ShowFormat::contest && contests > 1)
        throw UsageError(fmt::format("--format contest writes one contest, not {}", contests));
    if (!messages.empty()) write_message(messages);
    if (shown.empty()) return exit_file;

    std::string text;
    try {
        text = write_contests(shown, options);
    } catch (const ViewError& error) {
        throw UsageError(error.what());
    }
    write_output(text, says_itself ? Content::for_people : Content::for_machines, options.output);
    return unreadable ? exit_file : exit_ok;
}

}  // namespace caucus_tally
