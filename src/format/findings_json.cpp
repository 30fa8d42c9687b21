// SPDX-License-Identifier: MIT
#include "format/findings.hpp"
#include "json/json_values.hpp"

#include <caucus_tally/check.hpp>

namespace caucus_tally {
namespace {

Json json_of(const Finding& finding) {
    Json object;
    object["code"] = code_text(finding.code);
    object["slug"] = check_of(finding.code).slug;
    object["severity"] = to_string(finding.severity);
    object["message"] = full_message(finding);
    add_text(object, "file", finding.location.file);
    if (finding.location.line > 0) object["line"] = finding.location.line;
    if (finding.location.column > 0) object["column"] = finding.location.column;
    add_text(object, "pointer", finding.pointer);
    add_text(object, "contest", finding.contest);
    add_text(object, "unit", finding.unit);
    add_text(object, "stated", finding.stated);
    add_text(object, "computed", finding.computed);
    object["help"] = help_of(finding.code);
    return object;
}

}  // namespace

std::string findings_json(const Report& report) {
    Json document;
    document["format"] = 1;
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
    document["findings"] = Json::array();
    for (const FileReport& file : report.files)
        for (const Finding& finding : file.findings) document["findings"].push_back(json_of(finding));
    return dump(document);
}

}  // namespace caucus_tally
