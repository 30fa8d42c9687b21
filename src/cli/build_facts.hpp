// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace caucus_tally {

/// What the program was built with, a line each: for whoever reports a fault. Written by CMake.
std::string_view build_facts();

}  // namespace caucus_tally
