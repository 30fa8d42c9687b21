// SPDX-License-Identifier: MIT
#include "check/validation.hpp"

#include "catch.hpp"

#include <algorithm>
#include <caucus_tally/check.hpp>
#include <fmt/format.h>
#include <random>
#include <string>

using namespace caucus_tally;

namespace {

/// A contest in memory whose findings are known: as many errors as it has wrong percentages, a warning, or none.
Input contest_of(const std::string& name, std::size_t wrong, bool with_mark) {
    std::string candidates;
    for (std::size_t i = 0; i < 5; ++i)
        candidates += fmt::format(R"({}{{"id": "c{}", "name": "C{}", "votes": 20, "percent": "{}"}})",
                                  i > 0 ? ", " : "", i, i, i < wrong ? 21 + i : 20);
    std::string text = fmt::format(R"({{"format": 1, "id": "x", "title": "X", "candidates": [{}]}})", candidates);
    if (with_mark) text.insert(0, "\xEF\xBB\xBF");
    return {.path = name, .source = Source{name, text}};
}

ValidationSettings settings_of(std::size_t most, unsigned threads) {
    ValidationSettings settings;
    settings.codes = codes_named("CT");
    settings.most = most;
    settings.threads = threads;
    return settings;
}

std::string listed(const Report& report) {
    std::string text;
    for (const FileReport& file : report.files)
        for (const Finding& finding : file.findings)
            text += fmt::format("{}: {} {}\n", file.name, code_text(finding.code), finding.message);
    return text;
}

}  // namespace

TEST_CASE("a report is the same whatever the number of threads, and counts what it does not keep") {
    std::mt19937_64 random(3);
    std::vector<Input> inputs;
    std::size_t errors = 0;
    std::size_t warnings = 0;
    for (int i = 0; i < 60; ++i) {
        const std::size_t wrong = random() % 4;
        const bool with_mark = random() % 3 == 0;
        inputs.push_back(contest_of(fmt::format("{:02}.json", i), wrong, with_mark));
        errors += wrong;
        warnings += with_mark ? 1 : 0;
    }
    for (const std::size_t most : {0U, 1U, 10U, 70U, 1000U}) {
        const Report alone = validate(inputs, settings_of(most, 1));
        CHECK(alone.counts[Severity::error] == errors);
        CHECK(alone.counts[Severity::warning] == warnings);
        CHECK(alone.files_examined == inputs.size());
        const std::string text = listed(alone);
        const auto kept = static_cast<std::size_t>(std::ranges::count(text, '\n'));
        CHECK(kept == std::min(most, alone.counts.total()));
        CHECK(alone.omitted == alone.counts.total() - kept);
        for (const unsigned threads : {2U, 5U}) CHECK(listed(validate(inputs, settings_of(most, threads))) == text);
    }
}

TEST_CASE("the most severe findings are kept, in the order of files") {
    const std::vector<Input> inputs = {contest_of("a", 0, true), contest_of("b", 1, true), contest_of("c", 1, false)};
    const std::string text = listed(validate(inputs, settings_of(3, 2)));
    CHECK(text ==
          "a: CT003 the file begins with a byte-order mark, which JSON does not have\n"
          "b: CT301 C0 is stated with 21%, but 20 of 100 votes is 20%\n"
          "c: CT301 C0 is stated with 21%, but 20 of 100 votes is 20%\n");
}

TEST_CASE("a run that examined nothing says so") {
    const Report report = validate({}, settings_of(10, 1));
    CHECK(report.something_unread);
    CHECK(listed(report) == ": CT002 no contest was found, so nothing was checked\n");
}

TEST_CASE("a word names the checks of a code, a family or a slug") {
    CHECK(codes_named("ct301") == std::vector{Code::percent});
    CHECK(codes_named("percent") == std::vector{Code::percent});
    CHECK(codes_named("CT30") == std::vector{Code::percent, Code::percent_base, Code::percent_total});
    CHECK(codes_named("CT").size() == checks().size());
    for (const std::string_view none : {"", "C", "CT999", "per", "CT3011"}) CHECK(codes_named(none).empty());
}
