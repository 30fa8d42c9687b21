// SPDX-License-Identifier: MIT
#pragma once

#include "cli/options.hpp"
#include "format/document.hpp"
#include "format/terminal.hpp"

#include <string>
#include <string_view>

namespace caucus_tally {

/// Asks the system what standard output (or the file it goes to) can show. --color > NO_COLOR > CLICOLOR_FORCE > is it
/// a terminal.
Terminal detect_terminal(const OutputOptions& output);

/// The same for messages on standard error.
Terminal detect_error_terminal(const OutputOptions& output);

/// Writes the whole text to standard output or, atomically, to the file: an existing file keeps its old content until
/// the new one is complete, a link stays a link, and a file that may not be written is refused. A reader who has gone
/// away is no error. A terminal gets no control characters that the data of a machine format hold, and no line of a
/// format for people is a command to a continuous-integration runner. Throws FileError.
void write_output(std::string_view text, const OutputOptions& options);

/// The document in the format that was asked for, for the terminal or the file it goes to.
std::string draw(const Document& document, const OutputOptions& options);

/// "caucus-tally: TEXT", a line for standard error with nothing in it that a terminal would act on.
std::string message_line(std::string_view text);

/// Writes to standard error; what cannot be written is lost.
void write_message(std::string_view text);

}  // namespace caucus_tally
