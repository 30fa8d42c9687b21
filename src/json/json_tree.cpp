// SPDX-License-Identifier: MIT
#include "json/json_tree.hpp"

#include <charconv>

namespace caucus_tally {

std::string_view describe(JsonType type) {
    switch (type) {
        case JsonType::null:
            return "null";
        case JsonType::boolean:
            return "true or false";
        case JsonType::number:
            return "a number";
        case JsonType::string:
            return "a string";
        case JsonType::array:
            return "an array";
        case JsonType::object:
            return "an object";
    }
    return {};
}

std::string pointer_to(const JsonTree& tree, std::uint32_t node) {
    std::vector<std::uint32_t> way;
    for (; node != 0; node = tree.nodes[node].parent) way.push_back(node);
    std::string pointer;
    for (auto step = way.rbegin(); step != way.rend(); ++step) {
        const JsonNode& child = tree.nodes[*step];
        pointer += '/';
        if (tree.nodes[child.parent].type == JsonType::array) {
            pointer += std::to_string(child.ordinal);
            continue;
        }
        for (const char c : child.key) {
            if (c == '~') {
                pointer += "~0";
            } else if (c == '/') {
                pointer += "~1";
            } else {
                pointer += c;
            }
        }
    }
    return pointer;
}

std::uint32_t find_member(const JsonTree& tree, std::uint32_t object, std::string_view key) {
    for (std::uint32_t member = object + 1; member < tree.nodes[object].next; member = tree.nodes[member].next)
        if (tree.nodes[member].key == key) return member;
    return 0;
}

std::uint32_t find_nearest(const JsonTree& tree, std::string_view pointer) {
    std::uint32_t node = 0;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const std::string_view raw = pointer.substr(0, pointer.find('/'));
        pointer.remove_prefix(raw.size());
        std::string step;
        for (std::size_t i = 0; i < raw.size(); ++i) {
            const bool escape = raw[i] == '~' && i + 1 < raw.size();
            step += !escape ? raw[i] : raw[++i] == '1' ? '/' : '~';
        }
        std::uint32_t child = node + 1;
        const std::uint32_t last = tree.nodes[node].next;
        const bool in_array = tree.nodes[node].type == JsonType::array;
        std::uint32_t ordinal = 0;
        std::from_chars(step.data(), step.data() + step.size(), ordinal);
        while (child < last && (in_array ? tree.nodes[child].ordinal != ordinal : tree.nodes[child].key != step))
            child = tree.nodes[child].next;
        if (child >= last) break;
        node = child;
    }
    return node;
}

}  // namespace caucus_tally
