// SPDX-License-Identifier: MIT
#pragma once

#include "json/json_tree.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace caucus_tally {

/// The JSON Pointer (RFC 6901) of a node.
std::string pointer_to(const JsonTree& tree, std::uint32_t node);

/// The node a JSON Pointer names, or the deepest one on the way to it that exists.
std::uint32_t find_nearest(const JsonTree& tree, std::string_view pointer);

}  // namespace caucus_tally
