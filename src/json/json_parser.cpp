// SPDX-License-Identifier: MIT
#include "base/files.hpp"
#include "base/words.hpp"
#include "json/json_tree.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <nlohmann/json.hpp>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

/// What the last sound token of a JSON text was.
enum class JsonToken : std::uint8_t { none, opening, key, value };

/// How far a JSON text is sound.
struct JsonProgress {
    std::size_t end = 0;  ///< of the last sound token
    JsonToken token = JsonToken::none;
    char inside = 0;  ///< the innermost bracket that is open, '{' or '['; 0: none
};

struct JsonFault {
    Span place;
    std::string message;
};

/// What has to come next in a text.
enum class Expected : std::uint8_t { value, key, colon, comma, end };

Expected expected_after(const JsonProgress& progress) {
    switch (progress.token) {
        case JsonToken::none:
            return Expected::value;
        case JsonToken::opening:
            return progress.inside == '{' ? Expected::key : Expected::value;
        case JsonToken::key:
            return Expected::colon;
        case JsonToken::value:
            return progress.inside == 0 ? Expected::end : Expected::comma;
    }
    return Expected::value;
}

std::string describe(Expected expected, char inside) {
    switch (expected) {
        case Expected::value:
            return "a value";
        case Expected::key:
            return "a field name in quotes";
        case Expected::colon:
            return "a colon";
        case Expected::comma:
            return inside == '{' ? "a comma or }" : "a comma or ]";
        case Expected::end:
            return "the end of the file";
    }
    return {};
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// The parser's reason for refusing a string: "control character U+0009 (HT) must be escaped to \u0009 or \t"; empty
/// where it refuses something else.
std::string_view string_fault(std::string_view parser_message) {
    constexpr std::string_view mark = "invalid string: ";
    const std::size_t at = parser_message.find(mark);
    if (at == std::string_view::npos) return {};
    const std::string_view reason = parser_message.substr(at + mark.size());
    return reason.substr(0, reason.find("; last read: "));
}

/// Why the token that begins with `first` is not what was expected.
std::string hint(Expected expected, char first, bool after_comma) {
    if (after_comma && (first == '}' || first == ']')) return fmt::format("; no comma may stand before {}", first);
    if (first == '/') return "; JSON has no comments";
    const bool is_digit = first >= '0' && first <= '9';
    if (expected != Expected::value) return "";
    if (first == '\'' || is_letter(first)) return "; text stands in double quotes";
    if (first == '-' || first == '+' || first == '.' || is_digit) return "; a number is written like 0.5 or -1";
    return "";
}

/// Where the last token begins, if it is a number or a word: of "01" the parser takes the first part for sound.
std::size_t begin_of_bare_word(std::string_view text, const JsonProgress& progress) {
    const std::string_view sound = text.substr(0, progress.end);
    if (progress.token != JsonToken::value || sound.ends_with('"') || sound.ends_with('}') || sound.ends_with(']'))
        return progress.end;
    return sound.find_last_of(" \t\r\n,:[{"sv) + 1;
}

/// Says in plain words what is wrong behind the sound part of a text, up to where the parser stopped reading.
/// `parser_message` is the parser's own.
JsonFault describe_fault(std::string_view text, const JsonProgress& progress, std::size_t stopped,
                         std::string_view parser_message) {
    const auto fault = [](std::size_t from, std::size_t to, std::string message) {
        return JsonFault{{static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)}, std::move(message)};
    };
    if (const std::size_t from = begin_of_bare_word(text, progress);
        from < progress.end && !nlohmann::json::accept(text.substr(from, progress.end - from)))
        return fault(from, progress.end, "JSON has no number or word like this");

    Expected expected = expected_after(progress);
    bool after_comma = false;
    std::size_t begin = progress.end;
    for (; begin < text.size(); ++begin) {
        const char c = text[begin];
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
        if (c == ':' && expected == Expected::colon) {
            expected = Expected::value;
        } else if (c == ',' && expected == Expected::comma) {
            expected = progress.inside == '{' ? Expected::key : Expected::value;
            after_comma = true;
        } else {
            break;
        }
    }
    const std::string wanted = describe(expected, progress.inside);
    if (begin == text.size())
        return fault(begin, begin, fmt::format("the text ends too early; {} was expected here", wanted));

    const bool string_may_stand = expected == Expected::value || expected == Expected::key;
    if (const std::string_view reason = string_fault(parser_message);
        text[begin] == '"' && string_may_stand && !reason.empty())
        return fault(begin, std::max(stopped, begin + 1), fmt::format("the text in quotes is faulty: {}", reason));
    const std::size_t end = std::min(text.find_first_of(" \t\r\n,:]}\""sv, begin + 1), text.size());
    return fault(begin, end, fmt::format("{} was expected here{}", wanted, hint(expected, text[begin], after_comma)));
}

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
        result_.findings.push_back({make_finding(code, std::move(message)), place});
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

ParsedJson parse_json(std::string_view text) {
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
            {make_finding(Code::encoding, "the file begins with a byte-order mark, which JSON does not have",
                          Case::with_byte_order_mark),
             {0, 0}});
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
