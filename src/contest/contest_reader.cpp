// SPDX-License-Identifier: MIT
#include "contest/contest_reader.hpp"

#include "base/words.hpp"
#include "contest/rules_text.hpp"
#include "contest/unit_place.hpp"

#include <algorithm>
#include <array>
#include <caucus_tally/parse.hpp>
#include <fmt/format.h>
#include <map>

namespace caucus_tally {
namespace {

constexpr Votes format_version = 1;

// The words of NIST SP 1500-100: ReportingUnit results carry a ResultsStatus.
constexpr auto contest_statuses = std::to_array<std::string_view>(
    {"certified", "correction", "recount", "unofficial-complete", "unofficial-partial"});
constexpr auto shared_words = std::to_array<std::string_view>({"votes", "sde"});
constexpr auto contest_kinds = std::to_array<std::string_view>({"caucus", "primary", "convention"});

using Node = std::uint32_t;

SeriesLink read_series_link(FieldReader& reader, Node node) {
    constexpr unsigned last_year = 9999;
    SeriesLink link;
    read_object(
        reader, node, "a neighboring contest",
        {into("title", link.title, reader, read_text, true),
         into("year", link.year, reader, [](FieldReader& r, Node n) { return read_small_count(r, n, last_year); })});
    return link;
}

Figures read_total(FieldReader& reader, Node node) {
    Figures total;
    read_object(
        reader, node, R"(an object such as {"votes": 163769})",
        {into("votes", total.votes, reader, read_count), into("percent", total.percent, reader, read_percent),
         into("delegates", total.delegates, reader, read_decimal), into("sde", total.sde, reader, read_decimal)});
    return total;
}

AllocationPlan read_allocation(FieldReader& reader, Node node, const Contest& contest) {
    const CandidateIndex candidates(contest);
    AllocationPlan plan;
    std::map<std::string, std::size_t> names;
    // Where the contest has no levels its pools may still be by districts of which nothing more is known.
    const auto read_by = [&](FieldReader& r, Node value) {
        auto level = read_text(r, value);
        if (level && !contest.levels.empty() && std::ranges::find(contest.levels, *level) == contest.levels.end()) {
            const std::vector<std::string_view> known(contest.levels.begin(), contest.levels.end());
            r.report(value, Code::field,
                     fmt::format("{} is none of the contest's levels{}", quote(*level), did_you_mean(*level, known)));
        }
        return level;
    };
    const auto read_pool = [&](Node item) {
        Pool& pool = plan.pools.emplace_back();
        const auto read_awards = [&](Node value) {
            read_by_candidate(reader, value, candidates, [&](Node number, std::size_t candidate) {
                if (const auto delegates = read_decimal(reader, number))
                    pool.awarded.push_back({candidate, *delegates});
            });
        };
        read_object(reader, item, "a pool",
                    {into("name", pool.name, reader, read_text, true),
                     into("delegates", pool.delegates, reader, read_decimal, true),
                     into("by", pool.by, reader, read_by),
                     into("rules", pool.rules, reader, read_rules),
                     {"awarded", false, read_awards},
                     into("unbound", pool.unbound, reader, read_decimal)});
        const auto [first, fresh] = names.emplace(pool.name, plan.pools.size());
        if (!fresh && !pool.name.empty())
            reader.report(item, Code::duplicate_row,
                          fmt::format("two pools have the name {}: number {} and number {}", quote(pool.name),
                                      first->second, plan.pools.size()));
    };
    const auto read_shared = [&](Node value) {
        if (read_choice(reader, value, shared_words) == "sde") plan.by = Shared::sde;
    };
    read_object(reader, node, "an allocation",
                {into("rules", plan.rules, reader, read_rules, true),
                 {"by", false, read_shared},
                 into("unbound", plan.unbound, reader, read_decimal),
                 {"pools", true, [&](Node value) { read_array(reader, value, read_pool); }}});
    return plan;
}

std::vector<std::string> read_texts(FieldReader& reader, Node node) {
    std::vector<std::string> texts;
    read_array(reader, node, [&](Node item) {
        if (auto text = read_text(reader, item)) texts.push_back(*std::move(text));
    });
    return texts;
}

UnitTables read_table_names(FieldReader& reader, Node node) {
    UnitTables tables;
    read_object(reader, node, "a pair of unit tables",
                {into("units", tables.units, reader, read_verbatim, true),
                 into("results", tables.results, reader, read_verbatim, true)});
    return tables;
}

/// Opens the tables that the contest names; one that cannot be opened is a finding at its name.
std::vector<NamedTable> open_tables(FieldReader& reader, Node node, const UnitTables& names,
                                    const TableOpener& open_table) {
    std::vector<NamedTable> tables;
    for (const std::string& name : {names.units, names.results}) {
        if (name.empty()) continue;
        try {
            tables.push_back({name, open_table(name)});
        } catch (const FileError& error) {
            for (Node member = node + 1; member < reader[node].next; member = reader[member].next)
                if (reader[member].text == name) reader.report(member, Code::unreadable, error.what());
        }
    }
    return tables;
}

/// The contest, and the nodes of what can be read only when its candidates, rounds and levels are known, and of these;
/// 0 where there are none.
struct ReadContest {
    Contest contest;
    Node allocation = 0;
    Node rounds = 0;
    Node levels = 0;
    Node units = 0;
};

ReadContest read_members(FieldReader& reader) {
    ReadContest result;
    Contest& contest = result.contest;
    const auto kind = [](FieldReader& r, Node node) { return read_choice(r, node, contest_kinds); };
    const auto status = [](FieldReader& r, Node node) { return read_choice(r, node, contest_statuses); };
    const auto read_series = [&](Node node) {
        read_object(reader, node, "a series",
                    {{"previous", false, [&](Node value) { contest.previous = read_series_link(reader, value); }},
                     {"next", false, [&](Node value) { contest.next = read_series_link(reader, value); }}});
    };
    const auto read_calendar = [&](Node node) {
        read_object(reader, node, "a calendar",
                    {into("before", contest.calendar_before, reader, read_text),
                     into("after", contest.calendar_after, reader, read_text)});
    };
    const auto read_caucus_math = [&](Node node) {
        read_object(reader, node, "caucus math", {into("rules", contest.caucus_rules, reader, read_id, true)});
    };
    read_object(reader, 0, "a contest",
                {into("$schema", contest.schema, reader, read_text),
                 {"format", false, [](Node) {}},  // read before everything else
                 into("id", contest.id, reader, read_id, true),
                 into("title", contest.title, reader, read_text, true),
                 into("jurisdiction", contest.jurisdiction, reader, read_text),
                 into("office", contest.office, reader, read_text),
                 into("kind", contest.kind, reader, kind),
                 into("party", contest.party, reader, read_text),
                 into("date", contest.date, reader, read_date),
                 into("ongoing", contest.ongoing, reader, read_bool),
                 into("status", contest.status, reader, status),
                 {"series", false, read_series},
                 {"calendar", false, read_calendar},
                 into("convention", contest.convention, reader, read_text),
                 into("summary", contest.summary, reader, read_prose),
                 {"sources", false, [&](Node value) { contest.sources = read_texts(reader, value); }},
                 into("partial", contest.partial, reader, read_bool),
                 {"candidates", true, [&](Node value) { read_candidates(reader, value, contest); }},
                 {"total", false, [&](Node value) { contest.total = read_total(reader, value); }},
                 {"allocation", false, [&](Node value) { result.allocation = value; }},
                 {"rounds", false, [&](Node value) { contest.rounds = read_rounds(reader, result.rounds = value); }},
                 {"levels", false, [&](Node value) { contest.levels = read_levels(reader, result.levels = value); }},
                 {"caucus_math", false, read_caucus_math},
                 {"units", false, [&](Node value) { result.units = value; }}});
    return result;
}

/// Is the document a contest of the format this program knows?
bool is_known_format(FieldReader& reader) {
    if (reader[0].type != JsonType::object) {
        reader.report(0, Code::nothing_checked,
                      fmt::format("not a contest file: it holds {}, not an object", describe(reader[0].type)));
        return false;
    }
    const auto find = [&](std::string_view key) { return find_member(reader.tree, 0, key); };
    const Node format = find("format");
    const bool looks_like_one = find("candidates") != 0 || find("id") != 0 || find("title") != 0;
    if (format == 0 && find("candidates") != 0) {
        reader.report(0, Code::field, "a contest must have \"format\": 1");
        return true;  // all else that is wrong is told, too
    }
    if (format == 0 || !looks_like_one) {
        reader.report(0, Code::nothing_checked,
                      fmt::format("not a contest file: it has no {}", format == 0 ? "\"format\"" : "\"candidates\""));
        return false;
    }
    const auto version = read_count(reader, format);
    if (version && *version != format_version)
        reader.report(format, Code::format_version,
                      fmt::format("contest format {} is not known to this program, which reads format {}", *version,
                                  format_version));
    return version == format_version;
}

}  // namespace

ParsedContest read_contest(ContestText text, std::vector<PlacedFinding> findings, const TableOpener& open_table) {
    ParsedContest parsed;
    parsed.text = std::move(text);
    if (parsed.text.places) {
        FieldReader reader{*parsed.text.places, findings};
        if (is_known_format(reader)) {
            auto [contest, allocation, rounds, levels, units] = read_members(reader);
            if (units != 0 && reader[units].type == JsonType::object) {
                contest.tables = read_table_names(reader, units);
                check_column_names(reader, levels, rounds, contest);
                parsed.text.tables = open_tables(reader, units, *contest.tables, open_table);
            } else if (units != 0) {
                read_units(reader, units, contest);
            }
            // After the units, from which a contest may learn its levels.
            if (allocation != 0) contest.allocation = read_allocation(reader, allocation, contest);
            parsed.contest = std::move(contest);
        }
    }
    if (!parsed.text.is_contest_file)
        for (PlacedFinding& placed : findings) placed.finding.pointer.clear();
    parsed.findings = locate(parsed.text.file->name, parsed.text.file->text, std::move(findings));
    if (!parsed.contest) return parsed;
    if (parsed.text.tables.size() == 2)
        read_unit_tables(parsed.text.tables[0], parsed.text.tables[1], *parsed.contest, parsed.text.lines,
                         parsed.findings);
    for (Finding& finding : parsed.findings) name_subject(finding, *parsed.contest);
    return parsed;
}

ParsedContest parse_contest(Source source, const TableOpener& open_table) {
    ContestText text;
    text.file = std::make_shared<const Source>(std::move(source));
    ParsedJson json = parse_json(text.file->text);
    if (json.complete) text.places = std::make_shared<const JsonTree>(std::move(json.tree));
    return read_contest(std::move(text), std::move(json.findings), open_table);
}

ParsedContest parse_contest(Source source) {
    const TableOpener opener = tables_beside(source.name);
    return parse_contest(std::move(source), opener);
}

}  // namespace caucus_tally
