// SPDX-License-Identifier: MIT
#include "precincts/near_names.hpp"

#include "base/words.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

// Bytes of a name's letters: below, two people of short names are as likely as one typing error.
constexpr std::size_t least_for_one_error = 8;
constexpr std::size_t least_for_two_errors = 12;
constexpr std::size_t longest = 100;  // what is longer is a sentence, and dear to compare

constexpr std::array suffixes = {"jr"sv, "sr"sv, "i"sv, "ii"sv, "iii"sv, "iv"sv, "v"sv, "2nd"sv, "3rd"sv};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::vector<std::string_view> split_words(std::string_view words) {
    std::vector<std::string_view> parts;
    while (!words.empty()) {
        const std::size_t end = std::min(words.find('_'), words.size());
        parts.push_back(words.substr(0, end));
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    std::ranges::sort(parts);
    return parts;
}

bool same_digits(std::string_view a, std::string_view b) {
    std::string digits_a, digits_b;
    std::ranges::copy_if(a, std::back_inserter(digits_a), is_digit);
    std::ranges::copy_if(b, std::back_inserter(digits_b), is_digit);
    return digits_a == digits_b;
}

bool is_suffix(std::string_view word) {
    return std::ranges::find(suffixes, word) != suffixes.end();
}

/// Whether what differs are words that tell people apart: initials, or suffixes.
bool differ_on_purpose(std::string_view a, std::string_view b) {
    const std::vector<std::string_view> words_a = split_words(a);
    const std::vector<std::string_view> words_b = split_words(b);
    std::vector<std::string_view> only_a, only_b;
    std::ranges::set_difference(words_a, words_b, std::back_inserter(only_a));
    std::ranges::set_difference(words_b, words_a, std::back_inserter(only_b));
    if (std::ranges::any_of(only_a, is_suffix) || std::ranges::any_of(only_b, is_suffix)) return true;
    const auto is_initial = [](std::string_view word) { return word.size() == 1; };
    return !only_a.empty() && !only_b.empty() && std::ranges::all_of(only_a, is_initial) &&
           std::ranges::all_of(only_b, is_initial);
}

}  // namespace

ComparableName comparable_name(std::string_view name) {
    ComparableName comparable{normalize_name(name), {}, 0};
    for (const char c : comparable.words) {
        comparable.signature ^= std::uint64_t{1} << (static_cast<unsigned char>(c) & 63U);
        if (c != '_') comparable.letters += c;
    }
    return comparable;
}

Likeness compare_names(const ComparableName& a, const ComparableName& b) {
    // An error changes the parity of two letters at most.
    if (std::popcount(a.signature ^ b.signature) > 4 && a.letters != b.letters) return Likeness::different;
    if (a.letters.empty() || b.letters.empty()) return Likeness::different;
    if (a.letters == b.letters) return Likeness::same_words;
    const auto [shorter, longer] = std::minmax({a.words.size(), b.words.size()});
    const std::size_t letters = std::max(a.letters.size(), b.letters.size());
    if (longer - shorter > 2 || longer > longest || letters < least_for_one_error) return Likeness::different;
    const std::size_t limit = letters < least_for_two_errors ? 1 : 2;
    if (edit_distance(a.words, b.words) > limit) return Likeness::different;
    if (!same_digits(a.words, b.words) || differ_on_purpose(a.words, b.words)) return Likeness::different;
    return Likeness::near;
}

}  // namespace caucus_tally
