// SPDX-License-Identifier: MIT
#include "format/display.hpp"
#include "format/findings.hpp"

#include <caucus_tally/check.hpp>
#include <fmt/format.h>

namespace caucus_tally {

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

}  // namespace caucus_tally
