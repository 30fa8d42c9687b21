// SPDX-License-Identifier: MIT
#include "base/enumerate.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace caucus_tally {

std::string enumerate(const std::vector<std::string>& names) {
    const std::size_t shown = std::min(names.size(), most_named);
    const std::size_t others = names.size() - shown;
    std::string text;
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
        text += names[i];
    }
    if (others > 0) text += fmt::format(" and {} other{}", others, others == 1 ? "" : "s");
    return text;
}

}  // namespace caucus_tally
