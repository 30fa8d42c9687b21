// SPDX-License-Identifier: MIT
#include "format/show.hpp"

#include <array>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace caucus_tally {
namespace {

/// "February 7, 2004" for a valid "2004-02-07".
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

std::string when_where_whose(const Contest& contest) {
    std::vector<std::string> parts;
    if (!contest.date.empty()) parts.push_back(long_date(contest.date));
    if (!contest.jurisdiction.empty()) parts.push_back(contest.jurisdiction);
    std::string race = contest.party;
    for (const std::string& word : {contest.office, contest.kind})
        if (!word.empty()) race += (race.empty() ? "" : " ") + word;
    if (!race.empty()) parts.push_back(race);
    if (!contest.status.empty()) parts.push_back(contest.status);
    if (contest.ongoing == true) parts.emplace_back("counting goes on");
    return fmt::format("{}", fmt::join(parts, " · "));
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

std::string neighbors(const Contest& contest) {
    std::vector<std::string> parts;
    if (!contest.calendar_before.empty()) parts.push_back("after " + contest.calendar_before);
    if (!contest.calendar_after.empty()) parts.push_back("before " + contest.calendar_after);
    std::string calendar = fmt::format("{}", fmt::join(parts, ", "));
    if (!calendar.empty()) calendar = "On the calendar " + calendar;
    parts.clear();
    if (!calendar.empty()) parts.push_back(calendar);
    if (contest.previous) parts.push_back((parts.empty() ? "Previously " : "previously ") + contest.previous->title);
    if (contest.next) parts.push_back((parts.empty() ? "Next " : "next ") + contest.next->title);
    return fmt::format("{}", fmt::join(parts, " · "));
}

}  // namespace

std::vector<std::string> contest_facts(const Contest& contest, const Round* round) {
    std::vector<std::string> lines{when_where_whose(contest), at_stake(contest), neighbors(contest)};
    if (round != nullptr) lines.push_back("Round: " + (round->title.empty() ? round->id : round->title));
    std::erase(lines, "");
    return lines;
}

}  // namespace caucus_tally
