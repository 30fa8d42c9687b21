// SPDX-License-Identifier: MIT
#include "check/finding_log.hpp"

#include "catch.hpp"

using namespace caucus_tally;

namespace {

Finding in_unit(Finding finding, std::string unit) {
    finding.unit = std::move(unit);
    return finding;
}

}  // namespace

TEST_CASE("every finding is counted, and no more are kept than asked for") {
    const FindingFilter filter{{Code::sum, Code::percent_total}, {}, 3};
    FindingLog log(filter);
    for (int i = 0; i < 1000; ++i) log.add(in_unit(error(Code::sum, "s"), i % 2 == 0 ? "even" : "odd"));
    log.add(note(Code::percent_total, "n"));
    log.add(error(Code::percent, "not wanted"));
    log.add_always(error(Code::unreadable, "wanted or not"));
    CHECK(log.counts().at(Code::sum).findings[Severity::error] == 1000);
    CHECK(log.counts().at(Code::sum).units.size() == 2);
    CHECK(log.counts().at(Code::percent_total).findings[Severity::note] == 1);
    CHECK_FALSE(log.counts().contains(Code::percent));
    CHECK(log.counts().contains(Code::unreadable));
    CHECK(log.kept(Severity::error).size() == 3);
    CHECK(log.kept(Severity::note).size() == 1);
    CHECK(log.kept(Severity::note).front().position == 1000);
}

TEST_CASE("what is waived is counted apart") {
    FindingFilter filter{
        {Code::sum},
        {{Code::sum, "u", {}}, {Code::sum, "v", {}}, {Code::sum, "u", {}}, {Code::unreadable, "x", {}}},
        10};
    FindingLog log(filter);
    log.add(in_unit(error(Code::sum, "s"), "u"));
    log.add(in_unit(error(Code::sum, "s"), "w"));
    CHECK(log.waived() == 1);
    CHECK(log.counts().at(Code::sum).findings.total() == 1);
    log.add_always(in_unit(error(Code::unreadable, "s"), "x"));
    const auto& uses = log.waiver_uses();
    CHECK((uses[0].used && !uses[1].used && !uses[2].used && !uses[3].used));
    CHECK(uses[2].behind == std::size_t{0});
    CHECK((uses[3].refused && !uses[0].refused));
}
