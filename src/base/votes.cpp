// SPDX-License-Identifier: MIT
#include <caucus_tally/votes.hpp>

namespace caucus_tally {

std::string with_separators(Votes count) {
    const std::string digits = std::to_string(count);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
        text += digits[i];
    }
    return text;
}

}  // namespace caucus_tally
