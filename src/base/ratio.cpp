// SPDX-License-Identifier: MIT
#include <caucus_tally/ratio.hpp>

namespace caucus_tally {
namespace {

struct Split {
    Uint128 whole = 0;
    Uint128 fraction = 0;  ///< the digits after the point, below `power`
    Uint128 power = 1;     ///< ten to the number of those digits: at most 10^20
};

Split split(Ratio ratio, unsigned digits) {
    Split number{.whole = ratio.part / ratio.whole};
    Uint128 rest = ratio.part % ratio.whole;
    for (; digits > 0; --digits) {
        rest *= 10;  // rest < whole < 2^120: cannot wrap
        number.fraction = number.fraction * 10 + rest / ratio.whole;
        number.power *= 10;
        rest %= ratio.whole;
    }
    if (rest >= ratio.whole - rest) ++number.fraction;
    if (number.fraction == number.power) {
        number.fraction = 0;
        ++number.whole;
    }
    return number;
}

}  // namespace

std::string to_string(Ratio ratio, unsigned digits) {
    const Split number = split(ratio, digits);
    const std::string whole = to_string(Decimal(number.whole, 0));
    if (digits == 0) return whole;
    return whole + to_string(Decimal(number.fraction, digits)).substr(1);
}

std::optional<Decimal> rounded(Ratio ratio, unsigned digits) {
    const Split number = split(ratio, digits);
    if (number.whole >= Uint128{1'000'000'000'000'000'000}) return std::nullopt;
    return Decimal(number.whole * number.power + number.fraction, digits);
}

}  // namespace caucus_tally
