// SPDX-License-Identifier: MIT
#include "base/words.hpp"
#include "compare/sheet.hpp"

#include <algorithm>
#include <caucus_tally/compare.hpp>
#include <caucus_tally/tally.hpp>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <iterator>
#include <map>

namespace caucus_tally {
namespace {

/// What a contest says of itself, as words; what leads to its place in the file.
std::vector<std::pair<std::string, std::string>> facts_of(const Contest& contest) {
    std::vector<std::string_view> rounds;
    for (const Round& round : contest.rounds) rounds.push_back(round.id);
    return {{"title", contest.title},
            {"jurisdiction", contest.jurisdiction},
            {"office", contest.office},
            {"kind", contest.kind},
            {"party", contest.party},
            {"date", contest.date},
            {"ongoing", contest.ongoing ? yes_or_no(*contest.ongoing) : ""},
            {"status", contest.status},
            {"convention", contest.convention},
            {"partial", yes_or_no(contest.partial)},
            {"rounds", fmt::format("{}", fmt::join(rounds, ", "))},
            {"caucus_math", contest.caucus_rules},
            {"allocation", rules_name(contest)}};
}

void add_fact(std::vector<Told>& told, Told fact, const std::string& before, const std::string& after) {
    if (before == after) return;
    fact.change.before = before;
    fact.change.after = after;
    if (before.empty()) fact.old_pointer.clear();
    if (after.empty()) fact.new_pointer.clear();
    if (!before.empty() && !after.empty() && fold(before) == fold(after)) fact.change.kind = ChangeKind::spelling;
    told.push_back(std::move(fact));
}

void add_contest_facts(const Contest& before, const Contest& after, std::vector<Told>& told) {
    const auto old_facts = facts_of(before);
    const auto new_facts = facts_of(after);
    for (std::size_t i = 0; i < old_facts.size(); ++i) {
        const std::string pointer = '/' + old_facts[i].first;
        add_fact(told,
                 {.change = {.kind = ChangeKind::fact, .figure = old_facts[i].first},
                  .old_pointer = pointer,
                  .new_pointer = pointer},
                 old_facts[i].second, new_facts[i].second);
    }
}

void add_candidate_facts(const Paired& paired, const Contest& before, const Contest& after, std::vector<Told>& told) {
    for (Index i = 1; i < paired.candidates.size(); ++i) {
        if (!paired.candidates[i].both()) continue;
        const std::size_t old_one = paired.candidates[i].before - 1;
        const std::size_t new_one = paired.candidates[i].after - 1;
        const auto add = [&](ChangeKind kind, const char* what, const std::string& was, const std::string& is) {
            Told fact{.change = change_of(paired, kind, 0, i),
                      .old_pointer = fmt::format("/candidates/{}/{}", old_one, what),
                      .new_pointer = fmt::format("/candidates/{}/{}", new_one, what)};
            fact.change.figure = what;
            add_fact(told, std::move(fact), was, is);
        };
        const Candidate& was = before.candidates[old_one];
        const Candidate& is = after.candidates[new_one];
        add(ChangeKind::withdrawn, "withdrawn", yes_or_no(was.withdrawn), yes_or_no(is.withdrawn));
        add(ChangeKind::fact, "kind", std::string(to_string(was.kind)), std::string(to_string(is.kind)));
    }
}

std::string outer_text(const Contest& contest, const Unit& unit) {
    std::vector<std::string> parts;
    for (const OuterUnit& outer : unit.outer)
        parts.push_back(fmt::format("{} {}", contest.levels[outer.level], outer.name));
    std::ranges::sort(parts);
    return fmt::format("{}", fmt::join(parts, ", "));
}

void add_unit_facts(const Paired& paired, const Contest& before, const Contest& after, std::vector<Told>& told) {
    for (Index i = 1; i < paired.units.size(); ++i) {
        if (!paired.units[i].both()) continue;
        const Unit& was = before.units[paired.units[i].before - 1];
        const Unit& is = after.units[paired.units[i].after - 1];
        const auto add = [&](const char* what, const std::string& old_text, const std::string& new_text) {
            Told fact{.change = change_of(paired, ChangeKind::fact, i, 0),
                      .old_at = {i, nowhere, 0},
                      .new_at = {i, nowhere, 0}};
            fact.change.figure = what;
            add_fact(told, std::move(fact), old_text, new_text);
        };
        add("kind", was.kind, is.kind);
        add("lies in", outer_text(before, was), outer_text(after, is));
    }
}

/// The pointer that locate() finds a figure by.
std::string pointer_to(const Paired& paired, const Contest& contest, std::size_t side, const Told::At& at) {
    const auto own = [side](Pair pair) { return side == 0 ? pair.before : pair.after; };
    if (at.unit == nowhere) return {};
    const Index unit = own(paired.units[at.unit]);
    if (at.measure == nowhere) return fmt::format("/units/{}", unit - 1);
    const Measure& measure = (side == 0 ? paired.before : paired.after).measures[own(paired.measures[at.measure])];
    const Index candidate = at.candidate == 0 ? 0 : own(paired.candidates[at.candidate]);
    const std::string id = candidate == 0 ? "" : '/' + contest.candidates[candidate - 1].id;
    if (!measure.pool.empty()) {
        const auto pool = std::ranges::find(contest.allocation->pools, measure.pool, &Pool::name);
        const std::string_view member = candidate == 0 ? std::string_view(measure.name) : "awarded";
        return fmt::format("/allocation/pools/{}/{}{}", pool - contest.allocation->pools.begin(), member, id);
    }
    if (measure.name == "unbound") return "/allocation/unbound";
    const std::string_view member = measure.is_votes ? "votes" : std::string_view(measure.name);
    if (unit == 0)
        return candidate == 0 ? fmt::format("/total/{}", member)
                              : fmt::format("/candidates/{}/{}", candidate - 1, member);
    const std::string place = fmt::format("/units/{}/", unit - 1);
    if (measure.is_votes) {
        const std::size_t blank = measure.name.find(' ');
        const std::string round = blank == std::string::npos ? "" : '/' + measure.name.substr(blank + 1);
        return place + (candidate == 0 ? "total" : "votes") + round + id;
    }
    if (candidate == 0) return place + measure.name;
    return place +
           (measure.name == "delegates" ? "awarded"
            : measure.name == "sde"     ? "awarded_sde"
                                        : measure.name) +
           id;
}

/// Gives changes their places in one release, in one pass over its texts.
void place(std::vector<Told>& told, const Paired& paired, const Release& release, std::size_t side) {
    std::vector<Finding> marks;
    for (std::size_t i = 0; i < told.size(); ++i) {
        const std::string& given = side == 0 ? told[i].old_pointer : told[i].new_pointer;
        Finding mark;
        mark.pointer = !given.empty() ? given
                                      : pointer_to(paired, *release.parsed->contest, side,
                                                   side == 0 ? told[i].old_at : told[i].new_at);
        mark.message = std::to_string(i);  // findings come back in the order of the text
        if (!mark.pointer.empty()) marks.push_back(std::move(mark));
    }
    for (Finding& mark : locate(release.parsed->text, std::move(marks))) {
        std::size_t i = 0;
        std::from_chars(mark.message.data(), mark.message.data() + mark.message.size(), i);
        (side == 0 ? told[i].change.old_place : told[i].change.new_place) = std::move(mark.location);
    }
}

/// Outer levels first, in each the largest first. The rest of the order is that of names, so that it is the same both
/// ways.
void sort_changes(std::vector<Change>& changes, const std::vector<std::string>& levels) {
    std::map<std::string_view, std::size_t> ranks{{"", 0}};
    for (const std::string& level : levels) ranks.emplace(level, ranks.size());
    const auto key = [](const Change& change) {
        return std::tie(change.unit, change.pool, change.figure, change.candidate, change.from, change.before);
    };
    std::ranges::stable_sort(changes, [&](const Change& a, const Change& b) {
        if (is_consequence(a.kind) && a.kind != b.kind) return a.kind < b.kind;
        const std::size_t a_rank = ranks.at(a.level);
        const std::size_t b_rank = ranks.at(b.level);
        if (a_rank != b_rank) return a_rank < b_rank;
        const Decimal a_size = a.difference.value_or(Decimal());
        const Decimal b_size = b.difference.value_or(Decimal());
        if (a_size != b_size) return a_size > b_size;
        return key(a) < key(b);
    });
}

/// Candidates that are new or gone, and look like one another.
std::vector<std::string> near_names(const Paired& paired) {
    constexpr std::size_t most = 50;
    std::vector<std::string_view> gone;
    std::vector<std::string_view> fresh;
    for (const Pair pair : paired.candidates) {
        if (pair.after == nowhere) gone.push_back(paired.before.candidates[pair.before].name);
        if (pair.before == nowhere) fresh.push_back(paired.after.candidates[pair.after].name);
    }
    std::vector<std::string> sentences;
    if (gone.size() > most || fresh.size() > most) return sentences;
    std::ranges::sort(gone);
    for (const std::string_view name : gone)
        if (const std::string_view near = closest(name, fresh); !near.empty())
            sentences.push_back(fmt::format("{} and {} look like one name; they are not taken for one candidate",
                                            quote(name), quote(near)));
    return sentences;
}

Comparison start(const Paired& paired) {
    Comparison comparison;
    comparison.units = {paired.before.units.size() - 1, paired.after.units.size() - 1};
    comparison.figures = {paired.before.figures.size(), paired.after.figures.size()};
    comparison.near_names = near_names(paired);
    return comparison;
}

/// Each candidate's votes on both sides, by index into the sheets' candidates.
void add_totals(Comparison& comparison, const Paired& paired,
                const std::array<std::vector<std::optional<Decimal>>, 2>& votes) {
    for (Index i = 1; i < paired.candidates.size(); ++i) {
        const auto [before, after] = paired.candidates[i];
        Change total = change_of(paired, ChangeKind::figure, 0, i);
        total.figure = "votes";
        set_difference(total, before == nowhere ? std::nullopt : votes[0][before],
                       after == nowhere ? std::nullopt : votes[1][after]);
        if (!total.before.empty() || !total.after.empty()) comparison.totals.push_back(std::move(total));
    }
}

std::vector<std::optional<Decimal>> votes_of(const Contest& contest) {
    std::vector<std::optional<Decimal>> votes(1);
    for (const Figures& figures : candidate_figures(contest))
        votes.push_back(figures.votes ? std::optional(Decimal(Uint128{*figures.votes}, 0)) : std::nullopt);
    return votes;
}

std::vector<std::optional<Decimal>> votes_of(const Sheet& sheet) {
    std::vector<std::optional<Decimal>> votes(sheet.candidates.size());
    std::vector<bool> lost(votes.size());
    for (const SheetFigure& figure : sheet.figures) {
        if (sheet.votes.empty() || figure.measure != sheet.votes.back() || lost[figure.candidate]) continue;
        auto& sum = votes[figure.candidate];
        sum = sum ? checked_add(*sum, figure.value) : std::optional(figure.value);
        lost[figure.candidate] = !sum;
    }
    return votes;
}

/// Parts what was told into changes and consequences.
void finish(Comparison& comparison, std::vector<Told> told, std::vector<Change> consequences, const Paired& paired) {
    std::vector<std::string> levels;
    for (const Sheet* const sheet : {&paired.after, &paired.before})
        for (const SheetUnit& unit : sheet->units)
            if (!unit.level.empty() && (levels.empty() || levels.back() != unit.level) &&
                std::ranges::find(levels, unit.level) == levels.end())
                levels.push_back(unit.level);
    comparison.consequences = std::move(consequences);
    for (Told& each : told)
        (is_consequence(each.change.kind) ? comparison.consequences : comparison.changes)
            .push_back(std::move(each.change));
    sort_changes(comparison.changes, levels);
    sort_changes(comparison.consequences, levels);
}

}  // namespace

std::string difference_text(const Change& change) {
    if (!change.difference) return {};
    return (change.fell ? "-" : "+") + to_string(*change.difference);
}

Comparison compare_contests(const Release& before, const Release& after) {
    const Contest& old_contest = *before.parsed->contest;
    const Contest& new_contest = *after.parsed->contest;
    const Sheet old_sheet = sheet_of(old_contest);
    const Sheet new_sheet = sheet_of(new_contest);
    const Paired paired = pair_sheets(old_sheet, new_sheet);
    Comparison comparison = start(paired);
    comparison.contest = new_contest.id;
    comparison.title = new_contest.title;
    std::vector<Told> told = compare_sheets(paired);
    add_contest_facts(old_contest, new_contest, told);
    add_candidate_facts(paired, old_contest, new_contest, told);
    add_unit_facts(paired, old_contest, new_contest, told);
    place(told, paired, before, 0);
    place(told, paired, after, 1);
    std::vector<Change> consequences;
    add_consequences(paired, before, after, consequences);
    add_totals(comparison, paired, {votes_of(old_contest), votes_of(new_contest)});
    finish(comparison, std::move(told), std::move(consequences), paired);
    return comparison;
}

Comparison compare_tabulations(const Tabulation& before, const Tabulation& after) {
    const Sheet old_sheet = sheet_of(before);
    const Sheet new_sheet = sheet_of(after);
    const Paired paired = pair_sheets(old_sheet, new_sheet);
    Comparison comparison = start(paired);
    comparison.of_tables = true;
    add_totals(comparison, paired, {votes_of(old_sheet), votes_of(new_sheet)});
    finish(comparison, compare_sheets(paired), {}, paired);
    return comparison;
}

Change unpaired_contest(const Contest& contest, ChangeKind kind) {
    Change change{.kind = kind};
    (kind == ChangeKind::contest_added ? change.after : change.before) =
        contest.title.empty() ? contest.id : contest.title;
    return change;
}

}  // namespace caucus_tally
