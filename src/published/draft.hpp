// SPDX-License-Identifier: MIT
// What every reader of a publication writes: the members of a contest file, each with its place in the publication. The
// contest's own reader takes it from there, so that a publication is held to all that a contest file is held to.
#pragma once

#include "json/json_tree.hpp"

#include <array>
#include <caucus_tally/published.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace caucus_tally {

/// A contest file in the making. Keys and texts that are views must outlive the draft; those of the publication's text
/// do, and what a reader makes itself is handed to keep().
class Draft {
public:
    Draft();

    /// A view that lives as long as the tree.
    std::string_view keep(std::string text);

    void open_object(std::string_view key, Span place) { open(JsonType::object, key, place); }
    void open_array(std::string_view key, Span place) { open(JsonType::array, key, place); }
    void close();

    /// A string unless it is empty, which says nothing.
    void add_text(std::string_view key, std::string_view text, Span place);
    void add_number(std::string_view key, std::string_view digits, Span place);
    void add_boolean(std::string_view key, bool holds, Span place);

    /// Ends the document. The draft cannot be used any more.
    std::shared_ptr<const JsonTree> finish();

private:
    void open(JsonType type, std::string_view key, Span place);
    void add(JsonType type, std::string_view key, std::string_view text, Span place);

    std::shared_ptr<JsonTree> tree_;
    std::vector<std::uint32_t> open_;
    std::vector<std::uint32_t> children_;  ///< of each open node
};

/// A contest as a publication's reader has made it, and what is wrong with how the publication says so.
struct DraftContest {
    std::shared_ptr<const JsonTree> tree;  ///< null: there is none
    std::vector<PlacedFinding> findings;
};

/// What a reader makes of a text.
struct Reading {
    std::vector<DraftContest> contests;
    std::vector<std::string> left_out;
};

/// A finding of a reader about a place in the publication.
void report(std::vector<PlacedFinding>& findings, Code code, Span place, std::string message);

/// Lower-case ASCII letters and digits joined by "-": "Carol Moseley Braun" is "carol-moseley-braun". Accents of Latin
/// letters go.
std::string slug(std::string_view name);

/// Gives each of several things an id of its own: the first form that nobody has yet, else a number behind the last.
class Ids {
public:
    std::string take(std::initializer_list<std::string> forms);

private:
    std::unordered_set<std::string> taken_;
    std::unordered_map<std::string, unsigned> numbers_;
};

/// Puts a number behind a name that an earlier one has, too.
void tell_apart(std::vector<std::string>& names);

/// The ids of candidates by their names: last names, or whole names where two share a last name.
std::vector<std::string> candidate_ids(const std::vector<std::string>& names);

/// The word of a contest file for a choice that is no person, or empty: "Write-ins", "Uncommitted", "Scattering".
std::string_view candidate_kind_of(std::string_view name);

/// What a title tells: "2004 Michigan Democratic presidential caucuses".
struct TitleFacts {
    std::string id;
    std::string jurisdiction;
    std::string_view office;
    std::string_view kind;
    std::string_view party;
};
TitleFacts facts_of_title(std::string_view title);

/// The party that a text names by a word of its own ("US Senator - REPUBLICAN", "DEM"), or empty.
std::string_view party_in(std::string_view text);

/// The name of a state by its postal code ("MI"), or empty.
std::string_view state_of(std::string_view postal_code);

/// A day as people and feeds write it, as "2004-02-07"; nullopt if the text is no single day. "2/7/2004" is read as
/// month and day, as in the United States.
std::optional<std::string> read_day(std::string_view text);

/// A figure as publications state it.
struct StatedFigure {
    enum class Kind : std::uint8_t {
        absent,   ///< nothing is there
        unknown,  ///< "--", "n/a": said not to be known
        figure,
        faulty,  ///< something that is no figure
    };
    Kind kind = Kind::absent;
    std::string digits;  ///< plain: "84818", "16.50", "63.5"
};

/// "84,818", "16.50%", "63½", "--". Commas must part thousands; anything behind a figure makes it faulty.
StatedFigure read_figure(std::string_view text);

/// The number of a text of digits only, below 2^64.
std::optional<Votes> count_of(std::string_view text);

/// What a column, or a field of an infobox, states of a candidate.
enum class FigureField : std::uint8_t { name, votes, percent, delegates, sde, first_votes, final_votes, other };
constexpr std::size_t stated_fields = static_cast<std::size_t>(FigureField::other);
constexpr std::array<std::string_view, stated_fields> field_words{"name",
                                                                  "votes",
                                                                  "percentage",
                                                                  "delegates",
                                                                  "state delegate equivalents",
                                                                  "votes of the first round",
                                                                  "votes of the final round"};

/// What a column's header, all its rows in one, says the column states.
FigureField field_of(std::string_view header);

/// A publication's file name without its folders, as a source is named.
std::string base_name(const Source& source);

/// The text without blanks of any kind at its ends, each run of them inside as one.
std::string tidy(std::string_view text);

}  // namespace caucus_tally
