// SPDX-License-Identifier: MIT
#include "base/words.hpp"
#include "check/validation.hpp"
#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "format/document.hpp"
#include "format/findings.hpp"

#include <algorithm>
#include <caucus_tally/contest.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <iterator>
#include <span>

namespace caucus_tally {
namespace {

namespace fs = std::filesystem;

constexpr const char* help = R"(usage: caucus-tally import PUBLICATION... [options]

  caucus-tally import article.txt                  its contest file, to standard output
  caucus-tally import results.xml -o contests      a contest file each, in a folder
  caucus-tally import 2004-mi-dem > mine.json      a built-in contest, to go on from
)";

struct ImportOptions {
    std::vector<std::string> publications;
    std::string folder;  ///< empty: standard output
    PublicationOptions reading;
    OutputOptions output;
};

ImportOptions parse_options(Arguments arguments) {
    ImportOptions options;
    OptionParser parser(help);
    parser.add_arguments("PUBLICATION", options.publications,
                         "publications and contest files, also as FILE#ID, folders, - (standard input) or ids of "
                         "built-in contests");
    parser.add_read("-o,--output", "FOLDER", "write ID.json for each contest into FOLDER, which is made if need be",
                    [&options](const std::string& folder) { options.folder = folder == "-" ? "" : folder; });
    add_header_rows(parser, options.reading);
    parser.add_look(options.output);
    parser.parse(arguments);
    if (options.publications.empty())
        throw UsageError(
            "import needs a publication, a contest file, - (standard input) or the id of a built-in contest");
    refuse_second_stdin(options.publications);
    return options;
}

/// How many figures a contest states.
std::size_t count_figures(const Contest& contest) {
    std::size_t count = 0;
    const auto add = [&](const auto&... figures) { ((count += figures ? 1 : 0), ...); };
    for (const Candidate& candidate : contest.candidates)
        add(candidate.stated.votes, candidate.stated.percent, candidate.stated.delegates);
    if (contest.total) add(contest.total->votes, contest.total->percent, contest.total->delegates);
    for (const Unit& unit : contest.units) {
        add(unit.delegates, unit.sde, unit.attendance, unit.ballots, unit.registered);
        for (const auto& total : unit.totals) add(total);
        for (const UnitResult& result : unit.results) {
            add(result.delegates, result.sde);
            for (const auto& votes : result.votes) add(votes);
        }
    }
    return count;
}

/// "article.txt: article, 1 contest, 11 candidates, 60 figures; left out: map, 3 notes".
std::string summary_of(const std::string& name, const Publication& publication) {
    std::size_t contests = 0;
    std::size_t candidates = 0;
    std::size_t units = 0;
    std::size_t figures = 0;
    for (const ParsedContest& parsed : publication.contests) {
        if (!parsed.contest) continue;
        ++contests;
        candidates += parsed.contest->candidates.size();
        units += parsed.contest->units.size();
        figures += count_figures(*parsed.contest);
    }
    std::string line = fmt::format("{}: {}, {}, {}", name, publication.format, count_noun(contests, "contest"),
                                   count_noun(candidates, "candidate"));
    if (units > 0) line += ", " + count_noun(units, "unit");
    line += ", " + count_noun(figures, "figure");
    if (!publication.left_out.empty()) line += fmt::format("; left out: {}", fmt::join(publication.left_out, ", "));
    return line;
}

struct WrittenFile {
    std::string name;
    std::string text;
};

/// The names of a unit and of those around it, outermost first; empty if a level is left out on the way.
std::vector<std::string> path_of(const Contest& contest, std::size_t index) {
    std::vector<std::string> path(contest.units[index].level + 1);
    for (std::optional<std::size_t> at = index; at; at = contest.units[*at].parent)
        path[contest.units[*at].level] = contest.units[*at].name;
    return std::ranges::any_of(path, &std::string::empty) ? std::vector<std::string>() : path;
}

/// A contest file and its two unit tables, if the contest has many units and tables can hold all that it states of
/// them; else nothing.
std::vector<WrittenFile> unit_tables(const Contest& contest) {
    constexpr std::size_t few_units = 100;
    if (contest.units.size() <= few_units || contest.tables) return {};
    std::vector<std::vector<std::string>> paths;
    for (std::size_t i = 0; i < contest.units.size(); ++i) {
        paths.push_back(path_of(contest, i));
        if (paths.back().empty()) return {};
        paths.back().resize(contest.levels.size());
    }
    const auto add_path = [](const std::vector<std::string>& path, std::vector<Cell>& cells) {
        cells.assign(path.begin(), path.end());
    };
    ScriptTable units;
    ScriptTable results;
    for (const std::string& level : contest.levels) units.columns.push_back({level});
    results.columns = units.columns;
    for (const char* name : {"kind", "delegates", "sde", "attendance", "ballots", "registered"})
        units.columns.push_back({name});
    results.columns.push_back({"candidate"});
    if (contest.rounds.empty()) results.columns.push_back({"votes"});
    for (const Round& round : contest.rounds) results.columns.push_back({round.id});
    for (const char* name : {"delegates", "sde", "percent"}) results.columns.push_back({name});
    units.rows = [&](RowSink& rows) {
        std::vector<Cell> cells;
        for (std::size_t i = 0; i < contest.units.size(); ++i) {
            const Unit& unit = contest.units[i];
            add_path(paths[i], cells);
            for (Cell cell : {Cell::known(unit.kind), Cell(unit.delegates), Cell(unit.sde), Cell(unit.attendance),
                              Cell(unit.ballots), Cell(unit.registered)})
                cells.push_back(std::move(cell));
            rows.take(cells);
        }
    };
    results.rows = [&](RowSink& rows) {
        std::vector<Cell> cells;
        for (std::size_t i = 0; i < contest.units.size(); ++i)
            for (const UnitResult& result : contest.units[i].results) {
                add_path(paths[i], cells);
                cells.emplace_back(contest.candidates[result.candidate].id);
                for (const auto& votes : result.votes) cells.emplace_back(votes);
                for (const auto& figure : {result.delegates, result.sde, result.percent}) cells.emplace_back(figure);
                rows.take(cells);
            }
    };
    Contest with_tables = contest;
    with_tables.units.clear();
    with_tables.tables = UnitTables{contest.id + ".units.csv", contest.id + ".results.csv"};
    std::vector<WrittenFile> files{{contest.id + ".json", write_contest(with_tables)},
                                   {with_tables.tables->units, write_separated(units, {})},
                                   {with_tables.tables->results, write_separated(results, {})}};
    // Stated totals and names that tables cannot hold stay in the contest file.
    ParsedContest again = parse_contest({files[0].name, files[0].text}, [&](const std::string& name) {
        return Source{name, files[name == files[1].name ? 1 : 2].text};
    });
    if (is_incomplete(again) || again.contest->units.size() != contest.units.size()) return {};
    for (std::size_t i = 0; i < contest.units.size(); ++i) again.contest->units[i].id = contest.units[i].id;
    return again.contest->units == contest.units ? files : std::vector<WrittenFile>();
}

void write_files(const std::vector<WrittenFile>& files, const ImportOptions& options) {
    std::error_code error;
    fs::create_directories(options.folder, error);
    if (error) throw FileError(fmt::format("{}: {}", options.folder, error.message()));
    for (const WrittenFile& file : files)
        write_output(file.text, {.file = (fs::path(options.folder) / file.name).string()});
}

}  // namespace

int run_import(Arguments arguments) {
    const ImportOptions options = parse_options(arguments);
    const Terminal error_terminal = detect_error_terminal(options.output);
    std::vector<WrittenFile> files;
    std::size_t contests = 0;
    bool unreadable = false;
    std::string messages;
    for (FoundContest& found : open_contests(options.publications, options.reading)) {
        if (!found.fault.empty()) {
            messages += message_line(found.fault);
            unreadable = true;
            continue;
        }
        const std::string name = found.source.name;
        Publication publication = found.read();
        if (const auto note = other_json_note(publication.contests.front(), found.in_folder)) {
            messages += findings_text(std::span(&*note, 1), error_terminal);
            continue;
        }
        // What was read of a publication is said if something was.
        const bool nothing_read = std::ranges::all_of(publication.contests, is_incomplete);
        if (!nothing_read) messages += message_line(summary_of(name, publication));
        for (ParsedContest& parsed : publication.contests) {
            messages += findings_text(parsed.findings, error_terminal);
            if (is_incomplete(parsed)) {
                unreadable = true;
                continue;
            }
            ++contests;
            if (std::vector<WrittenFile> tables = unit_tables(*parsed.contest);
                !tables.empty() && !options.folder.empty())
                std::ranges::move(tables, std::back_inserter(files));
            else
                files.push_back({parsed.contest->id + ".json", write_contest(*parsed.contest)});
            for (NamedTable& table : parsed.text.tables) files.push_back({table.name, std::move(table.source.text)});
        }
    }
    if (options.folder.empty() && contests > 1)
        throw UsageError(fmt::format("{} contests need a folder: -o FOLDER; FILE#ID takes one of a file", contests));
    for (std::size_t i = 0; i < files.size(); ++i)
        for (std::size_t j = 0; j < i && !options.folder.empty(); ++j)
            if (files[i].name == files[j].name)
                throw UsageError(fmt::format("two contests would be written to {}; import them into different folders",
                                             files[i].name));
    write_message(messages);
    if (files.empty()) return exit_file;
    if (options.folder.empty())
        write_output(files.front().text, {.format = Format::json});
    else
        write_files(files, options);
    return unreadable ? exit_file : exit_ok;
}

}  // namespace caucus_tally
