// SPDX-License-Identifier: MIT
// Wikitext as far as tables and infoboxes need it: templates, links, references and tables are balanced first, and only
// then do bars part cells and arguments. Nothing is expanded: what a template would show is known for those that mark
// names and figures, and the others show nothing.
#pragma once

#include "base/place.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

enum class MarkupKind : std::uint8_t { comment, reference, raw, call, link, table };

/// A balanced piece of markup: bytes [begin, end) with its delimiters. "call" is a template's.
struct Markup {
    MarkupKind kind{};
    Span place;
    std::uint32_t next = 0;  ///< one past the last piece inside this one
};

/// A text and its markup in the order of its beginnings.
struct Wikitext {
    std::string_view text;
    std::vector<Markup> marks;
    std::vector<PlacedFinding> faults;  ///< CT005: what is never closed
};

/// One pass over the text; time and memory grow with it only.
Wikitext scan_wikitext(std::string_view text);

/// A part of a wikitext, and the first piece of markup at or behind its beginning.
struct WikiPart {
    Span place;
    std::uint32_t mark = 0;
};

/// Text as a reader sees it, and where each of its bytes stands.
struct PlainText {
    std::string text;
    std::vector<std::uint32_t> at;

    /// The place of bytes [begin, end) of the text.
    Span place(std::size_t begin, std::size_t end) const;
    /// Cuts blanks off both ends.
    void trim();
};

/// What was met and is not shown.
struct LeftOut {
    std::size_t notes = 0;                     ///< references and footnotes
    std::map<std::string, std::size_t> calls;  ///< templates by name
};

/// The part without markup, blanks at its ends cut off.
PlainText plain_text(const Wikitext& wiki, const WikiPart& part, LeftOut& left_out);

/// One argument of a template: "candidate1 = John Kerry".
struct CallArgument {
    std::string name;  ///< empty if it has none
    WikiPart value;
};

/// A template's name, in lower case with single blanks, and its arguments.
struct Call {
    std::string name;
    std::vector<CallArgument> arguments;
};
Call read_call(const Wikitext& wiki, std::uint32_t mark);

struct WikiCell {
    WikiPart part;
    bool is_header = false;
    unsigned columns = 1;
    unsigned rows = 1;
};

struct WikiTable {
    Span place;
    WikiPart caption;
    std::vector<std::vector<WikiCell>> rows;
};
WikiTable read_table(const Wikitext& wiki, std::uint32_t mark);

/// The index of the first piece of markup that begins at or behind an offset.
std::uint32_t first_mark(const Wikitext& wiki, std::size_t offset);

}  // namespace caucus_tally
