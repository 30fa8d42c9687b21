// SPDX-License-Identifier: MIT
// Rules for pools as files write them.
#pragma once

#include "json/json_fields.hpp"
#include "json/json_values.hpp"

#include <caucus_tally/rules.hpp>

namespace caucus_tally {

/// What a contest's own rules are called in output.
inline constexpr std::string_view own_rules = "own";

/// Reads the id of a rule set, or an object that spells rules out; unknown words are CT101.
std::optional<StatedRules> read_rules(FieldReader& reader, std::uint32_t node);

/// The object of these rules: only the words that say something else than their default.
Json rules_json(const PoolRules& rules);

/// As it was read: the id, or the object with its title and note.
Json rules_json(const StatedRules& stated);

}  // namespace caucus_tally
