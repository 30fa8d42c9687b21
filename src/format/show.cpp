// SPDX-License-Identifier: MIT
#include "format/show.hpp"

#include "base/words.hpp"
#include "contest/contest_json.hpp"
#include "format/allocate.hpp"
#include "format/chart.hpp"
#include "format/json.hpp"

#include <algorithm>
#include <array>
#include <caucus_tally/rules.hpp>
#include <caucus_tally/tally.hpp>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <set>

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
        const std::string delegates = with_separators(normalized(*contest.total->delegates));
        text = delegates + (delegates == "1" ? " delegate" : " delegates");
    }
    if (!contest.convention.empty()) text += (text.empty() ? "For" : " to") + (" the " + contest.convention);
    if (!contest.allocation || contest.allocation->pools.empty()) return text;
    std::vector<std::string> pools;
    for (const Pool& pool : contest.allocation->pools) {
        const std::string by = pool.by.empty() ? "" : fmt::format(" by {}", pool.by);
        pools.push_back(fmt::format("{} {}{}", pool.name, with_separators(normalized(pool.delegates)), by));
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

/// Whether the stated figures agree with the computed ones, and the first that do not unless they are listed elsewhere:
/// a sentence each, never none.
std::vector<Line> agreement(const ShownContest& shown, bool listed_elsewhere) {
    const auto& [contest, findings] = shown;
    const auto count = static_cast<std::size_t>(std::ranges::count(findings, Severity::error, &Finding::severity));
    if (count > 0) {
        const std::string figures =
            count == 1 ? "One stated figure does" : fmt::format("{} stated figures do", with_separators(count));
        if (listed_elsewhere) return {{figures + " not agree with the computed ones.", Emphasis::bad}};
        std::vector<Line> lines = {{figures + " not agree with the computed ones:", Emphasis::bad}};
        for (const Finding& finding : findings)
            if (finding.severity == Severity::error && lines.size() <= shown_contradictions)
                lines.push_back({code_text(finding.code) + ": " + finding.message, Emphasis::bad});
        if (count > shown_contradictions)
            lines.push_back({more_contradictions(count - shown_contradictions), Emphasis::bad});
        return lines;
    }
    const Tally computed = tally(candidate_figures(contest));
    const Figures stated = contest.total.value_or(Figures());
    std::vector<std::string> compared;
    std::vector<Line> lines;
    const auto add_total = [&](bool is_stated, bool is_computed, std::string_view what, std::string_view parts) {
        if (is_stated && is_computed) compared.emplace_back(what);
        if (is_stated && !is_computed)
            lines.push_back({fmt::format("The stated total {} cannot be compared: not every candidate's {} are known.",
                                         parts, parts)});
    };
    add_total(stated.votes.has_value(), computed.votes.has_value(), "total votes", "votes");
    if (std::ranges::any_of(contest.candidates,
                            [](const Candidate& c) { return c.stated.votes && c.stated.percent; }) &&
        (computed.votes || stated.votes))
        compared.emplace_back("percentages");
    add_total(stated.delegates.has_value(), computed.delegates.has_value(), "delegates", "delegates");
    if (compared.empty() && lines.empty())
        return {{"The file states no totals or percentages that could be compared."}};
    if (compared.empty()) return lines;
    for (Line& line : lines) line.emphasis = Emphasis::good;
    lines.insert(lines.begin(),
                 {fmt::format("The stated {} agree with the computed ones.", enumerate(compared)), Emphasis::good});
    return lines;
}

/// Stands before a withdrawn candidate's name if "(withdrawn)" finds no room behind it.
constexpr const char* withdrawn_mark = "†";

TextRow text_row(const ResultRow& row) {
    TextRow text;
    text.cells = {rank_text(row.rank),
                  name_text(row),
                  row.home_state,
                  row.votes,
                  Cell::known(row.percent),
                  row.delegates ? Cell(normalized(*row.delegates)) : Cell(),
                  ""};
    if (row.status == "withdrawn") {
        text.emphasis = Emphasis::faint;
        text.short_name = withdrawn_mark + row.name;
    }
    return text;
}

/// The votes of those whom the whole contest's table does not show; unknown if they exceed 2^64 - 1.
std::optional<Votes> votes_of_others(const Results& results, const std::set<std::string_view>& shown) {
    std::optional<Votes> votes;
    for (const ResultRow& row : results.rows) {
        if (!row.votes || shown.contains(row.id)) continue;
        votes = checked_add(votes.value_or(0), *row.votes);
        if (!votes) break;
    }
    return votes;
}

/// One line for each candidate, with a bar, and the total below. Figures that are known of nobody are not shown.
TextTable results_table(const Results& results) {
    std::optional<Votes> longest_bar;
    for (const ResultRow& row : results.rows) longest_bar = std::max(longest_bar, row.votes);
    TextTable table{
        .named_by = 1, .caption = "Results by candidate", .short_note = std::string(withdrawn_mark) + " withdrawn"};
    for (const ResultRow& row : results.rows) {
        table.rows.push_back(text_row(row));
        table.rows.back().bar = {row.votes.value_or(0), longest_bar.value_or(0), row.color};
    }
    table.rows.push_back(text_row(results.total));
    table.rows.back().rule_above = true;
    table.rows.back().emphasis = Emphasis::strong;
    const auto is_known = [&](std::size_t column) {
        return std::ranges::any_of(table.rows, [&](const TextRow& row) { return row.cells[column].is_known(); });
    };
    table.columns = {
        {.header = "#", .right_aligned = true, .expendable = ornament},
        {.header = "Candidate", .shrink_to = shortest_name},
        {.header = "Home state",
         .expendable = ornament + 2,
         .shown = std::ranges::any_of(results.rows, [](const ResultRow& row) { return !row.home_state.empty(); })},
        {.header = "Votes", .right_aligned = true},
        {.header = "%", .right_aligned = true, .expendable = 2, .shown = is_known(4)},
        {.header = "Delegates", .short_header = "Del.", .right_aligned = true, .expendable = 1, .shown = is_known(5)},
        {.header = "", .bar = true, .expendable = ornament + 1, .shown = longest_bar > Votes{0}}};
    return table;
}

/// What candidates are called in narrow columns: persons by their last names ("Robert F. Kennedy Jr." is Kennedy) if no
/// other has the same, all others in full.
std::vector<std::string> last_names(const std::vector<ResultRow>& rows) {
    constexpr std::array<std::string_view, 7> suffixes{"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"};
    std::vector<std::string> names;
    for (const ResultRow& row : rows) {
        std::string_view rest = row.name;
        std::size_t blank = rest.rfind(' ');
        while (blank != std::string_view::npos &&
               std::ranges::find(suffixes, rest.substr(blank + 1)) != suffixes.end()) {
            rest = rest.substr(0, blank);
            if (rest.ends_with(',')) rest.remove_suffix(1);
            blank = rest.rfind(' ');
        }
        const bool is_person = row.kind == to_string(CandidateKind::person) && !row.name.starts_with("None ");
        names.emplace_back(is_person ? rest.substr(blank + 1) : std::string_view(row.name));
    }
    std::map<std::string, std::size_t> uses;
    for (const std::string& name : names) ++uses[name];
    for (std::size_t i = 0; i < names.size(); ++i)
        if (uses[names[i]] > 1) names[i] = rows[i].name;
    return names;
}

/// One line a unit of the view's level, one column a candidate: the leading ones of the whole contest, at most
/// `most_candidates` unless the view says how many, the others together. Throws ViewError.
TextTable units_table(const Contest& contest, const ResultsView& view, std::size_t most_candidates) {
    constexpr unsigned shortest_unit = 12;
    ResultsView whole_view = view;
    whole_view.by.reset();
    whole_view.top = view.top.value_or(most_candidates);
    const Results whole = arrange_results(contest, whole_view).front();
    std::vector<TextColumn> columns{{.header = *view.by, .shrink_to = shortest_unit, .cut_inside = true}};
    const std::vector<std::string> short_names = last_names(whole.rows);
    for (std::size_t i = 0; i < whole.rows.size(); ++i) {
        const std::string& name = whole.rows[i].name;
        columns.push_back({.header = name, .short_header = short_names[i], .right_aligned = true, .expendable = 2});
    }
    columns.push_back({.header = "Total", .right_aligned = true});

    std::set<std::string_view> shown;
    for (const ResultRow& row : whole.rows) shown.insert(row.id);

    ResultsView unit_view = view;
    unit_view.top.reset();
    std::vector<TextRow> rows;
    const auto add_row = [&](const std::string& name, const Results& results) {
        TextRow& text = rows.emplace_back();
        text.cells.emplace_back(name);
        std::map<std::string_view, const ResultRow*> rows_by_id;
        for (const ResultRow& row : results.rows)
            if (shown.contains(row.id)) rows_by_id.emplace(row.id, &row);
        for (const ResultRow& column : whole.rows) {
            if (column.id.empty()) continue;
            const ResultRow* const row = rows_by_id.at(column.id);
            if (row->rank && row->rank->place == 1 && row->votes > Votes{0}) text.leading.push_back(text.cells.size());
            text.cells.emplace_back(row->votes);
        }
        if (whole.rows.back().id.empty()) text.cells.emplace_back(votes_of_others(results, shown));
        text.cells.emplace_back(results.total.votes);
    };
    for (const Results& unit : arrange_results(contest, unit_view)) add_row(unit.name, unit);
    whole_view.top.reset();
    add_row("Total", arrange_results(contest, whole_view).front());
    rows.back().rule_above = true;
    rows.back().emphasis = Emphasis::strong;
    return {.columns = std::move(columns),
            .rows = std::move(rows),
            .caption = fmt::format("Votes; the highest of each {} in bold", *view.by)};
}

/// A table of every level that has units, or of the one that is asked for. Long ones are folded.
void add_levels(const Contest& contest, const ResultsView& view, std::vector<Section>& sections) {
    constexpr std::size_t usual_columns = 8;
    constexpr std::size_t few = 60;
    for (const std::string& name : contest.levels) {
        if (view.by && name != *view.by) continue;
        ResultsView by_level = view;
        by_level.by = name;
        TextTable table = units_table(contest, by_level, usual_columns);
        if (table.rows.size() < 2 && !view.by) continue;  // the total alone
        Section& section = sections.emplace_back(Section{.heading = "Results by " + name, .depth = 1});
        if (table.rows.size() > few && !view.by) {
            section.fold = Fold::closed;
            section.aside = with_separators(table.rows.size() - 1) + " units";
        }
        section.table = std::move(table);
        section.sortable = true;
    }
}

/// Pools go by the last round; a page about another one leaves them out.
void add_delegates(const Contest& contest, const ResultsView& view, std::vector<Section>& sections) {
    if (!contest.allocation || view.round) return;
    ShownAllocation shown{.contest = contest, .allocation = {}, .comparison = {}, .explain = true};
    try {
        shown.allocation = allocate_contest(contest);
    } catch (const AllocationError&) {
        return;  // its rules are unknown, or not for pools
    }
    std::vector<Section> parts = allocation_sections(shown);
    parts.front().heading = "How the delegates are won";
    for (Section& part : parts) {
        ++part.depth;
        sections.push_back(std::move(part));
    }
}

Section title_section(const ShownContest& shown, const ResultsView& view) {
    return {.heading = shown.contest.title, .facts = contest_facts(shown.contest, shown_round(shown.contest, view))};
}

void add_page(const ShownContest& shown, const ResultsView& view, std::vector<Section>& sections) {
    const Contest& contest = shown.contest;
    ResultsView whole = view;
    whole.by.reset();
    const Results results = arrange_results(contest, whole).front();
    std::vector<WonDelegates> winners;
    for (const ResultRow& row : results.rows) winners.push_back({row.name, row.color, row.delegates});
    Section title = title_section(shown, view);
    if (!contest.summary.empty()) title.before.push_back({contest.summary, Emphasis::strong});
    for (Line& line : agreement(shown, true)) title.before.push_back(std::move(line));
    title.table = results_table(results);
    title.sortable = true;
    title.charts = {draw_votes(results.rows, "Votes"), draw_delegates(winners, "Delegates")};
    sections.push_back(std::move(title));
    add_levels(contest, view, sections);
    add_delegates(contest, view, sections);
    if (!shown.findings.empty()) sections.push_back({.heading = "Findings", .depth = 1, .findings = shown.findings});
    if (contest.sources.empty()) return;
    Section& sources = sections.emplace_back(Section{.heading = "Sources", .depth = 1, .lines = Lines::list});
    for (const std::string& source : contest.sources) sources.before.push_back({source});
}

/// A terminal has room for a column a candidate, Markdown for a table a unit.
void add_contest(const ShownContest& shown, const ResultsView& view, Format format, std::vector<Section>& sections) {
    constexpr std::size_t usual_columns = 5;
    Section title = title_section(shown, view);
    std::vector<Section> units;
    if (!view.by) {
        title.table = results_table(arrange_results(shown.contest, view).front());
    } else if (format != Format::markdown) {
        title.table = units_table(shown.contest, view, usual_columns);
    } else {
        for (const Results& results : arrange_results(shown.contest, view))
            units.push_back({.heading = results.name, .depth = 1, .table = results_table(results)});
    }
    title.after = agreement(shown, false);
    sections.push_back(std::move(title));
    std::ranges::move(units, std::back_inserter(sections));
}

std::vector<ScriptColumn> result_columns(bool by_unit) {
    const Written units = by_unit ? Written::separated : Written::nowhere;
    return {{"contest", Written::separated},
            {"level", units},
            {"unit", units},
            {"id", Written::json},
            {"candidate"},
            {"kind"},
            {"status"},
            {"votes"},
            {"percent"},
            {"delegates"},
            {"home_state", Written::json},
            {"color", Written::json}};
}

void add_rows(const Contest& contest, const ResultsView& view, const Results& results, RowSink& rows) {
    for (const ResultRow& row : results.rows)
        rows.add(contest.id, view.by, results.unit, Cell::known(row.id), row.name, row.kind, Cell::known(row.status),
                 row.votes, Cell::known(row.percent), row.delegates, Cell::known(row.home_state),
                 Cell::known(row.color));
}

Json json_of(const ShownContest& shown, const ResultsView& view) {
    const Contest& contest = shown.contest;
    Json document;
    add_facts(document, contest);
    if (const Round* const round = shown_round(contest, view)) document["round"] = round->id;
    if (view.by) {
        document["level"] = *view.by;
        document["units"] = Json::array();
    }
    for (const Results& results : arrange_results(contest, view)) {
        Json unit{{"unit", results.unit}, {"name", results.name}};
        Json& target = view.by ? document["units"].emplace_back(std::move(unit)) : document;
        target["rows"] = json_rows(
            {result_columns(view.by.has_value()), [&](RowSink& rows) { add_rows(contest, view, results, rows); }});
        const ResultRow& total = results.total;
        target["total"] = {{"votes", json_cell(total.votes)},
                           {"percent", json_cell(Cell::known(total.percent))},
                           {"delegates", json_cell(total.delegates)}};
    }
    return document;
}

}  // namespace

Document show_document(std::span<const ShownContest> contests, const ResultsView& view) {
    return {
        .title = contests.size() == 1 ? contests.front().contest.title : fmt::format("{} contests", contests.size()),
        .sections =
            [=, &view](Format format) {
                std::vector<Section> sections;
                for (const ShownContest& shown : contests) {
                    if (format == Format::html)
                        add_page(shown, view, sections);
                    else
                        add_contest(shown, view, format, sections);
                }
                return sections;
            },
        .table =
            [=, &view] {
                return ScriptTable{result_columns(view.by.has_value()), [=, &view](RowSink& rows) {
                                       for (const ShownContest& shown : contests)
                                           for (const Results& results : arrange_results(shown.contest, view))
                                               add_rows(shown.contest, view, results, rows);
                                   }};
            },
        .json =
            [=, &view] {
                Json document{{"format", 1}, {"contests", Json::array()}};
                for (const ShownContest& shown : contests) document["contests"].push_back(json_of(shown, view));
                return dump(document);
            }};
}

std::string more_contradictions(std::size_t more) {
    return fmt::format("and {} more; caucus-tally validate lists all of them", with_separators(more));
}

std::string show_svg(std::span<const ShownContest> contests, const ResultsView& view) {
    std::vector<HeadedChart> charts;
    for (const auto& [contest, findings] : contests) {
        const std::vector<std::string> facts = contest_facts(contest, shown_round(contest, view));
        for (const Results& results : arrange_results(contest, view)) {
            if (view.by) {
                charts.push_back({{results.name, contest.title},
                                  draw_votes(results.rows, "Votes: " + contest.title + ", " + results.name)});
                continue;
            }
            std::vector<std::string> headings{contest.title};
            if (!facts.empty()) headings.push_back(facts.front());  // when, where and whose
            charts.push_back({std::move(headings), draw_votes(results.rows, "Votes: " + contest.title)});
        }
    }
    return svg_file(charts);
}

std::vector<std::string> contest_facts(const Contest& contest, const Round* round) {
    std::vector<std::string> lines{when_where_whose(contest), at_stake(contest), neighbors(contest)};
    if (round != nullptr) lines.push_back("Round: " + (round->title.empty() ? round->id : round->title));
    std::erase(lines, "");
    return lines;
}

}  // namespace caucus_tally
