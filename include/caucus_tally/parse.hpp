// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/contest.hpp>
#include <caucus_tally/finding.hpp>
#include <caucus_tally/source.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace caucus_tally {

/// A table that a contest file names, with the text behind it.
struct NamedTable {
    std::string name;  ///< as the contest file gives it
    Source source;
};

/// The lines of the tables on which a contest's units and their results stand; empty if it has no tables.
struct TableLines {
    struct Result {
        std::size_t candidate = 0;  ///< index into Contest::candidates
        std::size_t line = 0;
    };
    std::vector<std::size_t> units;            ///< of each unit; 0 for one that is only named in the paths of others
    std::vector<std::vector<Result>> results;  ///< of each unit
};

struct JsonTree;

/// The texts a contest was read from; findings are located in them.
struct ContestText {
    std::shared_ptr<const Source> file;      ///< shared by the contests of one publication
    std::shared_ptr<const JsonTree> places;  ///< where in it each member of the contest stands; null: there is none
    bool is_contest_file = true;             ///< else a publication, in which JSON Pointers name nothing
    std::vector<NamedTable> tables;          ///< of units and of results, as far as they could be opened
    TableLines lines;
};

/// What a contest file holds, and everything that is wrong with how it says so, in file order. There is no contest if
/// the text is not JSON, of another format version, or no contest at all. What could not be read is absent from the
/// contest, so if there is an error among the findings its figures may be incomplete.
struct ParsedContest {
    std::optional<Contest> contest;
    std::vector<Finding> findings;
    ContestText text;
};

/// Rules for pools that a file of their own spells out as JSON, called by its name; none if they could not be read.
struct ParsedRules {
    std::optional<StatedRules> rules;
    std::vector<Finding> findings;
};
ParsedRules parse_rules(const Source& source);

/// Opens a table that the contest file names. Throws FileError.
using TableOpener = std::function<Source(const std::string& name)>;

/// Opens tables in the folder of a contest file ("-" and built-in contests: the current folder). A name that leads out
/// of the folder, by its parts or through a symbolic link, is a FileError.
TableOpener tables_beside(const std::string& contest_file);

/// Reads a contest file, format 1, and the tables it names. Wrong data is a value: it never throws for what a text
/// says, and a table that cannot be opened is finding CT001.
ParsedContest parse_contest(Source source, const TableOpener& open_table);

/// The same, with tables beside the file of the source's name.
ParsedContest parse_contest(Source source);

/// Gives findings that name a figure by its JSON Pointer their file, line, column and excerpt, and returns them in the
/// order of files and lines. Figures of units that stand in tables, and those of publications, lose their pointer.
std::vector<Finding> locate(const ContestText& text, std::vector<Finding> findings);

}  // namespace caucus_tally
