// SPDX-License-Identifier: MIT
#include "json/json_tree.hpp"

#include "base/spelling.hpp"
#include "base/utf8.hpp"
#include "json/json_fault.hpp"

#include <algorithm>
#include <caucus_tally/source.hpp>
#include <fmt/format.h>
#include <iterator>
#include <nlohmann/json.hpp>

namespace caucus_tally {
namespace {

constexpr std::size_t max_depth = 64;
constexpr std::size_t max_values = std::size_t{4} << 20;

/// An iterator that tells its owner how far the parser has read: nlohmann's SAX events carry no positions.
struct CountingIterator {
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    const char* at;
    const char** furthest;

    reference operator*() const { return *at; }
    CountingIterator& operator++() {
        *furthest = ++at;
        return *this;
    }
    CountingIterator operator++(int) {
        CountingIterator old = *this;
        ++*this;
        return old;
    }
    bool operator==(const CountingIterator& other) const { return at == other.at; }
    bool operator!=(const CountingIterator& other) const { return at != other.at; }
};

/// Receives nlohmann's SAX events and builds the flat tree.
class TreeBuilder : public nlohmann::json_sax<nlohmann::json> {
public:
    /// The text from `start` on is parsed; `furthest` moves with the parser.
    TreeBuilder(std::string_view text, std::size_t start, const char* const& furthest, ParsedJson& result)
        : text_(text), furthest_(furthest), result_(result), cursor_(start) {}

    bool null() override { return scalar(JsonType::null, number_end()); }
    bool boolean(bool /*value*/) override { return scalar(JsonType::boolean, number_end()); }
    bool number_integer(number_integer_t /*value*/) override { return scalar(JsonType::number, number_end()); }
    bool number_unsigned(number_unsigned_t /*value*/) override { return scalar(JsonType::number, number_end()); }
    bool number_float(number_float_t /*value*/, const string_t& /*text*/) override {
        return scalar(JsonType::number, number_end());
    }
    bool string(string_t& value) override {
        const Span place = token(read_so_far());
        if (!add(JsonType::string, place)) return false;
        nodes().back().text = keep(value, place);
        return close_scalar();
    }
    bool binary(binary_t& /*value*/) override { return false; }  // JSON text has none

    bool start_object(std::size_t /*size*/) override { return open(JsonType::object); }
    bool start_array(std::size_t /*size*/) override { return open(JsonType::array); }
    bool key(string_t& name) override {
        key_place_ = token(read_so_far());
        last_token_ = JsonToken::key;
        key_ = keep(name, key_place_);
        return true;
    }
    bool end_object() override {
        report_duplicate_keys(open_.back());
        return close();
    }
    bool end_array() override { return close(); }

    bool parse_error(std::size_t /*position*/, const std::string& /*last_token*/,
                     const nlohmann::detail::exception& error) override {
        // 406 is a number beyond every double ("1e999"); all else is a fault of syntax.
        constexpr int number_overflow = 406;
        if (error.id == number_overflow) {
            report(Code::not_a_count, token(number_end()), "the number is too large to be read");
            return false;
        }
        const char inside = open_.empty() ? '\0' : text_[nodes()[open_.back()].place.begin];
        JsonFault fault = describe_fault(text_, {cursor_, last_token_, inside}, read_so_far(), error.what());
        report(Code::syntax, fault.place, std::move(fault.message));
        return false;
    }

    void report(Code code, Span place, std::string message) {
        if (result_.findings.size() >= max_findings_of_a_file) return;
        result_.findings.push_back({error(code, std::move(message)), place});
    }

private:
    std::vector<JsonNode>& nodes() { return result_.tree.nodes; }
    std::size_t read_so_far() const { return static_cast<std::size_t>(furthest_ - text_.data()); }

    static Span span(std::size_t begin, std::size_t end) {
        return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }

    static constexpr bool is_between_tokens(char c) {
        return c == ' ' || c == ',' || c == ':' || c == '\n' || c == '\r' || c == '\t';
    }

    std::size_t skip_blanks(std::size_t at) const {
        while (at < text_.size() && is_between_tokens(text_[at])) ++at;
        return at;
    }

    /// The token that ends at `end` and starts after the one before it.
    Span token(std::size_t end) {
        const std::size_t begin = skip_blanks(cursor_);
        cursor_ = end;
        last_token_ = JsonToken::value;
        return span(begin, end);
    }

    /// The parser reads one character past a number, so its end is found in the text.
    std::size_t number_end() const {
        std::size_t end = skip_blanks(cursor_);
        while (end < text_.size() && !is_between_tokens(text_[end]) && text_[end] != ']' && text_[end] != '}') ++end;
        return end;
    }

    /// A string without escapes stays where it is; only others are copied.
    std::string_view keep(std::string& value, Span place) {
        const std::string_view raw = text_.substr(place.begin + 1, place.end - place.begin - 2);
        if (raw.size() == value.size()) return raw;
        return result_.tree.unescaped.emplace_back(std::move(value));
    }

    bool add(JsonType type, Span place) {
        if (nodes().size() >= max_values) {
            report(Code::syntax, place, fmt::format("more than {} values in one file", max_values));
            return false;
        }
        JsonNode node;
        node.type = type;
        node.place = place;
        if (!open_.empty()) {
            node.parent = open_.back();
            node.ordinal = child_counts_.back()++;
            if (nodes()[node.parent].type == JsonType::object) {
                node.key = key_;
                node.key_place = key_place_;
            }
        }
        nodes().push_back(node);
        return true;
    }

    bool scalar(JsonType type, std::size_t end) {
        const Span place = token(end);
        if (!add(type, place)) return false;
        nodes().back().text = text_.substr(place.begin, place.end - place.begin);
        return close_scalar();
    }

    bool close_scalar() {
        nodes().back().next = static_cast<std::uint32_t>(nodes().size());
        return true;
    }

    bool open(JsonType type) {
        const Span place = token(read_so_far());
        if (open_.size() >= max_depth) {
            report(Code::syntax, place, fmt::format("nested more than {} levels deep", max_depth));
            return false;
        }
        if (!add(type, place)) return false;
        last_token_ = JsonToken::opening;
        open_.push_back(static_cast<std::uint32_t>(nodes().size() - 1));
        child_counts_.push_back(0);
        return true;
    }

    bool close() {
        JsonNode& node = nodes()[open_.back()];
        node.next = static_cast<std::uint32_t>(nodes().size());
        node.place.end = token(read_so_far()).end;
        open_.pop_back();
        child_counts_.pop_back();
        return true;
    }

    void report_duplicate_keys(std::uint32_t object) {
        members_.clear();
        for (std::uint32_t child = object + 1; child < nodes().size(); child = nodes()[child].next)
            members_.push_back(child);
        const auto key_of = [this](std::uint32_t node) { return nodes()[node].key; };
        constexpr std::size_t few = 16;
        if (members_.size() <= few) {
            for (std::size_t i = 1; i < members_.size(); ++i)
                for (std::size_t k = 0; k < i; ++k)
                    if (key_of(members_[k]) == key_of(members_[i])) {
                        report_again(members_[i]);
                        break;
                    }
            return;
        }
        std::ranges::sort(members_, [&](std::uint32_t a, std::uint32_t b) {
            const int order = key_of(a).compare(key_of(b));
            return order != 0 ? order < 0 : a < b;
        });
        for (std::size_t i = 1; i < members_.size(); ++i)
            if (key_of(members_[i]) == key_of(members_[i - 1])) report_again(members_[i]);
    }

    void report_again(std::uint32_t node) {
        const JsonNode& again = nodes()[node];
        report(Code::duplicate_key, again.key_place, quote(again.key) + " is given twice in one object");
    }

    std::string_view text_;
    const char* const& furthest_;
    ParsedJson& result_;
    std::size_t cursor_;  ///< the end of the token before
    JsonToken last_token_ = JsonToken::none;
    std::string_view key_;
    Span key_place_;
    std::vector<std::uint32_t> open_;  ///< the objects and arrays around the current value
    std::vector<std::uint32_t> child_counts_;
    std::vector<std::uint32_t> members_;
};

}  // namespace

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

ParsedJson parse_json(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    const std::size_t start = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    const char* furthest = text.data() + start;
    ParsedJson result;
    TreeBuilder builder(text, start, furthest, result);
    if (text.size() > max_contest_bytes) {
        builder.report(Code::syntax, {0, 0}, fmt::format("more than {} MiB of JSON", max_contest_bytes >> 20));
        return result;
    }
    if (start > 0)
        result.findings.push_back(
            {warning(Code::encoding, "the file begins with a byte-order mark, which JSON does not have"), {0, 0}});
    bool readable = true;
    // One on each line leads there; a binary file has thousands.
    for (std::size_t bad = 0; bad < text.size(); bad = std::min(text.find('\n', bad), text.size())) {
        bad = find_invalid_utf8(text, bad);
        if (bad >= text.size()) break;
        readable = false;
        builder.report(Code::encoding, {static_cast<std::uint32_t>(bad), static_cast<std::uint32_t>(bad + 1)},
                       fmt::format("byte 0x{:02X} is not UTF-8", static_cast<unsigned char>(text[bad])));
    }
    // To nlohmann's parser a NUL byte is the end of the text: what follows would go unread in silence.
    if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
        readable = false;
        builder.report(Code::syntax, {static_cast<std::uint32_t>(nul), static_cast<std::uint32_t>(nul + 1)},
                       "a NUL byte in the text");
    }
    if (!readable) return result;
    if (text.find_first_not_of(" \t\r\n", start) == std::string_view::npos) {
        builder.report(Code::syntax, {0, 0}, "the file is empty");
        return result;
    }

    constexpr std::size_t usual_bytes_for_value = 16;
    result.tree.nodes.reserve(std::min<std::size_t>(text.size() / usual_bytes_for_value, max_values));
    result.complete = nlohmann::json::sax_parse(CountingIterator{furthest, &furthest},
                                                CountingIterator{text.data() + text.size(), &furthest}, &builder);
    return result;
}

}  // namespace caucus_tally
