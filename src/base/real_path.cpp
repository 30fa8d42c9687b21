// SPDX-License-Identifier: MIT
#include "base/real_path.hpp"

#include <filesystem>
#include <system_error>

namespace caucus_tally {

std::string real_path(const std::string& path) {
    std::error_code error;
    const std::filesystem::path real = std::filesystem::weakly_canonical(path, error);
    return error ? path : real.string();
}

}  // namespace caucus_tally
