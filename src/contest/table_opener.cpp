// SPDX-License-Identifier: MIT
#include <algorithm>
#include <caucus_tally/parse.hpp>
#include <filesystem>

namespace caucus_tally {
namespace {

namespace fs = std::filesystem;

/// Tables are read whole before their rows are; a nation's precincts in two tables are a tenth of this.
constexpr std::size_t max_table_bytes = std::size_t{4} << 30;

bool leads_out(const fs::path& path) {
    return path.is_absolute() || std::ranges::find(path, fs::path("..")) != path.end();
}

}  // namespace

TableOpener tables_beside(const std::string& contest_file) {
    const fs::path folder = fs::path(contest_file).parent_path();
    return [folder](const std::string& name) {
        const fs::path path = folder / name;
        std::error_code error;
        const fs::path home = fs::canonical(folder.empty() ? fs::path(".") : folder, error);
        const fs::path real = fs::weakly_canonical(path, error);
        const bool inside = std::ranges::mismatch(home, real).in1 == home.end();
        if (leads_out(name) || !inside) throw FileError(name + ": a table must lie in the folder of its contest file");
        return read_source(path.string(), max_table_bytes);
    };
}

}  // namespace caucus_tally
