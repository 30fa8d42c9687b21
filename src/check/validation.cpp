// SPDX-License-Identifier: MIT
#include "check/validation.hpp"

#include "base/files.hpp"
#include "base/parallel.hpp"
#include "caucus/caucus.hpp"
#include "contest/nesting.hpp"
#include "precincts/precinct_stream.hpp"

#include <algorithm>
#include <caucus_tally/check.hpp>
#include <caucus_tally/parse.hpp>
#include <caucus_tally/precinct_table.hpp>
#include <fmt/format.h>
#include <mutex>
#include <set>
#include <tuple>
#include <utility>

namespace caucus_tally {
namespace {

/// What the examination of one input yields.
struct Examined {
    explicit Examined(const FindingFilter& filter) : log(filter) {}

    FindingLog log;
    std::size_t files = 0;
    std::size_t contests = 0;
    std::size_t units = 0;
    std::size_t unjudged = 0;
    bool unread = false;
    std::vector<std::string> tables;  ///< checked together with their contest
};

std::string name_of(const Input& input) {
    return input_name(input.path);
}

Finding about_file(Code code, std::string message, std::string file) {
    Finding finding = error(code, std::move(message));
    finding.location.file = std::move(file);
    return finding;
}

/// Findings that say that something was not examined: they decide the exit status, so nobody may silence them.
bool means_unread(const Finding& finding) {
    return finding.severity == Severity::error &&
           (finding.code == Code::unreadable || finding.code == Code::nothing_checked || finding.code == Code::syntax);
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
        return file == text.file.name ? 0 : 1 + (table - text.tables.begin());
    };
    std::ranges::stable_sort(findings, {}, [&](const Finding& finding) {
        return std::tuple(file_rank(finding.location.file), finding.location.line, finding.location.column);
    });
}

void examine_contest(const Input& input, Source source, Examined& examined) {
    ParsedContest parsed = parse_contest(std::move(source));
    if (auto note = other_json_note(parsed, input.found_in_folder)) {
        examined.log.add(*std::move(note));
        return;
    }
    std::vector<Finding> findings = std::move(parsed.findings);
    if (!parsed.contest) {
        examined.files = 1;
        examined.unread = true;
        for (Finding& finding : findings) examined.log.add_always(std::move(finding));
        return;
    }
    std::ranges::move(locate(parsed.text, check(*parsed.contest)), std::back_inserter(findings));
    sort_by_place(parsed.text, findings);
    for (Finding& finding : findings) {
        if (means_unread(finding)) {
            examined.unread = true;
            examined.log.add_always(std::move(finding));
        } else {
            examined.log.add(std::move(finding));
        }
    }
    examined.contests = 1;
    examined.units = count_stated_units(*parsed.contest);
    examined.unjudged = count_unjudged(*parsed.contest);
    examined.files = 1 + parsed.text.tables.size();
    for (const NamedTable& table : parsed.text.tables) examined.tables.push_back(real_path(table.source.name));
}

/// A table that no contest of the run names.
void examine_table(const Input& input, std::unique_ptr<ByteSource> bytes, bool thousands, std::size_t most,
                   Examined& examined) {
    PrecinctCheckOptions options;
    options.thousands = thousands;
    options.max_findings = most;
    options.wanted = [&](const Finding& finding) {
        if (!means_unread(finding)) return examined.log.wants(finding);
        examined.log.refuse_waivers(finding);
        return true;
    };
    CheckedTable table = bytes ? check_precinct_stream(std::move(bytes), name_of(input), options)
                               : check_precinct_table({input.path, {}}, options);
    const auto count_of = [&](Code code) {
        const auto found = std::ranges::find(table.codes, code, &CheckedTable::CodeCount::code);
        return found == table.codes.end() ? 0 : found->findings[static_cast<std::size_t>(Severity::error)];
    };
    // A header that cannot be used keeps every row from being checked, whatever was said of it.
    const bool unchecked = table.precinct_table && table.rows == 0;
    const bool unreadable = count_of(Code::unreadable) + count_of(Code::nothing_checked) + count_of(Code::syntax) > 0;
    if (!table.precinct_table && !unreadable) {
        Finding finding =
            about_file(Code::nothing_checked, "not a precinct table, and no contest names it", name_of(input));
        if (input.found_in_folder) {
            finding.severity = Severity::note;
            examined.log.add(std::move(finding));
            return;
        }
        examined.unread = true;
        if (table.findings.empty()) examined.log.add_always(std::move(finding));
    }
    if (unchecked && !unreadable && table.findings.empty())
        examined.log.add_always(
            about_file(Code::nothing_checked, "its header cannot be used, so no row was checked", name_of(input)));
    examined.unread = examined.unread || unreadable || unchecked;
    examined.files += table.precinct_table || !unreadable ? 1 : 0;
    examined.units = table.units;
    examined.log.add_table(std::move(table));
}

void examine(Input& input, InputKind& kind, const ValidationSettings& settings, Examined& examined) {
    if (input.fault) {
        examined.unread = true;
        examined.log.add_always(*std::move(input.fault));
        return;
    }
    if (kind.is_table) {
        examine_table(input, std::move(kind.bytes), settings.thousands, settings.filter.most, examined);
        return;
    }
    try {
        const auto read = [&] {
            if (input.source) return *std::move(input.source);
            return kind.by_name ? read_source(input.path) : read_source(*open_kind(kind, input.path), name_of(input));
        };
        examine_contest(input, read(), examined);
    } catch (const FileError& error) {
        std::string message = error.what();
        const std::string name = name_of(input);
        if (message.starts_with(name + ": ")) message.erase(0, name.size() + 2);
        examined.unread = true;
        examined.log.add_always(about_file(Code::unreadable, std::move(message), name));
    }
}

/// Gathers what is found in files, in whatever order they are finished, and keeps the most severe findings that come
/// first in the order of files.
class Collector {
public:
    Collector(std::size_t files, const ValidationSettings& settings)
        : most_(settings.most), waiver_uses_(settings.filter.waivers.size()) {
        report_.files.resize(files);
        report_.checks = settings.filter.codes;
    }

    void add(std::size_t file, Examined examined) {
        report_.files[file].examined = true;
        for (const auto& [code, counts] : examined.log.counts()) {
            report_.files[file].codes.push_back({code, counts.findings, counts.units.size() + counts.other_units});
            CodeCount& all = codes_[code];
            all.code = code;
            all.findings += counts.findings;
            all.units += counts.units.size() + counts.other_units;
            report_.counts += counts.findings;
        }
        for (std::size_t i = 0; i < kept_.size(); ++i) keep(kept_[i], file, examined.log.kept(Severity(i)));
        for (std::size_t i = 0; i < waiver_uses_.size(); ++i) waiver_uses_[i] |= examined.log.waiver_uses()[i];
        report_.files_examined += examined.files;
        report_.contests += examined.contests;
        report_.units += examined.units;
        report_.units_unjudged += examined.unjudged;
        report_.waived += examined.log.waived();
        report_.something_unread = report_.something_unread || examined.unread;
    }

    const Report& so_far() const { return report_; }
    const WaiverUse& use_of(std::size_t waiver) const { return waiver_uses_[waiver]; }

    Report finish(const std::vector<Input>& inputs) {
        for (std::size_t i = 0; i < report_.files.size(); ++i)
            report_.files[i].name = i < inputs.size() ? name_of(inputs[i]) : "";
        for (auto& [code, count] : codes_) report_.codes.push_back(count);
        std::vector<Entry> chosen;
        for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
            std::vector<Entry>& kept = kept_[static_cast<std::size_t>(severity)];
            kept.resize(std::min(kept.size(), most_ - chosen.size()));
            std::ranges::move(kept, std::back_inserter(chosen));
        }
        std::ranges::sort(chosen, {}, order);
        report_.omitted = report_.counts.total() - chosen.size();
        for (Entry& entry : chosen) report_.files[entry.file].findings.push_back(std::move(entry.kept.finding));
        return std::move(report_);
    }

private:
    struct Entry {
        std::size_t file;
        FindingLog::Kept kept;
    };

    static std::pair<std::size_t, std::size_t> order(const Entry& entry) { return {entry.file, entry.kept.position}; }

    void keep(std::vector<Entry>& kept, std::size_t file, std::vector<FindingLog::Kept>& more) {
        if (more.empty()) return;
        const auto middle = static_cast<std::ptrdiff_t>(kept.size());
        for (FindingLog::Kept& each : more) kept.push_back({file, std::move(each)});
        std::ranges::inplace_merge(kept, kept.begin() + middle, {}, order);
        if (kept.size() > most_) kept.resize(most_);
    }

    std::size_t most_;
    Report report_;
    std::map<Code, CodeCount> codes_;
    std::array<std::vector<Entry>, 3> kept_;
    std::vector<WaiverUse> waiver_uses_;
};

}  // namespace

std::optional<Finding> other_json_note(const ParsedContest& parsed, bool found_in_folder) {
    if (!found_in_folder || parsed.contest || parsed.findings.size() != 1) return std::nullopt;
    Finding finding = parsed.findings.front();
    if (finding.code != Code::nothing_checked) return std::nullopt;
    finding.severity = Severity::note;
    return finding;
}

Report validate(std::vector<Input> inputs, const ValidationSettings& settings) {
    Collector collector(inputs.size() + 1, settings);
    std::vector<InputKind> kinds;
    for (const Input& input : inputs)
        kinds.push_back(input.source || input.fault ? InputKind{} : find_kind(input.path));
    std::set<std::string> named_tables;
    std::mutex mutex;
    const auto run = [&](const std::vector<std::size_t>& indices) {
        for_each_parallel(indices.size(), settings.threads, [&](std::size_t i) {
            Examined examined(settings.filter);
            examine(inputs[indices[i]], kinds[indices[i]], settings, examined);
            const std::lock_guard lock(mutex);
            named_tables.insert(examined.tables.begin(), examined.tables.end());
            collector.add(indices[i], std::move(examined));
        });
    };
    // Contests come first: which tables are theirs is known only then.
    std::vector<std::size_t> contests;
    std::vector<std::size_t> tables;
    for (std::size_t i = 0; i < inputs.size(); ++i) (kinds[i].is_table ? tables : contests).push_back(i);
    run(contests);
    std::erase_if(tables, [&](std::size_t i) { return named_tables.contains(real_path(inputs[i].path)); });
    run(tables);

    Examined last(settings.filter);
    for (const Finding& finding : settings.waiver_faults) last.log.add_always(finding);
    const std::vector<Waiver>& waivers = settings.filter.waivers;
    for (std::size_t i = 0; i < waivers.size(); ++i)
        if (!collector.use_of(i).used && std::ranges::binary_search(settings.filter.codes, waivers[i].code))
            last.log.add(unused_waiver(waivers, i, collector.use_of(i)));
    const Report& so_far = collector.so_far();
    if (so_far.files_examined == 0 && !so_far.something_unread) {
        last.unread = true;
        last.log.add_always(error(Code::nothing_checked, "no contest was found, so nothing was checked"));
    }
    collector.add(inputs.size(), std::move(last));
    Report report = collector.finish(inputs);
    report.tables.assign(named_tables.begin(), named_tables.end());
    report.files.back().name = settings.waiver_file;
    if (report.files.back().codes.empty()) report.files.pop_back();
    std::erase_if(report.files, [](const FileReport& file) { return !file.examined; });
    return report;
}

}  // namespace caucus_tally
