// SPDX-License-Identifier: MIT
#include "check/validation.hpp"
#include "check/waivers.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "cli/overwriting.hpp"
#include "cli/terminal.hpp"
#include "format/findings.hpp"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <thread>

namespace caucus_tally {
namespace {

std::string today_in_utc() {
    const std::chrono::year_month_day day = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

/// Reads the waivers into the settings. What was lost there must not look like a clean file.
bool read_waivers(const ValidateOptions& options, ValidationSettings& settings) {
    if (options.waivers.empty()) return true;
    const Source source = read_source(options.waivers);
    ParsedWaivers parsed = parse_waivers(source, options.today.empty() ? today_in_utc() : options.today);
    settings.waiver_file = source.name;
    settings.filter.waivers = std::move(parsed.waivers);
    settings.waiver_faults = std::move(parsed.findings);
    return parsed.complete;
}

std::string write_findings(const Report& report, const ValidateOptions& options, const Terminal& terminal) {
    switch (options.format) {
        case FindingsFormat::text:
            return options.summary ? findings_summary(report, terminal) : findings_text(report, terminal);
        case FindingsFormat::concise:
            return findings_concise(report, terminal.unicode);
        case FindingsFormat::json:
            return findings_json(report);
        case FindingsFormat::sarif:
            return findings_sarif(report);
        case FindingsFormat::junit:
            return findings_junit(report, options.fail_on);
        case FindingsFormat::github:
            return findings_github(report);
        case FindingsFormat::html:
            return findings_html(report);
    }
    return {};
}

bool fails(const SeverityCounts& counts, std::optional<Severity> fail_on) {
    for (const Severity severity : {Severity::note, Severity::warning, Severity::error})
        if (fail_on && severity >= *fail_on && counts[severity] > 0) return true;
    return false;
}

}  // namespace

int run_validate(Arguments arguments) {
    const ValidateOptions options = parse_validate_options(arguments);
    ValidationSettings settings;
    settings.most = options.most;
    settings.thousands = options.thousands;
    settings.filter.most = options.most;
    settings.filter.codes = options.codes;
    const bool waivers_read = read_waivers(options, settings);
    std::vector<Input> inputs = collect_inputs(options.paths, options.waivers);
    refuse_overwriting(options.output, inputs);
    refuse_overwriting(options.output, options.waivers);
    if (inputs.size() > 1)
        settings.threads = options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
    const Report report = validate(std::move(inputs), settings);

    for (const std::string& table : report.tables) refuse_overwriting(options.output, table);
    // Where people read the findings the closing line stands below them; beside the other formats, on standard error.
    const bool for_people = options.format == FindingsFormat::text || options.format == FindingsFormat::github;
    std::string text = write_findings(report, options, detect_terminal(options.output));
    if (for_people && !options.quiet) text += closing_lines(report);
    write_output(text, for_people ? Content::for_people : Content::for_machines, options.output);
    if (!for_people && !options.quiet) write_message(closing_lines(report));

    if (report.something_unread || !waivers_read) return exit_file;
    return fails(report.counts, options.fail_on) ? exit_findings : exit_ok;
}

}  // namespace caucus_tally
