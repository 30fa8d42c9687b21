// SPDX-License-Identifier: MIT
// What generators of random tables share. The sequence is the same on every standard library.
#pragma once

#include <initializer_list>
#include <random>
#include <string>
#include <string_view>

inline std::string pick(std::mt19937_64& random, std::initializer_list<std::string_view> choices) {
    return std::string(choices.begin()[random() % choices.size()]);
}

/// A CSV field in quotes.
inline std::string in_quotes(std::string_view text) {
    std::string field = "\"";
    for (const char c : text) field += c == '"' ? "\"\"" : std::string(1, c);
    return field + '"';
}
