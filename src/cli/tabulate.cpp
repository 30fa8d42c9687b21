// SPDX-License-Identifier: MIT
#include "format/tabulate.hpp"

#include "allocate/allocate_totals.hpp"
#include "base/files.hpp"
#include "base/words.hpp"
#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "format/allocation_text.hpp"
#include "format/findings.hpp"
#include "precincts/columns.hpp"
#include "precincts/layout.hpp"
#include "precincts/ledger.hpp"
#include "precincts/stated_totals.hpp"

#include <algorithm>
#include <caucus_tally/parse.hpp>
#include <caucus_tally/precincts.hpp>
#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <span>
#include <unistd.h>

namespace caucus_tally {
namespace {

struct TabulateCall {
    std::vector<std::string> paths;
    TabulateOptions query;
    TotalsView view;
    std::string against;      ///< a table of stated totals; empty: none
    std::string contest;      ///< whose rules allocate delegates: a file or an id; empty: none
    bool keep_going = false;  ///< write the totals although rows or files had to be left out
    bool quiet = false;
    OutputOptions output;
};

constexpr const char* help = R"(usage: caucus-tally tabulate FILE... [options]

  caucus-tally tabulate precincts/                 every table in a folder
  caucus-tally tabulate a.csv --by county,party    by other columns
  caucus-tally tabulate a.csv --where office=Gov*  some of the rows
  caucus-tally tabulate *.gz --format csv          totals, to be added up again
)";

RowFilter read_filter(const std::string& word) {
    const std::size_t sign = word.find('=');
    if (sign == std::string::npos || sign == 0)
        throw UsageError(fmt::format("--where must be COLUMN=VALUE, not \"{}\"", word));
    RowFilter filter{.column = word.substr(0, sign), .pattern = word.substr(sign + 1), .glob = true};
    if (filter.column.ends_with('!')) {
        filter.negated = true;
        filter.column.pop_back();
    }
    if (filter.pattern.starts_with('=')) {
        filter.glob = false;
        filter.pattern.erase(0, 1);
    }
    return filter;
}

TabulateCall parse_options(Arguments arguments) {
    TabulateCall call;
    std::vector<std::string> percent_of;
    OptionParser parser(help);
    parser.add_arguments(
        "FILE", call.paths,
        "CSV tables, plain, gzip or zstd; folders (every *.csv, *.csv.gz and *.csv.zst in them); - (standard "
        "input)");
    parser.add_list("--by", call.query.by, "COLUMNS",
                    "add up by these columns, comma-separated; default: office,district,party,candidate");
    parser.add_list("--types", call.query.types, "COLUMNS",
                    "sum only these of the vote types, beside the votes; votes: none of them");
    parser.add_reads(
        "--where", "COLUMN=VALUE",
        "only rows whose column holds VALUE, in which * stands for any text and ? for any one byte (== takes "
        "it as it is); COLUMN!=VALUE: only the others; may be repeated: one column widens the choice, several "
        "narrow it",
        [&call](const std::string& value) { call.query.where.push_back(read_filter(value)); });
    parser.add_list(
        "--percent-of", percent_of, "COLUMNS",
        "columns whose values make a contest, which is 100%; default: those of --by but party and candidate or, "
        "without these, but the last");
    parser.add_number("--digits", call.view.digits, 0, 50, "digits of percentages after the point; default: 2");
    parser.add_flag("--thousands", call.query.thousands, "take 1,234 for a count without a warning");
    parser.add_text("--against", call.against, "FILE",
                    "compare with the totals that this table states; differences are errors");
    parser.add_text(
        "--contest", call.contest, "CONTEST",
        "allocate the delegates of this contest's pools by the votes of its candidates: a file or the id of a "
        "built-in contest, also as builtin:ID");
    parser.add_choice(
        "--totals", call.query.totals,
        Choices<TotalsChoice>{
            {"auto", TotalsChoice::automatic}, {"keep", TotalsChoice::keep}, {"drop", TotalsChoice::drop}},
        "rows that are totals of others: leave out those whose parts are there (auto), count them "
        "(keep), also leave out whatever is called a total (drop)");
    parser.add_flag("--keep-going", call.keep_going, "write the totals even if rows or files had to be left out");
    parser.add_number("--max", call.query.max_findings, 0, 1'000'000,
                      "show the first N errors and warnings (default: 20); all are counted");
    parser.add_flag("-q,--quiet", call.quiet,
                    "errors only: no warnings, no word about rows that are no candidate's or totals");
    parser.add_number("-j,--threads", call.query.threads, 1, 1024,
                      "threads that read; default: one for each processor");
    parser.add_defuse_formulas(call.output);
    parser.add_output(call.output);
    parser.parse(arguments);
    if (call.paths.empty()) throw UsageError("tabulate needs a file, a folder or - (standard input)");
    refuse_second_stdin(call.paths, {call.contest});
    if (call.against == "-") throw UsageError("--against needs a file, which is read more than once");
    for (const std::string& word : percent_of) call.view.percent_of.push_back(normalize_name(word));
    call.view.percent_of_given = !percent_of.empty();
    return call;
}

/// A line on standard error that says how far a long run has come: only if that is a terminal, and only after a second.
/// It is gone when the run is over.
class ProgressLine {
public:
    ProgressLine() = default;
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    ~ProgressLine() {
        if (shown_) write_message("\r\x1b[K");
    }

    void show(const TabulateProgress& progress) {
        if (!is_terminal_) return;
        const Clock::time_point now = Clock::now();
        if (now < next_) return;
        next_ = now + std::chrono::milliseconds(200);
        shown_ = true;
        constexpr std::uint64_t megabyte = 1'000'000;
        std::string text = fmt::format("\rread {} MB", progress.bytes_read / megabyte);
        if (progress.bytes_total > 0)
            text += fmt::format(" of {} MB, {}%", progress.bytes_total / megabyte,
                                std::min<std::uint64_t>(100, progress.bytes_read / (progress.bytes_total / 100 + 1)));
        write_message(text + "\x1b[K");
    }

private:
    using Clock = std::chrono::steady_clock;

    bool is_terminal_ = ::isatty(STDERR_FILENO) == 1;
    bool shown_ = false;
    Clock::time_point next_ = Clock::now() + std::chrono::seconds(1);
};

Tabulation tabulate_all(const std::vector<TableInput>& tables, const TabulateCall& call) {
    ProgressLine line;
    TabulateOptions query = call.query;
    query.progress = [&line](const TabulateProgress& progress) { line.show(progress); };
    return tabulate(tables, query);
}

void check_percent_of(std::span<const std::string> by, const TotalsView& view) {
    const std::vector<std::string_view> known(by.begin(), by.end());
    for (const std::string& column : view.percent_of)
        if (std::ranges::find(known, column) == known.end())
            throw UsageError(fmt::format("--percent-of: \"{}\" is not among the columns of --by ({}){}", column,
                                         fmt::join(known, ", "), did_you_mean(column, known)));
}

void check_types(const std::vector<std::string>& counts, const std::vector<std::string>& types) {
    const std::vector<std::string_view> known(counts.begin(), counts.end());
    for (const std::string& type : types)
        if (const std::string name = normalize_name(type); std::ranges::find(known, name) == known.end())
            throw UsageError(fmt::format("--types: no table has a count \"{}\"{}", name, did_you_mean(name, known)));
}

/// What can be known of the options before the rows are read, which may take long.
void check_call(const TabulateCall& call) {
    const Query query = make_query(call.query);
    check_percent_of(std::span(query.by).first(query.by.size() - (query.marks_totals ? 1 : 0)), call.view);
    if (call.against.empty() || can_be_read_again(call.against)) return;
    if (std::error_code error; std::filesystem::exists(call.against, error))
        throw UsageError(
            fmt::format("--against needs a regular file, which is read more than once; {} is none", call.against));
    throw FileError(fmt::format("{}: {}", call.against, open_source(call.against)->error()));
}

/// Writes findings, of which there may be more than are kept; only errors if nothing else is wanted.
void write_findings(std::vector<Finding> shown, std::uint64_t errors, std::uint64_t warnings,
                    const TabulateCall& call) {
    if (call.quiet) std::erase_if(shown, [](const Finding& finding) { return finding.severity != Severity::error; });
    std::string text = findings_text(shown, detect_error_terminal(call.output));
    if (const std::uint64_t all = errors + (call.quiet ? 0 : warnings); all > shown.size())
        text += fmt::format("{}{}", shown.empty() ? "" : "\n", omitted_line(all - shown.size()));
    write_message(text);
}

std::string draw_sentences(const std::vector<std::string>& sentences, const Terminal& terminal) {
    std::string text;
    for (const std::string& sentence : sentences) text += draw_sentence(sentence, terminal);
    return text;
}

/// Compares with the stated totals, if there are any, and reports what differs.
ExitStatus compare(const Tabulation& totals, const TabulateCall& call) {
    if (call.against.empty()) return exit_ok;
    const StatedComparison comparison = compare_with_stated(totals, call.against, call.query);
    write_findings(comparison.stated.findings, comparison.stated.errors, comparison.stated.warnings, call);
    const bool is_refused =
        comparison.stated.refused_files > 0 || comparison.stated.truncated || comparison.stated.summed_rows == 0;
    write_findings(comparison.findings, is_refused ? comparison.findings.size() : comparison.differences,
                   comparison.unstated > 0 ? 1 : 0, call);
    if (is_refused) return exit_file;
    return comparison.differences > 0 || comparison.stated.bad_rows > 0 ? exit_findings : exit_ok;
}

/// "--where office=President", as a shell reads it, and as it stands there and nowhere else.
std::string choice_of(std::string_view column, std::string_view value) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.,:/+-%@";
    const std::string_view sign = value.find_first_of("*?") == std::string_view::npos ? "=" : "==";
    std::string word = fmt::format("{}{}{}", column, sign, value);
    if (value.find_first_not_of(plain) == std::string_view::npos) return "--where " + word;
    for (std::size_t at = word.find('\''); at != std::string::npos; at = word.find('\'', at + 4))
        word.replace(at, 1, R"('\'')");
    return fmt::format("--where '{}'", word);
}

/// Allocates the contest's delegates; the status is that of an open tie, if there is one.
ExitStatus allocate_delegates(const Tabulation& totals, Contest wanted, const TabulateCall& call, TotalsView& view) {
    TabulatedAllocation tabulated;
    try {
        tabulated = allocate_totals(std::move(wanted), totals, contest_columns(totals, view));
    } catch (const MixedContests& error) {
        std::vector<std::string> choices;
        for (const auto& [column, value] : error.choice) choices.push_back(choice_of(column, value));
        throw UsageError(fmt::format("--contest: {}: choose with {}", error.what(), fmt::join(choices, " ")));
    } catch (const AllocationError& error) {
        throw UsageError(fmt::format("--contest: {}", error.what()));
    }
    const Contest& contest = tabulated.contest;
    if (tabulated.missing.size() == contest.candidates.size())
        throw FileError(fmt::format("none of the {} candidates of {} is in these tables; nothing is allocated",
                                    contest.candidates.size(), contest.id));
    std::vector<std::string> lines;
    if (!tabulated.strangers.empty() && !call.quiet)
        lines.push_back(fmt::format("not among the contest's candidates, counted in the total: {}",
                                    fmt::join(tabulated.strangers, "; ")));
    if (!tabulated.missing.empty() && !call.quiet)
        lines.push_back(fmt::format("candidates of whom there is no row: {}", fmt::join(tabulated.missing, "; ")));
    for (const UncomputedPool& pool : tabulated.allocation.uncomputed)
        lines.push_back(
            fmt::format("{} is not computed: {}", pool_label(contest, pool.place), not_computed_text(contest, pool)));
    const bool open = is_open(tabulated.allocation);
    if (open) lines.emplace_back("delegates that are open are nobody's here");
    write_message(draw_sentences(lines, detect_error_terminal(call.output)));
    view.delegates = std::move(tabulated.delegates);
    return open ? exit_tie : exit_ok;
}

/// Why nothing can be written, as a status; exit_ok where the totals can be. A part of a whole in which --where finds
/// nothing is no fault of a run that is to keep going.
ExitStatus refuse(const Tabulation& totals, bool keep_going) {
    const bool unread = totals.refused_files > 0 || totals.truncated;
    if (totals.overflow) return exit_findings;
    if (totals.summed_rows == 0 && !(keep_going && totals.unwanted_rows > 0)) return exit_file;
    if (keep_going) return exit_ok;
    if (unread) return exit_file;
    return totals.bad_rows > 0 || totals.inconsistent ? exit_findings : exit_ok;
}

/// Why no totals are written.
std::string refusal(const Tabulation& totals, std::span<const TableInput> tables) {
    if (totals.overflow) return "no totals are written: a sum exceeds 2^64 - 1";
    if (totals.summed_rows > 0) return "no totals are written; --keep-going writes what was added up";
    if (totals.rows > 0 && totals.unwanted_rows == totals.rows)
        return "nothing to add up: --where wants no row (letter case matters)";
    if (totals.rows > 0 || totals.files == 0) return "nothing to add up";
    return tables.size() == 1
               ? fmt::format("nothing to add up: {} has a header and no rows", display_name(tables.front()))
               : "nothing to add up: the tables have headers and no rows";
}

}  // namespace

int run_tabulate(Arguments arguments) {
    const TabulateCall call = parse_options(arguments);
    const FoundTables found = collect_tables(call.paths);
    const std::vector<TableInput>& tables = found.inputs;
    for (const TableInput& table : tables) refuse_overwriting(call.output, table.name);
    for (const std::string& path : {call.against, call.contest}) refuse_overwriting(call.output, path);
    check_call(call);
    if (!call.quiet) write_message(findings_text(found.passed_over, detect_error_terminal(call.output)));
    std::optional<ParsedContest> wanted;
    if (!call.contest.empty()) {
        wanted = open_one_contest(call.contest, call.output);
        if (!wanted) return exit_file;
    }
    const Tabulation totals = tabulate_all(tables, call);
    check_percent_of(totals.by, call.view);
    if (totals.files > 0) check_types(totals.counts, call.query.types);
    write_findings(totals.findings, totals.errors, totals.warnings, call);

    const Terminal error_terminal = detect_error_terminal(call.output);
    if (const ExitStatus status = refuse(totals, call.keep_going); status != exit_ok) {
        std::vector<std::string> lines = tabulate_account(totals);
        lines.push_back(refusal(totals, tables));
        write_message(draw_sentences(lines, error_terminal));
        return status;
    }
    const ExitStatus compared = compare(totals, call);
    TotalsView view = call.view;
    const ExitStatus allocated = wanted ? allocate_delegates(totals, *std::move(wanted->contest), call, view) : exit_ok;
    // People read below the totals what these hold; beside the other formats they are told if it is not everything.
    const bool account = is_for_people(call.output.format) && !call.quiet;
    const std::string text = draw(tabulate_document(totals, view, account), call.output);
    if (!account && leaves_rows_out(totals) && (!call.quiet || totals.bad_rows + totals.undecided_rows > 0))
        write_message(draw_sentences(tabulate_account(totals), error_terminal));
    write_output(text, call.output);
    if (totals.refused_files > 0 || totals.truncated) return exit_file;
    // One row in a hundred is what a run that keeps going may lose without being called incomplete.
    const bool lacks_much = totals.bad_rows > totals.rows / 100;
    if (compared == exit_ok && (totals.undecided_rows > 0 || lacks_much)) return exit_findings;
    return compared != exit_ok ? compared : allocated;
}

}  // namespace caucus_tally
