// SPDX-License-Identifier: MIT
#pragma once

#include "base/place.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace caucus_tally {

/// What the last sound token of a JSON text was.
enum class JsonToken : std::uint8_t { none, opening, key, value };

/// How far a JSON text is sound.
struct JsonProgress {
    std::size_t end = 0;  ///< of the last sound token
    JsonToken token = JsonToken::none;
    char inside = 0;  ///< the innermost bracket that is open, '{' or '['; 0: none
};

struct JsonFault {
    Span place;
    std::string message;
};

/// Says in plain words what is wrong behind the sound part of a text, up to where the parser stopped reading.
/// `parser_message` is the parser's own.
JsonFault describe_fault(std::string_view text, const JsonProgress& progress, std::size_t stopped,
                         std::string_view parser_message);

}  // namespace caucus_tally
