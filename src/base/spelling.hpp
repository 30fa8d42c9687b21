// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace caucus_tally {

/// Longer words are never a typing error of a word we know; the bound keeps hostile input cheap.
inline constexpr std::size_t longest_word = 64;

/// A text from a file in quotes, as much of it as is worth showing.
std::string quote(std::string_view text);

/// The word with A to Z as a to z; all else stays.
std::string lower_case(std::string_view word);

/// The number of single-character insertions, deletions, replacements and swaps of neighbors between two words (optimal
/// string alignment), over bytes.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The known word nearest to the given one, or empty where none is near enough to be what was meant (a third of the
/// word's length, and at most three edits). Case does not count.
std::string_view closest(std::string_view word, std::span<const std::string_view> known);

/// "; did you mean \"votes\"?" where there is a near word, or nothing.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> known);

}  // namespace caucus_tally
