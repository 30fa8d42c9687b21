// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace caucus_tally {

/// SHA-256 (FIPS 180-4) as eight words; comparing two digests word by word is comparing their hexadecimal texts.
std::array<std::uint32_t, 8> sha256(std::string_view message);

}  // namespace caucus_tally
