// SPDX-License-Identifier: MIT
#pragma once

#include "format/format.hpp"

#include <caucus_tally/finding.hpp>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// The call is wrong: an unknown word, a missing or impossible value. The message says what and what would be right.
struct UsageError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

using Arguments = std::span<const std::string>;

enum class ColorWhen : std::uint8_t { automatic, always, never };

/// Where output goes and what it may look like.
struct OutputOptions {
    std::string file = {};  ///< empty: standard output
    Format format = Format::table;
    bool defuse_formulas = false;  ///< in CSV and TSV
    ColorWhen color = ColorWhen::automatic;
    bool ascii = false;
};

/// The checks that words name. Throws UsageError for a word that names none.
std::vector<Code> codes_of(const std::vector<std::string>& words);

}  // namespace caucus_tally
