// SPDX-License-Identifier: MIT
#include "format/findings.hpp"
#include "json/json_values.hpp"

#include <caucus_tally/check.hpp>
#include <caucus_tally/version.hpp>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

/// A path as a URI reference (RFC 3986): bytes that are not unreserved are percent-encoded, a colon too, lest the first
/// part of a relative path be taken for a scheme.
std::string uri_of(std::string_view path) {
    constexpr std::string_view unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    while (path.starts_with("./")) path.remove_prefix(2);
    std::string uri = path.starts_with('/') ? "file://" : "";
    for (const char c : path) {
        if (unreserved.find(c) != std::string_view::npos) {
            uri += c;
        } else {
            uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return uri;
}

/// "percent-base" as a name of SARIF's kind, "PercentBase".
std::string rule_name(std::string_view slug) {
    std::string name;
    bool upper = true;
    for (const char c : slug) {
        if (c != '-') name += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        upper = c == '-';
    }
    return name;
}

std::string sentence(std::string_view phrase) {
    std::string text(phrase);
    if (text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text + '.';
}

Json rule_of(const Check& check) {
    return {{"id", code_text(check.code)},
            {"name", rule_name(check.slug)},
            {"shortDescription", {{"text", sentence(check.summary)}}},
            {"fullDescription", {{"text", check.guards}}},
            {"help", {{"text", check.solution}}},
            {"defaultConfiguration", {{"level", to_string(check.severity)}}}};
}

Json result_of(const Finding& finding) {
    Json result;
    result["ruleId"] = code_text(finding.code);
    result["ruleIndex"] = &check_of(finding.code) - checks().data();
    result["level"] = to_string(finding.severity);
    result["message"] = {{"text", full_message(finding)}};
    const Location& location = finding.location;
    if (location.file.empty()) return result;
    Json place;
    place["artifactLocation"] = {{"uri", uri_of(location.file)}};
    if (location.line > 0) place["region"]["startLine"] = location.line;
    if (location.column > 0) {
        place["region"]["startColumn"] = location.column;
        place["region"]["endColumn"] = location.column + location.length;
    }
    Json entry = {{"physicalLocation", std::move(place)}};
    if (!finding.unit.empty())
        entry["logicalLocations"] = Json::array({{{"fullyQualifiedName", finding.unit}, {"kind", "unit"}}});
    result["locations"] = Json::array({std::move(entry)});
    return result;
}

}  // namespace

std::string findings_sarif(const Report& report) {
    Json run;
    Json& driver = run["tool"]["driver"];
    driver["name"] = "caucus-tally";
    driver["version"] = version;
    driver["rules"] = Json::array();
    for (const Check& check : checks()) driver["rules"].push_back(rule_of(check));
    run["columnKind"] = "unicodeCodePoints";
    run["invocations"] = Json::array({{{"executionSuccessful", !report.something_unread}}});
    run["results"] = Json::array();
    for (const FileReport& file : report.files)
        for (const Finding& finding : file.findings) run["results"].push_back(result_of(finding));
    if (report.omitted > 0) run["properties"]["omitted"] = report.omitted;
    Json document;
    document["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json";
    document["version"] = "2.1.0";
    document["runs"] = Json::array({std::move(run)});
    return dump(document);
}

}  // namespace caucus_tally
