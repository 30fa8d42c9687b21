// SPDX-License-Identifier: MIT
// Other people's publications: what is read is a contest whose every figure keeps its place in the publication.
#pragma once

#include <caucus_tally/parse.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// A form in which results are published.
struct PublicationFormat {
    std::string_view name;     ///< "article"
    std::string_view summary;  ///< "an encyclopedia article, as wikitext or flattened to plain text"
};

/// All that read_publication() knows besides the contest file.
std::span<const PublicationFormat> publication_formats();

/// What somebody who has looked at a publication says of it.
struct PublicationOptions {
    std::size_t header_rows = 0;  ///< of a table, which the text is then taken for; 0: found by the reader
};

/// What a text publishes.
struct Publication {
    std::string_view format;  ///< the name of a publication format; "contest" for a contest file, or if it is unknown
    /// In their order, each under an id of its own. At least one: a text that holds no contest has one entry without a
    /// contest, whose findings say why.
    std::vector<ParsedContest> contests;
    std::vector<std::string> left_out;  ///< what is there and was not read: "map", "3 notes"
};

/// Leaves only the contest with this id, unless it is empty. Throws FileError, with the ids that there are, if there is
/// no such contest.
void select_contest(Publication& publication, std::string_view id);

/// Whether a text that is neither JSON nor named as a table begins like a publication.
bool begins_like_publication(std::string_view head);

/// Reads a contest file or a publication, which is known by its content. Figures stay as they are stated: nothing is
/// computed and a figure that cannot be read is a finding and absent. Wrong data is a value: it never throws for what a
/// text says. Time and memory grow with the text only.
Publication read_publication(Source source, const TableOpener& open_table, const PublicationOptions& options = {});

/// The same, with the tables of a contest file beside the file of the source's name.
Publication read_publication(Source source, const PublicationOptions& options = {});

}  // namespace caucus_tally
