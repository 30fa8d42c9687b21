// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace caucus_tally {

/// The one path of a file, whatever links and dots it is named by; of a file that is not there as far as there is one.
/// The path itself where that cannot be told.
std::string real_path(const std::string& path);

}  // namespace caucus_tally
