// SPDX-License-Identifier: MIT
#pragma once

#include "published/draft.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace caucus_tally {

/// What the readers of publications in JSON and XML ask of a tree.
class TreeReader {
public:
    TreeReader(const Source& source, const JsonTree& tree) : source_(source), tree_(tree) {}

protected:
    using Node = std::uint32_t;

    const JsonNode& at(Node node) const { return tree_.nodes[node]; }
    /// A member of an object, or 0.
    Node find(Node object, std::string_view key) const {
        return at(object).type == JsonType::object ? find_member(tree_, object, key) : 0;
    }
    /// A member's text as it stands, or empty.
    std::string_view raw(Node object, std::string_view key) const {
        const Node node = find(object, key);
        const bool is_text = node != 0 && (at(node).type == JsonType::string || at(node).type == JsonType::number);
        return is_text ? at(node).text : std::string_view();
    }
    /// The same without needless blanks.
    std::string text(Node object, std::string_view key) const { return tidy(raw(object, key)); }

    const Source& source_;
    const JsonTree& tree_;
};

}  // namespace caucus_tally
