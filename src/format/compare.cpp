// SPDX-License-Identifier: MIT
#include "format/compare.hpp"

#include "base/words.hpp"
#include "format/chart.hpp"
#include "format/json.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <span>

namespace caucus_tally {
namespace {

/// What one change of each kind that is no consequence is called.
constexpr std::array<std::string_view, 17> change_nouns{
    "added contest",
    "removed contest",
    "changed fact",
    "added candidate",
    "removed candidate",
    "renamed candidate",
    "changed withdrawal",
    "added unit",
    "removed unit",
    "renamed unit",
    "changed figure",
    "moved figure",
    "newly known figure",
    "vanished figure",
    "other spelling",
    "constant factor",
    "other base of percentages",
};
static_assert(change_nouns.size() == static_cast<std::size_t>(ChangeKind::follows));

std::string place_of(const Location& location) {
    std::string text = location.file;
    if (location.line > 0) text += fmt::format(":{}", location.line);
    if (location.column > 0) text += fmt::format(":{}", location.column);
    return text;
}

/// A number as people read it; anything else as it is.
std::string figure_text(const std::string& text) {
    if (text.empty()) return "–";
    const auto number = parse_decimal(text);
    return number ? with_separators(*number) : text;
}

std::string signed_text(const Change& change) {
    if (!change.difference) return "";
    return (change.fell ? "−" : "+") + with_separators(*change.difference);
}

std::size_t count_kind(const std::vector<Change>& changes, ChangeKind kind) {
    return static_cast<std::size_t>(std::ranges::count(changes, kind, &Change::kind));
}

/// "Sanders +41, Patrick −41": who gained and lost most.
std::string gains(std::vector<Change> changes) {
    constexpr std::ptrdiff_t most = 4;
    std::erase_if(changes, [](const Change& change) { return !change.difference || *change.difference == Decimal(); });
    std::ranges::stable_sort(changes, std::ranges::greater(), [](const Change& change) { return *change.difference; });
    std::string text;
    for (const Change& change : std::span(changes).first(std::min<std::size_t>(most, changes.size())))
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", change.name, signed_text(change));
    if (changes.size() > most) text += fmt::format(" and {} others", changes.size() - most);
    return text;
}

/// The delegates of all pools together by candidate.
std::vector<Change> pool_delegates(const Comparison& comparison) {
    std::map<std::string, std::pair<std::string, std::array<Decimal, 2>>> sums;
    for (const Change& change : comparison.consequences) {
        if (change.kind != ChangeKind::delegates || !change.difference) continue;
        auto& [name, sum] = sums[change.candidate];
        name = change.name;
        Decimal& side = sum[change.fell ? 0 : 1];
        side = checked_add(side, *change.difference).value_or(side);
    }
    std::vector<Change> all;
    for (const auto& [id, entry] : sums) {
        Change& change = all.emplace_back();
        change.name = entry.first;
        change.difference = normalized(difference(entry.second[0], entry.second[1]));
        change.fell = entry.second[1] < entry.second[0];
    }
    return all;
}

/// The answer: how much changed, who gained and lost, and what it does.
std::vector<Line> answer(const Comparison& comparison, bool left_out) {
    std::vector<Line> lines;
    const auto units = [&](std::size_t side) {
        return count_noun(comparison.units[side], comparison.of_tables ? "group" : "unit");
    };
    if (comparison.changes.empty()) {
        std::string same = fmt::format("{} changed: {}", left_out ? "Nothing else" : "Nothing",
                                       count_noun(comparison.figures[1], "figure"));
        if (comparison.units[1] > 0) same += fmt::format(" in {}", units(1));
        return {{same + ".", Emphasis::good}};
    }
    std::vector<std::string> parts;
    for (std::size_t kind = 0; kind < change_nouns.size(); ++kind)
        if (const std::size_t count = count_kind(comparison.changes, static_cast<ChangeKind>(kind)); count > 0)
            parts.push_back(count_noun(count, change_nouns[kind]));
    std::string sentence = fmt::format("{}: {}.", count_noun(comparison.changes.size(), "change"), enumerate(parts));
    lines.push_back({std::move(sentence), Emphasis::strong});
    if (const std::string votes = gains(comparison.totals); !votes.empty()) lines.push_back({"Votes: " + votes + "."});
    if (const std::string delegates = gains(pool_delegates(comparison)); !delegates.empty())
        lines.push_back({"Delegates: " + delegates + ".", Emphasis::strong});
    const std::size_t precincts = count_kind(comparison.consequences, ChangeKind::precinct);
    if (precincts > 0)
        lines.push_back({fmt::format("By the rules for precincts another number of delegates goes to {}.",
                                     count_noun(precincts, "group"))});
    const std::size_t fallen =
        static_cast<std::size_t>(std::ranges::count_if(comparison.changes, [](const Change& change) {
            return change.fell && change.difference && change.figure.starts_with("votes");
        }));
    if (fallen > 0) lines.push_back({fmt::format("Votes fell in {}.", count_noun(fallen, "place")), Emphasis::caution});
    const std::size_t mended = count_kind(comparison.consequences, ChangeKind::mended);
    const std::size_t fresh = count_kind(comparison.consequences, ChangeKind::finding);
    if (mended + fresh > 0)
        lines.push_back(
            {fmt::format("Findings: {} mended, {} new.", mended, fresh), fresh > 0 ? Emphasis::bad : Emphasis::good});
    return lines;
}

/// What a change is about: "Sanders, votes", "Patrick → Sanders, votes".
std::string what_changed(const Change& change) {
    switch (change.kind) {
        case ChangeKind::unit_added:
        case ChangeKind::candidate_added:
            return change.name + (change.name.empty() ? "added" : ", added");
        case ChangeKind::unit_removed:
        case ChangeKind::candidate_removed:
            return change.name + (change.name.empty() ? "removed" : ", removed");
        case ChangeKind::unit_renamed:
            return "renamed";
        case ChangeKind::contest_added:
            return "contest added";
        case ChangeKind::contest_removed:
            return "contest removed";
        case ChangeKind::percent_base:
            return "percentages of another whole";
        case ChangeKind::factor:
            return fmt::format("{} {}", change.figure, change.note);
        case ChangeKind::threshold:
            return change.figure + " needed";
        case ChangeKind::reporting:
            return "units that report";
        case ChangeKind::order:
        case ChangeKind::delegates:
        case ChangeKind::precinct:
            return change.name;
        default:
            break;
    }
    std::string text = change.from_name.empty() ? change.name : change.from_name + " → " + change.name;
    if (change.kind == ChangeKind::spelling) text += text.empty() ? "spelling" : ", spelling";
    if (!change.figure.empty()) text += (text.empty() ? "" : ", ") + change.figure;
    return text;
}

std::string note_of(const Change& change) {
    std::string note = change.kind == ChangeKind::factor ? "" : change.note;
    if (change.count > 1)
        note = fmt::format("{}{}{}", count_noun(change.count, "figure"), note.empty() ? "" : ", ", note);
    if (change.kind == ChangeKind::figure && change.fell && change.figure.starts_with("votes"))
        note = note.empty() ? "fell" : "fell, " + note;
    return note;
}

/// Rows of one kind and place become one: figures of a unit that became known or unknown, spellings of one figure.
std::vector<Change> merged(std::span<const Change> changes) {
    std::vector<Change> rows;
    std::map<std::string, std::size_t> places;
    for (const Change& change : changes) {
        const bool of_unit = change.kind == ChangeKind::known || change.kind == ChangeKind::unknown;
        const bool spelt = change.kind == ChangeKind::spelling;
        if (!spelt && !of_unit) {
            rows.push_back(change);
            continue;
        }
        const std::string key =
            fmt::format("{}\n{}\n{}\n{}", to_string(change.kind), change.figure, spelt ? "" : change.unit, change.pool);
        const auto [place, fresh] = places.try_emplace(key, rows.size());
        if (fresh) {
            rows.push_back(change);
            continue;
        }
        Change& row = rows[place->second];
        ++row.count;
        row.candidate.clear();
        row.name.clear();
        if (of_unit) {
            const auto add = [](std::string& sum, const std::string& more) {
                const auto one = parse_decimal(sum);
                const auto other = parse_decimal(more);
                if (const auto both = one && other ? checked_add(*one, *other) : std::nullopt) sum = to_string(*both);
            };
            add(row.before, change.before);
            add(row.after, change.after);
        } else {
            row.unit_name.clear();
        }
    }
    return rows;
}

/// Old and new side by side, with the difference and a bar of it.
TextTable changes_table(std::span<const Change> rows, bool of_units, const std::string& caption) {
    constexpr unsigned places_go = ornament + 1;  // before any name is shortened
    TextTable table{.columns = {{.header = "Unit", .shrink_to = shortest_name, .cut_inside = true, .shown = of_units},
                                {.header = "What", .shrink_to = shortest_name, .wraps = true},
                                {.header = "Old", .right_aligned = true, .shrink_to = 8, .wraps = true},
                                {.header = "New", .right_aligned = true, .shrink_to = 8, .wraps = true},
                                {.header = "Difference", .short_header = "±", .right_aligned = true},
                                {.header = "", .bar = true, .expendable = ornament},
                                {.header = "Note", .wraps = true, .expendable = 2},
                                {.header = "Old place", .expendable = places_go},
                                {.header = "New place", .expendable = places_go}},
                    .named_by = of_units ? std::size_t{0} : std::size_t{1},
                    .caption = caption};
    Decimal largest;
    for (const Change& change : rows)
        if (change.difference && *change.difference > largest) largest = *change.difference;
    bool places = false;
    bool notes = false;
    bool differences = false;
    for (const Change& change : rows) {
        TextRow& row = table.rows.emplace_back();
        row.cells = {change.pool.empty() ? change.unit_name : change.pool,
                     what_changed(change),
                     figure_text(change.before),
                     figure_text(change.after),
                     signed_text(change),
                     "",
                     note_of(change),
                     place_of(change.old_place),
                     place_of(change.new_place)};
        if (change.difference && largest > Decimal()) {
            const unsigned scale = std::max(largest.scale, change.difference->scale);
            Uint128 part = digits_at(*change.difference, scale);
            Uint128 whole = digits_at(largest, scale);
            for (; whole > UINT32_MAX; whole /= 2) part /= 2;
            row.bar = {static_cast<Votes>(part), static_cast<Votes>(whole)};
        }
        if (change.fell && change.kind == ChangeKind::figure) row.emphasis = Emphasis::caution;
        places = places || change.old_place.line + change.new_place.line > 0;
        notes = notes || !note_of(change).empty();
        differences = differences || change.difference.has_value();
    }
    table.columns[4].shown = table.columns[5].shown = differences;
    table.columns[6].shown = notes;
    table.columns[7].shown = table.columns[8].shown = places;
    return table;
}

void add_changes(std::vector<Section>& sections, const std::string& heading, const std::vector<Change>& rows,
                 std::size_t top) {
    if (rows.empty()) return;
    const std::size_t shown = std::min(top, rows.size());
    const bool of_units =
        std::ranges::any_of(rows, [](const Change& change) { return !change.unit.empty() || !change.pool.empty(); });
    Section section{.heading = heading,
                    .depth = 1,
                    .table = changes_table(std::span(rows).first(shown), of_units, heading),
                    .sortable = true};
    if (shown < rows.size())
        section.after.push_back({fmt::format("and {} more", with_separators(rows.size() - shown)), Emphasis::faint});
    sections.push_back(std::move(section));
}

/// One line a sum: "Polk: 3 figures follow from 14 precincts."
std::vector<Line> follower_lines(const Comparison& comparison, std::size_t top) {
    std::vector<Line> lines;
    std::size_t all = 0;
    for (const Change& change : comparison.consequences) {
        if (change.kind != ChangeKind::follows || ++all > top) continue;
        lines.push_back({fmt::format("{}: {} follow{} {}", change.unit.empty() ? "The whole contest" : change.unit_name,
                                     count_noun(change.count, "figure"), change.count == 1 ? "s" : "", change.note),
                         Emphasis::faint});
    }
    if (all > top)
        lines.push_back(
            {fmt::format("and {} more sums that only follow", with_separators(all - top)), Emphasis::faint});
    return lines;
}

struct ConsequenceGroup {
    ChangeKind first;
    ChangeKind last;
    std::string_view heading;
};
constexpr std::array<ConsequenceGroup, 6> consequence_groups{{
    {ChangeKind::reporting, ChangeKind::order, "Reporting and order"},
    {ChangeKind::threshold, ChangeKind::tie, "Thresholds and ties"},
    {ChangeKind::delegates, ChangeKind::delegates, "Delegates, by the rules of the contest"},
    {ChangeKind::viability, ChangeKind::viability, "Viable groups in precincts"},
    {ChangeKind::precinct, ChangeKind::precinct, "Delegates of precincts, by their rules"},
    {ChangeKind::mended, ChangeKind::finding, "Findings"},
}};

void add_consequence_sections(std::vector<Section>& sections, const Comparison& comparison, std::size_t top) {
    for (const auto& [first, last, heading] : consequence_groups) {
        std::vector<Change> rows;
        for (const Change& change : comparison.consequences)
            if (change.kind >= first && change.kind <= last) rows.push_back(change);
        if (first != ChangeKind::mended) {
            add_changes(sections, std::string(heading), rows, top);
            continue;
        }
        if (rows.empty()) continue;
        Section section{.heading = std::string(heading), .depth = 1, .lines = Lines::list};
        for (const Change& change : std::span(rows).first(std::min(top, rows.size()))) {
            const bool mended = change.kind == ChangeKind::mended;
            const std::string place = place_of(mended ? change.old_place : change.new_place);
            section.before.push_back({fmt::format("{}: {} {}{}", mended ? "mended" : "new", change.figure, change.note,
                                                  place.empty() ? "" : " (" + place + ")"),
                                      mended ? Emphasis::good : Emphasis::bad});
        }
        if (rows.size() > top)
            section.after.push_back({fmt::format("and {} more", with_separators(rows.size() - top)), Emphasis::faint});
        sections.push_back(std::move(section));
    }
}

/// The same rows as bars, for pages.
Chart totals_chart(const TextTable& table, std::span<const Change> totals) {
    std::vector<DrawnDifference> rows;
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        rows.push_back({totals[i].name,
                        fmt::format("{} → {}  {}", figure_text(totals[i].before), figure_text(totals[i].after),
                                    signed_text(totals[i])),
                        table.rows[i].bar, totals[i].fell});
    return draw_differences(rows, "Votes, old and new");
}

void add_contest(std::vector<Section>& sections, const ComparedStep& step, const Comparison& comparison,
                 std::size_t top, Format format) {
    Section title{.heading = comparison.title.empty() ? "Precinct tables" : comparison.title,
                  .facts = {fmt::format("{} → {}", step.before, step.after)},
                  .before = answer(comparison, step.ignored + step.waived > 0)};
    for (const std::string& sentence : comparison.near_names)
        title.before.push_back({sentence + ".", Emphasis::caution});
    std::vector<Change> totals = comparison.totals;
    std::erase_if(totals, [](const Change& total) { return total.before == total.after; });
    std::ranges::stable_sort(totals, std::ranges::greater(),
                             [](const Change& total) { return total.difference.value_or(Decimal()); });
    if (!totals.empty())
        title.table = changes_table(std::span(totals).first(std::min(top, totals.size())), false, "Votes in all");
    if (format == Format::html && !totals.empty()) title.charts.push_back(totals_chart(title.table, totals));
    title.after = follower_lines(comparison, top);
    sections.push_back(std::move(title));
    for (std::size_t i = 0; i < comparison.changes.size();) {
        const std::string& level = comparison.changes[i].level;
        std::size_t end = i;
        while (end < comparison.changes.size() && comparison.changes[end].level == level) ++end;
        add_changes(sections, level.empty() ? "The whole contest" : "By " + level,
                    merged(std::span(comparison.changes).subspan(i, end - i)), top);
        i = end;
    }
    add_consequence_sections(sections, comparison, top);
}

std::vector<Section> sections_of(const std::vector<ComparedStep>& steps, std::size_t top, Format format) {
    std::vector<Section> sections;
    for (const ComparedStep& step : steps) {
        for (const Comparison& comparison : step.contests) add_contest(sections, step, comparison, top, format);
        std::vector<std::string> left_out;
        if (step.ignored > 0) left_out.push_back(fmt::format("{} ignored", with_separators(Votes{step.ignored})));
        if (step.waived > 0) left_out.push_back(fmt::format("{} explained", with_separators(Votes{step.waived})));
        if (!left_out.empty() && !sections.empty())
            sections.back().after.push_back({fmt::format("Not told: {}.", enumerate(left_out)), Emphasis::faint});
    }
    return sections;
}

/// The same columns in CSV and JSON. Figures are texts as they are stated, so that nothing is lost of their spelling.
ScriptTable rows_of(std::vector<const ComparedStep*> steps, const Comparison* only) {
    constexpr Written everywhere = Written::everywhere;
    return {{{"old", Written::separated},
             {"new", Written::separated},
             {"contest", Written::separated},
             {"kind"},
             {"level", everywhere, true},
             {"unit", everywhere, true},
             {"pool", everywhere, true},
             {"candidate", everywhere, true},
             {"from", everywhere, true},
             {"figure", everywhere, true},
             {"before", everywhere, true},
             {"after", everywhere, true},
             {"difference", everywhere, true},
             {"count"},
             {"note", everywhere, true},
             {"old_place", everywhere, true},
             {"new_place", everywhere, true}},
            [steps = std::move(steps), only](RowSink& rows) {
                for (const ComparedStep* const step : steps) {
                    for (const Comparison& comparison : step->contests) {
                        if (only != nullptr && only != &comparison) continue;
                        for (const auto* const changes : {&comparison.changes, &comparison.consequences})
                            for (const Change& change : *changes)
                                rows.add(step->before, step->after, comparison.contest, to_string(change.kind),
                                         Cell::known(change.level), Cell::known(change.unit), Cell::known(change.pool),
                                         Cell::known(change.candidate), Cell::known(change.from),
                                         Cell::known(change.figure), Cell::known(change.before),
                                         Cell::known(change.after), Cell::known(difference_text(change)), change.count,
                                         Cell::known(change.note), Cell::known(place_of(change.old_place)),
                                         Cell::known(place_of(change.new_place)));
                    }
                }
            }};
}

std::string json_of(const std::vector<ComparedStep>& steps) {
    Json document{{"format", 1}, {"steps", Json::array()}};
    for (const ComparedStep& step : steps) {
        Json compared{{"old", step.before},
                      {"new", step.after},
                      {"same", is_same(step)},
                      {"ignored", step.ignored},
                      {"waived", step.waived}};
        compared["contests"] = Json::array();
        for (const Comparison& comparison : step.contests) {
            Json contest{{"contest", comparison.contest}, {"title", comparison.title}};
            contest["units"] = {{"old", comparison.units[0]}, {"new", comparison.units[1]}};
            contest["figures"] = {{"old", comparison.figures[0]}, {"new", comparison.figures[1]}};
            contest["changes"] = json_rows(rows_of({&step}, &comparison));
            compared["contests"].push_back(std::move(contest));
        }
        document["steps"].push_back(std::move(compared));
    }
    return dump(document);
}

}  // namespace

bool is_same(const ComparedStep& step) {
    return std::ranges::all_of(
        step.contests, [](const Comparison& each) { return each.changes.empty() && each.consequences.empty(); });
}

Document compare_document(const std::vector<ComparedStep>& steps, std::size_t top) {
    return {.title = steps.front().contests.size() == 1 && !steps.front().contests.front().title.empty()
                         ? "What changed: " + steps.front().contests.front().title
                         : "What changed",
            .sections = [&steps, top](Format format) { return sections_of(steps, top, format); },
            .table =
                [&steps] {
                    std::vector<const ComparedStep*> all;
                    for (const ComparedStep& step : steps) all.push_back(&step);
                    return rows_of(std::move(all), nullptr);
                },
            .json = [&steps] { return json_of(steps); }};
}

}  // namespace caucus_tally
