// SPDX-License-Identifier: MIT
#include <algorithm>
#include <caucus_tally/finding.hpp>
#include <utility>

namespace caucus_tally {
namespace {

Finding finding(Code code, Severity severity, std::string message) {
    Finding result;
    result.code = code;
    result.severity = severity;
    result.message = std::move(message);
    return result;
}

}  // namespace

Finding error(Code code, std::string message) {
    return finding(code, Severity::error, std::move(message));
}

Finding warning(Code code, std::string message) {
    return finding(code, Severity::warning, std::move(message));
}

Finding note(Code code, std::string message) {
    return finding(code, Severity::note, std::move(message));
}

bool has_errors(const std::vector<Finding>& findings) {
    return std::ranges::any_of(findings, [](const Finding& f) { return f.severity == Severity::error; });
}

std::string code_text(Code code) {
    std::string text = "CT000";
    unsigned number = static_cast<unsigned>(code);
    for (std::size_t place = text.size(); number > 0; number /= 10)
        text[--place] = static_cast<char>('0' + number % 10);
    return text;
}

}  // namespace caucus_tally
