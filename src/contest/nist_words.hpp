// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace caucus_tally {

// What NIST SP 1500-100 has no word for, as its writer (src/format/) and its reader (src/published/) call it.

/// The OtherType of identifiers that are the ids of a contest file.
inline constexpr std::string_view nist_identifier = "caucus-tally";
/// The OtherType of identifiers that say what a choice is.
inline constexpr std::string_view nist_kind = "caucus-tally-kind";
/// The OtherType of counts that are state delegate equivalents.
inline constexpr std::string_view nist_sde = "state-delegate-equivalents";

}  // namespace caucus_tally
