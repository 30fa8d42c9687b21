// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>

namespace caucus_tally {

/// A file's text under the name that findings give it.
struct Source {
    std::string name;
    std::string text;
};

/// A file that cannot be read or written: absent, a directory, without permission, too large, no space left. The
/// message names the file and the reason.
struct FileError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Contest files are written by hand; what is larger belongs in unit tables beside the contest file.
inline constexpr std::size_t max_contest_bytes = std::size_t{64} << 20;

/// Reads a whole file ("-" is standard input) of at most `max_bytes`. Throws FileError.
Source read_source(const std::string& path, std::size_t max_bytes = max_contest_bytes);

}  // namespace caucus_tally
