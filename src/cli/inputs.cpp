// SPDX-License-Identifier: MIT
#include "cli/inputs.hpp"

#include "parse/spelling.hpp"

#include <algorithm>
#include <caucus_tally/builtin.hpp>
#include <filesystem>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

namespace fs = std::filesystem;

Source open_builtin(std::string_view id) {
    const auto contests = builtin_contests();
    const auto found = std::ranges::find(contests, id, &BuiltinContest::id);
    if (found == contests.end()) {
        std::vector<std::string_view> ids;
        for (const BuiltinContest& contest : contests) ids.push_back(contest.id);
        throw FileError(fmt::format("{}: no such file, folder or built-in contest{}", id, did_you_mean(id, ids)));
    }
    return {fmt::format("builtin:{}", id), std::string(found->text)};
}

}  // namespace

std::vector<std::string> files_below(const std::string& folder, const std::vector<std::string_view>& endings) {
    std::vector<std::string> files;
    std::error_code error;
    fs::recursive_directory_iterator entry(folder, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        if (entry->is_symlink() || !entry->is_regular_file()) continue;
        const std::string name = entry->path().string();
        if (std::ranges::any_of(endings, [&](std::string_view ending) { return name.ends_with(ending); }))
            files.push_back(name);
    }
    if (error) throw FileError(fmt::format("{}: {}", folder, error.message()));
    std::ranges::sort(files);
    return files;
}

std::vector<Source> open_contests(const std::vector<std::string>& names) {
    std::vector<Source> sources;
    if (names.empty()) sources.push_back(open_builtin(default_contest));
    for (const std::string& name : names) {
        std::error_code error;
        const fs::file_status status = name == "-" ? fs::file_status() : fs::status(name, error);
        if (fs::is_directory(status)) {
            std::vector<std::string> files = files_below(name, {".json"});
            std::erase_if(files, [](const std::string& file) { return file.ends_with(".schema.json"); });
            if (files.empty()) throw FileError(name + ": no contest files (*.json) in this folder");
            for (const std::string& file : files) sources.push_back(read_source(file));
        } else if (name == "-" || fs::exists(status) || name.find('/') != std::string::npos) {
            sources.push_back(read_source(name));
        } else {
            sources.push_back(open_builtin(name));
        }
    }
    return sources;
}

}  // namespace caucus_tally
