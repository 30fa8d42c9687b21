// SPDX-License-Identifier: MIT
#include "cli/output.hpp"

#include "cli/terminal.hpp"
#include "format/display.hpp"

#include <caucus_tally/source.hpp>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <fmt/format.h>
#include <memory>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace caucus_tally {
namespace {

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

/// The file a path leads to through symbolic links, so that a link stays a link.
std::string link_target(const std::string& path) {
    const std::unique_ptr<char, decltype(&std::free)> resolved(::realpath(path.c_str(), nullptr), &std::free);
    return resolved ? resolved.get() : path;
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

    std::string draft = target + ".XXXXXX";
    const int file = ::mkstemp(draft.data());
    if (file < 0) fail(path, errno);
    const mode_t mask = ::umask(0);
    ::umask(mask);
    constexpr mode_t usual_mode = 0666;
    int error = write_all(file, text);
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

}  // namespace

void write_output(std::string_view text, const OutputOptions& options) {
    if (!options.file.empty()) {
        write_file(options.file, text);
        return;
    }
    std::string safe;
    if (!is_for_people(options.format) && ::isatty(STDOUT_FILENO) == 1) text = safe = harmless(text);
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
    write_all(STDERR_FILENO, text);
}

}  // namespace caucus_tally
