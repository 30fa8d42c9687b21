// SPDX-License-Identifier: MIT
#include "format/findings.hpp"

#include <caucus_tally/check.hpp>
#include <caucus_tally/votes.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

namespace caucus_tally {
namespace {

std::string counted(std::size_t count, std::string_view one) {
    return fmt::format("{} {}{}", with_separators(count), one, count == 1 ? "" : "s");
}

}  // namespace

TextTable summary_table(const Report& report) {
    const bool has_units = report.units > 0;
    std::vector<TextRow> rows;
    for (const CodeCount& count : report.codes) {
        const Check& check = check_of(count.code);
        TextRow& row = rows.emplace_back();
        row.cells = {code_text(count.code), std::string(check.slug), with_separators(count.findings.total())};
        if (has_units) row.cells.push_back(count.units > 0 ? with_separators(count.units) : "");
        row.cells.emplace_back(check.summary);
    }
    std::vector<TextColumn> columns = {
        {.header = "Code"}, {.header = "Check", .expendable = 1}, {.header = "Findings", .right_aligned = true}};
    if (has_units) columns.push_back({.header = "Units", .right_aligned = true});
    columns.push_back({.header = "Meaning", .shrink_to = 12, .wraps = true, .expendable = 2});
    return {std::move(columns), std::move(rows)};
}

std::string findings_summary(const Report& report, const Terminal& terminal) {
    if (report.codes.empty()) return {};
    TextTable table = summary_table(report);
    return draw_table(std::move(table.columns), table.rows, terminal);
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
