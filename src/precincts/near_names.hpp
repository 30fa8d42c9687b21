// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

enum class Likeness : std::uint8_t {
    different,
    near,        ///< one or two typing errors apart
    same_words,  ///< the same but for case, punctuation and blanks
};

/// A name as it is compared with others.
struct ComparableName {
    std::string words;            ///< lower case, joined by "_"
    std::string letters;          ///< the words without what joins them
    std::uint64_t signature = 0;  ///< bit by bit, whether a letter of that class is there an odd number of times
};

ComparableName comparable_name(std::string_view name);

/// How alike two names of one contest are. Names that differ in a number, an initial or a suffix (Jr., III) are
/// different people, and short names need more than a likeness.
Likeness compare_names(const ComparableName& a, const ComparableName& b);

}  // namespace caucus_tally
