// SPDX-License-Identifier: MIT
#include "cli/inputs.hpp"

#include "base/files.hpp"
#include "base/words.hpp"
#include "cli/output.hpp"
#include "format/findings.hpp"

#include <algorithm>
#include <array>
#include <caucus_tally/builtin.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <iterator>
#include <set>
#include <span>

namespace caucus_tally {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view builtin_mark = "builtin:";

/// "2004-mi-dem" or, where a file has that name, "builtin:2004-mi-dem".
Source open_builtin(std::string_view name) {
    const bool marked = name.starts_with(builtin_mark);
    const std::string_view id = name.substr(marked ? builtin_mark.size() : 0);
    const auto contests = builtin_contests();
    const auto found = std::ranges::find(contests, id, &BuiltinContest::id);
    if (found == contests.end()) {
        std::vector<std::string_view> ids;
        for (const BuiltinContest& contest : contests) ids.push_back(contest.id);
        throw FileError(fmt::format("{}: no such {}built-in contest{}", name, marked ? "" : "file, folder or ",
                                    did_you_mean(id, ids)));
    }
    return {fmt::format("{}{}", builtin_mark, id), std::string(found->text)};
}

/// A note that something in a folder, which may be meant to be read, is not.
Finding passed_over(const std::string& path, std::string_view why) {
    Finding note = make_finding(Code::nothing_checked, fmt::format("passed over: {}", why), Case::found_in_folder);
    note.location.file = path;
    return note;
}

struct FoundFiles {
    std::vector<std::string> files;
    std::vector<std::string> faults;   ///< "folder: reason" for every folder that cannot be read
    std::vector<Finding> passed_over;  ///< what looks like data and is not among the files
};

/// How files end that hold what is wanted, but not as it can be found: other tables, other compressions.
constexpr std::array<std::string_view, 8> like_tables = {".tsv",     ".tab",     ".csv.xz", ".csv.bz2",
                                                         ".csv.zip", ".csv.lz4", ".tsv.gz", ".tsv.zst"};

bool ends_with_any(std::string_view name, std::span<const std::string_view> endings) {
    return std::ranges::any_of(endings, [&](std::string_view ending) { return name.ends_with(ending); });
}

void find_files(const fs::path& folder, std::span<const std::string_view> endings, FoundFiles& found) {
    std::error_code error;
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        std::error_code ignored;
        const std::string name = lower_case(entry->path().filename().string());
        if (name.starts_with('.')) continue;
        std::string path = entry->path().string();
        // "./data/a.json" is "data/a.json" wherever a report is read.
        if (path.starts_with("./")) path.erase(0, 2);
        const bool wanted = ends_with_any(name, endings);
        if (entry->is_symlink(ignored)) {
            if (wanted || entry->is_directory(ignored))
                found.passed_over.push_back(passed_over(path, "links in a folder are not followed"));
        } else if (entry->is_directory(ignored)) {
            find_files(entry->path(), endings, found);
        } else if (!wanted) {
            if (endings.size() > 1 && ends_with_any(name, like_tables))
                found.passed_over.push_back(passed_over(
                    path, "of the tables in a folder those that end in .csv, .csv.gz or .csv.zst are read"));
        } else if (entry->is_regular_file(ignored)) {
            found.files.push_back(std::move(path));
        } else {
            found.passed_over.push_back(passed_over(path, "not a regular file"));
        }
    }
    if (error) found.faults.push_back(fmt::format("{}: {}", folder.string(), error.message()));
}

/// The files below a folder with one of these endings (".json") in letters of either case, sorted by path. Symbolic
/// links are not followed; hidden files and folders are left out.
FoundFiles files_below(const std::string& folder, std::span<const std::string_view> endings) {
    FoundFiles found;
    find_files(folder, endings, found);
    std::ranges::sort(found.files);
    std::ranges::sort(found.passed_over, {}, [](const Finding& note) { return note.location.file; });
    return found;
}

Input fault_of(const std::string& path, Code code, std::string_view message) {
    Finding finding =
        make_finding(code, std::string(message.substr(message.starts_with(path + ": ") ? path.size() + 2 : 0)));
    finding.location.file = path;
    return {.path = path, .fault = std::move(finding)};
}

/// Of what is no file at all, as "-" and "builtin:2004-mi-dem", nothing is known.
fs::file_status status_of(const std::string& name) {
    std::error_code error;
    return name == "-" || name.starts_with(builtin_mark) ? fs::file_status() : fs::status(name, error);
}

/// Whether a name is that of a file, be it there or not.
bool is_path(const std::string& name, const fs::file_status& status) {
    return fs::exists(status) || (!name.starts_with(builtin_mark) && name.find('/') != std::string::npos);
}

/// Whether the first line that is not blank, behind a byte-order mark, is cut into columns.
bool has_columns(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of("\xEF\xBB\xBF \r\n"), text.size()));
    return text.substr(0, text.find('\n')).find_first_of(",;\t") != std::string_view::npos;
}

/// "results.xml#senate": a file and the id of the one contest that is wanted of it.
std::pair<std::string, std::string> split_name(const std::string& name) {
    const std::size_t mark = name.rfind('#');
    std::error_code error;
    if (mark == std::string::npos || mark == 0 || fs::exists(name, error)) return {name, {}};
    const std::string file = name.substr(0, mark);
    return file == "-" || fs::exists(file, error) ? std::pair(file, name.substr(mark + 1))
                                                  : std::pair(name, std::string());
}

Source read_contest(const std::string& name, const PublicationOptions& options) {
    InputKind kind = find_kind(name);
    if (begins_like_publication(kind.head) || options.header_rows > 0) kind.is_table = false;
    Source source;
    if (!kind.by_name)
        source = read_source(*open_kind(kind, name), input_name(name));
    else if (!kind.is_table)
        source = read_source(name);
    if (kind.is_table && (kind.by_name || has_columns(source.text)))
        throw FileError(fmt::format("{} is a table, not a contest file; caucus-tally tabulate {} adds it up",
                                    name == "-" ? "standard input" : name, name));
    return source;
}

/// Only files can lose what they hold: a terminal may well be read and written.
bool is_same_file(const std::string& output, const std::string& input) {
    std::error_code error;
    if (output.empty() || !fs::is_regular_file(output, error)) return false;
    const bool standard_input = input == "-" || input == "<stdin>";
    return fs::equivalent(output, standard_input ? "/dev/stdin" : input, error);
}

/// Whether a file of a folder is there to be checked.
bool is_wanted(const std::string& path) {
    if (!lower_case(path).ends_with(contest_ending)) return true;
    return !other_json_note(parse_contest(read_source(path)), true);
}

/// What names a contest on the command line: its file, or of a publication "FILE#ID".
std::string name_of(const ParsedContest& parsed) {
    const std::string& file = parsed.text.file->name;
    if (parsed.text.is_contest_file || !parsed.contest) return file;
    return fmt::format("{}#{}", file == "<stdin>" ? "-" : file, parsed.contest->id);
}

std::string list_names(const std::vector<ParsedContest>& contests) {
    constexpr std::size_t most = 5;
    std::string names;
    for (std::size_t i = 0; i < contests.size() && i < most; ++i) names += (i == 0 ? "" : ", ") + name_of(contests[i]);
    return contests.size() > most ? names + ", …" : names;
}

}  // namespace

Publication FoundContest::read() {
    Publication publication = read_publication(std::move(source), options);
    select_contest(publication, contest);
    return publication;
}

std::vector<FoundContest> open_contests(const std::vector<std::string>& names, const PublicationOptions& options) {
    std::vector<FoundContest> contests;
    const auto add = [&](const std::string& name, const auto& open, bool in_folder = false) {
        try {
            contests.push_back({.source = open(name), .in_folder = in_folder});
        } catch (const FileError& error) {
            contests.push_back({.source = {}, .in_folder = in_folder, .fault = error.what()});
        }
    };
    if (names.empty()) add(std::string(default_contest), open_builtin);
    for (const std::string& word : names) {
        const auto [name, id] = split_name(word);
        const fs::file_status status = status_of(name);
        if (fs::is_directory(status)) {
            FoundFiles found = files_below(name, {&contest_ending, 1});
            if (found.files.empty() && found.faults.empty())
                found.faults.push_back(name + ": no contest files (*.json) in this folder");
            for (Finding& note : found.passed_over)
                contests.push_back({.source = {}, .in_folder = true, .passed_over = std::move(note)});
            for (const std::string& file : found.files)
                add(
                    file, [](const std::string& path) { return read_source(path); }, true);
            for (std::string& fault : found.faults)
                contests.push_back({.source = {}, .in_folder = true, .fault = std::move(fault)});
        } else if (name == "-" || is_path(name, status)) {
            add(name, [&](const std::string& path) { return read_contest(path, options); });
            contests.back().contest = id;
            contests.back().options = options;
        } else {
            add(name, open_builtin);
        }
    }
    return contests;
}

std::vector<Input> collect_inputs(const std::vector<std::string>& names, const std::string& except) {
    std::vector<Input> inputs;
    std::set<std::string> known;
    if (!except.empty()) known.insert(real_path(except));
    const auto add_file = [&](const std::string& path, bool found_in_folder, const std::string& contest = {}) {
        if (known.insert(real_path(path) + (contest.empty() ? "" : '#' + contest)).second)
            inputs.push_back({.path = path, .found_in_folder = found_in_folder, .contest = contest});
    };
    for (const std::string& word : names) {
        const auto [name, id] = split_name(word);
        const fs::file_status status = status_of(name);
        if (fs::is_directory(status)) {
            std::vector<std::string_view> endings(table_endings.begin(), table_endings.end());
            endings.push_back(contest_ending);
            const FoundFiles found = files_below(name, endings);
            for (const std::string& file : found.files) add_file(file, true);
            for (const Finding& note : found.passed_over)
                inputs.push_back({.path = note.location.file, .fault = note, .found_in_folder = true});
            for (const std::string& fault : found.faults) inputs.push_back(fault_of(name, Code::unreadable, fault));
            if (found.files.empty() && found.faults.empty())
                inputs.push_back(
                    fault_of(name, Code::nothing_checked, "no contest (*.json) and no table (*.csv) in this folder"));
        } else if (name == "-") {
            if (known.insert(name).second) inputs.push_back({.path = name, .contest = id});
        } else if (is_path(name, status)) {
            add_file(name, false, id);
        } else {
            try {
                Source source = open_builtin(name);
                const std::string path = source.name;
                if (known.insert(path).second) inputs.push_back({.path = path, .source = std::move(source)});
            } catch (const FileError& missing) {
                inputs.push_back(fault_of(name, Code::unreadable, missing.what()));
            }
        }
    }
    return inputs;
}

FoundTables collect_tables(const std::vector<std::string>& names) {
    FoundTables tables;
    std::set<std::string> known;
    for (const std::string& name : names) {
        std::error_code error;
        if (name == "-" || !fs::is_directory(name, error)) {
            if (known.insert(name == "-" ? name : real_path(name)).second) tables.inputs.push_back({.name = name});
            continue;
        }
        const FoundFiles found = files_below(name, table_endings);
        if (!found.faults.empty()) throw FileError(found.faults.front());
        if (found.files.empty()) throw FileError(name + ": no table (*.csv, *.csv.gz, *.csv.zst) in this folder");
        for (const std::string& file : found.files)
            if (known.insert(real_path(file)).second) tables.inputs.push_back({.name = file, .found_in_folder = true});
        std::ranges::copy(found.passed_over, std::back_inserter(tables.passed_over));
    }
    return tables;
}

void refuse_overwriting(const OutputOptions& output, const std::string& input) {
    if (is_same_file(output.file, input))
        throw UsageError(fmt::format("{} is an input, too; it would be overwritten", output.file));
}

void refuse_overwriting(const OutputOptions& output, const std::vector<NamedTable>& tables) {
    for (const NamedTable& table : tables) refuse_overwriting(output, table.source.name);
}

void refuse_overwriting(const OutputOptions& output, const std::vector<Input>& inputs) {
    for (const Input& input : inputs)
        if (is_same_file(output.file, input.path) && (!input.found_in_folder || is_wanted(input.path)))
            refuse_overwriting(output, input.path);
}

namespace {

/// The contests that a name stands for, usable or not; what was passed over beside them is a note.
std::vector<ParsedContest> read_contests(const std::string& name, const PublicationOptions& options,
                                         std::vector<Finding>& notes) {
    std::vector<ParsedContest> contests;
    for (FoundContest& found : open_contests(name.empty() ? std::vector<std::string>() : std::vector{name}, options)) {
        if (!found.fault.empty()) throw FileError(found.fault);
        if (found.passed_over) {
            notes.push_back(*std::move(found.passed_over));
            continue;
        }
        Publication publication = found.read();
        if (auto note = other_json_note(publication.contests.front(), found.in_folder)) {
            notes.push_back(*std::move(note));
        } else {
            std::ranges::move(publication.contests, std::back_inserter(contests));
        }
    }
    return contests;
}

/// Says what is wrong with a contest; whether it can be used.
bool is_usable(const ParsedContest& parsed, const OutputOptions& output) {
    refuse_overwriting(output, parsed.text.file->name);
    refuse_overwriting(output, parsed.text.tables);
    if (!parsed.findings.empty()) write_message(findings_text(parsed.findings, detect_error_terminal(output)));
    return !is_incomplete(parsed);
}

}  // namespace

std::vector<ParsedContest> open_contests_to_use(const std::string& name, const OutputOptions& output) {
    std::vector<Finding> notes;
    std::vector<ParsedContest> contests = read_contests(name, {}, notes);
    if (!notes.empty()) write_message(findings_text(notes, detect_error_terminal(output)));
    bool usable = true;
    for (const ParsedContest& parsed : contests) usable = is_usable(parsed, output) && usable;
    if (!usable) contests.clear();
    return contests;
}

std::optional<ParsedContest> open_one_contest(const std::string& name, const OutputOptions& output,
                                              const PublicationOptions& options) {
    std::vector<Finding> notes;
    std::vector<ParsedContest> contests = read_contests(name, options, notes);
    if (contests.size() > 1)
        throw UsageError(
            fmt::format("{} holds {} contests: name one of them: {}", name, contests.size(), list_names(contests)));
    if (!notes.empty()) write_message(findings_text(notes, detect_error_terminal(output)));
    if (contests.empty() || !is_usable(contests.front(), output)) return std::nullopt;
    return std::move(contests.front());
}

void add_header_rows(OptionParser& parser, PublicationOptions& options) {
    parser.add_number("--header-rows", options.header_rows, 1, 3,
                      "take the input for a table of results whose header has N rows; default: found");
}

}  // namespace caucus_tally
