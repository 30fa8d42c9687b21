// SPDX-License-Identifier: MIT
#include "format/display.hpp"
#include "format/findings.hpp"

#include <algorithm>
#include <caucus_tally/check.hpp>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

Emphasis emphasis_of(Severity severity) {
    switch (severity) {
        case Severity::note:
            return Emphasis::strong;
        case Severity::warning:
            return Emphasis::caution;
        case Severity::error:
            return Emphasis::bad;
    }
    return Emphasis::normal;
}

std::string excerpt(const Finding& finding, const Terminal& terminal) {
    const Location& location = finding.location;
    const std::string number = std::to_string(location.line);
    const std::string margin(number.size(), ' ');
    const std::string_view bar = terminal.unicode ? "│" : "|";
    const auto [before, marked, after] = split_excerpt(location);

    // Room is kept for the mark itself and for a little of what stands behind it.
    const unsigned taken = static_cast<unsigned>(number.size()) + 3;
    const unsigned room = std::max(terminal.width, taken + 12) - taken;
    const std::string shown_mark = visible(marked, terminal.unicode);
    const std::string shown_after = visible(after, terminal.unicode);
    const unsigned wanted = std::min(display_width(shown_mark), room / 2);
    const unsigned behind = std::min(display_width(shown_after), room / 4);
    const std::string shown_before =
        fit_end(visible(before, terminal.unicode), room - wanted - behind, terminal.unicode);
    const unsigned indent = display_width(shown_before);
    const std::string rest = shown_mark + shown_after;
    const unsigned rest_room = std::min(room - indent, display_width(rest));

    std::string text = fmt::format("{} {}\n", margin, bar);
    text += fmt::format("{} {} {}{}\n", number, bar, shown_before, fit(rest, rest_room, false, terminal.unicode));
    const std::string carets(std::max(1U, std::min(wanted, rest_room)), '^');
    const std::string_view label = finding.stated.empty() || indent + carets.size() + 12 > room ? "" : " stated here";
    text += fmt::format("{} {} {}{}\n", margin, bar, std::string(indent, ' '),
                        paint(fmt::format("{}{}", carets, label), Emphasis::bad, terminal));
    return text;
}

/// Lines under a hanging indent.
void append_hanging(std::string& text, std::string_view lead, std::string_view body, const Terminal& terminal) {
    const unsigned indent = display_width(lead);
    const unsigned room = std::max(terminal.width, indent + 12) - indent;
    std::string_view start = lead;
    const std::string blank(indent, ' ');
    for (const std::string& line : wrap(visible(body, terminal.unicode), room)) {
        text += fmt::format("{}{}\n", start, line);
        start = blank;
    }
}

std::string finding_text(const Finding& finding, const Terminal& terminal) {
    const std::string head = fmt::format("{}[{}]", to_string(finding.severity), code_text(finding.code));
    const std::string message = fmt::format("{} {}: {}", head, check_of(finding.code).slug, finding.message);
    std::string text = draw_sentence(message, terminal);
    text.replace(0, head.size(), paint(head, emphasis_of(finding.severity), terminal));

    const Location& location = finding.location;
    const std::string margin(std::to_string(location.line).size(), ' ');
    if (!location.file.empty()) text += fmt::format("{}{} {}\n", margin, "-->", place_text(location, terminal.unicode));
    if (!location.excerpt.empty() && location.column > 0) text += excerpt(finding, terminal);
    for (const std::string& note : finding.notes) append_hanging(text, margin + " = note: ", note, terminal);
    text += fmt::format("{} = help: {}\n", margin, help_of(finding.code));
    return text;
}

}  // namespace

std::string findings_text(std::span<const Finding> findings, const Terminal& terminal) {
    std::string text;
    for (const Finding& finding : findings) {
        if (!text.empty()) text += '\n';
        text += finding_text(finding, terminal);
    }
    return text;
}

std::string findings_text(const Report& report, const Terminal& terminal) {
    std::string text;
    for (const FileReport& file : report.files)
        for (const Finding& finding : file.findings) text += finding_text(finding, terminal) + '\n';
    return text;
}

}  // namespace caucus_tally
