// SPDX-License-Identifier: MIT
#include "csv/line_ends.hpp"
#include "csv/row_fault.hpp"
#include "precincts/precinct_checker.hpp"
#include "precincts/precinct_stream.hpp"

#include <algorithm>
#include <caucus_tally/precinct_table.hpp>

namespace caucus_tally {
namespace {

/// CT005 where the header is that of a precinct table with other separators than commas.
std::optional<Finding> foreign_separator(const CsvReader& reader) {
    if (reader.fields().size() > 1) return std::nullopt;
    const std::string_view row(reader.record().begin, reader.record().size);
    auto foreign = find_foreign_separator(
        row, [](std::span<const std::string_view> names) { return recognize_header(names).is_precinct_table(); });
    if (!foreign) return std::nullopt;
    Finding finding = make_finding(Code::syntax, std::move(foreign->message));
    finding.location = locate_in_row({}, row, reader.line(), foreign->offset, row.substr(foreign->offset, 1));
    return finding;
}

/// Reads the header and reports what is wrong with it. True where its rows can be checked.
bool read_header(CsvReader& reader, TableFindings& findings, PrecinctHeader& header, bool& recognized) {
    std::vector<Finding> found;
    const bool there = reader.next(found);
    if (auto foreign = there ? foreign_separator(reader) : std::nullopt) {
        std::erase_if(found, [](const Finding& finding) { return finding.code == Code::syntax; });
        found.push_back(*std::move(foreign));
    }
    const bool failed = has_errors(found);
    for (Finding& finding : found) findings.add(std::move(finding));
    if (!there && !failed) findings.add(make_finding(Code::nothing_checked, "the file is empty"));
    if (!there) return false;

    header = recognize_header(reader.fields());
    recognized = header.is_precinct_table();
    if (failed) return false;
    // What else may be said of its columns is nobody's business if the file is something else.
    if (auto missing = missing_columns(header, true)) {
        Finding finding = make_finding(Code::field, std::move(missing->message));
        finding.location =
            missing->misspelt ? reader.locate(*missing->misspelt) : locate_row({}, reader.record(), reader.line());
        findings.add(std::move(finding));
        recognized = missing->misspelt && (header.find(ColumnRole::candidate) || header.has_counts());
        return false;
    }
    for (const HeaderProblem& problem : check_header(header)) {
        Finding finding = make_finding(Code::field, problem.message, problem.when);
        finding.location = reader.locate(problem.column);
        findings.add(std::move(finding));
    }
    return true;
}

/// One reading of the table; nothing where a unit came again and rows were not kept.
std::optional<CheckedTable> read_table(std::unique_ptr<ByteSource> source, const std::string& name,
                                       const PrecinctCheckOptions& options, bool keeps_rows) {
    CsvReader reader(std::move(source), name);
    TableFindings findings(options, name);
    PrecinctHeader header;
    bool recognized = false;
    if (!read_header(reader, findings, header, recognized)) {
        CheckedTable table = findings.take();
        table.precinct_table = recognized;
        return table;
    }
    PrecinctChecker checker(reader, make_precinct_layout(header), options.thousands, keeps_rows, findings);
    if (!checker.run()) return std::nullopt;
    if (checker.rows() == 0 && findings.count(Severity::error) == 0)
        findings.add(make_finding(Code::nothing_checked, "the file has a header and no rows"));
    CheckedTable table = findings.take();
    table.precinct_table = true;
    table.rows = checker.rows();
    table.units = checker.units();
    return table;
}

}  // namespace

CheckedTable check_precinct_table(const TableInput& input, const PrecinctCheckOptions& options) {
    const auto open = [&] { return with_line_feeds(input.text ? open_memory(*input.text) : open_source(input.name)); };
    if (input.text || can_be_read_again(input.name))
        if (auto table = read_table(open(), input.name, options, false)) return *std::move(table);
    return check_precinct_stream(open(), input.name, options);
}

CheckedTable check_precinct_stream(std::unique_ptr<ByteSource> source, const std::string& name,
                                   const PrecinctCheckOptions& options) {
    return read_table(std::move(source), name, options, true).value();
}

}  // namespace caucus_tally
