// SPDX-License-Identifier: MIT
#include "published/xml.hpp"

#include "base/words.hpp"
#include "published/draft.hpp"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <pugixml.hpp>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view blanks = " \t\r\n";
constexpr std::ptrdiff_t most_values = 4'000'000;

std::string_view local_name(std::string_view name) {
    return name.substr(name.rfind(':') + 1);
}

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

/// Copies elements into a tree. The parser works inside the buffer, so a name or a value begins in it where it begins
/// in the text.
class TreeBuilder {
public:
    TreeBuilder(JsonTree& tree, std::string_view buffer) : tree_(tree), buffer_(buffer) {}

    /// The root and all in it, without recursion: a stranger's elements may be nested as deep as memory goes.
    void add_all(pugi::xml_node root) {
        open(root);
        for (pugi::xml_node node = root.first_child();;) {
            if (node && node.type() == pugi::node_element) {
                open(node);
                if (const pugi::xml_node child = node.first_child(); child && !is_string_) {
                    node = child;
                    continue;
                }
                close();
                node = node.next_sibling();
            } else if (node) {
                node = node.next_sibling();
            } else {
                const pugi::xml_node parent = elements_.back();
                close();
                if (parent == root) return;
                node = parent.next_sibling();
            }
        }
    }

private:
    Span place_of(std::string_view text) const {
        const auto begin = static_cast<std::uint32_t>(text.data() - buffer_.data());
        return {begin, begin + static_cast<std::uint32_t>(text.size())};
    }

    std::uint32_t add(JsonType type, std::string_view name, std::string_view text, Span place) {
        JsonNode node;
        node.type = type;
        node.key = local_name(name);
        node.text = text;
        node.place = place;
        node.key_place = name.empty() || name == xml_text ? place : place_of(name);
        if (!open_.empty()) {
            node.parent = open_.back();
            node.ordinal = members_.back()++;
        }
        const auto index = static_cast<std::uint32_t>(tree_.nodes.size());
        node.next = index + 1;
        tree_.nodes.push_back(node);
        return index;
    }

    /// Text of an element that stands before its first element.
    static std::string_view text_of(pugi::xml_node element) {
        for (const pugi::xml_node child : element.children()) {
            if (child.type() == pugi::node_element) break;
            if (child.type() != pugi::node_pcdata && child.type() != pugi::node_cdata) continue;
            if (const std::string_view text = trimmed(child.value()); !text.empty()) return text;
        }
        return {};
    }

    void open(pugi::xml_node element) {
        const std::string_view name = element.name();
        const std::string_view text = text_of(element);
        const bool has_elements = std::ranges::any_of(
            element.children(), [](pugi::xml_node child) { return child.type() == pugi::node_element; });
        is_string_ = !has_elements && !element.first_attribute() && !open_.empty();
        elements_.push_back(element);
        open_.push_back(add(is_string_ ? JsonType::string : JsonType::object, name, is_string_ ? text : ""sv,
                            is_string_ && !text.empty() ? place_of(text) : place_of(name)));
        members_.push_back(0);
        if (is_string_) return;
        for (const pugi::xml_attribute attribute : element.attributes()) {
            const std::string_view value = attribute.value();
            add(JsonType::string, attribute.name(), value,
                value.empty() ? place_of(attribute.name()) : place_of(value));
        }
        if (!text.empty()) add(JsonType::string, xml_text, text, place_of(text));
    }

    void close() {
        tree_.nodes[open_.back()].next = static_cast<std::uint32_t>(tree_.nodes.size());
        open_.pop_back();
        members_.pop_back();
        elements_.pop_back();
    }

    JsonTree& tree_;
    std::string_view buffer_;
    std::vector<pugi::xml_node> elements_;  ///< those that are open
    std::vector<std::uint32_t> open_;
    std::vector<std::uint32_t> members_;  ///< of each of them
    bool is_string_ = false;              ///< the one that was opened last
};

}  // namespace

ParsedJson parse_xml(std::string_view text) {
    ParsedJson parsed;
    const auto fail = [&](std::size_t at, std::string message) {
        const auto begin = static_cast<std::uint32_t>(std::min(at, text.size()));
        report(parsed.findings, Code::syntax,
               {begin, static_cast<std::uint32_t>(std::min<std::size_t>(begin + 1, text.size()))}, std::move(message));
        return std::move(parsed);
    };
    if (const std::size_t at = text.find('\0'); at != std::string_view::npos) return fail(at, "a NUL byte");
    if (std::ranges::count(text, '<') + std::ranges::count(text, '=') > most_values)
        return fail(0, fmt::format("more than {} elements and attributes", with_separators(Votes{most_values})));
    std::string& buffer = parsed.tree.unescaped.emplace_back(text);
    pugi::xml_document document;
    const pugi::xml_parse_result result = document.load_buffer_inplace(
        buffer.data(), buffer.size(), pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol, pugi::encoding_utf8);
    if (!result) {
        const auto at = static_cast<std::size_t>(result.offset);
        if (at + 1 >= text.size() || trimmed(text.substr(at)).empty())
            return fail(text.size(), "the text ends before its elements do: it has been cut off");
        std::string reason = result.description();
        reason.front() = lower_case(reason.substr(0, 1)).front();
        return fail(at, "not XML from here on: " + reason);
    }
    TreeBuilder(parsed.tree, buffer).add_all(document.document_element());
    parsed.complete = true;
    return parsed;
}

std::string_view xml_root(std::string_view head) {
    for (;;) {
        head.remove_prefix(std::min(head.find_first_not_of(blanks), head.size()));
        std::string_view end;
        if (head.starts_with("<?"))
            end = "?>";
        else if (head.starts_with("<!--"))
            end = "-->";
        else if (head.starts_with("<!"))
            end = ">";
        else
            break;
        if (head.starts_with("<!D") && head.substr(0, head.find('>')).find('[') != std::string_view::npos) end = "]>";
        const std::size_t at = head.find(end);
        if (at == std::string_view::npos) return {};
        head.remove_prefix(at + end.size());
    }
    if (!head.starts_with('<')) return {};
    head.remove_prefix(1);
    return local_name(head.substr(0, head.find_first_of(" \t\r\n/>")));
}

}  // namespace caucus_tally
