// SPDX-License-Identifier: MIT
#include "format/paint.hpp"

#include "format/display.hpp"

#include <charconv>
#include <fmt/format.h>

namespace caucus_tally {
namespace {

std::string wrapped(std::string_view text, std::string_view attributes) {
    return fmt::format("\x1b[{}m{}\x1b[0m", attributes, text);
}

unsigned channel(std::string_view color, std::size_t at) {
    unsigned value = 0;
    std::from_chars(color.data() + at, color.data() + at + 2, value, 16);
    return value;
}

}  // namespace

std::string paint(std::string_view text, Emphasis emphasis, const Terminal& terminal) {
    if (terminal.color == ColorDepth::none || text.empty()) return std::string(text);
    switch (emphasis) {
        case Emphasis::normal:
            return std::string(text);
        case Emphasis::strong:
            return wrapped(text, "1");
        case Emphasis::faint:
            return wrapped(text, "2");
        case Emphasis::good:
            return wrapped(text, "32");
        case Emphasis::caution:
            return wrapped(text, "1;33");
        case Emphasis::bad:
            return wrapped(text, "1;31");
    }
    return {};
}

std::string paint(std::string_view text, std::string_view color, const Terminal& terminal) {
    constexpr std::size_t size_of_color = 7;
    if (color.size() != size_of_color || text.empty()) return std::string(text);
    const unsigned red = channel(color, 1);
    const unsigned green = channel(color, 3);
    const unsigned blue = channel(color, 5);
    switch (terminal.color) {
        case ColorDepth::true_color:
            return wrapped(text, fmt::format("38;2;{};{};{}", red, green, blue));
        case ColorDepth::indexed: {
            const auto step = [](unsigned value) { return (value * 5 + 127) / 255; };
            return wrapped(text, fmt::format("38;5;{}", 16 + 36 * step(red) + 6 * step(green) + step(blue)));
        }
        case ColorDepth::basic:
        case ColorDepth::none:
            break;
    }
    return std::string(text);
}

std::string draw_sentence(std::string_view sentence, const Terminal& terminal, Emphasis emphasis) {
    std::string text;
    for (const std::string& line : wrap(visible(sentence, terminal.unicode), terminal.width))
        text += paint(line, emphasis, terminal) + '\n';
    return text;
}

}  // namespace caucus_tally
