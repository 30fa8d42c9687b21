// SPDX-License-Identifier: MIT
#include "cli/terminal.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace caucus_tally {
namespace {

constexpr unsigned usual_width = 80;
constexpr unsigned least_width = 20;
constexpr unsigned most_width = 1000;

std::string_view environment(const char* name) {
    const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): asked once, before any thread
    return value == nullptr ? std::string_view() : value;
}

/// By the names of locales alone: a terminal is UTF-8 even where the locale's own data is not installed.
bool is_utf8_locale() {
    for (const char* const name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        std::string value(environment(name));
        if (value.empty()) continue;
        std::ranges::transform(value, value.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
        return value.find("utf-8") != std::string::npos || value.find("utf8") != std::string::npos;
    }
    return false;
}

unsigned width_of(int descriptor, bool is_terminal) {
    winsize size{};
    unsigned width = 0;
    if (is_terminal && ::ioctl(descriptor, TIOCGWINSZ, &size) == 0) width = size.ws_col;
    if (width == 0) {
        const std::string_view columns = environment("COLUMNS");
        std::from_chars(columns.data(), columns.data() + columns.size(), width);
    }
    return width == 0 ? usual_width : std::clamp(width, least_width, most_width);
}

ColorDepth depth_of_terminal() {
    const std::string_view color_term = environment("COLORTERM");
    const std::string_view term = environment("TERM");
    if (color_term == "truecolor" || color_term == "24bit" || term.ends_with("-direct")) return ColorDepth::true_color;
    if (term.find("256color") != std::string_view::npos) return ColorDepth::indexed;
    return ColorDepth::basic;
}

bool wants_color(ColorWhen when, bool is_terminal) {
    if (when != ColorWhen::automatic) return when == ColorWhen::always;
    if (!environment("NO_COLOR").empty()) return false;
    const std::string_view force = environment("CLICOLOR_FORCE");
    if (!force.empty() && force != "0") return true;
    return is_terminal && environment("TERM") != "dumb";
}

Terminal detect(int descriptor, bool is_terminal, const OutputOptions& output) {
    Terminal terminal;
    terminal.width = width_of(descriptor, is_terminal);
    terminal.unicode = !output.ascii && is_utf8_locale();
    terminal.color = wants_color(output.color, is_terminal) ? depth_of_terminal() : ColorDepth::none;
    return terminal;
}

}  // namespace

Terminal detect_terminal(const OutputOptions& output) {
    return detect(STDOUT_FILENO, output.file.empty() && ::isatty(STDOUT_FILENO) == 1, output);
}

Terminal detect_error_terminal(const OutputOptions& output) {
    return detect(STDERR_FILENO, ::isatty(STDERR_FILENO) == 1, output);
}

}  // namespace caucus_tally
