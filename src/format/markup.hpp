// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace caucus_tally {

/// Text from the data for HTML, SVG and XML 1.0, between tags as in a double-quoted attribute's value: markup is
/// escaped, and what could steer a reader or hide (controls, bidirectional overrides, bytes that are not UTF-8) is made
/// visible, since XML has no way to write most of it.
std::string escape_markup(std::string_view text);

}  // namespace caucus_tally
