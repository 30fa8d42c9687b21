// SPDX-License-Identifier: MIT
#include "format/show.hpp"

#include "base/words.hpp"
#include "check/validation.hpp"
#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "format/findings.hpp"
#include "format/nist.hpp"

#include <algorithm>
#include <caucus_tally/check.hpp>
#include <caucus_tally/parse.hpp>
#include <fmt/format.h>
#include <span>

namespace caucus_tally {
namespace {

struct ShowOptions {
    std::vector<std::string> contests;  ///< files, folders, "-" or ids; empty: the default contest
    ResultsView view;
    PublicationOptions reading;
    OutputOptions output;
};

constexpr const char* help = R"(usage: caucus-tally show [CONTEST...] [options]

  caucus-tally show                                2004 Michigan, built in
  caucus-tally show --top 3 --digits 1             the three leading candidates
  caucus-tally show --format csv | cut -d, -f2,5   for scripts
  caucus-tally show --format html -o page.html     a page with charts
  caucus-tally show results.json article.txt       a contest file, a publication
)";

ShowOptions parse_options(Arguments arguments) {
    ShowOptions options;
    OptionParser parser(help);
    parser.add_arguments("CONTEST", options.contests,
                         "contest files and publications, also as FILE#ID, folders, - (standard input) or ids of "
                         "built-in contests, also as "
                         "builtin:ID; default: 2004-mi-dem");
    parser.add_choice("--sort", options.view.sort,
                      Choices<std::optional<SortOrder>>{{"file", SortOrder::file},
                                                        {"votes", SortOrder::votes},
                                                        {"delegates", SortOrder::delegates},
                                                        {"name", SortOrder::name}},
                      "order of the candidates");
    parser.add_text("--by", options.view.by, "LEVEL", "results of every unit of a level, such as county");
    parser.add_text("--round", options.view.round, "ROUND", "votes of this round; default: the last");
    parser.add_number("--top", options.view.top, 1, 1'000'000,
                      "only the N leading candidates (by votes unless --sort says otherwise), the rest as one row");
    parser.add_number("--digits", options.view.digits, 0, 50, "digits of percentages after the point; default: 2");
    add_header_rows(parser, options.reading);
    parser.add_defuse_formulas(options.output);
    parser.add_output(options.output, {Format::svg, Format::nist});
    parser.parse(arguments);
    refuse_second_stdin(options.contests);
    return options;
}

std::string write_contests(const std::vector<ShownContest>& contests, const ShowOptions& options) {
    if (options.output.format == Format::svg) return show_svg(contests, options.view);
    if (options.output.format == Format::nist) return nist_report(contests);
    return draw(show_document(contests, options.view), options.output);
}

/// The first contradictions with their places, for formats that say nothing of them.
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
    const ShowOptions options = parse_options(arguments);
    const bool has_places = options.output.format == Format::html;
    const bool says_itself = is_for_people(options.output.format);
    std::vector<ShownContest> shown;
    std::string messages;
    const Terminal error_terminal = detect_error_terminal(options.output);
    const auto say = [&](const std::string& text) {
        messages += (messages.empty() || text.empty() ? "" : "\n") + text;
    };
    bool unreadable = false;
    bool failed = false;
    const auto take = [&](FoundContest& found) {
        if (!found.fault.empty()) {
            write_message(message_line(found.fault));
            unreadable = true;
            return;
        }
        if (found.passed_over) {
            say(findings_text(std::span(&*found.passed_over, 1), error_terminal));
            return;
        }
        Publication publication = found.read();
        if (const auto note = other_json_note(publication.contests.front(), found.in_folder)) {
            say(findings_text(std::span(&*note, 1), error_terminal));
            return;
        }
        for (ParsedContest& parsed : publication.contests) {
            refuse_overwriting(options.output, parsed.text.file->name);
            refuse_overwriting(options.output, parsed.text.tables);
            const bool faulty = is_incomplete(parsed);
            unreadable = unreadable || faulty;
            say(findings_text(parsed.findings, error_terminal));
            if (faulty) continue;
            std::vector<Finding> findings = check(*parsed.contest);
            if (has_places) findings = locate(parsed.text, std::move(findings));
            if (!says_itself) say(contradictions_text(parsed.text, findings, error_terminal));
            shown.push_back({*std::move(parsed.contest), std::move(findings)});
        }
    };
    for (FoundContest& found : open_contests(options.contests, options.reading)) {
        const std::string name = found.source.name;
        try {
            take(found);
        } catch (const UsageError&) {
            throw;
        } catch (const FileError& error) {
            write_message(message_line(error.what()));
            unreadable = true;
        } catch (const std::exception& error) {  // the other contests are shown all the same
            write_message(message_line(fmt::format("{}: not shown: {}", name, reason_of(error))));
            failed = true;
        }
    }
    if (!messages.empty()) write_message(messages);
    if (shown.empty()) return failed ? exit_internal : exit_file;

    std::string text;
    try {
        text = write_contests(shown, options);
    } catch (const ViewError& error) {
        throw UsageError(error.what());
    }
    write_output(text, options.output);
    return failed ? exit_internal : unreadable ? exit_file : exit_ok;
}

}  // namespace caucus_tally
