// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace caucus_tally {

/// What a file that begins like this is, where it is no table but a web page, a spreadsheet or an archive: a message
/// (CT005); empty where it may be one.
std::string_view foreign_format(std::string_view head);

struct ForeignSeparator {
    std::size_t offset = 0;  ///< of the first one, in bytes from the row's start
    std::string message;     ///< CT005
};

/// The separator of a header that is one column where it is cut at commas, and one of a known table where it is cut at
/// something else.
std::optional<ForeignSeparator> find_foreign_separator(
    std::string_view row, const std::function<bool(std::span<const std::string_view>)>& is_header);

}  // namespace caucus_tally
