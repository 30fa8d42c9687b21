// SPDX-License-Identifier: MIT
#include "cli/one_contest.hpp"

#include "base/input_kind.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "cli/overwriting.hpp"
#include "cli/terminal.hpp"
#include "format/findings.hpp"

#include <fmt/format.h>

namespace caucus_tally {
namespace {

std::string list_names(const std::vector<ParsedContest>& contests) {
    constexpr std::size_t most = 5;
    std::string names;
    for (std::size_t i = 0; i < contests.size() && i < most; ++i)
        names += (i == 0 ? "" : ", ") + contests[i].text.file.name;
    return contests.size() > most ? names + ", …" : names;
}

}  // namespace

std::optional<ParsedContest> open_one_contest(const std::string& name, const OutputOptions& output) {
    const Terminal error_terminal = detect_error_terminal(output);
    std::vector<ParsedContest> contests;
    std::vector<Finding> notes;
    for (FoundContest& found : open_contests(name.empty() ? std::vector<std::string>() : std::vector{name})) {
        if (!found.fault.empty()) throw FileError(found.fault);
        ParsedContest parsed = parse_contest(std::move(found.source));
        if (auto note = other_json_note(parsed, found.in_folder)) {
            notes.push_back(*std::move(note));
        } else {
            contests.push_back(std::move(parsed));
        }
    }
    if (contests.size() > 1)
        throw UsageError(
            fmt::format("{} holds {} contests: name one of them: {}", name, contests.size(), list_names(contests)));
    if (!notes.empty()) write_message(findings_text(notes, error_terminal));
    if (contests.empty()) return std::nullopt;
    ParsedContest& parsed = contests.front();
    refuse_overwriting(output, parsed.text.file.name);
    refuse_overwriting(output, parsed.text.tables);
    if (!parsed.findings.empty()) write_message(findings_text(parsed.findings, error_terminal));
    if (!parsed.contest || has_errors(parsed.findings)) return std::nullopt;
    return std::move(parsed);
}

}  // namespace caucus_tally
