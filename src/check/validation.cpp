// SPDX-License-Identifier: MIT
#include "check/validation.hpp"

#include "base/files.hpp"
#include "base/finding_log.hpp"
#include "base/parallel.hpp"
#include "base/words.hpp"
#include "caucus/caucus.hpp"
#include "contest/nesting.hpp"
#include "precincts/precinct_stream.hpp"

#include <algorithm>
#include <caucus_tally/check.hpp>
#include <caucus_tally/parse.hpp>
#include <caucus_tally/precincts.hpp>
#include <caucus_tally/published.hpp>
#include <exception>
#include <mutex>
#include <set>
#include <tuple>
#include <utility>

namespace caucus_tally {
namespace {

/// What the examination of one input yields.
struct Examined {
    explicit Examined(const ValidationSettings& chosen)
        : settings(chosen),
          log(chosen.most, [this](const Finding& finding) { return judge(finding); }),
          waiver_uses(chosen.waivers.size()) {}
    Examined(const Examined&) = delete;
    Examined& operator=(const Examined&) = delete;

    Verdict judge(const Finding& finding);
    /// Takes a finding that nobody may silence: something was not examined.
    void add_always(Finding finding);

    const ValidationSettings& settings;
    FindingLog log;
    std::vector<WaiverUse> waiver_uses;
    std::size_t files = 0;
    std::size_t contests = 0;
    std::size_t units = 0;
    std::size_t unjudged = 0;
    bool unread = false;
    bool failed = false;
    std::vector<std::string> tables;  ///< checked together with their contest

private:
    bool waive(const Finding& finding);
    void refuse_waivers(const Finding& finding);
};

std::string name_of(const Input& input) {
    return input_name(input.path);
}

Finding about_file(Code code, std::string message, std::string file, Case when = Case::usual) {
    Finding finding = make_finding(code, std::move(message), when);
    finding.location.file = std::move(file);
    return finding;
}

/// These decide the exit status.
bool means_unread(Code code) {
    return code == Code::unreadable || code == Code::nothing_checked || code == Code::syntax;
}

bool means_unread(const Finding& finding) {
    return finding.severity == Severity::error && means_unread(finding.code);
}

Verdict Examined::judge(const Finding& finding) {
    if (means_unread(finding)) {
        unread = true;
        refuse_waivers(finding);
        return Verdict::report;
    }
    if (!std::ranges::binary_search(settings.codes, finding.code)) return Verdict::ignore;
    return waive(finding) ? Verdict::waive : Verdict::report;
}

void Examined::add_always(Finding finding) {
    refuse_waivers(finding);
    log.add_always(std::move(finding));
}

bool Examined::waive(const Finding& finding) {
    std::optional<std::size_t> first;
    for (std::size_t i = 0; i < settings.waivers.size(); ++i) {
        const Coverage found = coverage(settings.waivers[i], finding);
        if (found == Coverage::too_wide) waiver_uses[i] |= {.too_wide = true};
        if (found != Coverage::covered) continue;
        waiver_uses[i] |= {.used = !first, .behind = first};
        if (!first) first = i;
    }
    return first.has_value();
}

void Examined::refuse_waivers(const Finding& finding) {
    for (std::size_t i = 0; i < settings.waivers.size(); ++i)
        if (coverage(settings.waivers[i], finding) != Coverage::none) waiver_uses[i].refused = true;
}

/// Without the counties that are only there to hold their precincts: tables name them in these precincts' paths, and a
/// contest file has to list them.
std::size_t count_stated_units(const Contest& contest) {
    const std::vector<bool> is_parent = find_parents(contest);
    std::size_t count = 0;
    for (std::size_t i = 0; i < contest.units.size(); ++i) {
        const Unit& unit = contest.units[i];
        const bool states_something =
            !unit.results.empty() || unit.delegates || unit.sde || unit.attendance || unit.ballots || unit.registered ||
            std::ranges::any_of(unit.totals, [](const auto& total) { return total.has_value(); });
        if (!is_parent[i] || states_something) ++count;
    }
    return count;
}

void sort_by_place(const ContestText& text, std::vector<Finding>& findings) {
    const auto file_rank = [&](const std::string& file) {
        const auto table = std::ranges::find(text.tables, file, [](const NamedTable& t) { return t.source.name; });
        return file == text.file->name ? 0 : 1 + (table - text.tables.begin());
    };
    std::ranges::stable_sort(findings, {}, [&](const Finding& finding) {
        return std::tuple(file_rank(finding.location.file), finding.location.line, finding.location.column);
    });
}

void examine_contest(ParsedContest parsed, Examined& examined) {
    std::vector<Finding> findings = std::move(parsed.findings);
    if (!parsed.contest) {
        examined.files = 1;
        examined.unread = true;
        for (Finding& finding : findings) examined.add_always(std::move(finding));
        return;
    }
    std::ranges::move(locate(parsed.text, check(*parsed.contest)), std::back_inserter(findings));
    sort_by_place(parsed.text, findings);
    for (Finding& finding : findings) examined.log.add(std::move(finding));
    examined.contests += 1;
    examined.units += count_stated_units(*parsed.contest);
    examined.unjudged += count_unjudged(*parsed.contest);
    examined.files = 1 + parsed.text.tables.size();
    for (const NamedTable& table : parsed.text.tables) examined.tables.push_back(real_path(table.source.name));
}

void examine_publication(const Input& input, Source source, Examined& examined) {
    Publication publication = read_publication(std::move(source), examined.settings.reading);
    if (auto note = other_json_note(publication.contests.front(), input.found_in_folder)) {
        examined.log.add(*std::move(note));
        return;
    }
    select_contest(publication, input.contest);
    for (ParsedContest& parsed : publication.contests) examine_contest(std::move(parsed), examined);
}

/// A table that no contest of the run names.
void examine_table(const Input& input, std::unique_ptr<ByteSource> bytes, Examined& examined) {
    PrecinctCheckOptions options;
    options.thousands = examined.settings.thousands;
    options.max_findings = examined.settings.most;
    options.wanted = [&](const Finding& finding) { return examined.judge(finding) == Verdict::report; };
    CheckedTable table = bytes ? check_precinct_stream(std::move(bytes), name_of(input), options)
                               : check_precinct_table({input.path, {}}, options);
    std::vector<CodeCount> codes;
    std::size_t waived = 0;
    for (const CheckedTable::CodeCount& each : table.codes) {
        if (std::ranges::binary_search(examined.settings.codes, each.code)) waived += each.unwanted;
        CodeCount count{each.code, {}, each.units};
        std::ranges::copy(each.findings, count.findings.of.begin());
        if (count.findings.total() > 0) codes.push_back(count);
    }
    // A header that cannot be used keeps every row from being checked, whatever was said of it.
    const bool unchecked = table.precinct_table && table.rows == 0;
    const bool unreadable = examined.unread;
    if (!table.precinct_table && !unreadable) {
        examined.unread = !input.found_in_folder;
        if (input.found_in_folder || codes.empty())
            examined.log.add(about_file(Code::nothing_checked, "not a precinct table, and no contest names it",
                                        name_of(input), input.found_in_folder ? Case::found_in_folder : Case::usual));
        if (input.found_in_folder) return;
    }
    if (unchecked && !unreadable && codes.empty())
        examined.log.add(
            about_file(Code::nothing_checked, "its header cannot be used, so no row was checked", name_of(input)));
    examined.unread = examined.unread || unchecked;
    examined.log.merge_counted(codes, std::move(table.findings), waived);
    examined.files += table.precinct_table || !unreadable ? 1 : 0;
    examined.units = table.units;
}

void examine(Input& input, InputKind& kind, Examined& examined) {
    if (input.fault && input.fault->severity == Severity::note) {
        examined.log.add(*std::move(input.fault));
        return;
    }
    if (input.fault) {
        examined.unread = true;
        examined.add_always(*std::move(input.fault));
        return;
    }
    // A table that is called one may be the unit table of a contest, so it waited for these.
    const bool said_so = examined.settings.reading.header_rows > 0 && !input.found_in_folder;
    if (kind.is_table && !said_so && !begins_like_publication(kind.head)) {
        examine_table(input, std::move(kind.bytes), examined);
        return;
    }
    try {
        const auto read = [&] {
            if (input.source) return *std::move(input.source);
            return kind.by_name ? read_source(input.path) : read_source(*open_kind(kind, input.path), name_of(input));
        };
        examine_publication(input, read(), examined);
    } catch (const FileError& error) {
        std::string message = error.what();
        const std::string name = name_of(input);
        if (message.starts_with(name + ": ")) message.erase(0, name.size() + 2);
        examined.log.add(about_file(Code::unreadable, std::move(message), name));
    }
}

/// What is said of an input on which the program fails: nobody may take it for checked.
void give_up(const Input& input, const std::exception& error, Examined& examined) {
    examined.files = 1;
    examined.unread = examined.failed = true;
    examined.add_always(about_file(Code::unreadable, "not checked: " + reason_of(error), name_of(input)));
}

}  // namespace

std::optional<Finding> other_json_note(const ParsedContest& parsed, bool found_in_folder) {
    if (!found_in_folder || parsed.contest || parsed.findings.size() != 1) return std::nullopt;
    const Finding& found = parsed.findings.front();
    if (found.code != Code::nothing_checked) return std::nullopt;
    Finding finding = make_finding(found.code, found.message, Case::found_in_folder);
    finding.location = found.location;
    finding.pointer = found.pointer;
    return finding;
}

bool is_incomplete(const ParsedContest& parsed) {
    return !parsed.contest || std::ranges::any_of(parsed.findings, [](const Finding& finding) {
        const bool contradicts = finding.code >= Code::sum && finding.code < Code::percent;
        return finding.severity == Severity::error && !contradicts;
    });
}

bool can_be_waived(const Finding& finding) {
    return !means_unread(finding) && finding.code < Code::waiver_reason;
}

Report validate(std::vector<Input> inputs, const ValidationSettings& settings) {
    std::vector<InputKind> kinds;
    for (const Input& input : inputs) {
        kinds.push_back(input.source || input.fault ? InputKind{} : find_kind(input.path));
        if (!kinds.back().by_name && begins_like_publication(kinds.back().head)) kinds.back().is_table = false;
    }
    Report report;
    report.checks = settings.codes;
    report.files.resize(inputs.size() + 1);
    FindingLog log(settings.most);
    std::vector<WaiverUse> waiver_uses(settings.waivers.size());
    std::set<std::string> named_tables;
    const auto add = [&](std::size_t file, Examined& examined) {
        report.files[file].name = file < inputs.size() ? name_of(inputs[file]) : settings.waiver_file;
        report.files[file].examined = true;
        report.files[file].codes = examined.log.codes();
        log.merge(std::move(examined.log), file);
        for (std::size_t i = 0; i < waiver_uses.size(); ++i) waiver_uses[i] |= examined.waiver_uses[i];
        named_tables.insert(examined.tables.begin(), examined.tables.end());
        report.files_examined += examined.files;
        report.contests += examined.contests;
        report.units += examined.units;
        report.units_unjudged += examined.unjudged;
        report.something_unread = report.something_unread || examined.unread;
        report.something_failed = report.something_failed || examined.failed;
    };
    std::mutex mutex;
    const auto run = [&](const std::vector<std::size_t>& indices) {
        for_each_parallel(indices.size(), settings.threads, [&](std::size_t i) {
            std::optional<Examined> examined(std::in_place, settings);
            try {
                examine(inputs[indices[i]], kinds[indices[i]], *examined);
            } catch (const std::exception& error) {
                // What was found so far went with the file: half an examination is none.
                examined.emplace(settings);
                give_up(inputs[indices[i]], error, *examined);
            }
            const std::lock_guard lock(mutex);
            add(indices[i], *examined);
        });
    };
    // Contests come first: which tables are theirs is known only then.
    std::vector<std::size_t> contests;
    std::vector<std::size_t> tables;
    for (std::size_t i = 0; i < inputs.size(); ++i) (kinds[i].is_table ? tables : contests).push_back(i);
    run(contests);
    std::erase_if(tables, [&](std::size_t i) { return named_tables.contains(real_path(inputs[i].path)); });
    run(tables);

    Examined last(settings);
    for (const Finding& finding : settings.waiver_faults) last.add_always(finding);
    for (std::size_t i = 0; i < settings.waivers.size(); ++i)
        if (!waiver_uses[i].used && std::ranges::binary_search(settings.codes, settings.waivers[i].code))
            last.log.add(unused_waiver(settings.waivers, i, waiver_uses[i]));
    if (report.files_examined == 0 && !report.something_unread)
        last.log.add(make_finding(Code::nothing_checked, "no contest was found, so nothing was checked"));
    add(inputs.size(), last);

    report.codes = log.codes();
    report.counts = log.counts();
    report.waived = log.waived();
    std::vector<FindingLog::Kept> kept = log.take_worst(settings.most);
    report.omitted = report.counts.total() - kept.size();
    for (FindingLog::Kept& each : kept) report.files[each.part].findings.push_back(std::move(each.finding));
    report.tables.assign(named_tables.begin(), named_tables.end());
    if (report.files.back().codes.empty()) report.files.pop_back();
    std::erase_if(report.files, [](const FileReport& file) { return !file.examined; });
    return report;
}

}  // namespace caucus_tally
