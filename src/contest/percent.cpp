// SPDX-License-Identifier: MIT
#include "contest/percent.hpp"

#include <caucus_tally/tally.hpp>

namespace caucus_tally {
namespace {

/// Long division: the quotient's digits are exact however many are asked for, and what remains decides the rounding.
std::string divide(Votes part, Votes whole, unsigned digits, bool round) {
    const Uint128 hundredfold = Uint128{part} * 100;  // below 2^71
    std::string text = to_string(Decimal(hundredfold / whole, 0));
    Uint128 rest = hundredfold % whole;
    if (digits > 0) text += '.';
    for (unsigned i = 0; i < digits; ++i) {
        rest *= 10;  // below 10 × 2^64
        text += static_cast<char>('0' + static_cast<int>(rest / whole));
        rest %= whole;
    }
    if (!round || rest * 2 < whole) return text;

    for (std::size_t i = text.size(); i-- > 0;) {
        if (text[i] == '.') continue;
        if (text[i] != '9') {
            ++text[i];
            return text;
        }
        text[i] = '0';
    }
    return '1' + text;
}

}  // namespace

std::string percent_of(Votes part, Votes whole, unsigned digits) {
    return divide(part, whole, digits, true);
}

std::string truncated_percent_of(Votes part, Votes whole, unsigned digits) {
    return divide(part, whole, digits, false);
}

}  // namespace caucus_tally
