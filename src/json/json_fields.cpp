// SPDX-License-Identifier: MIT
#include "json/json_fields.hpp"

#include "base/words.hpp"
#include "json/json_tree.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace caucus_tally {
namespace {

constexpr std::string_view digits = "0123456789";

bool is_made_of(std::string_view text, std::string_view characters) {
    return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
}

/// The value as it is written, shortened where it is long.
std::string shown(const JsonNode& node) {
    constexpr std::size_t most = 40;
    if (node.type == JsonType::array || node.type == JsonType::object) return std::string(describe(node.type));
    std::string text(node.text.substr(0, most));
    if (node.text.size() > most) {
        while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) text.pop_back();
        text += "…";
    }
    return node.type == JsonType::string ? '"' + text + '"' : text;
}

/// "votes", or "item 3" in an array.
std::string name_of(const FieldReader& reader, std::uint32_t node) {
    const JsonNode& value = reader[node];
    if (node == 0) return "the document";
    if (reader[value.parent].type == JsonType::array) return fmt::format("item {}", value.ordinal + 1);
    return fmt::format("\"{}\"", value.key);
}

void report_mismatch(FieldReader& reader, std::uint32_t node, Code code, std::string_view wanted) {
    reader.report(node, code, fmt::format("{} must be {}, not {}", name_of(reader, node), wanted, shown(reader[node])));
}

bool is_of_type(FieldReader& reader, std::uint32_t node, JsonType type) {
    if (reader[node].type == type) return true;
    report_mismatch(reader, node, Code::field, describe(type));
    return false;
}

/// CT104, unless there is no fault.
void warn_of(FieldReader& reader, std::uint32_t node, std::string_view fault) {
    if (fault.empty()) return;
    const std::string_view key = reader[node].key;
    const std::string named = key.empty() ? name_of(reader, node) : std::string(key);
    reader.report(node, Code::whitespace, fmt::format("{} {} has {}", named, shown(reader[node]), fault));
}

}  // namespace

void FieldReader::report(std::uint32_t node, Code code, std::string message) {
    report(node, tree.nodes[node].place, code, std::move(message));
}

void FieldReader::report(std::uint32_t node, Span place, Code code, std::string message) {
    if (full()) return;
    Finding finding =
        findings.size() == max_findings_of_a_file ? unlisted_findings(code) : make_finding(code, std::move(message));
    finding.pointer = pointer_to(tree, node);
    findings.push_back({std::move(finding), place});
}

void read_object(FieldReader& reader, std::uint32_t object, std::string_view what,
                 std::initializer_list<Field> fields) {
    if (reader[object].type != JsonType::object) {
        report_mismatch(reader, object, Code::field, what);
        return;
    }
    std::vector<bool> seen(fields.size());
    for (std::uint32_t member = object + 1; member < reader[object].next; member = reader[member].next) {
        const std::string_view key = reader[member].key;
        const auto* const field = std::ranges::find(fields, key, &Field::name);
        if (field == fields.end()) {
            if (reader.full()) continue;
            std::vector<std::string_view> known;
            for (const Field& each : fields) known.push_back(each.name);
            reader.report(member, reader[member].key_place, Code::field,
                          fmt::format("{} has no field {}{}", what, quote(key), did_you_mean(key, known)));
            continue;
        }
        // A second member of the same name is reported as CT006; the first one counts.
        const auto index = static_cast<std::size_t>(field - fields.begin());
        if (!seen[index]) field->read(member);
        seen[index] = true;
    }
    std::size_t index = 0;
    for (const Field& field : fields)
        if (!seen[index++] && field.required)
            reader.report(object, Code::field, fmt::format("{} must have \"{}\"", what, field.name));
}

void read_array(FieldReader& reader, std::uint32_t array, const std::function<void(std::uint32_t item)>& read) {
    if (!is_of_type(reader, array, JsonType::array)) return;
    for (std::uint32_t item = array + 1; item < reader[array].next; item = reader[item].next) read(item);
}

std::optional<std::string> read_text(FieldReader& reader, std::uint32_t node) {
    auto text = read_verbatim(reader, node);
    if (text) warn_of(reader, node, whitespace_fault(*text));
    return text;
}

std::optional<std::string> read_prose(FieldReader& reader, std::uint32_t node) {
    auto text = read_verbatim(reader, node);
    if (text && whitespace_fault(*text) == control_character) warn_of(reader, node, control_character);
    return text;
}

std::optional<std::string> read_verbatim(FieldReader& reader, std::uint32_t node) {
    if (!is_of_type(reader, node, JsonType::string)) return std::nullopt;
    if (reader[node].text.empty()) {
        reader.report(node, Code::field, name_of(reader, node) + " must not be empty; leave out what is unknown");
        return std::nullopt;
    }
    return std::string(reader[node].text);
}

std::optional<std::string> read_id(FieldReader& reader, std::uint32_t node) {
    constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    auto text = read_text(reader, node);
    if (!text || is_made_of(*text, allowed)) return text;
    report_mismatch(reader, node, Code::field, "made of letters, digits, '.', '_' and '-' only");
    return std::nullopt;
}

std::optional<bool> read_bool(FieldReader& reader, std::uint32_t node) {
    if (!is_of_type(reader, node, JsonType::boolean)) return std::nullopt;
    return reader[node].text == "true";
}

std::optional<Votes> read_count(FieldReader& reader, std::uint32_t node) {
    const JsonNode& value = reader[node];
    Votes count = 0;
    if (value.type == JsonType::number && is_made_of(value.text, digits)) {
        const auto parsed = std::from_chars(value.text.data(), value.text.data() + value.text.size(), count);
        if (parsed.ec == std::errc()) return count;
        report_mismatch(reader, node, Code::not_a_count, "at most 18446744073709551615 (2^64 - 1)");
        return std::nullopt;
    }
    report_mismatch(reader, node, Code::not_a_count, "a whole number written with digits only");
    return std::nullopt;
}

std::optional<unsigned> read_small_count(FieldReader& reader, std::uint32_t node, unsigned most) {
    const auto count = read_count(reader, node);
    if (!count) return std::nullopt;
    if (*count <= most) return static_cast<unsigned>(*count);
    report_mismatch(reader, node, Code::field, fmt::format("at most {}", most));
    return std::nullopt;
}

std::optional<Decimal> read_decimal(FieldReader& reader, std::uint32_t node) {
    const JsonNode& value = reader[node];
    if (value.type == JsonType::number || value.type == JsonType::string)
        if (const auto number = parse_decimal(value.text)) return number;
    report_mismatch(reader, node, Code::not_a_count, "a whole number or a plain decimal such as 63.5, below 10^18");
    return std::nullopt;
}

std::optional<Decimal> read_percent(FieldReader& reader, std::uint32_t node) {
    const JsonNode& value = reader[node];
    const auto number = value.type == JsonType::string ? parse_decimal(value.text) : std::nullopt;
    if (number && *number <= Decimal(Votes{100})) return number;
    report_mismatch(reader, node, Code::field,
                    "a string from \"0\" to \"100\" with the digits as published, such as \"16.50\"");
    return std::nullopt;
}

bool is_calendar_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !is_made_of(text.substr(0, 4), digits) ||
        !is_made_of(text.substr(5, 2), digits) || !is_made_of(text.substr(8, 2), digits))
        return false;
    const auto number = [&](std::size_t at, std::size_t size) {
        int result = 0;
        std::from_chars(text.data() + at, text.data() + at + size, result);
        return result;
    };
    return std::chrono::year_month_day{std::chrono::year(number(0, 4)),
                                       std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                       std::chrono::day(static_cast<unsigned>(number(8, 2)))}
        .ok();
}

std::optional<std::string> read_date(FieldReader& reader, std::uint32_t node) {
    if (!is_of_type(reader, node, JsonType::string)) return std::nullopt;
    if (is_calendar_day(reader[node].text)) return std::string(reader[node].text);
    report_mismatch(reader, node, Code::field, "a day of the calendar written as YYYY-MM-DD");
    return std::nullopt;
}

std::optional<std::string> read_color(FieldReader& reader, std::uint32_t node) {
    if (!is_of_type(reader, node, JsonType::string)) return std::nullopt;
    const std::string_view text = reader[node].text;
    if (text.size() == 7 && text[0] == '#' && is_made_of(text.substr(1), "0123456789abcdefABCDEF"))
        return std::string(text);
    report_mismatch(reader, node, Code::field, "a color written as # and six hexadecimal digits");
    return std::nullopt;
}

std::optional<std::string> read_choice(FieldReader& reader, std::uint32_t node,
                                       std::span<const std::string_view> words) {
    if (!is_of_type(reader, node, JsonType::string)) return std::nullopt;
    const std::string_view text = reader[node].text;
    if (std::ranges::find(words, text) != words.end()) return std::string(text);
    reader.report(node, Code::field,
                  fmt::format("{} must be one of {}, not {}{}", name_of(reader, node), fmt::join(words, ", "),
                              shown(reader[node]), did_you_mean(text, words)));
    return std::nullopt;
}

}  // namespace caucus_tally
