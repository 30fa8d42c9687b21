// SPDX-License-Identifier: MIT
#include "base/words.hpp"
#include "check/validation.hpp"
#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "format/findings.hpp"

#include <algorithm>
#include <caucus_tally/contest.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
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
    for (FoundContest& found : open_contests(options.publications)) {
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
        messages += message_line(summary_of(name, publication));
        for (ParsedContest& parsed : publication.contests) {
            messages += findings_text(parsed.findings, error_terminal);
            if (!parsed.contest || has_errors(parsed.findings)) {
                unreadable = true;
                continue;
            }
            ++contests;
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
