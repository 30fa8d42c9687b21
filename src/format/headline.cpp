// SPDX-License-Identifier: MIT
#include "format/headline.hpp"

#include "base/enumerate.hpp"

#include <algorithm>
#include <array>
#include <caucus_tally/tally.hpp>
#include <charconv>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

std::string when_where_whose(const Contest& contest, std::string_view separator) {
    std::vector<std::string> parts;
    if (!contest.date.empty()) parts.push_back(long_date(contest.date));
    if (!contest.jurisdiction.empty()) parts.push_back(contest.jurisdiction);
    std::string race = contest.party;
    for (const std::string& word : {contest.office, contest.kind})
        if (!word.empty()) race += (race.empty() ? "" : " ") + word;
    if (!race.empty()) parts.push_back(race);
    if (!contest.status.empty()) parts.push_back(contest.status);
    if (contest.ongoing == true) parts.emplace_back("counting goes on");
    return fmt::format("{}", fmt::join(parts, separator));
}

std::string at_stake(const Contest& contest) {
    std::string text;
    if (contest.total && contest.total->delegates) {
        const std::string delegates = with_separators(*contest.total->delegates);
        text = delegates + (delegates == "1" ? " delegate" : " delegates");
    }
    if (!contest.convention.empty()) text += (text.empty() ? "For" : " to") + (" the " + contest.convention);
    if (!contest.allocation || contest.allocation->pools.empty()) return text;
    std::vector<std::string> pools;
    for (const Pool& pool : contest.allocation->pools) {
        const std::string by = pool.by.empty() ? "" : fmt::format(" by {}", pool.by);
        pools.push_back(fmt::format("{} {}{}", pool.name, with_separators(pool.delegates), by));
    }
    return fmt::format("{}{}{}", text, text.empty() ? "Delegates: " : ": ", fmt::join(pools, ", "));
}

std::string neighbors(const Contest& contest, std::string_view separator) {
    std::vector<std::string> parts;
    if (!contest.calendar_before.empty()) parts.push_back("after " + contest.calendar_before);
    if (!contest.calendar_after.empty()) parts.push_back("before " + contest.calendar_after);
    std::string calendar = fmt::format("{}", fmt::join(parts, ", "));
    if (!calendar.empty()) calendar = "On the calendar " + calendar;
    parts.clear();
    if (!calendar.empty()) parts.push_back(calendar);
    if (contest.previous) parts.push_back((parts.empty() ? "Previously " : "previously ") + contest.previous->title);
    if (contest.next) parts.push_back((parts.empty() ? "Next " : "next ") + contest.next->title);
    return fmt::format("{}", fmt::join(parts, separator));
}

}  // namespace

std::string long_date(std::string_view iso_date) {
    constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};
    std::size_t month = 0;
    unsigned day = 0;
    std::from_chars(iso_date.data() + 5, iso_date.data() + 7, month);
    std::from_chars(iso_date.data() + 8, iso_date.data() + 10, day);
    return fmt::format("{} {}, {}", months.at(month - 1), day, iso_date.substr(0, 4));
}

std::vector<std::string> headline(const Contest& contest, std::string_view separator, const Round* round) {
    std::vector<std::string> lines{when_where_whose(contest, separator), at_stake(contest),
                                   neighbors(contest, separator)};
    if (round != nullptr) lines.push_back("Round: " + (round->title.empty() ? round->id : round->title));
    std::erase(lines, "");
    return lines;
}

std::string more_contradictions(std::size_t more) {
    return fmt::format("and {} more; caucus-tally validate tells them all", with_separators(more));
}

Agreement agreement(const Contest& contest, const std::vector<Finding>& findings) {
    const auto count = static_cast<std::size_t>(std::ranges::count(findings, Severity::error, &Finding::severity));
    if (count > 0) {
        std::vector<std::string> lines = {
            (count == 1 ? "One stated figure does" : fmt::format("{} stated figures do", with_separators(count))) +
            " not agree with the computed ones:"};
        for (const Finding& finding : findings)
            if (finding.severity == Severity::error && lines.size() <= shown_contradictions)
                lines.push_back(code_text(finding.code) + ": " + finding.message);
        if (count > shown_contradictions) lines.push_back(more_contradictions(count - shown_contradictions));
        return {std::move(lines), Emphasis::bad};
    }
    const Tally computed = tally(candidate_figures(contest));
    const Figures stated = contest.total.value_or(Figures());
    std::vector<std::string> compared;
    std::vector<std::string> lines;
    const auto add_total = [&](bool is_stated, bool is_computed, std::string_view what, std::string_view parts) {
        if (is_stated && is_computed) compared.emplace_back(what);
        if (is_stated && !is_computed)
            lines.push_back(fmt::format("The stated total {} cannot be compared: not every candidate's {} are known.",
                                        parts, parts));
    };
    add_total(stated.votes.has_value(), computed.votes.has_value(), "total votes", "votes");
    if (std::ranges::any_of(contest.candidates,
                            [](const Candidate& c) { return c.stated.votes && c.stated.percent; }) &&
        (computed.votes || stated.votes))
        compared.emplace_back("percentages");
    add_total(stated.delegates.has_value(), computed.delegates.has_value(), "delegates", "delegates");
    if (compared.empty() && lines.empty())
        return {{"The file states no totals or percentages that could be compared."}, Emphasis::normal};
    if (compared.empty()) return {std::move(lines), Emphasis::normal};
    lines.insert(lines.begin(), fmt::format("The stated {} agree with the computed ones.", enumerate(compared)));
    return {std::move(lines), Emphasis::good};
}

}  // namespace caucus_tally
