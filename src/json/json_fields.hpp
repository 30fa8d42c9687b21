// SPDX-License-Identifier: MIT
#pragma once

#include "base/place.hpp"
#include "json/json_tree.hpp"

#include <caucus_tally/numbers.hpp>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// Where fields are read from and where their faults go.
struct FieldReader {
    const JsonTree& tree;
    std::vector<PlacedFinding>& findings;

    const JsonNode& operator[](std::uint32_t node) const { return tree.nodes[node]; }
    /// Further findings are not kept, so nobody need work out what they would say.
    bool full() const { return findings.size() > max_findings_of_a_file; }
    void report(std::uint32_t node, Code code, std::string message);
    void report(std::uint32_t node, Span place, Code code, std::string message);
};

/// A member that an object may or must have, and what to do with its value.
struct Field {
    std::string_view name;
    bool required;
    std::function<void(std::uint32_t value)> read;
};

/// A field whose value, where it can be read, is assigned to `target`.
template <typename Target, typename Read>
Field into(std::string_view name, Target& target, FieldReader& reader, Read read, bool required = false) {
    return {name, required, [&target, &reader, read](std::uint32_t value) {
                if (auto result = read(reader, value)) target = *std::move(result);
            }};
}

/// Hands every known member of the object to its field. Reports a value that is no object, unknown members (naming the
/// nearest known one) and missing ones as CT101. `what` names the object in messages: "a candidate".
void read_object(FieldReader& reader, std::uint32_t object, std::string_view what, std::initializer_list<Field> fields);

/// Hands every item of the array to `read`; a value that is no array is CT101.
void read_array(FieldReader& reader, std::uint32_t array, const std::function<void(std::uint32_t item)>& read);

// Each reads one value of its kind, or reports why it is none and returns nothing.

/// A string with at least one character. Stray blanks, line breaks and control characters are CT104.
std::optional<std::string> read_text(FieldReader& reader, std::uint32_t node);
/// The same, laid out in lines if need be: only control characters are CT104.
std::optional<std::string> read_prose(FieldReader& reader, std::uint32_t node);
/// The same, whatever the characters are.
std::optional<std::string> read_verbatim(FieldReader& reader, std::uint32_t node);
/// Letters, digits, '.', '_' and '-'.
std::optional<std::string> read_id(FieldReader& reader, std::uint32_t node);
std::optional<bool> read_bool(FieldReader& reader, std::uint32_t node);
/// A plain whole number from 0 to 2^64 - 1, written with digits only; anything else is CT007.
std::optional<Votes> read_count(FieldReader& reader, std::uint32_t node);
/// The same up to a bound.
std::optional<unsigned> read_small_count(FieldReader& reader, std::uint32_t node, unsigned most);
/// A whole number or an exact decimal, as a JSON number or as a string.
std::optional<Decimal> read_decimal(FieldReader& reader, std::uint32_t node);
/// A string from "0" to "100" with the digits it is stated with.
std::optional<Decimal> read_percent(FieldReader& reader, std::uint32_t node);
/// "2004-02-07": a day that the Gregorian calendar has.
bool is_calendar_day(std::string_view text);

/// A day of the Gregorian calendar, "2004-02-07".
std::optional<std::string> read_date(FieldReader& reader, std::uint32_t node);
/// "#00539f".
std::optional<std::string> read_color(FieldReader& reader, std::uint32_t node);
/// One of these words.
std::optional<std::string> read_choice(FieldReader& reader, std::uint32_t node,
                                       std::span<const std::string_view> words);

}  // namespace caucus_tally
