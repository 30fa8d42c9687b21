// SPDX-License-Identifier: MIT
#include "cli/output.hpp"

#include "format/display.hpp"

#include <algorithm>
#include <caucus_tally/source.hpp>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <string>
#include <string_view>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <system_error>
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

/// By the names of locales alone: a terminal is UTF-8 even where the locale's own data is not installed. In a container
/// no locale is set, but the terminal at its other end is one of today's; output that goes elsewhere stays ASCII then,
/// as POSIX has it.
bool wants_unicode(bool is_terminal) {
    for (const char* const name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        std::string value(environment(name));
        if (value.empty()) continue;
        std::ranges::transform(value, value.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
        return value.find("utf-8") != std::string::npos || value.find("utf8") != std::string::npos;
    }
    const std::string_view term = environment("TERM");
    return is_terminal && !term.empty() && term != "dumb" && !term.starts_with("vt");
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
    terminal.unicode = !output.ascii && wants_unicode(is_terminal);
    terminal.color = wants_color(output.color, is_terminal) ? depth_of_terminal() : ColorDepth::none;
    return terminal;
}

/// The error number of the write that failed, or 0.
int write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

[[noreturn]] void fail(const std::string& what, int error) {
    throw FileError(fmt::format("{}: {}", what, std::generic_category().message(error)));
}

/// The file a path leads to through symbolic links, be it there or not, so that a link stays a link.
std::string link_target(const std::string& path) {
    constexpr int most_links = 40;  // as many as the system follows
    std::filesystem::path target = path;
    std::error_code error;
    for (int i = 0; i < most_links && std::filesystem::is_symlink(target, error); ++i)
        target = target.parent_path() / std::filesystem::read_symlink(target, error);
    return target.string();
}

/// Holds back the signals that would end the program and leave a temporary file behind. What came meanwhile takes
/// effect when this goes.
class HeldSignals {
public:
    HeldSignals() {
        ::sigemptyset(&held_);
        for (const int number : {SIGHUP, SIGINT, SIGTERM}) {
            struct sigaction action {};
            if (::sigaction(number, nullptr, &action) == 0 && action.sa_handler != SIG_IGN) ::sigaddset(&held_, number);
        }
        ::pthread_sigmask(SIG_BLOCK, &held_, &before_);
    }
    HeldSignals(const HeldSignals&) = delete;
    HeldSignals& operator=(const HeldSignals&) = delete;
    ~HeldSignals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

    bool has_come() const {
        sigset_t pending;
        ::sigpending(&pending);
        for (const int number : {SIGHUP, SIGINT, SIGTERM})
            if (::sigismember(&held_, number) == 1 && ::sigismember(&pending, number) == 1) return true;
        return false;
    }

private:
    sigset_t held_{};
    sigset_t before_{};
};

/// As write_all, in parts: a signal ends the writing between two of them.
int write_draft(int file, std::string_view text, const HeldSignals& signals) {
    constexpr std::size_t part = std::size_t{1} << 20;
    for (; !text.empty(); text.remove_prefix(std::min(part, text.size()))) {
        if (signals.has_come()) return EINTR;
        if (const int error = write_all(file, text.substr(0, part)); error != 0) return error;
    }
    return 0;
}

void write_file(const std::string& path, std::string_view text) {
    const std::string target = link_target(path);
    struct stat status {};
    const bool exists = ::stat(target.c_str(), &status) == 0;
    if (exists && !S_ISREG(status.st_mode)) {  // a device, a pipe: nothing to keep
        const int device = ::open(target.c_str(), O_WRONLY | O_CLOEXEC);
        if (device < 0) fail(path, errno);
        const int error = write_all(device, text);
        ::close(device);
        if (error != 0 && error != EPIPE) fail(path, error);
        return;
    }

    // A file that may not be written is not to be replaced either, although its folder would allow that.
    if (exists && ::faccessat(AT_FDCWD, target.c_str(), W_OK, AT_EACCESS) != 0) fail(path, errno);
    ::signal(SIGXFSZ, SIG_IGN);  // a file that grows too large is an error of write()
    const HeldSignals signals;
    std::string draft = target + ".XXXXXX";
    const int file = ::mkstemp(draft.data());
    if (file < 0) fail(path, errno);
    const mode_t mask = ::umask(0);
    ::umask(mask);
    constexpr mode_t usual_mode = 0666;
    int error = write_draft(file, text, signals);
    // The owner first: a change of it may take bits of the mode away. Only root can give a file away.
    if (error == 0 && exists && ::geteuid() == 0 && ::fchown(file, status.st_uid, status.st_gid) != 0) error = errno;
    if (error == 0 && ::fchmod(file, exists ? status.st_mode : usual_mode & ~mask) != 0) error = errno;
    if (error == 0 && ::fsync(file) != 0) error = errno;
    if (::close(file) != 0 && error == 0) error = errno;
    if (error == 0 && ::rename(draft.c_str(), target.c_str()) != 0) error = errno;
    if (error == 0) return;
    ::unlink(draft.c_str());
    fail(path, error);
}

/// Machine formats hold the data as it is; a terminal gets nothing it could act on.
std::string harmless(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t plain = std::min(text.find_first_of("\n\t"), text.size());
        result += visible(text.substr(0, plain), true);
        if (plain < text.size()) result += text[plain];
        text.remove_prefix(std::min(plain + 1, text.size()));
    }
    return result;
}

/// Formats whose lines a continuous-integration runner shows, and in which it looks for commands.
bool is_plain_text(Format format) {
    return format == Format::table || format == Format::text || format == Format::concise || format == Format::markdown;
}

}  // namespace

Terminal detect_terminal(const OutputOptions& output) {
    return detect(STDOUT_FILENO, output.file.empty() && ::isatty(STDOUT_FILENO) == 1, output);
}

Terminal detect_error_terminal(const OutputOptions& output) {
    return detect(STDERR_FILENO, ::isatty(STDERR_FILENO) == 1, output);
}

void write_output(std::string_view text, const OutputOptions& options) {
    if (!options.file.empty()) {
        write_file(options.file, text);
        return;
    }
    std::string safe;
    if (!is_for_people(options.format) && ::isatty(STDOUT_FILENO) == 1) text = safe = harmless(text);
    if (is_plain_text(options.format)) text = safe = without_commands(text);
    const int error = write_all(STDOUT_FILENO, text);
    if (error != 0 && error != EPIPE) fail("standard output", error);
}

std::string draw(const Document& document, const OutputOptions& options) {
    return write_document(document, options.format, detect_terminal(options), options.defuse_formulas);
}

std::string message_line(std::string_view text) {
    return fmt::format("caucus-tally: {}\n", visible(text, true));
}

void write_message(std::string_view text) {
    write_all(STDERR_FILENO, without_commands(text));
}

}  // namespace caucus_tally
