// SPDX-License-Identifier: MIT
#include "base/words.hpp"
#include "caucus/caucus.hpp"
#include "format/precincts.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <numeric>

namespace caucus_tally {
namespace {

/// Sums of counts may exceed 64 bits in what a file says.
template <typename Count>
Uint128 sum_of(const PrecinctResult& result, const Count& count) {
    const auto& groups = result.precinct.groups;
    return std::accumulate(groups.begin(), groups.end(), Uint128{0},
                           [&](Uint128 sum, const PrecinctGroup& group) { return sum + count(group); });
}

Uint128 sum_people(const PrecinctResult& result) {
    return sum_of(result, [](const PrecinctGroup& group) { return group.people; });
}

std::string number_text(Uint128 sum) {
    return sum >> 64U == 0 ? with_separators(static_cast<Votes>(sum)) : to_string(Ratio{sum, 1}, 0);
}

/// "15% of 161 is 24.15, rounded up".
std::string viability_reason(const PrecinctResult& result) {
    const Votes attendance = result.precinct.attendance;
    const Fraction share = *viability_share(*result.rules, *result.precinct.delegates);
    const Ratio people{Uint128{attendance} * share.numerator, share.denominator};
    const std::string part = share.denominator == 100 ? fmt::format("{}%", share.numerator)
                                                      : fmt::format("{}/{}", share.numerator, share.denominator);
    if (people.part % people.whole == 0) return fmt::format("{} of {}", part, with_separators(attendance));
    // Two digits must not make 24.996 a whole number.
    unsigned digits = 2;
    while (digits < 8 && rounded(people, digits) && normalized(*rounded(people, digits)).scale == 0) ++digits;
    return fmt::format("{} of {} is {}, rounded up", part, with_separators(attendance), to_string(people, digits));
}

std::string attendance_text(const PrecinctResult& result) {
    const Votes attendance = result.precinct.attendance;
    const Uint128 standing = sum_people(result);
    std::string text = fmt::format("{} attended", people_text(attendance));
    if (!result.precinct.attendance_stated) text += " (the first alignment's total: no attendance is stated)";
    if (standing < attendance)
        text += fmt::format("; {} in no group", with_separators(attendance - static_cast<Votes>(standing)));
    if (standing > attendance) text += fmt::format(", but the groups have {}", number_text(standing));
    return text + ".";
}

bool has_winner(const PrecinctResult& result) {
    return result.tie ||
           std::ranges::any_of(result.groups, [](const GroupResult& group) { return group.delegates > 0; });
}

std::string viability_text(const PrecinctResult& result) {
    if (result.outcome == PrecinctCase::majority)
        return std::string("A single delegate: no groups are needed, more than half of those who stand in one elect.") +
               (has_winner(result) ? "" : " No group has that, so nobody wins it.");
    if (result.outcome == PrecinctCase::no_attendance)
        return "Without attendance there is neither viability nor a share.";
    if (result.outcome == PrecinctCase::out_of_range)
        return "So many delegates, or a share so large, are not computed.";
    if (!result.viability) return {};
    std::string text =
        fmt::format("A group is viable with {} ({}).", people_text(*result.viability), viability_reason(result));
    if (result.outcome == PrecinctCase::nobody_viable) return text + " None is, so nobody wins a delegate.";
    if (result.outcome == PrecinctCase::too_many_groups)
        return text + fmt::format(" {} are, but only {} delegates are elected: the smallest must realign first.",
                                  result.viable_groups, *result.precinct.delegates);
    if (result.outcome != PrecinctCase::shared) return text;
    return text + fmt::format(" A share is people × {} ÷ {}{}.", *result.precinct.delegates,
                              to_string(Ratio{result.divisor, 1}, 0),
                              result.rules->divisor == Divisor::viable_people ? ", the viable people" : "");
}

/// Who left a viable group that was locked.
std::string locked_text(const PrecinctResult& result) {
    if (!result.rules->viable_locked || !result.viability) return {};
    std::vector<std::string> left;
    for (const PrecinctGroup& group : result.precinct.groups)
        if (group.first && *group.first >= *result.viability && group.people < *group.first)
            left.push_back(fmt::format("{} ({}, now {})", group.name, with_separators(*group.first),
                                       with_separators(group.people)));
    if (left.empty()) return {};
    return fmt::format("Viable at first, and so locked, but smaller now: {}.", enumerate(left));
}

/// Who settled the tie, and how.
std::string tie_text(const PrecinctResult& result) {
    const PrecinctTie& tie = *result.tie;
    std::vector<std::string> winners;
    for (const std::size_t i : tie.settled) winners.push_back(result.precinct.groups[i].name);
    const std::string_view what = tie.adding ? "gain" : "keep";
    const std::string who = fmt::format("{} {}{} it", enumerate(winners), what, winners.size() == 1 ? "s" : "");
    if (tie.as_published) return fmt::format("As published, {}.", who);
    if (!tie.seed.empty())
        return fmt::format("By lot with the seed \"{}\", {}: the lowest SHA-256 of seed, precinct and group wins.",
                           tie.seed, who);
    return fmt::format("As chosen, {}.", who);
}

/// "1 delegate", "no delegate".
std::string delegates_phrase(std::uint64_t delegates) {
    return delegates == 0 ? "no delegate" : fmt::format("{} delegate{}", delegates, delegates == 1 ? "" : "s");
}

/// What is published beside what the rules give.
std::string stated_text(const PrecinctResult& result) {
    const std::vector<std::uint64_t> won = published_delegates(result.precinct);
    if (won.empty() || result.delegates_total == 0) return {};
    if (allows(result, won)) return "The published delegates are what the rules give.";
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < won.size(); ++i) {
        const std::string given = delegates_text(result, i);
        if (given != std::to_string(won[i]))
            parts.push_back(fmt::format("{} {} {}, the rules give {}", result.precinct.groups[i].name,
                                        parts.empty() ? "is published with" : "with", delegates_phrase(won[i]), given));
    }
    return fmt::format("The published delegates are not what the rules give: {}.", fmt::join(parts, "; "));
}

/// What the delegates are worth in state delegate equivalents, and where others are published.
std::string sde_text(const PrecinctResult& result) {
    const Precinct& precinct = result.precinct;
    const auto one = precinct.delegates ? sde_of(precinct, 1) : std::nullopt;
    if (!one) {
        std::vector<std::string> stated;
        for (const PrecinctGroup& group : precinct.groups)
            if (group.sde.value_or(Decimal()) > Decimal())
                stated.push_back(fmt::format("{} {}", group.name, to_string(*group.sde)));
        return stated.empty() ? "" : fmt::format("Published state delegate equivalents: {}.", fmt::join(stated, ", "));
    }
    std::string text = fmt::format("A delegate is worth {} state delegate equivalents ({} for {})", to_string(*one),
                                   to_string(precinct.worth->sde), precinct.worth->delegates);
    std::vector<std::string> worth;
    for (std::size_t i = 0; i < precinct.groups.size(); ++i) {
        const auto delegates = delegates_of(result, i);
        const auto sde = delegates ? sde_of(precinct, *delegates) : std::nullopt;
        const auto& stated = precinct.groups[i].sde;
        if (!sde || (*delegates == 0 && stated.value_or(Decimal()) == Decimal())) continue;
        const std::string otherwise =
            stated && *stated != *sde ? fmt::format(" (published: {})", to_string(*stated)) : std::string();
        worth.push_back(fmt::format("{} {}{}", precinct.groups[i].name, to_string(*sde), otherwise));
    }
    return text + (worth.empty() ? "." : fmt::format(": {}.", fmt::join(worth, ", ")));
}

/// A line a group and the total.
TextTable groups_table(const PrecinctResult& result) {
    const auto& groups = result.precinct.groups;
    const bool shared = result.outcome == PrecinctCase::shared || result.outcome == PrecinctCase::too_many_groups;
    const bool with_first = !groups.empty() && groups.front().first;
    const bool with_stated = !groups.empty() && groups.front().won;
    const unsigned digits = share_digits(result);

    std::vector<TextColumn> columns{{.header = "Group", .shrink_to = 8}};
    const auto add_column = [&](const char* header, bool wanted, unsigned expendable, const char* short_header = "") {
        if (wanted)
            columns.push_back(
                {.header = header, .short_header = short_header, .right_aligned = true, .expendable = expendable});
    };
    add_column("First", with_first, 4);
    add_column("People", true, 0);
    add_column("Viable", result.viability.has_value(), 2);
    add_column("Share", shared, 1);
    add_column("Rounded", shared, 3);
    add_column("Delegates", true, 0, "Del.");
    add_column("Published", with_stated, 0, "Publ.");

    std::vector<TextRow> rows;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const GroupResult& group = result.groups[i];
        TextRow row;
        row.cells.emplace_back(groups[i].name);
        if (with_first) row.cells.emplace_back(groups[i].first);
        row.cells.emplace_back(groups[i].people);
        if (result.viability) row.cells.emplace_back(group.viable);
        if (shared) {
            row.cells.emplace_back(group.viable ? share_text(group.exact, digits) : "");
            row.cells.emplace_back(group.viable ? Cell(group.rounded) : Cell(""));
        }
        row.cells.emplace_back(delegates_text(result, i));
        if (with_stated) row.cells.emplace_back(groups[i].won);
        if (result.viability && !group.viable) row.emphasis = Emphasis::faint;
        rows.push_back(std::move(row));
    }
    TextRow total{.cells = {"Total"}, .emphasis = Emphasis::strong, .rule_above = true};
    if (with_first)
        total.cells.emplace_back(number_text(sum_of(result, [](const PrecinctGroup& group) { return *group.first; })));
    total.cells.emplace_back(number_text(sum_people(result)));
    if (result.viability) total.cells.emplace_back("");
    if (shared) {
        total.cells.emplace_back("");
        total.cells.emplace_back(to_string(Ratio{result.rounded_total, 1}, 0));
    }
    total.cells.emplace_back(result.outcome == PrecinctCase::too_many_groups || !result.precinct.delegates
                                 ? ""
                                 : to_string(Ratio{result.delegates_total, 1}, 0));
    if (with_stated)
        total.cells.emplace_back(number_text(sum_of(result, [](const PrecinctGroup& group) { return *group.won; })));
    rows.push_back(std::move(total));
    return {.columns = std::move(columns), .rows = std::move(rows)};
}

}  // namespace

std::string delegates_text(const PrecinctResult& result, std::size_t group) {
    if (const auto delegates = delegates_of(result, group)) return std::to_string(*delegates);
    if (!is_tied(result, group)) return {};
    const std::uint64_t sure = result.groups[group].delegates;
    return fmt::format("{} or {}", sure, sure + 1);
}

Section precinct_section(const PrecinctResult& result) {
    Section section;
    const auto say = [](std::vector<Line>& lines, std::string sentence) {
        if (!sentence.empty()) lines.push_back({std::move(sentence)});
    };
    const Precinct& precinct = result.precinct;
    const std::string name = precinct.name.empty() ? "" : precinct.name + ": ";
    section.heading = precinct.delegates
                          ? fmt::format("{}{} delegate{}, rules {}", name, *precinct.delegates,
                                        *precinct.delegates == 1 ? "" : "s", result.rules->id)
                          : fmt::format("{}counted, not judged: how many delegates it elects is not known", name);
    say(section.before, attendance_text(result));
    say(section.before, viability_text(result));
    say(section.before, locked_text(result));
    section.table = groups_table(result);
    const std::string reason = explain_split(result);
    if (!reason.empty()) say(section.after, reason + ".");
    if (result.tie && !result.tie->settled.empty()) say(section.after, tie_text(result));
    say(section.after, stated_text(result));
    say(section.after, sde_text(result));
    return section;
}

Document precinct_document(const PrecinctResult& result) {
    return {.title = result.precinct.name.empty() ? "A precinct" : result.precinct.name,
            .sections = [&result](Format) { return std::vector{precinct_section(result)}; },
            .table = [&result] { return precinct_table(result); },
            .json = [&result] { return precinct_json(result); }};
}

}  // namespace caucus_tally
