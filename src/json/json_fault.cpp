// SPDX-License-Identifier: MIT
#include "json/json_fault.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

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

}  // namespace

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

}  // namespace caucus_tally
