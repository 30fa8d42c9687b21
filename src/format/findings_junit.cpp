// SPDX-License-Identifier: MIT
#include "format/findings.hpp"
#include "format/markup.hpp"

#include <algorithm>
#include <caucus_tally/check.hpp>
#include <fmt/format.h>
#include <iterator>

namespace caucus_tally {
namespace {

struct Suite {
    std::size_t cases = 0;
    std::size_t failures = 0;
    std::string text;
};

std::size_t at_or_above(const SeverityCounts& counts, std::optional<Severity> least) {
    std::size_t sum = 0;
    for (const Severity severity : {Severity::note, Severity::warning, Severity::error})
        if (least && severity >= *least) sum += counts[severity];
    return sum;
}

void add_case(Suite& suite, const FileReport& file, Code code, std::optional<Severity> fail_on) {
    const auto count = std::ranges::find(file.codes, code, &CodeCount::code);
    ++suite.cases;
    suite.text += fmt::format("    <testcase classname=\"{}\" name=\"{} {}\"", escape_markup(file.name),
                              code_text(code), check_of(code).slug);
    if (count == file.codes.end()) {
        suite.text += "/>\n";
        return;
    }
    std::string lines;
    std::string message;
    for (const Finding& finding : file.findings) {
        if (finding.code != code) continue;
        if (message.empty()) message = escape_markup(full_message(finding));
        lines += fmt::format("{}: {}: {}\n", escape_markup(place_text(finding.location, true)),
                             to_string(finding.severity), escape_markup(full_message(finding)));
    }
    const std::size_t total = count->findings.total();
    if (total != 1 || message.empty()) message = fmt::format("{} findings", total);
    if (at_or_above(count->findings, fail_on) > 0) {
        ++suite.failures;
        suite.text += fmt::format(">\n      <failure type=\"{}\" message=\"{}\">{}</failure>\n    </testcase>\n",
                                  code_text(code), message, lines);
    } else {
        suite.text += fmt::format(">\n      <system-out>{}</system-out>\n    </testcase>\n", lines);
    }
}

}  // namespace

std::string findings_junit(const Report& report, std::optional<Severity> fail_on) {
    std::string suites;
    std::size_t cases = 0;
    std::size_t failures = 0;
    for (const FileReport& file : report.files) {
        std::vector<Code> found;
        for (const CodeCount& count : file.codes) found.push_back(count.code);
        std::vector<Code> codes;  // what was looked for, and what is reported whether looked for or not
        std::ranges::set_union(report.checks, found, std::back_inserter(codes));
        Suite suite;
        for (const Code code : codes) add_case(suite, file, code, fail_on);
        suites += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n{}  </testsuite>\n",
                              escape_markup(file.name), suite.cases, suite.failures, suite.text);
        cases += suite.cases;
        failures += suite.failures;
    }
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuites name=\"caucus-tally\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n{}</testsuites>\n",
        cases, failures, suites);
}

}  // namespace caucus_tally
