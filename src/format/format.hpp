// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace caucus_tally {

/// What output is written as. Each command takes some of them.
enum class Format : std::uint8_t {
    table,
    text,
    concise,
    csv,
    tsv,
    json,
    markdown,
    html,
    svg,
    nist,
    sarif,
    junit,
    github,
};

/// What every command's output can be written as, beside the table or text that is its default.
inline constexpr std::array document_formats = {Format::csv, Format::tsv, Format::json, Format::markdown, Format::html};

/// What is known of a format, in the order of the enumeration.
struct FormatFacts {
    std::string_view name;  ///< what the command line calls it
    bool for_people;
};
inline constexpr std::array<FormatFacts, 13> format_facts = {{{"table", true},
                                                              {"text", true},
                                                              {"concise", true},
                                                              {"csv", false},
                                                              {"tsv", false},
                                                              {"json", false},
                                                              {"markdown", true},
                                                              {"html", true},
                                                              {"svg", false},
                                                              {"nist", false},
                                                              {"sarif", false},
                                                              {"junit", false},
                                                              {"github", false}}};
static_assert(format_facts.size() == static_cast<std::size_t>(Format::github) + 1);

/// What the command line calls a format: "markdown".
constexpr std::string_view name_of(Format format) {
    return format_facts[static_cast<std::size_t>(format)].name;
}

/// Whether people read the format. It says itself what does not agree or is left out, and holds no control characters
/// but line feeds, tabs and the sequences of our own making. Beside any other format that is said on standard error.
constexpr bool is_for_people(Format format) {
    return format_facts[static_cast<std::size_t>(format)].for_people;
}

}  // namespace caucus_tally
