// SPDX-License-Identifier: MIT
#include "format/explain.hpp"

#include "format/display.hpp"
#include "format/findings.hpp"
#include "format/paint.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string page(const Check& check, const Terminal& terminal) {
    constexpr std::string_view indent = "  ";
    const auto heading = [&](std::string_view words) { return paint(words, Emphasis::strong, terminal) + '\n'; };
    // Lines longer than this are hard to read, however wide the window is.
    const unsigned room = std::min(terminal.width, 100U) - static_cast<unsigned>(indent.size());
    const auto paragraph = [&](std::string_view words) {
        std::string text;
        for (const std::string& line : wrap(words, room)) text += fmt::format("{}{}\n", indent, line);
        return text;
    };
    std::string text = heading(fmt::format("{} {} ({})", code_text(check.code), check.slug, to_string(check.severity)));
    text += paragraph(fmt::format("It fires on {}.", check.summary));
    text += '\n' + heading("What it guards against") + paragraph(check.guards);
    text += '\n' + heading("Example");
    for (const std::string_view line : lines_of(check.example)) text += fmt::format("{}{}\n", indent, line);
    return text + '\n' + heading("What to do") + paragraph(check.solution);
}

}  // namespace

std::string explain_text(std::span<const Check* const> checks, const Terminal& terminal) {
    std::string text;
    for (const Check* check : checks) {
        if (!text.empty()) text += '\n';
        text += page(*check, terminal);
    }
    return text;
}

std::string explain_markdown(std::span<const Check* const> checks) {
    std::string text =
        "# Checks\n\n"
        "What `caucus-tally validate` looks for. Codes are stable and never reused; `--select` and `--ignore` take "
        "codes,\n"
        "their beginnings (`CT3`) and the words beside them. This page is what `caucus-tally explain --format "
        "markdown`\n"
        "prints.\n\n"
        "| code | check | severity | it fires on |\n|---|---|---|---|\n";
    for (const Check* check : checks)  // an anchor is the heading in lower case
        text += fmt::format("| [CT{0:03}](#ct{0:03}-{1}) | {1} | {2} | {3} |\n", static_cast<unsigned>(check->code),
                            check->slug, to_string(check->severity), check->summary);
    for (const Check* check : checks)
        text += fmt::format("\n## {} {}\n\nIt fires on {}. {}\n\n```\n{}\n```\n\n{}\n", code_text(check->code),
                            check->slug, check->summary, check->guards, check->example, check->solution);
    return text;
}

}  // namespace caucus_tally
