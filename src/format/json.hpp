// SPDX-License-Identifier: MIT
#pragma once

#include "format/document.hpp"
#include "json/json_values.hpp"

namespace caucus_tally {

/// A cell as every JSON format writes it: a count as an integer, a decimal by json_of(), text as a string, null where
/// nothing is known.
Json json_cell(const Cell& cell);

/// The rows of a table as an array of objects.
Json json_rows(const ScriptTable& table);

/// A document of one table: {"format": 1, "NAME": [...]}.
std::string json_document(const char* name, const ScriptTable& table);

}  // namespace caucus_tally
