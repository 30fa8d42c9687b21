// SPDX-License-Identifier: MIT
#include "base/enumerate.hpp"
#include "caucus/precinct_story.hpp"
#include "format/precincts.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <numeric>

namespace caucus_tally {
namespace {

/// Sums of counts may exceed 64 bits in what a file says.
template <typename Counts>
std::string sum_text(const Counts& counts) {
    const Uint128 sum = std::accumulate(counts.begin(), counts.end(), Uint128{0});
    return sum >> 64U == 0 ? with_separators(static_cast<Votes>(sum)) : to_string(Ratio{sum, 1}, 0);
}

/// "15% of 161 is 24.15, rounded up".
std::string viability_reason(const PrecinctReport& report) {
    const Votes attendance = report.precinct.attendance;
    const Fraction share = *viability_share(*report.rules.caucus, report.precinct.delegates);
    const Ratio people{Uint128{attendance} * share.numerator, share.denominator};
    const std::string part = share.denominator == 100 ? fmt::format("{}%", share.numerator)
                                                      : fmt::format("{}/{}", share.numerator, share.denominator);
    if (people.part % people.whole == 0) return fmt::format("{} of {}", part, with_separators(attendance));
    // Two digits must not make 24.996 a whole number.
    unsigned digits = 2;
    while (digits < 8 && rounded(people, digits) && normalized(*rounded(people, digits)).scale == 0) ++digits;
    return fmt::format("{} of {} is {}, rounded up", part, with_separators(attendance), to_string(people, digits));
}

std::string attendance_text(const PrecinctReport& report) {
    const Votes attendance = report.precinct.attendance;
    const Uint128 standing = std::accumulate(report.precinct.groups.begin(), report.precinct.groups.end(), Uint128{0});
    std::string text = fmt::format("{} attended", people_text(attendance));
    if (!report.attendance_stated) text += " (the first alignment's total: no attendance is stated)";
    if (standing < attendance)
        text += fmt::format("; {} in no group", with_separators(attendance - static_cast<Votes>(standing)));
    if (standing > attendance) text += fmt::format(", but the groups have {}", sum_text(report.precinct.groups));
    return text + ".";
}

std::string viability_text(const PrecinctReport& report) {
    const PrecinctAllocation& computed = report.computed;
    if (computed.outcome == PrecinctCase::majority)
        return "A single delegate: no groups are needed, more than half of those who stand in one elect.";
    if (computed.outcome == PrecinctCase::no_attendance)
        return "Without attendance there is neither viability nor a share.";
    if (computed.outcome == PrecinctCase::out_of_range)
        return "So many delegates, or a share so large, are not computed.";
    if (!computed.viability) return {};
    std::string text =
        fmt::format("A group is viable with {} ({}).", people_text(*computed.viability), viability_reason(report));
    if (computed.outcome == PrecinctCase::nobody_viable) return text + " None is, so nobody wins a delegate.";
    if (computed.too_many_groups)
        return text + fmt::format(" {} are, but only {} delegates are elected: the smallest must realign first.",
                                  computed.viable_groups, report.precinct.delegates);
    if (computed.outcome != PrecinctCase::shared) return text;
    return text + fmt::format(" A share is people × {} ÷ {}{}.", report.precinct.delegates,
                              to_string(Ratio{computed.divisor, 1}, 0),
                              report.rules.caucus->divisor == Divisor::viable_people ? ", the viable people" : "");
}

/// Who left a viable group that was locked.
std::string locked_text(const PrecinctReport& report) {
    if (!report.rules.caucus->viable_locked || !report.computed.viability || report.first.empty()) return {};
    std::vector<std::string> left;
    for (std::size_t i = 0; i < report.groups.size(); ++i)
        if (report.first[i] >= *report.computed.viability && report.precinct.groups[i] < report.first[i])
            left.push_back(fmt::format("{} ({}, now {})", report.groups[i], with_separators(report.first[i]),
                                       with_separators(report.precinct.groups[i])));
    if (left.empty()) return {};
    return fmt::format("Viable at first, and so locked, but smaller now: {}.", enumerate(left));
}

/// Who settled the tie, and how.
std::string tie_text(const PrecinctReport& report) {
    const PrecinctTie& tie = *report.computed.tie;
    std::vector<std::string> winners;
    for (const std::size_t i : report.settled) winners.push_back(report.groups[i]);
    const std::string_view what = tie.adding ? "gain" : "keep";
    const std::string who = fmt::format("{} {}{} it", enumerate(winners), what, winners.size() == 1 ? "s" : "");
    if (report.settled_as_published) return fmt::format("As published, {}.", who);
    if (report.tie_break.rule == TieRule::lot)
        return fmt::format("By lot with the seed \"{}\", {}: the lowest SHA-256 of seed, precinct and group wins.",
                           report.tie_break.seed, who);
    return fmt::format("As chosen, {}.", who);
}

/// "1 delegate", "no delegate".
std::string delegates_phrase(std::uint64_t delegates) {
    return delegates == 0 ? "no delegate" : fmt::format("{} delegate{}", delegates, delegates == 1 ? "" : "s");
}

/// What is published beside what the rules give.
std::string stated_text(const PrecinctReport& report) {
    if (report.won.empty() || report.computed.delegates_total == 0 || report.computed.too_many_groups) return {};
    if (allows(report.computed, report.won)) return "The published delegates are what the rules give.";
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < report.groups.size(); ++i) {
        const std::string given = delegates_text(report, i);
        if (given != std::to_string(report.won[i]))
            parts.push_back(fmt::format("{} {} {}, the rules give {}", report.groups[i],
                                        parts.empty() ? "is published with" : "with", delegates_phrase(report.won[i]),
                                        given));
    }
    return fmt::format("The published delegates are not what the rules give: {}.", fmt::join(parts, "; "));
}

/// What the delegates are worth in state delegate equivalents, and where others are published.
std::string sde_text(const PrecinctReport& report) {
    const auto one = report.delegates_known ? sde_of(report, 1) : std::nullopt;
    if (!one) {
        std::vector<std::string> stated;
        for (std::size_t i = 0; i < report.won_sde.size(); ++i)
            if (report.won_sde[i].value_or(Decimal()) > Decimal())
                stated.push_back(fmt::format("{} {}", report.groups[i], to_string(*report.won_sde[i])));
        return stated.empty() ? "" : fmt::format("Published state delegate equivalents: {}.", fmt::join(stated, ", "));
    }
    std::string text = fmt::format("A delegate is worth {} state delegate equivalents ({} for {})", to_string(*one),
                                   to_string(*report.sde), report.sde_delegates);
    std::vector<std::string> worth;
    for (std::size_t i = 0; i < report.groups.size(); ++i) {
        const auto delegates = delegates_of(report, i);
        const auto sde = delegates ? sde_of(report, *delegates) : std::nullopt;
        const auto stated = report.won_sde.empty() ? std::nullopt : report.won_sde[i];
        if (!sde || (*delegates == 0 && stated.value_or(Decimal()) == Decimal())) continue;
        const std::string otherwise =
            stated && *stated != *sde ? fmt::format(" (published: {})", to_string(*stated)) : std::string();
        worth.push_back(fmt::format("{} {}{}", report.groups[i], to_string(*sde), otherwise));
    }
    return text + (worth.empty() ? "." : fmt::format(": {}.", fmt::join(worth, ", ")));
}

/// A line a group and the total.
TextTable groups_table(const PrecinctReport& report) {
    const PrecinctAllocation& computed = report.computed;
    const bool shared = computed.outcome == PrecinctCase::shared;
    const bool with_first = !report.first.empty();
    const bool with_stated = !report.won.empty();
    const unsigned digits = share_digits(computed);

    std::vector<TextColumn> columns{{.header = "Group", .shrink_to = 8}};
    const auto add_column = [&](const char* header, bool wanted, unsigned expendable, const char* short_header = "") {
        if (wanted)
            columns.push_back(
                {.header = header, .short_header = short_header, .right_aligned = true, .expendable = expendable});
    };
    add_column("First", with_first, 4);
    add_column("People", true, 0);
    add_column("Viable", computed.viability.has_value(), 2);
    add_column("Share", shared, 1);
    add_column("Rounded", shared, 3);
    add_column("Delegates", true, 0, "Del.");
    add_column("Published", with_stated, 0, "Publ.");

    std::vector<TextRow> rows;
    for (std::size_t i = 0; i < report.groups.size(); ++i) {
        const GroupAllocation& group = computed.groups[i];
        TextRow row;
        row.cells.emplace_back(report.groups[i]);
        if (with_first) row.cells.emplace_back(report.first[i]);
        row.cells.emplace_back(report.precinct.groups[i]);
        if (computed.viability) row.cells.emplace_back(group.viable);
        if (shared) {
            row.cells.emplace_back(group.viable ? share_text(group.exact, digits) : "");
            row.cells.emplace_back(group.viable ? Cell(group.rounded) : Cell(""));
        }
        row.cells.emplace_back(delegates_text(report, i));
        if (with_stated) row.cells.emplace_back(report.won[i]);
        if (computed.viability && !group.viable) row.emphasis = Emphasis::faint;
        rows.push_back(std::move(row));
    }
    TextRow total{.cells = {"Total"}, .emphasis = Emphasis::strong, .rule_above = true};
    if (with_first) total.cells.emplace_back(sum_text(report.first));
    total.cells.emplace_back(sum_text(report.precinct.groups));
    if (computed.viability) total.cells.emplace_back("");
    if (shared) {
        total.cells.emplace_back("");
        total.cells.emplace_back(to_string(Ratio{computed.rounded_total, 1}, 0));
    }
    total.cells.emplace_back(
        computed.too_many_groups || !report.delegates_known ? "" : to_string(Ratio{computed.delegates_total, 1}, 0));
    if (with_stated) total.cells.emplace_back(sum_text(report.won));
    rows.push_back(std::move(total));
    return {.columns = std::move(columns), .rows = std::move(rows)};
}

}  // namespace

std::string delegates_text(const PrecinctReport& report, std::size_t group) {
    if (const auto delegates = delegates_of(report, group)) return std::to_string(*delegates);
    if (!has_open_tie(report)) return {};
    const std::uint64_t sure = report.computed.groups[group].delegates;
    return fmt::format("{} or {}", sure, sure + 1);
}

Section precinct_section(const PrecinctReport& report) {
    Section section;
    const auto say = [](std::vector<Line>& lines, std::string sentence) {
        if (!sentence.empty()) lines.push_back({std::move(sentence)});
    };
    const std::string name = report.name.empty() ? "" : report.name + ": ";
    section.heading = report.delegates_known
                          ? fmt::format("{}{} delegate{}, rules {}", name, report.precinct.delegates,
                                        report.precinct.delegates == 1 ? "" : "s", report.rules.id)
                          : fmt::format("{}counted, not judged: how many delegates it elects is not known", name);
    say(section.before, attendance_text(report));
    say(section.before, viability_text(report));
    say(section.before, locked_text(report));
    section.table = groups_table(report);
    if (!report.computed.too_many_groups) {
        const std::string reason = explain_split(*report.rules.caucus, report.precinct, report.computed, report.groups);
        if (!reason.empty()) say(section.after, reason + ".");
        if (!report.settled.empty()) say(section.after, tie_text(report));
    }
    say(section.after, stated_text(report));
    say(section.after, sde_text(report));
    return section;
}

Document precinct_document(const PrecinctReport& report) {
    return {.title = report.name.empty() ? "A precinct" : report.name,
            .sections = [&report](Format) { return std::vector{precinct_section(report)}; },
            .table = [&report] { return precinct_table(report); },
            .json = [&report] { return precinct_json(report); }};
}

}  // namespace caucus_tally
