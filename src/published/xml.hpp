// SPDX-License-Identifier: MIT
#pragma once

#include "json/json_tree.hpp"

#include <string_view>

namespace caucus_tally {

/// The key under which an element's own text stands where the element has attributes or elements, too.
inline constexpr std::string_view xml_text = "Content";

/// Reads an XML text (UTF-8) as a tree like that of JSON, so that one reader serves both. Node 0 is the root element.
/// An element is an object whose members are its attributes and then its elements, in their order and each as often as
/// it is there; one with nothing but text is a string without blanks at its ends. Names are without prefixes. Nothing
/// is expanded but the five entities of XML and references to characters: a document type and what it defines are
/// passed over. Findings CT005: text that is no XML, with the place where it ceases to be, NUL bytes, or more than four
/// million elements and attributes. Time and memory grow with the text only, however deep elements are nested.
ParsedJson parse_xml(std::string_view text);

/// The name of the root element without its prefix, as far as the beginning of a text tells; empty if this is no XML.
std::string_view xml_root(std::string_view head);

}  // namespace caucus_tally
