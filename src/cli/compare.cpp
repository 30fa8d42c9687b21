// SPDX-License-Identifier: MIT
#include "format/compare.hpp"

#include "base/files.hpp"
#include "base/words.hpp"
#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "compare/explained.hpp"
#include "format/findings.hpp"

#include <algorithm>
#include <caucus_tally/check.hpp>
#include <caucus_tally/compare.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace caucus_tally {
namespace {

struct CompareOptions {
    std::vector<std::string> releases;
    std::vector<ChangeKind> ignored;
    std::string waivers;
    TabulateOptions query;  ///< of precinct tables
    std::size_t top = 10;
    OutputOptions output;
};

constexpr const char* help = R"(usage: caucus-tally compare OLD NEW [NEWER...] [options]

  caucus-tally compare unofficial.json official.json  what changed in the result
  caucus-tally compare a.json b.json c.json           a series, step by step
  caucus-tally compare a.csv b.csv --by precinct      precinct tables by group
  caucus-tally compare a.json b.json --format csv     every change for scripts
)";

std::vector<ChangeKind> kinds_of(const std::vector<std::string>& words) {
    std::vector<ChangeKind> kinds;
    for (const std::string& word : words) {
        const auto* const found = std::ranges::find(change_kind_words, word);
        if (found == change_kind_words.end())
            throw UsageError(fmt::format("--ignore: no kind of change is called \"{}\"{}; kinds are {}", word,
                                         did_you_mean(word, change_kind_words), fmt::join(change_kind_words, ", ")));
        kinds.push_back(static_cast<ChangeKind>(found - change_kind_words.begin()));
    }
    return kinds;
}

CompareOptions parse_options(Arguments arguments) {
    CompareOptions options;
    std::vector<std::string> ignored;
    OptionParser parser(help);
    parser.add_arguments("RELEASE", options.releases,
                         "two or more contest files, publications, FILE#ID, - (standard input) or ids of built-in "
                         "contests; or precinct tables (*.csv, *.csv.gz, *.csv.zst)");
    parser.add_list("--by", options.query.by, "COLUMNS",
                    "precinct tables: compare groups of these columns; default: office,district,party,candidate");
    parser.add_flag("--thousands", options.query.thousands,
                    "precinct tables: take 1,234 for a count without a warning");
    parser.add_list("--ignore", ignored, "KINDS", "leave out changes of these kinds: spelling, fact, percent-base");
    parser.add_text("--waivers", options.waivers, "FILE", "changes that are explained, with reasons (JSON)");
    parser.add_number("--top", options.top, 1, 1'000'000'000,
                      "for people: the largest N changes of each level (default: 10); scripts get all");
    parser.add_number("-j,--threads", options.query.threads, 1, 1024,
                      "threads that read precinct tables; default: one for each processor");
    parser.add_defuse_formulas(options.output);
    parser.add_output(options.output);
    parser.parse(arguments);
    if (options.releases.size() < 2) throw UsageError("compare needs two releases or more");
    refuse_second_stdin(options.releases, {options.waivers});
    options.ignored = kinds_of(ignored);
    return options;
}

bool is_table(const std::string& name) {
    const std::string lower = lower_case(name);
    return std::ranges::any_of(table_endings, [&](std::string_view ending) { return lower.ends_with(ending); });
}

/// The contests that a release holds, with what their checks find. Empty if one cannot be used, which is said.
struct OpenedRelease {
    std::vector<ParsedContest> contests;
    std::vector<Release> releases;
};

OpenedRelease open_release(const std::string& name, const OutputOptions& output) {
    OpenedRelease opened;
    opened.contests = open_contests_to_use(name, output);
    for (const ParsedContest& parsed : opened.contests)
        opened.releases.push_back({&parsed, locate(parsed.text, check(*parsed.contest))});
    return opened;
}

/// Pairs contests by id, or as the only ones.
std::vector<Comparison> compare_all(const std::vector<Release>& before, const std::vector<Release>& after) {
    std::vector<Comparison> comparisons;
    if (before.size() == 1 && after.size() == 1) return {compare_contests(before.front(), after.front())};
    const auto find = [](const std::vector<Release>& releases, const std::string& id) {
        return std::ranges::find(releases, id,
                                 [](const Release& each) -> const std::string& { return each.parsed->contest->id; });
    };
    const auto add_alone = [&](const Contest& contest, ChangeKind kind) {
        Comparison& alone = comparisons.emplace_back();
        alone.contest = contest.id;
        alone.title = contest.title;
        alone.changes.push_back(unpaired_contest(contest, kind));
    };
    for (const Release& each : after) {
        const auto same = find(before, each.parsed->contest->id);
        if (same == before.end())
            add_alone(*each.parsed->contest, ChangeKind::contest_added);
        else
            comparisons.push_back(compare_contests(*same, each));
    }
    for (const Release& each : before)
        if (find(after, each.parsed->contest->id) == after.end())
            add_alone(*each.parsed->contest, ChangeKind::contest_removed);
    return comparisons;
}

/// Adds up a precinct table. What is wrong with it is said; nothing if nothing can be compared.
std::optional<Tabulation> add_up(const std::string& name, const TabulateOptions& query, const OutputOptions& output) {
    const TableInput input{.name = name};
    Tabulation totals = tabulate({&input, 1}, query);
    if (!totals.findings.empty()) write_message(findings_text(totals.findings, detect_error_terminal(output)));
    if (totals.refused_files > 0 || totals.truncated || totals.overflow || totals.summed_rows == 0) return std::nullopt;
    if (totals.bad_rows > 0) {  // what was not read cannot be called the same
        write_message(message_line(
            fmt::format("nothing is compared: {} of {} cannot be read", count_noun(totals.bad_rows, "row"), name)));
        return std::nullopt;
    }
    return totals;
}

/// Calls `compare` with each release and the one before it, so that no more than two are in memory.
template <typename Open, typename Compare>
bool step_through(const CompareOptions& options, std::vector<ComparedStep>& steps, Open open, Compare compare) {
    auto before = open(options.releases.front());
    for (std::size_t i = 1; i < options.releases.size(); ++i) {
        auto after = open(options.releases[i]);
        if (!before || !after) return false;
        steps.push_back({options.releases[i - 1], options.releases[i], compare(*before, *after)});
        before = std::move(after);
    }
    return true;
}

bool compare_tables(const CompareOptions& options, std::vector<ComparedStep>& steps) {
    return step_through(
        options, steps, [&](const std::string& name) { return add_up(name, options.query, options.output); },
        [](const Tabulation& before, const Tabulation& after) {
            if (before.by != after.by)
                throw FileError(fmt::format("the tables have groups of other columns: {} and {}; name them with --by",
                                            fmt::join(before.by, ","), fmt::join(after.by, ",")));
            return std::vector{compare_tabulations(before, after)};
        });
}

bool compare_releases(const CompareOptions& options, std::vector<ComparedStep>& steps) {
    return step_through(
        options, steps,
        [&](const std::string& name) {
            auto opened = std::make_unique<OpenedRelease>(open_release(name, options.output));
            return opened->contests.empty() ? nullptr : std::move(opened);
        },
        [](const OpenedRelease& before, const OpenedRelease& after) {
            return compare_all(before.releases, after.releases);
        });
}

/// Takes out what is ignored or explained, and says which explanations explain nothing. False if they cannot be read.
bool take_out_all(const CompareOptions& options, std::vector<ComparedStep>& steps) {
    ParsedExplanations parsed;
    parsed.complete = true;
    if (!options.waivers.empty()) parsed = parse_explanations(read_source(options.waivers));
    std::vector<bool> used(parsed.explained.size());
    for (ComparedStep& step : steps) {
        for (Comparison& comparison : step.contests) {
            const TakenOut taken = take_out(comparison, options.ignored, parsed.explained, used);
            step.ignored += taken.ignored;
            step.waived += taken.waived;
        }
    }
    for (std::size_t i = 0; i < used.size(); ++i) {
        if (used[i]) continue;
        const ExplainedChange& unused = parsed.explained[i];
        Finding finding =
            make_finding(Code::waiver_unused, fmt::format("no change of kind \"{}\" at \"{}\" is there to be explained",
                                                          to_string(unused.kind), unused.where));
        finding.location = unused.location;
        parsed.findings.push_back(std::move(finding));
    }
    if (!parsed.findings.empty()) write_message(findings_text(parsed.findings, detect_error_terminal(options.output)));
    return parsed.complete && !has_errors(parsed.findings);
}

}  // namespace

int run_compare(Arguments arguments) {
    const CompareOptions options = parse_options(arguments);
    for (const std::string& name : options.releases) refuse_overwriting(options.output, name);
    refuse_overwriting(options.output, options.waivers);
    const auto tables = static_cast<std::size_t>(std::ranges::count_if(options.releases, is_table));
    if (tables > 0 && tables < options.releases.size())
        throw UsageError("a precinct table and a contest cannot be compared: name tables or contests");
    if (tables == 0 && !options.query.by.empty())
        throw UsageError("--by is for precinct tables (*.csv, *.csv.gz, *.csv.zst)");
    std::vector<ComparedStep> steps;
    if (!(tables > 0 ? compare_tables(options, steps) : compare_releases(options, steps))) return exit_file;
    if (!take_out_all(options, steps)) return exit_file;
    write_output(draw(compare_document(steps, options.top), options.output), options.output);
    return std::ranges::all_of(steps, is_same) ? exit_ok : exit_findings;
}

}  // namespace caucus_tally
