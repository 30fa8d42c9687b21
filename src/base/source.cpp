// SPDX-License-Identifier: MIT
#include "base/byte_source.hpp"

#include <algorithm>
#include <caucus_tally/source.hpp>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace caucus_tally {
namespace {

struct Descriptor {
    int number;
    explicit Descriptor(int number_) : number(number_) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number > STDERR_FILENO) ::close(number);
    }
};

[[noreturn]] void fail(const std::string& name, int error) {
    throw FileError(fmt::format("{}: {}", name, std::generic_category().message(error)));
}

}  // namespace

Source read_source(const std::string& path, std::size_t max_bytes) {
    const bool standard_input = path == "-";
    Source source{standard_input ? "<stdin>" : path, {}};
    const Descriptor file(standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.number < 0) fail(source.name, errno);

    struct stat status {};
    if (::fstat(file.number, &status) != 0) fail(source.name, errno);
    if (S_ISDIR(status.st_mode)) fail(source.name, EISDIR);

    // A regular file is read in one call, and a little one sees its end; pipes take more.
    constexpr std::size_t block = std::size_t{64} * 1024;
    constexpr std::size_t rest = 512;
    const bool sized = S_ISREG(status.st_mode) && status.st_size > 0;
    std::size_t step = sized ? std::min(static_cast<std::size_t>(status.st_size), max_bytes) + 1 : block;
    std::size_t used = 0;
    while (true) {
        source.text.resize(used + step);
        const ssize_t got = ::read(file.number, source.text.data() + used, step);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail(source.name, errno);
        if (got == 0) break;
        used += static_cast<std::size_t>(got);
        if (used > max_bytes) fail_too_large(source.name, max_bytes);
        step = sized ? rest : std::max(block, used);
    }
    source.text.resize(used);
    return source;
}

}  // namespace caucus_tally
