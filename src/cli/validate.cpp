// SPDX-License-Identifier: MIT
#include "check/validation.hpp"
#include "check/waivers.hpp"
#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "format/findings.hpp"
#include "json/json_fields.hpp"
#include "precincts/glob.hpp"

#include <algorithm>
#include <caucus_tally/check.hpp>
#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <iterator>
#include <thread>

namespace caucus_tally {
namespace {

struct ValidateOptions {
    std::vector<std::string> paths;
    std::optional<Severity> fail_on = Severity::error;  ///< nothing: findings never fail
    std::vector<Code> codes;                            ///< what to look for, in order
    std::string waivers;                                ///< a file; empty: none
    std::string new_waivers;                            ///< a file to write; empty: none
    std::string today;                                  ///< "2021-01-01"; empty: ask the clock
    PublicationOptions reading;
    std::size_t most = 10'000;  ///< findings to print
    unsigned threads = 0;       ///< 0: as many as there are processors
    bool quiet = false;
    bool notes = false;
    bool summary = false;
    bool thousands = false;
    std::vector<std::string> exclude;  ///< globs of what is left out below folders
    OutputOptions output{.format = Format::text};
    std::vector<OutputOptions> also;
};

constexpr std::initializer_list<Format> own_formats = {Format::concise, Format::sarif, Format::junit, Format::github};

constexpr const char* help = R"(usage: caucus-tally validate PATH... [options]

  caucus-tally validate data/                      contests, tables in a folder
  caucus-tally validate --summary results.json     how often each one occurs
  caucus-tally validate --select CT2,CT3 data/     sums and percentages only
  caucus-tally validate . --format sarif >a.sarif  for code scanning
)";

/// "CT201, CT3" is two words without blanks.
void trim(std::vector<std::string>& words) {
    for (std::string& word : words) {
        word.erase(0, std::min(word.find_first_not_of(' '), word.size()));
        word.erase(word.find_last_not_of(' ') + 1);
    }
}

ValidateOptions parse_options(Arguments arguments) {
    ValidateOptions options;
    std::vector<std::string> select;
    std::vector<std::string> ignore;
    OptionParser parser(help);
    parser.add_arguments(
        "PATH", options.paths,
        "files, folders (contests and tables in them), - (standard input) or ids of built-in contests, also "
        "as builtin:ID");
    parser.add_choice("--fail-on", options.fail_on,
                      Choices<std::optional<Severity>>{{"error", Severity::error},
                                                       {"warning", Severity::warning},
                                                       {"note", Severity::note},
                                                       {"never", std::nullopt}},
                      "end with status 1 from this severity on (default: error)");
    parser.add_list("--select", select, "CODES", "look only for these: CT201, CT3, percent; comma-separated");
    parser.add_list("--ignore", ignore, "CODES", "do not look for these");
    parser.add_text("--waivers", options.waivers, "FILE", "findings that are accepted, with reasons (JSON)");
    parser.add_text("--write-waivers", options.new_waivers, "FILE",
                    "write a waiver for each finding, with the reason left to fill in; FILE must not exist");
    parser.add_text("--today", options.today, "DATE",
                    "the day that \"until\" in waivers is compared with; default: today (UTC)");
    parser.add_number("--max", options.most, 0, 1'000'000'000,
                      "print at most N findings, the most severe (default: 10000); all are counted");
    parser.add_flag("--thousands", options.thousands, "take 1,234 for a count in precinct tables without a warning");
    add_header_rows(parser, options.reading);
    parser.add_flag("--summary", options.summary, "text: how often each code was found and in how many units, no more");
    parser.add_flag("-q,--quiet", options.quiet, "errors and warnings only, no closing line");
    parser.add_flag("--notes", options.notes, "with --quiet: notes, too");
    parser.add_number("-j,--threads", options.threads, 1, 1024,
                      "files checked at a time; default: one for each processor");
    parser.add_reads(
        "--exclude", "GLOB",
        "leave out files and folders below the folders named, by their path or name: old, '*.raw.csv'; may "
        "be repeated",
        [&options](const std::string& glob) { options.exclude.push_back(glob); });
    parser.add_output(options.output, own_formats);
    parser.add_also(options.also, options.output.format, own_formats);
    parser.parse(arguments);
    if (options.paths.empty())
        throw UsageError("validate needs a file, a folder, - (standard input) or the id of a built-in contest");
    refuse_second_stdin(options.paths, {options.waivers});
    if (std::error_code error; !options.new_waivers.empty() && std::filesystem::exists(options.new_waivers, error))
        throw UsageError(fmt::format("--write-waivers does not overwrite \"{}\"", options.new_waivers));
    if (options.summary && options.output.format != Format::text) throw UsageError("--summary goes with --format text");
    if (!options.today.empty() && !is_calendar_day(options.today))
        throw UsageError(
            fmt::format("--today must be a day of the calendar written as YYYY-MM-DD, not \"{}\"", options.today));
    for (const OutputOptions& other : options.also)
        if (other.file == options.output.file || std::ranges::count(options.also, other.file, &OutputOptions::file) > 1)
            throw UsageError(fmt::format("two formats cannot both be written to {}", other.file));
    trim(select);
    trim(ignore);
    if (select.empty()) select.emplace_back("CT");
    std::ranges::set_difference(codes_of(select), codes_of(ignore), std::back_inserter(options.codes));
    if (options.codes.empty()) throw UsageError("--select and --ignore leave no check");
    return options;
}

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
    settings.waivers = std::move(parsed.waivers);
    settings.waiver_faults = std::move(parsed.findings);
    return parsed.complete;
}

/// Whether a glob matches the path, a folder that it lies in, or the name of any of these.
bool is_excluded(std::string_view path, const std::vector<std::string>& globs) {
    std::size_t begin = 0;
    for (std::size_t end = 0; end < path.size(); begin = end + 1) {
        end = std::min(path.find('/', begin), path.size());
        for (const std::string& glob : globs)
            if (matches_glob(path.substr(0, end), glob) || matches_glob(path.substr(begin, end - begin), glob))
                return true;
    }
    return false;
}

/// Where people read the findings the closing line stands below them; beside the other formats, on standard error.
bool has_closing_lines(Format format) {
    return format == Format::text || format == Format::github;
}

std::string write_findings(const Report& report, const ValidateOptions& options, const OutputOptions& output) {
    const Terminal terminal = detect_terminal(output);
    switch (output.format) {
        case Format::text:
            return options.summary ? findings_summary(report, terminal) : findings_text(report, terminal);
        case Format::concise:
            return findings_concise(report, terminal.unicode);
        case Format::sarif:
            return findings_sarif(report);
        case Format::junit:
            return findings_junit(report, options.fail_on);
        case Format::github:
            return findings_github(report);
        default:
            return draw(findings_document(report), output);
    }
}

/// Takes out the notes of a quiet run, unless they make it fail.
void leave_out_notes(Report& report, const ValidateOptions& options) {
    if (!options.quiet || options.notes || options.fail_on == Severity::note) return;
    for (FileReport& file : report.files)
        std::erase_if(file.findings, [](const Finding& finding) { return finding.severity == Severity::note; });
}

/// Findings that nobody may silence have no waiver.
void write_new_waivers(const Report& report, const std::string& path) {
    if (path.empty()) return;
    std::vector<Finding> findings;
    for (const FileReport& file : report.files)
        for (const Finding& finding : file.findings)
            if (can_be_waived(finding)) findings.push_back(finding);
    OutputOptions output;
    output.file = path;
    write_output(write_waivers(findings), output);
}

bool fails(const SeverityCounts& counts, std::optional<Severity> fail_on) {
    for (const Severity severity : {Severity::note, Severity::warning, Severity::error})
        if (fail_on && severity >= *fail_on && counts[severity] > 0) return true;
    return false;
}

}  // namespace

int run_validate(Arguments arguments) {
    const ValidateOptions options = parse_options(arguments);
    ValidationSettings settings;
    settings.most = options.most;
    settings.thousands = options.thousands;
    settings.reading = options.reading;
    settings.codes = options.codes;
    const bool waivers_read = read_waivers(options, settings);
    std::vector<Input> inputs = collect_inputs(options.paths, options.waivers);
    std::erase_if(
        inputs, [&](const Input& input) { return input.found_in_folder && is_excluded(input.path, options.exclude); });
    std::vector<OutputOptions> outputs = options.also;
    outputs.push_back(options.output);
    for (const OutputOptions& output : outputs) {
        refuse_overwriting(output, inputs);
        refuse_overwriting(output, options.waivers);
    }
    if (inputs.size() > 1)
        settings.threads = options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
    Report report = validate(std::move(inputs), settings);
    leave_out_notes(report, options);
    write_new_waivers(report, options.new_waivers);

    for (const OutputOptions& output : outputs) {
        for (const std::string& table : report.tables) refuse_overwriting(output, table);
    }
    for (const OutputOptions& output : outputs) {
        std::string text = write_findings(report, options, output);
        if (has_closing_lines(output.format) && !options.quiet) text += closing_lines(report);
        write_output(text, output);
    }
    if (!has_closing_lines(options.output.format) && !options.quiet) write_message(closing_lines(report));

    if (report.something_failed) return exit_internal;
    if (report.something_unread || !waivers_read) return exit_file;
    return fails(report.counts, options.fail_on) ? exit_findings : exit_ok;
}

}  // namespace caucus_tally
