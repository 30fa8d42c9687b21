// SPDX-License-Identifier: MIT
#include "format/findings.hpp"

#include "format/display.hpp"
#include "format/json.hpp"

#include <algorithm>
#include <caucus_tally/check.hpp>
#include <caucus_tally/numbers.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

namespace caucus_tally {
namespace {

std::string counted(std::size_t count, std::string_view one) {
    return fmt::format("{} {}{}", with_separators(count), one, count == 1 ? "" : "s");
}

/// The first `count` code points.
std::string_view leading(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    while (at < text.size() && count > 0) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
        --count;
    }
    return text.substr(0, at);
}

/// How often each code was found and in how many units.
TextTable summary_table(const Report& report) {
    TextTable table{.columns = {{.header = "Code"},
                                {.header = "Check", .expendable = 1},
                                {.header = "Findings", .right_aligned = true},
                                {.header = "Units", .right_aligned = true, .shown = report.units > 0},
                                {.header = "Meaning", .shrink_to = 12, .wraps = true, .expendable = 2}},
                    .caption = "How often each check found something"};
    for (const CodeCount& count : report.codes) {
        const Check& check = check_of(count.code);
        table.rows.push_back({.cells = {code_text(count.code), check.slug, count.findings.total(),
                                        count.units > 0 ? Cell(count.units) : Cell(""), check.summary}});
    }
    return table;
}

ScriptTable findings_table(const Report& report) {
    constexpr Written everywhere = Written::everywhere;
    return {{{"code"},
             {"slug"},
             {"severity"},
             {"message"},
             {"file", everywhere, true},
             {"line", everywhere, true},
             {"column", everywhere, true},
             {"pointer", everywhere, true},
             {"contest", everywhere, true},
             {"unit", everywhere, true},
             {"candidate", Written::json, true},
             {"pool", Written::json, true},
             {"stated", everywhere, true},
             {"computed", everywhere, true},
             {"help"}},
            [&report](RowSink& rows) {
                const auto counted_from_1 = [](std::size_t place) { return place > 0 ? Cell(place) : Cell(); };
                for (const FileReport& file : report.files)
                    for (const Finding& finding : file.findings)
                        rows.add(code_text(finding.code), check_of(finding.code).slug, to_string(finding.severity),
                                 full_message(finding), Cell::known(finding.location.file),
                                 counted_from_1(finding.location.line), counted_from_1(finding.location.column),
                                 Cell::known(finding.pointer), Cell::known(finding.contest), Cell::known(finding.unit),
                                 Cell::known(finding.candidate), Cell::known(finding.pool), Cell::known(finding.stated),
                                 Cell::known(finding.computed), help_of(finding.code));
            }};
}

std::string findings_json(const Report& report) {
    Json document{{"format", 1}};
    document["checked"] = {{"files", report.files_examined},
                           {"contests", report.contests},
                           {"units", report.units},
                           {"checks", report.checks.size()}};
    if (report.units_unjudged > 0) document["checked"]["units_not_judged"] = report.units_unjudged;
    document["summary"] = {{"errors", report.counts[Severity::error]},
                           {"warnings", report.counts[Severity::warning]},
                           {"notes", report.counts[Severity::note]}};
    if (report.waived > 0) document["summary"]["waived"] = report.waived;
    if (report.omitted > 0) document["summary"]["omitted"] = report.omitted;
    document["findings"] = json_rows(findings_table(report));
    return dump(document);
}

/// What was found in all, how often each code, then the findings file by file.
std::vector<Section> findings_sections(const Report& report) {
    const Emphasis verdict = report.counts[Severity::error] > 0     ? Emphasis::bad
                             : report.counts[Severity::warning] > 0 ? Emphasis::caution
                                                                    : Emphasis::good;
    std::vector<Section> sections(1);
    Section& title = sections.front();
    title.heading = "Findings";
    const std::string closing = closing_lines(report);
    for (const std::string_view line : lines_of(closing)) title.before.push_back({std::string(line), verdict});
    if (!report.codes.empty()) title.table = summary_table(report);
    title.sortable = true;
    for (std::size_t i = 0; i < title.table.rows.size(); ++i) {
        const auto holds = [code = report.codes[i].code](const FileReport& file) {
            return std::ranges::find(file.findings, code, &Finding::code) != file.findings.end();
        };
        if (std::ranges::any_of(report.files, holds))
            title.table.rows[i].link = fmt::format("#{}-1", code_text(report.codes[i].code));
    }
    for (const FileReport& file : report.files)
        if (!file.findings.empty()) sections.push_back({.heading = file.name, .depth = 1, .findings = file.findings});
    return sections;
}

}  // namespace

std::string_view to_string(Severity severity) {
    switch (severity) {
        case Severity::note:
            return "note";
        case Severity::warning:
            return "warning";
        case Severity::error:
            return "error";
    }
    return {};
}

std::string place_text(const Location& location, bool unicode) {
    std::string text = visible(location.file, unicode);
    if (location.line > 0) text += fmt::format(":{}", location.line);
    if (location.column > 0) text += fmt::format(":{}", location.column);
    return text;
}

MarkedExcerpt split_excerpt(const Location& location) {
    const std::string_view line = location.excerpt;
    if (location.column == 0) return {line, {}, {}};
    const std::string_view before = leading(line, location.column - 1);
    const std::string_view marked = leading(line.substr(before.size()), location.length);
    return {before, marked, line.substr(before.size() + marked.size())};
}

std::string full_message(const Finding& finding) {
    std::string message = finding.message;
    for (const std::string& note : finding.notes) message += "; " + note;
    return message;
}

std::string help_of(Code code) {
    return "caucus-tally explain " + code_text(code);
}

std::string findings_concise(const Report& report, bool unicode) {
    std::string text;
    for (const FileReport& file : report.files) {
        for (const Finding& finding : file.findings) {
            const std::string place = place_text(finding.location, unicode);
            text += fmt::format("{}{}{} {} {}: {}\n", place, place.empty() ? "" : ": ", to_string(finding.severity),
                                code_text(finding.code), check_of(finding.code).slug,
                                visible(full_message(finding), unicode));
        }
    }
    return text;
}

Document findings_document(const Report& report) {
    return {.title = "Findings",
            .sections = [&report](Format) { return findings_sections(report); },
            .table = [&report] { return findings_table(report); },
            .json = [&report] { return findings_json(report); }};
}

std::string findings_summary(const Report& report, const Terminal& terminal) {
    return report.codes.empty() ? "" : draw_table(summary_table(report), terminal);
}

std::string omitted_line(std::size_t findings) {
    return fmt::format("and {} that --max left out\n", counted(findings, "more finding"));
}

std::string closing_lines(const Report& report) {
    std::vector<std::string> examined = {counted(report.files_examined, "file")};
    if (report.units > 0) examined.push_back(counted(report.units, "unit"));
    if (report.units_unjudged > 0)
        examined.back() += fmt::format(" ({} not judged)", with_separators(report.units_unjudged));
    examined.push_back(counted(report.checks.size(), "check"));
    std::vector<std::string> found;
    for (const Severity severity : {Severity::error, Severity::warning, Severity::note})
        if (report.counts[severity] > 0) found.push_back(counted(report.counts[severity], to_string(severity)));
    if (found.empty()) found.emplace_back("no findings");

    std::string text;
    if (report.omitted > 0) text = omitted_line(report.omitted);
    return text + fmt::format("checked {}: {}{}\n", fmt::join(examined, ", "), fmt::join(found, ", "),
                              report.waived > 0 ? fmt::format(" ({} waived)", with_separators(report.waived)) : "");
}

}  // namespace caucus_tally
