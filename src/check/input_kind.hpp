// SPDX-License-Identifier: MIT
#pragma once

#include "check/validation.hpp"
#include "parse/byte_source.hpp"

#include <memory>

namespace caucus_tally {

/// Contests and tables are told apart by their names (*.json; *.csv, also with .gz or .zst), and where these do not
/// say, as with standard input, by how they begin.
struct InputKind {
    bool is_table = false;
    std::unique_ptr<ByteSource> bytes;  ///< the whole input, where it had to be opened
};

InputKind find_kind(const Input& input);

/// All the rest of it. Throws FileError where reading fails or there is more than a contest may have.
Source read_contest_text(ByteSource& bytes, std::string name);

}  // namespace caucus_tally
