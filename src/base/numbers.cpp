// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <caucus_tally/numbers.hpp>

namespace caucus_tally {
namespace {

constexpr unsigned max_whole_digits = 18;

constexpr auto powers_of_ten = [] {
    std::array<Uint128, max_whole_digits + Decimal::max_scale + 1> powers{};
    powers[0] = 1;
    for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
    return powers;
}();

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

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

std::string with_separators(Votes count) {
    const std::string digits = std::to_string(count);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
        text += digits[i];
    }
    return text;
}

std::optional<Decimal> parse_decimal(std::string_view text) {
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view fraction = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    if (whole.empty() || (point != std::string_view::npos && fraction.empty())) return std::nullopt;
    if (whole.size() > max_whole_digits || fraction.size() > Decimal::max_scale) return std::nullopt;
    if (!std::ranges::all_of(whole, is_digit) || !std::ranges::all_of(fraction, is_digit)) return std::nullopt;

    Decimal number;
    for (const std::string_view part : {whole, fraction})
        for (const char c : part) number.digits = number.digits * 10 + static_cast<unsigned>(c - '0');
    number.scale = static_cast<unsigned>(fraction.size());
    return number;
}

std::string to_string(Decimal number) {
    std::string reversed;
    for (unsigned place = 0; place <= number.scale || number.digits != 0; ++place) {
        if (place == number.scale && place > 0) reversed += '.';
        reversed += static_cast<char>('0' + static_cast<int>(number.digits % 10));
        number.digits /= 10;
    }
    std::ranges::reverse(reversed);
    return reversed;
}

std::string with_separators(Decimal number) {
    const std::string text = to_string(number);
    const std::size_t point = std::min(text.find('.'), text.size());
    // A whole part is below 10^18, so it is a count.
    return with_separators(static_cast<Votes>(number.digits / powers_of_ten[number.scale])) + text.substr(point);
}

Decimal normalized(Decimal number) {
    while (number.scale > 0 && number.digits % 10 == 0) {
        number.digits /= 10;
        --number.scale;
    }
    return number;
}

Uint128 digits_at(Decimal number, unsigned scale) {
    return number.digits * powers_of_ten[scale - number.scale];
}

std::strong_ordering operator<=>(Decimal a, Decimal b) {
    const unsigned scale = std::max(a.scale, b.scale);
    return digits_at(a, scale) <=> digits_at(b, scale);
}

std::optional<Decimal> checked_add(Decimal a, Decimal b) {
    const unsigned scale = std::max(a.scale, b.scale);
    // Both are below 10^38, so the sum cannot wrap in 128 bits (3.4 × 10^38).
    const Decimal sum(digits_at(a, scale) + digits_at(b, scale), scale);
    if (sum.digits >= powers_of_ten[max_whole_digits + scale]) return std::nullopt;
    return sum;
}

Decimal difference(Decimal a, Decimal b) {
    if (a < b) std::swap(a, b);
    const unsigned scale = std::max(a.scale, b.scale);
    return {digits_at(a, scale) - digits_at(b, scale), scale};
}

std::string to_string(Ratio ratio, unsigned digits) {
    const Split number = split(ratio, digits);
    const std::string whole = to_string(Decimal(number.whole, 0));
    if (digits == 0) return whole;
    return whole + to_string(Decimal(number.fraction, digits)).substr(1);
}

std::optional<Decimal> rounded(Ratio ratio, unsigned digits) {
    const Split number = split(ratio, digits);
    if (number.whole >= powers_of_ten[max_whole_digits]) return std::nullopt;
    return Decimal(number.whole * number.power + number.fraction, digits);
}

}  // namespace caucus_tally
