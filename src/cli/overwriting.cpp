// SPDX-License-Identifier: MIT
#include "cli/overwriting.hpp"

#include "base/input_kind.hpp"

#include <filesystem>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

namespace fs = std::filesystem;

/// Only files can lose what they hold: a terminal may well be read and written.
bool is_same_file(const std::string& output, const std::string& input) {
    std::error_code error;
    if (output.empty() || !fs::is_regular_file(output, error)) return false;
    const fs::path target = fs::canonical(output, error);
    const bool standard_input = input == "-" || input == "<stdin>";
    const fs::path source = fs::canonical(standard_input ? "/dev/stdin" : input, error);
    return !error && target == source;
}

/// Whether a file of a folder is there to be checked.
bool is_wanted(const std::string& path) {
    if (!path.ends_with(".json")) return true;
    return !other_json_note(parse_contest(read_source(path)), true);
}

}  // namespace

void refuse_overwriting(const OutputOptions& output, const std::string& input) {
    if (is_same_file(output.file, input))
        throw UsageError(fmt::format("-o {} is an input, too; it would be overwritten", output.file));
}

void refuse_overwriting(const OutputOptions& output, const std::vector<NamedTable>& tables) {
    for (const NamedTable& table : tables) refuse_overwriting(output, table.source.name);
}

void refuse_overwriting(const OutputOptions& output, const std::vector<Input>& inputs) {
    for (const Input& input : inputs)
        if (is_same_file(output.file, input.path) && (!input.found_in_folder || is_wanted(input.path)))
            refuse_overwriting(output, input.path);
}

}  // namespace caucus_tally
