// SPDX-License-Identifier: MIT
#pragma once

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
    contest,
    sarif,
    junit,
    github,
};

/// What the command line calls a format: "markdown".
constexpr std::string_view name_of(Format format) {
    switch (format) {
        case Format::table:
            return "table";
        case Format::text:
            return "text";
        case Format::concise:
            return "concise";
        case Format::csv:
            return "csv";
        case Format::tsv:
            return "tsv";
        case Format::json:
            return "json";
        case Format::markdown:
            return "markdown";
        case Format::html:
            return "html";
        case Format::svg:
            return "svg";
        case Format::contest:
            return "contest";
        case Format::sarif:
            return "sarif";
        case Format::junit:
            return "junit";
        case Format::github:
            return "github";
    }
    return {};
}

/// Whether people read the format. It says itself what does not agree or is left out, and holds no control characters
/// but line feeds, tabs and the sequences of our own making. Beside any other format that is said on standard error.
constexpr bool is_for_people(Format format) {
    switch (format) {
        case Format::table:
        case Format::text:
        case Format::concise:
        case Format::markdown:
        case Format::html:
            return true;
        case Format::csv:
        case Format::tsv:
        case Format::json:
        case Format::svg:
        case Format::contest:
        case Format::sarif:
        case Format::junit:
        case Format::github:
            return false;
    }
    return false;
}

}  // namespace caucus_tally
