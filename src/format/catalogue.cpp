// SPDX-License-Identifier: MIT
#include "format/catalogue.hpp"

#include "contest/rules_text.hpp"
#include "format/findings.hpp"
#include "format/json.hpp"
#include "precincts/columns.hpp"

#include <algorithm>
#include <caucus_tally/builtin.hpp>
#include <caucus_tally/caucus.hpp>
#include <caucus_tally/parse.hpp>
#include <caucus_tally/rules.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace caucus_tally {
namespace {

/// "ct201-sum": as Markdown makes it of the heading.
std::string anchor_of(const Check& check) {
    return fmt::format("ct{:03}-{}", static_cast<unsigned>(check.code), check.slug);
}

/// What a precinct table's columns may be called: a line for each thing that they hold.
void add_accepted_columns(std::vector<Line>& lines) {
    lines.push_back(
        {"The columns of a precinct table may stand in any order, in any spelling of these words (\"Early Voting\", "
         "\"early.voting\"). It needs one for the candidate and one for the votes or a vote type; where it has several "
         "for one thing, the first of these is taken. A vote type's name may go on: early_voting_paper."});
    for (const AcceptedColumns& columns : accepted_columns())
        lines.push_back({fmt::format("{}: {}", columns.role, fmt::join(columns.names, ", "))});
}

Section check_section(const Check& check, unsigned depth) {
    Section section{.heading = fmt::format("{} {}", code_text(check.code), check.slug),
                    .depth = depth,
                    .id = anchor_of(check),
                    .before = {{fmt::format("It fires on {} ({}).", check.summary, to_string(check.severity))},
                               {fmt::format("What it guards against: {}", check.guards)}},
                    .code = std::string(check.example),
                    .after = {{fmt::format("What to do: {}", check.solution)}}};
    if (check.code == Code::field) add_accepted_columns(section.after);
    return section;
}

/// The table of contents of a page.
Section contents_section(std::span<const Check* const> checks) {
    Section section{
        .heading = "Checks",
        .before = {{"What caucus-tally validate looks for. Codes are stable and never reused; --select and "
                    "--ignore take codes, their beginnings (CT3) and the words beside them."}},
        .table = {
            .columns = {{.header = "Code"}, {.header = "Check"}, {.header = "Severity"}, {.header = "It fires on"}}}};
    for (const Check* const check : checks)
        section.table.rows.push_back(
            {.cells = {code_text(check->code), check->slug, to_string(check->severity), check->summary},
             .link = '#' + anchor_of(*check)});
    return section;
}

std::vector<Section> explain_sections(std::span<const Check* const> checks, Format format) {
    std::vector<Section> sections;
    const bool contents = checks.size() > 1 && (format == Format::markdown || format == Format::html);
    if (contents) sections.push_back(contents_section(checks));
    for (const Check* const check : checks) sections.push_back(check_section(*check, contents ? 1 : 0));
    return sections;
}

ScriptTable explain_table(std::span<const Check* const> checks) {
    return {{{"code"}, {"check"}, {"severity"}, {"summary"}, {"guards"}, {"example"}, {"solution"}},
            [checks](RowSink& rows) {
                for (const Check* const check : checks)
                    rows.add(code_text(check->code), check->slug, to_string(check->severity), check->summary,
                             check->guards, check->example, check->solution);
            }};
}

ScriptTable list_contests() {
    return {{{"contest"}, {"title"}}, [](RowSink& rows) {
                for (const BuiltinContest& builtin : builtin_contests()) {
                    const ParsedContest parsed = parse_contest({std::string(builtin.id), std::string(builtin.text)});
                    rows.add(builtin.id, parsed.contest ? parsed.contest->title : "");
                }
            }};
}

ScriptTable list_rules() {
    return {{{"rules"}, {"years"}, {"title"}}, [](RowSink& rows) {
                for (const RuleSet& rules : rule_sets()) rows.add(rules.id, rules.years, rules.title);
                for (const CaucusRules& rules : caucus_rule_sets()) rows.add(rules.id, rules.years, rules.title);
            }};
}

ScriptTable list_checks() {
    return {{{"code"}, {"check"}, {"summary"}}, [](RowSink& rows) {
                for (const Check& check : checks()) rows.add(code_text(check.code), check.slug, check.summary);
            }};
}

/// A kind's table for scripts, and what its columns are called for people.
struct Listing {
    std::string_view kind;
    std::string_view heading;
    std::vector<std::string_view> headers;
    std::function<ScriptTable()> table;
};

std::vector<Listing> listings(std::string_view kind) {
    std::vector<Listing> all = {{"contests", "Contests", {"Contest", "Title"}, list_contests},
                                {"rules", "Rules", {"Rules", "Years", "How delegates are won"}, list_rules},
                                {"checks", "Checks", {"Code", "Check", "It fires on"}, list_checks}};
    if (!kind.empty()) std::erase_if(all, [&](const Listing& listing) { return listing.kind != kind; });
    return all;
}

class TextRows final : public RowSink {
public:
    void take(std::span<const Cell> cells) override {
        TextRow& row = rows.emplace_back();
        for (const Cell& cell : cells) row.cells.emplace_back(cell.text());
    }

    std::vector<TextRow> rows;
};

/// What stands behind the names of rules for pools: the object that spells each out, its source and its note.
void add_objects(Json& rows) {
    for (std::size_t i = 0; i < rule_sets().size(); ++i) {
        const RuleSet& rules = rule_sets()[i];
        rows[i]["source"] = rules.source;
        if (!rules.note.empty()) rows[i]["note"] = rules.note;
        rows[i]["object"] = rules_json(rules.pools);
    }
}

Section list_section(const Listing& listing) {
    Section section{.heading = std::string(listing.heading)};
    for (const std::string_view header : listing.headers)
        section.table.columns.push_back({.header = std::string(header), .expendable = 1});
    section.table.columns.front().expendable = 0;
    section.table.columns.back() = {
        .header = std::string(listing.headers.back()), .shrink_to = shortest_name, .wraps = true};
    TextRows sink;
    listing.table().rows(sink);
    section.table.rows = std::move(sink.rows);
    return section;
}

Document document_of(std::string title, std::vector<Listing> listed) {
    const auto shared = std::make_shared<const std::vector<Listing>>(std::move(listed));
    return {.title = std::move(title),
            .sections =
                [shared](Format) {
                    std::vector<Section> sections;
                    for (const Listing& listing : *shared) sections.push_back(list_section(listing));
                    return sections;
                },
            .table = [shared] { return shared->front().table(); },
            .json =
                [shared] {
                    Json document{{"format", 1}};
                    for (const Listing& listing : *shared) {
                        Json& rows = document[std::string(listing.kind)] = json_rows(listing.table());
                        if (listing.kind == "rules") add_objects(rows);
                    }
                    return dump(document);
                }};
}

}  // namespace

Document explain_document(std::span<const Check* const> checks) {
    return {.title = "Checks",
            .markdown_level = 1,
            .sections = [checks](Format format) { return explain_sections(checks, format); },
            .table = [checks] { return explain_table(checks); },
            .json = [checks] { return json_document("checks", explain_table(checks)); }};
}

Document list_document(std::string_view kind) {
    return document_of("Built into caucus-tally", listings(kind));
}

Document list_document(std::vector<ListedContest> contests) {
    const auto table = [contests = std::move(contests)]() -> ScriptTable {
        return {{{"contest"}, {"title"}}, [&contests](RowSink& rows) {
                    for (const ListedContest& contest : contests) rows.add(contest.id, contest.title);
                }};
    };
    return document_of("Contests", {{"contests", "Contests", {"Contest", "Title"}, table}});
}

}  // namespace caucus_tally
