// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/numbers.hpp>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace caucus_tally {

/// Members stay in the order they are added in.
using Json = nlohmann::ordered_json;

/// A count, or null where it is unknown.
Json json_of(const std::optional<Votes>& count);

/// A whole number as an integer, any other as a string with its digits, null where it is unknown: JSON readers take a
/// fraction for a binary floating point number.
Json json_of(const std::optional<Decimal>& number);

/// Adds a member unless its text is empty.
void add_text(Json& object, const char* name, const std::string& text);

/// The document as text with a final line feed. Bytes that are not UTF-8 (in file names) become U+FFFD.
std::string dump(const Json& document);

}  // namespace caucus_tally
