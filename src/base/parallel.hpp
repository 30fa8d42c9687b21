// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>

namespace caucus_tally {

/// Calls `work` for every number below `count`, in no particular order, on at most `threads` threads (one: on this
/// one). What a call throws is thrown here, when the others have ended.
void for_each_parallel(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work);

}  // namespace caucus_tally
