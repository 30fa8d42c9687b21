// SPDX-License-Identifier: MIT
#include "base/finding_log.hpp"

#include "catch.hpp"

#include <string>
#include <vector>

using namespace caucus_tally;

namespace {

Finding in_unit(Code code, std::string message, std::string unit) {
    Finding finding = make_finding(code, std::move(message));
    finding.unit = std::move(unit);
    return finding;
}

std::vector<std::string> messages_of(const std::vector<Finding>& findings) {
    std::vector<std::string> messages;
    for (const Finding& finding : findings) messages.push_back(finding.message);
    return messages;
}

using Messages = std::vector<std::string>;

}  // namespace

TEST_CASE("every finding is counted, and the first of each severity are kept") {
    FindingLog log(2);
    for (int i = 0; i < 1000; ++i) log.add(in_unit(Code::sum, "sum " + std::to_string(i), i % 2 == 0 ? "even" : "odd"));
    log.add(make_finding(Code::percent_total, "note"));
    const std::vector<CodeCount> codes = log.codes();
    REQUIRE(codes.size() == 2);
    CHECK(codes[0].code == Code::sum);
    CHECK(codes[0].findings[Severity::error] == 1000);
    CHECK(codes[0].units == 2);
    CHECK(codes[1].findings[Severity::note] == 1);
    CHECK(log.counts().total() == 1001);
    CHECK(messages_of(log.take()) == Messages{"sum 0", "sum 1", "note"});
}

TEST_CASE("a judge waives and ignores findings, but not those that nobody may silence") {
    FindingLog log(10, [](const Finding& finding) {
        if (finding.code == Code::percent) return Verdict::ignore;
        return finding.unit == "waived" ? Verdict::waive : Verdict::report;
    });
    log.add(in_unit(Code::sum, "waived", "waived"));
    log.add(in_unit(Code::percent, "ignored", ""));
    log.add(in_unit(Code::sum, "reported", "u"));
    log.add_always(in_unit(Code::unreadable, "always", "waived"));
    CHECK(log.waived() == 1);
    CHECK(log.counts().total() == 2);
    CHECK(messages_of(log.take()) == Messages{"reported", "always"});
}

TEST_CASE("a fault of many rows is one finding with their number") {
    FindingLog log(1);
    int made = 0;
    const auto add = [&](const std::string& key) {
        log.add_repeated(key, [&] {
            ++made;
            return make_finding(Code::whitespace, key);
        });
    };
    for (int i = 0; i < 1200; ++i) add("a");
    for (int i = 0; i < 3; ++i) add("not kept");
    CHECK(made == 2);
    CHECK(log.counts()[Severity::warning] == 2);
    CHECK(messages_of(log.take()) == Messages{"a (1,200 rows)"});
}

TEST_CASE("merged logs are in the order of their parts, in whatever order they come") {
    for (const bool forwards : {true, false}) {
        FindingLog all(3);
        for (std::size_t i = 0; i < 4; ++i) {
            const std::size_t part = forwards ? i : 3 - i;
            FindingLog log(3);
            log.add(in_unit(Code::sum, "error " + std::to_string(part), "u"));
            for (int row = 0; row < 2; ++row)
                log.add_repeated("r", [&] { return make_finding(Code::whitespace, "blank " + std::to_string(part)); });
            all.merge(std::move(log), part);
        }
        CHECK(all.counts()[Severity::error] == 4);
        REQUIRE(all.codes().size() == 2);
        CHECK(all.codes()[1].units == 4);  // a unit of each part
        FindingLog copy = all;
        std::vector<std::string> worst;
        for (const FindingLog::Kept& each : copy.take_worst(4)) worst.push_back(each.finding.message);
        CHECK(worst == Messages{"error 0", "blank 0 (2 rows)", "error 1", "error 2"});
        all.add(make_finding(Code::percent_total, "last"));
        CHECK(messages_of(all.take()) == Messages{"error 0", "blank 0 (2 rows)", "error 1", "blank 1 (2 rows)",
                                                  "error 2", "blank 2 (2 rows)", "last"});
    }
}
