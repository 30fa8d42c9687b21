// SPDX-License-Identifier: MIT
#pragma once

#include "base/byte_source.hpp"
#include "check/validation.hpp"

#include <array>
#include <caucus_tally/parse.hpp>
#include <memory>
#include <optional>
#include <string_view>

namespace caucus_tally {

/// How the names of tables end, plain and compressed.
inline constexpr std::array<std::string_view, 3> table_endings = {".csv", ".csv.gz", ".csv.zst"};

/// Contests and tables are told apart by their names (*.json; *.csv, also with .gz or .zst), and where these do not
/// say, as with standard input, by how they begin.
struct InputKind {
    bool is_table = false;
    bool by_name = true;
    std::unique_ptr<ByteSource> bytes;  ///< the whole input, where it was opened and its bytes come only once
};

InputKind find_kind(const Input& input);

/// The whole input: what was kept of finding its kind, or the file, opened again. Many files may be named, and few may
/// be open at a time.
std::unique_ptr<ByteSource> open_kind(InputKind& kind, const std::string& path);

/// What to say of JSON in a folder that does not claim to be a contest: it is passed over.
std::optional<Finding> other_json_note(const ParsedContest& parsed, bool found_in_folder);

/// All the rest of it. Throws FileError where reading fails or there is more than a contest may have.
Source read_contest_text(ByteSource& bytes, std::string name);

}  // namespace caucus_tally
