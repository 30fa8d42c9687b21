// SPDX-License-Identifier: MIT
#pragma once

#include "base/place.hpp"

#include <caucus_tally/finding.hpp>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

enum class JsonType : std::uint8_t { null, boolean, number, string, array, object };

/// "a string", "an object", ...
std::string_view describe(JsonType type);

/// One value of a JSON text with its place. Nodes stand in the order of the text, each before its children, so the
/// children of node i start at i + 1 and each one's `next` is its right neighbor.
struct JsonNode {
    JsonType type = JsonType::null;
    std::string_view key;   ///< of an object's member, unescaped
    std::string_view text;  ///< a string unescaped; a number or literal as it is written
    Span place;
    Span key_place;
    std::uint32_t parent = 0;
    std::uint32_t ordinal = 0;  ///< among its parent's children, from 0
    std::uint32_t next = 0;     ///< one past the last node inside this one
};

/// A JSON text as flat nodes; node 0 is the document. Views point into the text, which must outlive the tree.
struct JsonTree {
    std::vector<JsonNode> nodes;
    std::deque<std::string> unescaped;  ///< the strings and keys that were written with escapes
};

/// A tree, unless the text is no JSON, and what is wrong with it.
struct ParsedJson {
    bool complete = false;
    JsonTree tree;
    std::vector<PlacedFinding> findings;
};

/// Reads a JSON text strictly: findings CT003 (encoding), CT005 (syntax, NUL bytes, more than 64 levels or four million
/// values), CT006 (duplicate keys, each one). Numbers keep their text. Time and memory grow with the text only.
ParsedJson parse_json(std::string_view text);

/// The JSON Pointer (RFC 6901) of a node.
std::string pointer_to(const JsonTree& tree, std::uint32_t node);

/// The member of an object with this key; 0, the document, if there is none.
std::uint32_t find_member(const JsonTree& tree, std::uint32_t object, std::string_view key);

/// The node that a JSON Pointer names, or the deepest one on the way to it that exists.
std::uint32_t find_nearest(const JsonTree& tree, std::string_view pointer);

}  // namespace caucus_tally
