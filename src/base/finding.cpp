// SPDX-License-Identifier: MIT
#include <algorithm>
#include <caucus_tally/finding.hpp>
#include <stdexcept>
#include <utility>

namespace caucus_tally {
Finding make_finding(Code code, std::string message, Case when) {
    const Check& check = check_of(code);
    if (when != Case::usual && when != check.milder.when)
        throw std::logic_error("the catalogue knows no such case of " + code_text(code));
    Finding finding;
    finding.code = code;
    finding.severity = when == Case::usual ? check.severity : check.milder.severity;
    finding.message = std::move(message);
    return finding;
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

SeverityCounts& SeverityCounts::operator+=(const SeverityCounts& more) {
    for (std::size_t i = 0; i < of.size(); ++i) of[i] += more.of[i];
    return *this;
}

}  // namespace caucus_tally
