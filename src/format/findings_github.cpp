// SPDX-License-Identifier: MIT
#include "format/display.hpp"
#include "format/findings.hpp"

#include <caucus_tally/check.hpp>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

/// The text with %, line breaks and these characters escaped as a workflow command asks for.
std::string escaped(std::string_view text, std::string_view others) {
    std::string result;
    for (const char c : text) {
        if (c == '%' || c == '\r' || c == '\n' || others.find(c) != std::string_view::npos)
            result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        else
            result += c;
    }
    return result;
}

std::string property(std::string_view text) {
    return escaped(text, ":,");
}

std::string_view command_of(Severity severity) {
    return severity == Severity::note ? "notice" : to_string(severity);
}

std::string annotation(const Finding& finding) {
    const Location& location = finding.location;
    std::string text = fmt::format("::{} ", command_of(finding.severity));
    if (!location.file.empty()) text += fmt::format("file={},", property(visible(location.file, true)));
    if (location.line > 0) text += fmt::format("line={},", location.line);
    if (location.column > 0) text += fmt::format("col={},", location.column);
    std::string said = visible(finding.message, true);
    for (const std::string& note : finding.notes) said += "\nnote: " + visible(note, true);
    said += "\nhelp: " + help_of(finding.code);
    return text + fmt::format("title={}::{}\n",
                              property(fmt::format("{} {}", code_text(finding.code), check_of(finding.code).slug)),
                              escaped(said, ""));
}

}  // namespace

std::string findings_github(const Report& report) {
    std::string text;
    for (const Severity severity : {Severity::error, Severity::warning, Severity::note})
        for (const FileReport& file : report.files)
            for (const Finding& finding : file.findings)
                if (finding.severity == severity) text += annotation(finding);
    return text;
}

}  // namespace caucus_tally
