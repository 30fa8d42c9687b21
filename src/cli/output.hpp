// SPDX-License-Identifier: MIT
#pragma once

#include "cli/options.hpp"

#include <string>
#include <string_view>

namespace caucus_tally {

/// Text that holds no control characters but line feeds, tabs and the sequences of our own making (people's formats),
/// or text as it is in the data (machine formats), which is made visible where a terminal would act on it.
enum class Content : std::uint8_t { for_people, for_machines };

/// Writes the whole text to standard output or, atomically, to the file: an existing file keeps its old content until
/// the new one is complete. A reader who has gone away is no error. Throws FileError.
void write_output(std::string_view text, Content content, const OutputOptions& options);

/// "caucus-tally: TEXT", a line for standard error with nothing in it that a terminal would act on.
std::string message_line(std::string_view text);

/// Writes to standard error; what cannot be written is lost.
void write_message(std::string_view text);

}  // namespace caucus_tally
