// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/allocate.hpp>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// Who wins of the tied choices with these ids, as places among them, in the order of the choice or the lot: at most
/// `winners`. Fewer or none where the tie break leaves them open: a choice may name nobody of this tie.
std::vector<std::size_t> settle(const TieBreak& tie_break, std::string_view name, std::span<const std::string_view> ids,
                                std::size_t winners);

}  // namespace caucus_tally
