// SPDX-License-Identifier: MIT
// Words in texts: how they are compared, quoted and listed, and whether they are well-formed.
#pragma once

#include <caucus_tally/numbers.hpp>
#include <cstddef>
#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// Offset of the first byte, at or after `from`, that is not part of well-formed UTF-8 (Unicode 15, table 3-7: no
/// overlong forms, no surrogates, nothing above U+10FFFF); npos if all of it is. A character begins at `from`.
std::size_t find_invalid_utf8(std::string_view text, std::size_t from = 0);

/// Code points of a text; a byte that is not UTF-8 counts as one.
std::size_t count_code_points(std::string_view text);

/// Whether a byte continues a character of UTF-8 instead of beginning one.
constexpr bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

inline constexpr std::string_view control_character = "a control character";

/// What is wrong with a value's blanks: "a blank at the start", "a blank at the end", "two blanks in a row", "a tab",
/// "a line break", "a control character" (of C0 or C1, or U+007F); empty if nothing is (CT104).
std::string_view whitespace_fault(std::string_view value);

/// A text from a file in quotes, as much of it as is worth showing.
std::string quote(std::string_view text);

/// "1 row", "1,765 rows".
std::string count_noun(Votes count, std::string_view noun);

/// The most names that enumerate() lists.
inline constexpr std::size_t most_named = 8;

/// "Ann, Bo and Cy"; of more than most_named names the first ones "and 3 others".
std::string enumerate(const std::vector<std::string>& names);

/// The word with A to Z as a to z; everything else stays as it is.
std::string lower_case(std::string_view word);

/// Lower case, words joined by "_": "Early Voting", "early.voting" and "early/voting" are one name.
std::string normalize_name(std::string_view name);

/// Longer words are never a typing error of a word we know; the bound keeps hostile input cheap.
inline constexpr std::size_t longest_word = 64;

/// The number of single-character insertions, deletions, replacements and swaps of neighbors between two words (optimal
/// string alignment), over bytes.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The known word nearest to the given one; empty if none is near enough to be what was meant (a third of the word's
/// length, and at most three edits). Case does not count.
std::string_view closest(std::string_view word, std::span<const std::string_view> known);

/// "; did you mean \"votes\"?", or empty if no known word is near.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> known);

/// Why the program gave up: "there is not enough memory", or "internal error: …".
std::string reason_of(const std::exception& error);

}  // namespace caucus_tally
