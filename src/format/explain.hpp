// SPDX-License-Identifier: MIT
#pragma once

#include "format/terminal.hpp"

#include <caucus_tally/check.hpp>
#include <span>
#include <string>

namespace caucus_tally {

/// Pages about checks for people: what each means, what it guards against, an example, what to do.
std::string explain_text(std::span<const Check* const> checks, const Terminal& terminal);

/// The same as a Markdown document.
std::string explain_markdown(std::span<const Check* const> checks);

}  // namespace caucus_tally
